import { defineRoom, type Room } from '../contract/room/room.js'

export { userRoom } from './user.js'

/** Gathers everyone who subscribed to one public channel. */
export const publicRoom: Room<'public:{channel}'> = defineRoom('public:{channel}')
