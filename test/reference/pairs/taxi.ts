import * as z from 'zod/mini'
import { bytes, id, integer, text, timestamp } from '../../../src/fields/index.js'
import { aliases, event, namespace, room } from '../../../src/index.js'
import { type ContractJson, toContractJson } from '../../../src/spec/index.js'

/** The room of who follows one ride. */
export const rideRoom = room('ride:{rideId}', { legacy: ['ride_{rideId}'] })
/** The room of one driver's devices, which no client can ask for. */
export const driverRoom = room('driver:{driverId}')
/** The room of everybody who waits at one stand of one town. */
export const standRoom = room('stand:{town}:{standId}')
/** The room of one passenger's devices. */
export const passengerRoom = room('passenger:{userId}')

const place = z.object({ lat: z.number(), lon: z.number(), name: z.optional(z.nullable(text(80))) })

/** A contract of somebody else's, with what no contract of ours has: two ids in a room, bytes, a list, no example. */
export const rides = namespace('/rides', {
  version: 1,
  rooms: [rideRoom, driverRoom, standRoom, passengerRoom],
  serverToClient: {
    'ride:offered': event({
      payload: z.object({ rideId: id, from: place, fare: integer(0, 100_000) }),
      to: [driverRoom],
      example: { rideId: 'ride_1', from: { lat: 6.5, lon: 3.4 }, fare: 1200 },
    }),
    'ride:moved': event({
      payload: z.object({ rideId: id, at: place, speed: z.optional(z.number()), seenAt: timestamp }),
      to: [rideRoom],
      volatile: true,
    }),
    'stand:free': event({
      payload: z.object({ standId: id, cars: integer(0, 50) }),
      to: [standRoom],
      example: { standId: 'stand_7', cars: 3 },
    }),
    'receipt:ready': event({ payload: z.object({ rideId: id, total: z.number() }), to: [passengerRoom] }),
    'town:closed': event({}),
    'ride:refused': event({ payload: z.object({ reason: z.enum(['busy', 'far']) }), direct: true }),
    ping: event({ payload: z.object({ at: timestamp }) }),
  },
  clientToServer: {
    'ride:follow': event({
      payload: z.object({ rideId: id, seats: integer(1, 8) }),
      reply: z.object({ rideId: id }),
      joins: [rideRoom],
    }),
    'ride:order': event({
      payload: z.object({ from: place, stops: z.array(place).check(z.maxLength(9)), note: z.optional(text(200)) }),
      reply: z.object({ rideId: id, driver: z.nullable(text(80)) }),
    }),
    'ride:rate': event({
      payload: z.object({ rideId: id, stars: integer(1, 5) }),
      within: [rideRoom],
    }),
    'ride:unfollow': event({ payload: z.object({ rideId: id }), leaves: [rideRoom] }),
    'stand:wait': event({
      payload: z.object({ town: text(40), standId: id }),
      joins: [standRoom],
    }),
    'ride:photo': event({ payload: z.object({ rideId: id, photo: bytes(10_000) }) }),
    'driver:available': event({}),
  },
})

/** What older releases call them. */
export const ridesAliases = aliases<typeof rides>()({
  serverToClient: { 'new-ride': { of: 'ride:offered', rename: { id: 'rideId' } } },
  clientToServer: { 'order-ride': 'ride:order' },
})

/** Returns the contract as a file holds it. */
export function taxiContract(): ContractJson {
  const contract = toContractJson([{ contract: rides, aliases: ridesAliases }], {
    package: { name: '@taxi/events', version: '1.0.0' },
  })
  return JSON.parse(JSON.stringify(contract)) as ContractJson
}
