export { simulationAliases } from './aliases/simulation.js'
export type * from './events/simulation.js'
export { simulation } from './events/simulation.js'
export { sessionRoom, simulationRoom } from './rooms/simulation.js'
