import { type } from 'arktype'
import * as v from 'valibot'
import { expectTypeOf, test } from 'vitest'
import { z as classic } from 'zod'
import * as z from 'zod/mini'
import { chatRoom, orderRoom, type PatientPharmacy, pharmacyRoom } from '../../patient-pharmacy.js'
import { type EventContract, event } from './event.js'
import type { FactKey, PayloadPath } from './identity.js'

const id = z.string()

test('an event carries nothing and answers nothing where it declares nothing', () => {
  expectTypeOf(event({})).toEqualTypeOf<EventContract<void, never, never>>()
  expectTypeOf(event({ reply: z.object({ at: z.number() }) })).toEqualTypeOf<
    EventContract<void, { at: number }, never>
  >()
})

test('an event has the payload and the reply its schemas describe', () => {
  const asked = event({ payload: z.object({ id, note: z.optional(z.string()) }), reply: z.object({ ok: z.boolean() }) })
  expectTypeOf(asked).toEqualTypeOf<EventContract<{ id: string; note?: string | undefined }, { ok: boolean }, never>>()
})

test('any Standard Schema describes a payload', () => {
  type Expected = EventContract<{ id: string; kind: 'a' | 'b' }, never, never>
  const example = { id: 'x', kind: 'a' } as const
  const ofMini = z.object({ id, kind: z.enum(['a', 'b']) })
  const ofClassic = classic.object({ id: classic.string(), kind: classic.enum(['a', 'b']) })
  const ofValibot = v.object({ id: v.string(), kind: v.picklist(['a', 'b']) })
  const ofArkType = type({ id: 'string', kind: "'a' | 'b'" })
  expectTypeOf(event({ payload: ofMini, example })).toEqualTypeOf<Expected>()
  expectTypeOf(event({ payload: ofClassic, example })).toEqualTypeOf<Expected>()
  expectTypeOf(event({ payload: ofValibot, example })).toEqualTypeOf<Expected>()
  expectTypeOf(event({ payload: ofArkType, example })).toEqualTypeOf<Expected>()
})

test('any Standard Schema describes a reply', () => {
  type Expected = EventContract<void, { at: number }, never>
  expectTypeOf(event({ reply: classic.object({ at: classic.number() }) })).toEqualTypeOf<Expected>()
  expectTypeOf(event({ reply: v.object({ at: v.number() }) })).toEqualTypeOf<Expected>()
  expectTypeOf(event({ reply: type({ at: 'number' }) })).toEqualTypeOf<Expected>()
})

test('an event has the patterns of the rooms it goes to, enters and leaves', () => {
  const sent = event({ payload: z.object({ id }), to: [chatRoom, pharmacyRoom] })
  expectTypeOf(sent).toEqualTypeOf<EventContract<{ id: string }, never, 'chat:{roomId}' | 'pharmacy:{pharmacyId}'>>()
  const moved = event({ payload: z.object({ roomId: id, orderId: id }), joins: [chatRoom], leaves: [orderRoom] })
  expectTypeOf(moved).toEqualTypeOf<
    EventContract<{ roomId: string; orderId: string }, never, 'chat:{roomId}' | 'order:{orderId}'>
  >()
})

test('a payload names rooms by room, by channels or by the parameters of the family', () => {
  type Entering<Payload> = EventContract<Payload, never, 'chat:{roomId}'>
  const byRoom = event({ payload: z.object({ room: z.string() }), joins: [chatRoom] })
  const byChannels = event({ payload: z.object({ channels: z.array(z.string()) }), joins: [chatRoom] })
  const byParameter = event({ payload: z.object({ roomId: id }), joins: [chatRoom] })
  expectTypeOf(byRoom).toEqualTypeOf<Entering<{ room: string }>>()
  expectTypeOf(byChannels).toEqualTypeOf<Entering<{ channels: string[] }>>()
  expectTypeOf(byParameter).toEqualTypeOf<Entering<{ roomId: string }>>()
})

test('an event from within a room names it, and has its pattern', () => {
  const typed = event({ payload: z.object({ roomId: id }), within: [chatRoom] })
  expectTypeOf(typed).toEqualTypeOf<EventContract<{ roomId: string }, never, 'chat:{roomId}'>>()
  // @ts-expect-error no field names the chat
  event({ payload: z.object({ id }), within: [chatRoom] })
})

test('a query needs a reply', () => {
  event({ reply: z.object({ count: z.number() }), query: true })
  // @ts-expect-error nothing comes back
  event({ payload: z.object({ id }), query: true })
})

test('an identity leads to plain values, through objects and past what is optional', () => {
  interface Payload {
    id: string
    tags: string[]
    dispatch: { id: string; at?: number; driver?: { name: string } }
  }
  expectTypeOf<PayloadPath<Payload>>().toEqualTypeOf<'id' | 'dispatch.id' | 'dispatch.at' | 'dispatch.driver.name'>()
  event({ payload: z.object({ id, at: z.optional(z.number()) }), identity: ['id', 'at'] })
})

test('a function of identity takes the payload and answers keys', () => {
  event({
    payload: z.object({ id, at: z.number() }),
    identity: (payload) => {
      expectTypeOf(payload).toEqualTypeOf<{ id: string; at: number }>()
      return [{ key: payload.id, at: payload.at }] satisfies FactKey[]
    },
  })
})

test('the events of a contract are events of their payload, reply and pattern', () => {
  expectTypeOf<PatientPharmacy['clientToServer']['chat:join']>().toEqualTypeOf<
    EventContract<{ roomId: string }, { room: string }, 'chat:{roomId}'>
  >()
  expectTypeOf<PatientPharmacy['serverToClient']['chat:typing']>().toEqualTypeOf<
    EventContract<{ roomId: string; userId: string; isTyping: boolean }, never, 'chat:{roomId}'>
  >()
})

test('every event is an event of any payload', () => {
  expectTypeOf<PatientPharmacy['serverToClient']['order:new']>().toExtend<EventContract>()
  expectTypeOf<EventContract<void, never, never>>().toExtend<EventContract>()
})

test('what ends an event by itself are fields of its payload, and values they may have', () => {
  const payload = z.object({ userId: id, isTyping: z.boolean(), at: z.number() })
  event({ payload, endsAfter: { ms: 5000, by: { isTyping: false }, at: 'at' } })
  // @ts-expect-error the payload has no such field
  event({ payload, endsAfter: { ms: 5000, by: { typing: false } } })
  // @ts-expect-error the field is no text
  event({ payload, endsAfter: { ms: 5000, by: { isTyping: 'no' } } })
  // @ts-expect-error the payload has no such field
  event({ payload, endsAfter: { ms: 5000, by: { isTyping: false }, at: 'timestamp' } })
})
