import { expectTypeOf, test } from 'vitest'
import * as z from 'zod/mini'
import type { Messaging } from '../messaging.js'
import { chatRoom, type PatientPharmacy, pharmacyRoom } from '../patient-pharmacy.js'
import type { Realtime } from '../realtime.js'
import { namespace as checked } from './declaration.js'
import { type Direction, directions } from './event/direction.js'
import { type EventContract, event } from './event/event.js'
import { defineNamespace, type NamespaceContract, type RoomName } from './namespace.js'

test('a namespace is the contract of what it declares', () => {
  const shop = defineNamespace('/shop', {
    version: 1,
    rooms: [chatRoom, pharmacyRoom],
    serverToClient: { opened: event({ payload: z.object({ id: z.string() }) }) },
    clientToServer: { ping: event({ reply: z.object({ at: z.number() }) }) },
  })
  expectTypeOf(shop).toEqualTypeOf<
    NamespaceContract<
      '/shop',
      { opened: EventContract<{ id: string }, never, never> },
      { ping: EventContract<void, { at: number }, never> },
      'chat:{roomId}' | 'pharmacy:{pharmacyId}',
      1
    >
  >()
})

test('a namespace that is checked has the type of one that is not', () => {
  expectTypeOf(checked).toEqualTypeOf(defineNamespace)
})

test('a namespace without rooms has no room name', () => {
  const shop = defineNamespace('/shop', { serverToClient: {}, clientToServer: {} })
  expectTypeOf<RoomName<typeof shop>>().toEqualTypeOf<never>()
})

test('a namespace may leave out events of either direction where it was served before', () => {
  defineNamespace('/shop', {
    legacyPath: { path: '/', without: ['opened', 'ping'] },
    serverToClient: { opened: event({}) },
    clientToServer: { ping: event({}) },
  })
})

test('RoomName spells the rooms of a contract', () => {
  expectTypeOf<RoomName<PatientPharmacy>>().toEqualTypeOf<
    `pharmacy:${string}` | `chat:${string}` | `dispatch:${string}` | `order:${string}`
  >()
  expectTypeOf<RoomName<Messaging>>().toEqualTypeOf<`user:${string}`>()
  expectTypeOf<RoomName<Realtime>>().toEqualTypeOf<`user:${string}` | `public:${string}`>()
})

test('the contract of a namespace is a contract, of its own path', () => {
  expectTypeOf<PatientPharmacy>().toExtend<NamespaceContract>()
  expectTypeOf<PatientPharmacy['path']>().toEqualTypeOf<'/patient-pharmacy'>()
  expectTypeOf<PatientPharmacy>().not.toExtend<NamespaceContract<'/messaging'>>()
})

test('a direction is one of two words', () => {
  expectTypeOf<Direction>().toEqualTypeOf<'serverToClient' | 'clientToServer'>()
  expectTypeOf(directions).toEqualTypeOf<readonly ['serverToClient', 'clientToServer']>()
})
