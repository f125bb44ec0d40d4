import { filled, type ReplyTemplate } from '../../../contract/alias/reply-template.js'
import type { Direction } from '../../../contract/event/direction.js'
import type { PastRow } from '../../../contract/past/past.js'
import { toCanonical, toLegacy } from '../../../guards/alias-payload.js'
import type { JsonSchema } from '../../../guards/json-schema.js'
import { type JsonObject, type JsonValue, toCanonicalText } from '../../containment/json.js'
import type { EventJson } from '../../contract-json.js'
import type { SpokenEvent } from './past-rows.js'
import { bareSchema, respelledSchema } from './respelled-schema.js'

/** What one end sends and the other one reads in another version, and what a row makes of it in between. */
export interface Passage {
  /** Whether it goes to the client of the earlier version, or comes from it. */
  readonly way: 'down' | 'up'
  readonly part: 'payload' | 'reply'
  readonly sent: JsonSchema
  readonly read: JsonSchema
  /** A value that fits `sent`. */
  readonly example: JsonValue | undefined
  /** The payload that a reply answers, of which a function may read. */
  readonly asked: { readonly schema: JsonSchema; readonly example: JsonValue | undefined } | undefined
  /** Spells what is sent as a schema; nothing where only drawn values show what comes of it. */
  readonly respell: (sent: JsonObject) => JsonObject | undefined
  /** Makes of a value what the other end reads; nothing where the function is not at hand. */
  readonly map: ((value: unknown, asked: unknown) => unknown) | undefined
}

/** An end that waits for what nobody gives it. */
export interface Lack {
  readonly way: 'down' | 'up'
  readonly part: 'reply'
  readonly lacks: string
}

// what the guards take for an event that carries nothing
const nothing: JsonSchema = { anyOf: [{ type: 'null' }, { type: 'object', maxProperties: 0 }] }

/** An event as an earlier version had it, the one of today that bears its name, and the row between them. */
export interface Bearing {
  readonly direction: Direction
  readonly was: EventJson
  readonly is: EventJson
  readonly row: SpokenEvent['row']
  /** The row as code declares it, where it is at hand. */
  readonly real: PastRow | undefined
}

/** Lists what goes between a client of an earlier version and a server of today by one event. */
export function passagesOf(bearing: Bearing): (Passage | Lack)[] {
  return [...payloadPassage(bearing), ...replyPassage(bearing)]
}

function payloadPassage({ direction, was, is, row, real }: Bearing): Passage[] {
  if (!was.payload && !is.payload) return []
  const [old, today] = [was.payload ?? nothing, is.payload ?? nothing]
  const way = direction === 'serverToClient' ? 'down' : 'up'
  const hasFunction = row?.[way] === true
  const spelled = real ?? spellingOf(row)
  const isDown = way === 'down'
  return [
    {
      way,
      part: 'payload',
      sent: isDown ? today : old,
      read: isDown ? old : today,
      example: (isDown ? is.example : was.example) as JsonValue | undefined,
      asked: undefined,
      respell: (sent) => (hasFunction ? undefined : isDown ? spelledDown(sent, row) : spelledUp(sent, row)),
      map:
        hasFunction && !real ? undefined : (value) => (isDown ? toLegacy(spelled, value) : toCanonical(spelled, value)),
    },
  ]
}

function replyPassage({ direction, was, is, row, real }: Bearing): (Passage | Lack)[] {
  if (direction === 'clientToServer') {
    if (!was.reply)
      return is.query
        ? [{ way: 'up', part: 'reply', lacks: 'is sent without an acknowledgement, and a reply is all it is for' }]
        : []
    if (!is.reply) return [{ way: 'down', part: 'reply', lacks: 'waits for a reply, and servers give none any more' }]
    return [
      {
        way: 'down',
        part: 'reply',
        sent: is.reply,
        read: was.reply,
        example: is.replyExample as JsonValue | undefined,
        asked: is.payload && { schema: is.payload, example: is.example as JsonValue | undefined },
        ...replyMap(row, real, 'down'),
      },
    ]
  }
  if (!is.reply) return []
  if (!was.reply) return [{ way: 'up', part: 'reply', lacks: 'gives no reply, and servers wait for one' }]
  return [
    {
      way: 'up',
      part: 'reply',
      sent: was.reply,
      read: is.reply,
      example: was.replyExample as JsonValue | undefined,
      asked: is.payload && { schema: is.payload, example: is.example as JsonValue | undefined },
      ...replyMap(row, real, 'up'),
    },
  ]
}

function replyMap(
  row: SpokenEvent['row'],
  real: PastRow | undefined,
  way: 'down' | 'up',
): Pick<Passage, 'respell' | 'map'> {
  const same = { respell: (sent: JsonObject) => sent, map: (value: unknown) => value }
  if (!row?.reply) return same
  const declared = real?.reply?.[way]
  if (real) return declared ? mapped((value, asked) => declared(value as never, asked as never)) : same
  const form = row.replyForm
  // where a release tells nothing of the form, there may be a function
  const template = form ? form[way] : true
  if (template === undefined) return same
  return mapped(template === true ? undefined : (value, asked) => filledBy(template, value, asked))
}

function mapped(map: Passage['map']): Pick<Passage, 'respell' | 'map'> {
  return { respell: () => undefined, map }
}

function filledBy(template: ReplyTemplate, reply: unknown, asked: unknown): unknown {
  return filled(template, { reply, asked })
}

function spellingOf(row: SpokenEvent['row']): PastRow {
  const { rename = {}, heard = {}, bare } = row ?? {}
  return { rename, heard, ...(bare !== undefined && { bare }) } as PastRow
}

function spelledDown(sent: JsonObject, row: SpokenEvent['row']): JsonObject | undefined {
  if (row?.bare !== undefined) return bareSchema(sent, row.bare)
  return respelledSchema(
    sent,
    Object.fromEntries(Object.entries(row?.rename ?? {}).map(([old, today]) => [today, old])),
  )
}

function spelledUp(sent: JsonObject, row: SpokenEvent['row']): JsonObject | undefined {
  // an end may send the field alone, or an object that holds it
  return row?.bare === undefined ? respelledSchema(sent, { ...row?.heard, ...row?.rename }) : undefined
}

/** Whether both ends have one schema, and nothing comes between. */
export function isTrivial({ sent, read, respell }: Passage): boolean {
  const text = toCanonicalText(sent as JsonValue)
  return respell(sent as JsonObject) === sent && text === toCanonicalText(read as JsonValue)
}
