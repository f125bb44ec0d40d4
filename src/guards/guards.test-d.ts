import { expectTypeOf, test } from 'vitest'
import type { AliasError } from '../contract/alias/alias-error.js'
import type { PayloadError, ReplyError, UnknownEventError } from '../contract/event/event-error.js'
import {
  type ChatJoinReply,
  type ChatMessage,
  type ChatTyping,
  type DispatchUpdated,
  type OrderNew,
  type OrderUpdated,
  type PatientPharmacy,
  patientPharmacy,
  patientPharmacyAliases,
} from '../patient-pharmacy.js'
import { realtime } from '../realtime.js'
import {
  isPayload,
  isReply,
  type Normalized,
  normalize,
  parsePayload,
  parseReply,
  type Result,
  redact,
  safeParsePayload,
  safeParseReply,
} from './index.js'

const message = patientPharmacy.serverToClient['chat:message']
const join = patientPharmacy.clientToServer['chat:join']
declare const value: unknown

test('isPayload narrows to the payload', () => {
  if (!isPayload(message, value)) return expectTypeOf(value).toEqualTypeOf<unknown>()
  expectTypeOf(value).toExtend<ChatMessage>()
  expectTypeOf(value.content).toEqualTypeOf<string>()
})

test('isPayload tells members of a union apart', () => {
  const either = value as ChatMessage | number
  if (!isPayload(message, either)) expectTypeOf(either).toEqualTypeOf<number>()
})

test('parsePayload answers the named interface', () => {
  const parsed: ChatMessage = parsePayload(message, value)
  expectTypeOf(parsed).toEqualTypeOf<ChatMessage>()
  expectTypeOf(parsePayload(join, value)).toEqualTypeOf<{ roomId: string }>()
  expectTypeOf(parsePayload(realtime.clientToServer['activity:ping'], value)).toEqualTypeOf<void>()
})

test('safeParsePayload is discriminated by ok', () => {
  const result = safeParsePayload(message, value)
  if (result.ok) expectTypeOf(result.value).toExtend<ChatMessage>()
  else expectTypeOf(result.error).toEqualTypeOf<PayloadError>()
  expectTypeOf(safeParsePayload(join, value)).toEqualTypeOf<Result<{ roomId: string }, PayloadError>>()
})

test('the guards of replies know what comes back', () => {
  const parsed: ChatJoinReply = parseReply(join, value)
  expectTypeOf(parsed.room).toEqualTypeOf<string>()
  expectTypeOf(safeParseReply(join, value)).toEqualTypeOf<Result<{ room: string }, ReplyError>>()
  expectTypeOf(parseReply(message, value)).toEqualTypeOf<never>()
  if (isReply(join, value)) expectTypeOf(value).toEqualTypeOf<{ room: string }>()
})

test('normalize is discriminated by name, and a switch over it can be exhaustive', () => {
  const event = normalize(patientPharmacy, patientPharmacyAliases, 'serverToClient', 'new-message', value)
  expectTypeOf(event).toEqualTypeOf<Normalized<PatientPharmacy, 'serverToClient'>>()
  if (!event.ok) return expectTypeOf(event.error).toEqualTypeOf<PayloadError | AliasError | UnknownEventError>()
  expectTypeOf(event.legacyName).toEqualTypeOf<string | undefined>()
  switch (event.name) {
    case 'chat:message':
      return expectTypeOf(event.payload).toExtend<ChatMessage>()
    case 'chat:typing':
      return expectTypeOf(event.payload).toExtend<ChatTyping>()
    case 'order:new':
      return expectTypeOf(event.payload).toExtend<OrderNew>()
    case 'order:updated':
      return expectTypeOf(event.payload).toExtend<OrderUpdated>()
    case 'dispatch:updated':
      return expectTypeOf(event.payload).toExtend<DispatchUpdated>()
    default:
      return expectTypeOf(event).toEqualTypeOf<never>()
  }
})

test('normalize knows the events of the direction it is asked for', () => {
  const event = normalize(patientPharmacy, patientPharmacyAliases, 'clientToServer', 'chat:join', value)
  if (event.ok && event.name === 'chat:typing')
    expectTypeOf(event.payload).toEqualTypeOf<{ roomId: string; isTyping: boolean }>()
})

test('redact takes any value and promises nothing about it', () => {
  expectTypeOf(redact(message, value)).toEqualTypeOf<unknown>()
})
