import { defineRoom, type Room } from '../contract/room/room.js'

/** Gathers everyone who works at one pharmacy. */
export const pharmacyRoom: Room<'pharmacy:{pharmacyId}'> = defineRoom('pharmacy:{pharmacyId}')

/** Gathers the people of one chat. */
export const chatRoom: Room<'chat:{roomId}'> = defineRoom('chat:{roomId}', { legacy: ['room:{roomId}'] })

/** Gathers everyone who follows one delivery. */
export const dispatchRoom: Room<'dispatch:{dispatchId}'> = defineRoom('dispatch:{dispatchId}')

/** Gathers everyone who follows one order. */
export const orderRoom: Room<'order:{orderId}'> = defineRoom('order:{orderId}')
