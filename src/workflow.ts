export { workflowAliases } from './aliases/workflow.js'
export type * from './events/workflow.js'
export { workflow } from './events/workflow.js'
