import type { AliasRow, ShapeRow } from '../../contract/alias/alias.js'
import { DeclarationError } from '../../contract/declaration-error.js'
import type { EventContract } from '../../contract/event/event.js'
import { fieldsOf, renamed } from '../../contract/event/fields.js'
import { isObject } from '../../fields/check.js'
import { toLegacy } from '../../guards/alias-payload.js'
import { normalized } from '../../guards/normalize.js'
import { safeParsePayload } from '../../guards/payload.js'
import type { EventJson } from '../contract-json.js'
import { printed } from '../sorted.js'
import { spelledBytes } from '../spelled-bytes.js'
import type { LegacyExampleJson } from './alias-json.js'

/** A row of an alias table, with what is known of its event. */
export interface ExampleSource {
  readonly event: EventContract
  readonly json: EventJson
  readonly row: ShapeRow & Partial<AliasRow>
  /** Whether the row tells of a legacy name, and not of an older shape under the name of today. */
  readonly isNamed: boolean
  /** Payloads of older releases that the contract's author wrote down. */
  readonly written?: readonly unknown[]
}

/**
 * Lists payloads in the shapes of older releases, each with what the row makes of it: the one that is sent, the one in the spellings
 * that are heard only, and those that were written down. What the row does not read is left out, so that none of them misleads.
 * @throws DeclarationError where the row does not read what was written down
 */
export function legacyExamples(source: ExampleSource): LegacyExampleJson[] {
  const { event, row, isNamed, written = [] } = source
  const today = told(source)
  if (today === undefined) return []
  const sent = isNamed && row.emit !== false ? attempt(() => toLegacy(row, today)) : undefined
  const known = new Set([printed(today)])
  return [
    ...(sent === undefined ? [] : [{ payload: sent, isSent: true }]),
    ...[heardOf(row, today), ...written].map((payload) => ({ payload, isSent: false })),
  ].flatMap(({ payload, isSent }): LegacyExampleJson[] => {
    const [read, text] = [readBy(event, row, payload), printed(payload)]
    if (read === undefined && written.includes(payload)) throw unread(event, 'an alias row')
    if (read === undefined || (!isSent && known.has(text))) return []
    known.add(text)
    const isExample = printed(read) === printed(event.example)
    return [{ payload: spelledBytes(payload), sent: isSent, ...(!isExample && { canonical: spelledBytes(read) }) }]
  })
}

/** Makes the error of a row that does not read what was written down for it. */
export function unread({ namespace, name, direction }: EventContract, row: string): DeclarationError {
  return new DeclarationError(`${namespace} ${name} (${direction}): ${row} does not read its own @example`)
}

/** Returns whether a payload of today's shape is read under a legacy name, too. */
export function takesToday({ event, row }: ExampleSource): boolean {
  return event.example !== undefined && printed(readBy(event, row, event.example) ?? null) === printed(event.example)
}

/** Spells a payload as it is heard and never sent; a field that stands under several names has the first. */
export function heardOf(row: ShapeRow, today: unknown): unknown {
  const { rename = {}, heard = {}, bare } = row
  const names = [...Object.entries(heard), ...Object.entries(rename)]
    .reverse()
    .map(([old, now]): [string, string] => [now, old])
  if (names.length === 0 && bare !== undefined) return fieldsOf(today)[bare]
  return isObject(today) ? renamed(today, new Map(names)) : today
}

/** Reads a payload as a row says; nothing where it does not fit. */
export function readBy(event: EventContract, row: ShapeRow, payload: unknown): unknown {
  const result = normalized(event, row as AliasRow, payload)
  return result.ok ? result.value : undefined
}

/** Finds a payload that the row is sent for: the event's example, or one that differs from it in one field. */
function told({ event, json, row }: ExampleSource): unknown {
  const { example } = event
  const { when } = row
  if (!when) return example
  const isTold = (payload: unknown): boolean =>
    safeParsePayload(event, payload).ok && attempt(() => when(payload)) === true
  return [example, ...neighbours(example, json.payload)].find(isTold)
}

/** Lists payloads that lack one field, or have another of its words there. */
function* neighbours(example: unknown, schema: EventJson['payload']): Generator<unknown> {
  if (!isObject(example)) return
  for (const key of Object.keys(example)) {
    const { [key]: _, ...others } = example as Readonly<Record<string, unknown>>
    yield others
    for (const word of wordsOf(schema, key)) yield { ...example, [key]: word }
  }
}

interface Parts {
  readonly properties?: Readonly<Record<string, { readonly const?: unknown; readonly enum?: readonly unknown[] }>>
  readonly anyOf?: readonly Parts[]
  readonly oneOf?: readonly Parts[]
}

function wordsOf(schema: Parts | undefined, key: string): unknown[] {
  const { properties = {}, anyOf = [], oneOf = [] } = schema ?? {}
  const field = Object.hasOwn(properties, key) ? properties[key] : undefined
  const own = field?.const === undefined ? (field?.enum ?? []) : [field.const]
  return [...own, ...[...anyOf, ...oneOf].flatMap((option) => wordsOf(option, key))]
}

// the functions of a row are the contract's, and may throw at what they do not apply to
/** Calls a function; nothing comes back where it throws. */
export function attempt<Value>(call: () => Value): Value | undefined {
  try {
    return call()
  } catch {
    return undefined
  }
}
