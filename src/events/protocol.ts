import * as z from 'zod/mini'
import { type EventContract, event } from '../contract/event/event.js'
import type { Schema } from '../contract/schema.js'
import type { HandshakeAuth } from '../contract/wire/handshake.js'
import type { Ack, ContractClientToServerEvents, ContractServerToClientEvents } from '../contract/wire/protocol.js'
import type { Refusal } from '../contract/wire/refusal.js'
import { boundedRecord, epochMs, id, integer, sensitive, text } from '../fields/index.js'

type Described<Listeners> = {
  readonly [Name in keyof Listeners]: Listeners[Name] extends (ack: Ack<infer Reply>) => void
    ? EventContract<void, Reply, never>
    : Listeners[Name] extends (payload: infer Payload) => void
      ? EventContract<Payload, never, never>
      : Listeners[Name] extends (payload: infer Payload, ack: Ack<infer Reply>) => void
        ? EventContract<Payload, Reply, never>
        : never
}

/** The events that stand in every namespace besides its own. */
export interface ProtocolEvents {
  readonly serverToClient: Described<ContractServerToClientEvents>
  readonly clientToServer: Described<ContractClientToServerEvents>
}

const path = text(160).check(z.minLength(1))
const issue = z.object({
  path: z.array(z.union([text(200), integer(0)])).check(z.maxLength(50)),
  expected: text(2000),
})
const versions = z.array(integer(1)).check(z.maxLength(16))
const error = z.object({
  code: text(64),
  message: text(1000),
  retryable: z.boolean(),
  retryAfterMs: z.optional(integer(0)),
  issues: z.optional(z.array(issue).check(z.maxLength(50))),
  supported: z.optional(versions),
  requested: z.optional(versions),
})
const unfit: Refusal['error'] = {
  code: 'PAYLOAD_INVALID',
  message: 'the payload does not fit',
  retryable: false,
  issues: [{ path: ['roomId'], expected: 'text' }],
}

/** Accepts what stands in place of a reply when an event was not served. */
export const refusal: Schema<Refusal> = z.object({ error })

/** A refusal, for the documents. */
export const refusalExample: Refusal = { error: unfit }

/** Accepts the `auth` of a client's handshake. */
export const handshakeAuth: Schema<HandshakeAuth> = z.object({
  token: sensitive('secret', text(16_384)),
  contract: z.optional(
    z.object({
      package: text(64),
      versions: boundedRecord(path, versions, 16),
      trace: z.optional(z.array(path).check(z.maxLength(16))),
    }),
  ),
})

/** A handshake's `auth`, for the documents. */
export const handshakeAuthExample: HandshakeAuth = {
  token: 'what the back end signed',
  contract: { package: '1.0.0', versions: { '/patient-pharmacy': [1] } },
}

const contract: ProtocolEvents = {
  serverToClient: {
    'contract:welcome': event({
      payload: z.object({ contract: path, version: integer(1), digest: text(64), trace: z.optional(z.boolean()) }),
      direct: true,
      example: { contract: '/patient-pharmacy', version: 1, digest: '0123456789abcdef' },
    }),
    'contract:refused': event({
      payload: z.object({ event: text(160), error, contract: z.optional(path) }),
      direct: true,
      example: { event: 'chat:join', error: unfit } as never,
    }),
    'contract:left': event({
      payload: z.object({ contract: path, room: text(1000), error }),
      direct: true,
      example: {
        contract: '/patient-pharmacy',
        room: 'chat:room_456',
        error: { code: 'ROOM_FORBIDDEN', message: 'this user may not stay in this room', retryable: false },
      } as never,
    }),
  },
  clientToServer: {
    'contract:ping': event({ reply: z.object({ at: epochMs }), replyExample: { at: 1_734_690_600_000 } }),
    'contract:deliver': event({
      payload: z.object({ id, event: text(160), payload: z.optional(sensitive('phi', z.unknown())) }),
      reply: z.object({ id }),
      example: {
        id: 'delivery_123',
        event: 'chat:typing',
        payload: { roomId: 'room_456', isTyping: true },
      },
      replyExample: { id: 'delivery_123' },
    }),
  },
}
/** What stands in every namespace besides its own events. */
export const protocol: ProtocolEvents = contract
