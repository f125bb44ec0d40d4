import { defineRoom, type Room } from '../contract/room/room.js'

/** Gathers every device of one user. */
export const userRoom: Room<'user:{userId}'> = defineRoom('user:{userId}', { legacy: ['user_{userId}'] })
