import { type Room, room } from '../contract/room/room.js'

/** Gathers every device of one user. */
export const userRoom: Room<'user:{userId}'> = room('user:{userId}', { legacy: ['user_{userId}'] })
