import { defineRoom, type Room } from '../contract/room/room.js'

/** Gathers everyone who takes part in one session. */
export const sessionRoom: Room<'session:{sessionId}'> = defineRoom('session:{sessionId}')

/** Gathers everyone who watches the patient of one simulation. */
export const simulationRoom: Room<'simulation:{simulationId}'> = defineRoom('simulation:{simulationId}')
