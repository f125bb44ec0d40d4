import { defineRoom, type Room } from '../contract/room/room.js'

/** Gathers every device on which one user is told of news. */
export const notificationsRoom: Room<'notifications:{userId}'> = defineRoom('notifications:{userId}')
