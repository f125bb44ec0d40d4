import type { AliasRow, AnswerRow, ReplyRow, ShapeRow } from '../../contract/alias/alias.js'
import { legacyAnswer, legacyReply } from '../../contract/alias/legacy-reply.js'
import { isObject } from '../../fields/check.js'
import type { AliasJson, AnswerJson, LegacyExampleJson, ReplyFormJson, ShapeJson } from '../alias/alias-json.js'
import type { EventJson } from '../contract-json.js'
import { spelling } from './json-contract.js'

/** Makes a row of what data tells of it and, for what its functions do, of what the examples beside it show. */
function learnedRow(json: ShapeJson & Partial<AliasJson>, event: EventJson | undefined): ShapeRow & Partial<AliasRow> {
  const { of, emit, up, down, when, replyForm, examples = [] } = json
  const sent = examples.find((each) => each.sent)
  const pairs = examples.map((each) => ({ legacy: each.payload, today: canonicalOf(each, event) }))
  return {
    ...(of !== undefined && { of, emit: emit !== false }),
    ...spelling(json),
    ...(up && { up: (legacy: unknown) => today(legacy, pairs) }),
    ...(down && { down: (payload: unknown) => respelled(payload, canonicalOf(sent, event), sent?.payload) }),
    ...(when && { when: (payload: unknown) => agrees(payload, canonicalOf(sent, event), event?.example) }),
    ...(replyForm && { reply: replyRow(replyForm) }),
  } as ShapeRow & Partial<AliasRow>
}

/** Makes what a legacy client is told that asks without an acknowledgement. */
export function learnedAnswer({ event, form }: AnswerJson): AnswerRow {
  // without a form, the fields of both are what is likeliest to be in it
  return legacyAnswer(event, form ?? { '...': 'asked' })
}

/** A payload of an older release, and what it is read as. */
interface Pair {
  readonly legacy: unknown
  readonly today: unknown
}

function canonicalOf(example: LegacyExampleJson | undefined, event: EventJson | undefined): unknown {
  return example?.canonical ?? event?.example
}

/** Reads a payload like the example whose fields it has; one of today's shape is read as it is. */
function today(legacy: unknown, pairs: readonly Pair[]): object | undefined {
  const like = pairs.toSorted((one, other) => sharedFields(other, legacy) - sharedFields(one, legacy))[0]
  const own = isObject(legacy) ? legacy : {}
  if (!like) return own
  const [whole, told] = [true, false].map((isFilled) => respelled(legacy, like.legacy, like.today, isFilled))
  // what no field tells is what it is in the example, unless the payload says it in today's words
  return { ...Object(whole), ...own, ...Object(told) }
}

function sharedFields({ legacy }: Pair, payload: unknown): number {
  if (!isObject(legacy) || !isObject(payload)) return typeof legacy === typeof payload ? 1 : 0
  return Object.keys(legacy).filter((key) => Object.hasOwn(payload, key)).length
}

/**
 * Writes a value in another shape: each leaf of the shape is taken from where the same value stands in the example of the value;
 * one that stands nowhere there is what it is in the shape, or left out.
 */
export function respelled(value: unknown, example: unknown, shape: unknown, isFilled = true): unknown {
  const places = new Map<string, readonly string[]>()
  for (const [path, leaf] of leavesIn(example))
    if (!places.has(JSON.stringify(leaf))) places.set(JSON.stringify(leaf), path)
  const write = (part: unknown): unknown => {
    const place = places.get(JSON.stringify(part))
    if (place) return place.reduce<unknown>((held, step) => Object(held)[step], value)
    if (Array.isArray(part)) return part.map(write)
    if (!isObject(part) || part instanceof Uint8Array) return isFilled ? part : undefined
    return Object.fromEntries(
      Object.entries(part).flatMap(([key, field]) => {
        const made = write(field)
        return made === undefined ? [] : [[key, made] as const]
      }),
    )
  }
  return write(shape)
}

/** Lists all that a value holds, the largest first: a list that is taken over whole may have any length. */
function leavesIn(value: unknown, path: readonly string[] = []): [path: readonly string[], leaf: unknown][] {
  const below = isObject(value) && !(value instanceof Uint8Array) ? Object.entries(value) : []
  return [[path, value], ...below.flatMap(([key, field]) => leavesIn(field, [...path, key]))]
}

/** Returns whether a payload has the words in which the example of a name differs from that of the event. */
function agrees(payload: unknown, sent: unknown, usual: unknown): boolean {
  if (!isObject(sent) || !isObject(payload)) return true
  const others = isObject(usual) ? (usual as Readonly<Record<string, unknown>>) : {}
  const held = payload as Readonly<Record<string, unknown>>
  const telling = Object.entries(sent).filter(([key, field]) => isToken(field) && others[key] !== field)
  return telling.every(([key, field]) => held[key] === field)
}

/** Returns whether a value looks like one of some words, as a status does. */
function isToken(value: unknown): boolean {
  return typeof value === 'boolean' || (typeof value === 'string' && /^[A-Za-z_]{1,32}$/.test(value))
}

function replyRow({ up, down, failed }: ReplyFormJson): ReplyRow {
  return legacyReply({
    ...(up !== undefined && up !== true && { up }),
    ...(down !== undefined && down !== true && { down }),
    ...(failed !== undefined && { failed }),
  }) as ReplyRow
}

/** Makes the rows of a direction. */
export function learnedRows(
  rows: Readonly<Record<string, ShapeJson & Partial<AliasJson>>>,
  events: Readonly<Record<string, EventJson>>,
): Record<string, AliasRow> {
  return Object.fromEntries(
    Object.entries(rows).map(([name, json]) => [name, learnedRow(json, events[json.of ?? name]) as AliasRow]),
  )
}
