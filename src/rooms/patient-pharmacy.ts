import { type Room, room } from '../contract/room/room.js'

/** Gathers everyone who works at one pharmacy. */
export const pharmacyRoom: Room<'pharmacy:{pharmacyId}'> = room('pharmacy:{pharmacyId}')

/** Gathers the people of one chat. */
export const chatRoom: Room<'chat:{roomId}'> = room('chat:{roomId}', { legacy: ['room:{roomId}'] })

/** Gathers everyone who follows one delivery. */
export const dispatchRoom: Room<'dispatch:{dispatchId}'> = room('dispatch:{dispatchId}')

/** Gathers everyone who follows one order. */
export const orderRoom: Room<'order:{orderId}'> = room('order:{orderId}')
