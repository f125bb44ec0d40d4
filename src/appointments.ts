export { appointmentsAliases } from './aliases/appointments.js'
export type * from './events/appointments.js'
export { appointments } from './events/appointments.js'
