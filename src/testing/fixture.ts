import type { EventContract } from '../contract/event/event.js'
import type { PayloadError, ReplyError } from '../contract/event/event-error.js'
import type { Schema } from '../contract/schema.js'
import { isDescribed } from '../guards/described-schema.js'
import { safeParsePayload } from '../guards/payload.js'
import { safeParseReply } from '../guards/reply.js'
import type { Result } from '../guards/result.js'
import { seeded } from './random.js'
import { schemaValue } from './schema-value.js'

/**
 * Returns a payload that fits an event, the same one for the same seed; without a seed it is the event's example.
 * @throws TypeError when an event of another schema library has no example
 * @example
 * fixture(patientPharmacy.serverToClient['chat:typing'], 7) // { roomId: '...', userId: '...', isTyping: true }
 */
export function fixture<Payload>(event: EventContract<Payload, unknown, string>, seed?: number): Payload {
  return valid(
    `${event.namespace} ${event.name}`,
    'example',
    event.payload,
    event.example,
    (value) => safeParsePayload(event, value),
    seed,
  )
}

/**
 * Returns a reply that fits an event, the same one for the same seed; without a seed it is the event's example.
 * @throws TypeError when an event of another schema library has no example
 * @example
 * replyFixture(patientPharmacy.clientToServer['chat:join'], 7) // { room: '...' }
 */
export function replyFixture<Reply>(event: EventContract<unknown, Reply, string>, seed?: number): Reply {
  return valid(
    `${event.namespace} ${event.name}`,
    'replyExample',
    event.reply,
    event.replyExample,
    (value) => safeParseReply(event, value),
    seed,
  )
}

const mostTries = 100

function valid<Value>(
  where: string,
  key: string,
  schema: Schema<Value> | undefined,
  example: Value | undefined,
  parse: (value: unknown) => Result<Value, PayloadError | ReplyError>,
  seed: number | undefined,
): Value {
  if (!schema) return undefined as Value
  if (seed !== undefined && isDescribed(schema)) {
    const random = seeded(seed)
    // a rule of the whole, as the size of a record, is only seen when it is broken
    for (let tries = 0; tries < mostTries; tries++) {
      const result = parse(schemaValue(schema, random))
      if (result.ok) return result.value
    }
  }
  const result = parse(example)
  if (result.ok) return result.value
  const fields = result.error.issues.map(({ path }) => path.join('.')).filter(Boolean)
  const wrong =
    example === undefined
      ? 'has no example'
      : `has an example that does not fit${fields[0] ? ` in ${fields.join(', ')}` : ''}`
  throw new TypeError(`${where} ${wrong}: give it a fitting \`${key}\`, for no value could be drawn`)
}
