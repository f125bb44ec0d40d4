import type { EventContract } from '../contract/event/event.js'
import type { Schema } from '../contract/schema.js'
import { type DescribedSchema, definitionOf, isDescribed } from '../guards/described-schema.js'
import { fieldsAt } from '../guards/issue.js'
import { isPayload, safeParsePayload } from '../guards/payload.js'
import { valuesOf } from '../guards/print/presence.js'
import { isReply } from '../guards/reply.js'
import { fixture, replyFixture } from '../testing/fixture.js'
import { seeded } from '../testing/random.js'
import { changed, heldAt, placesIn } from '../testing/value-place.js'
import { overlaid } from './overlaid.js'
import { plausibleValue } from './plausible-value.js'

const instant = /^\d{4}-\d\d-\d\dT\d\d:\d\d/
const idKeys = new Set(['id', 'itemId'])
const epochMs = 1_500_000_000_000

/** The payloads and replies of a contract's events: the example of each first, then others that tell other facts. */
export class PayloadSource {
  readonly #seed: number | undefined
  readonly #made = new Map<EventContract, number>()

  constructor(seed?: number) {
    this.#seed = seed
  }

  /**
   * Makes the next payload of an event, as if it happened right now.
   * @throws TypeError where it has no example, and its schema is of a library that nothing can be drawn of
   */
  payload(event: EventContract): unknown {
    const count = this.#count(event)
    if (!event.payload) return undefined
    const { example } = event
    if (example === undefined || (this.#seed !== undefined && count > 0))
      return (
        this.#drawn(event.payload, (value) => isPayload(event, value), count) ?? fixture(event, this.#seedAt(count))
      )
    // a page that shows how long ago something was is to show something of now
    return firstThat(
      (each) => isPayload(event, each),
      [count ? another(event, count) : undefined, aged(example), example],
    )
  }

  /**
   * Makes the next reply to an event, of right now.
   * @throws TypeError where it has no example, and its schema is of a library that nothing can be drawn of
   */
  reply(event: EventContract): unknown {
    const count = this.#count(event)
    if (!event.reply) return undefined
    const { replyExample } = event
    if (replyExample === undefined || (this.#seed !== undefined && count > 0))
      return (
        this.#drawn(event.reply, (value) => isReply(event, value), count) ?? replyFixture(event, this.#seedAt(count))
      )
    return firstThat((each) => isReply(event, each), [aged(replyExample), replyExample])
  }

  /** Draws what reads like a value of its fields; nothing where no such one fits. */
  #drawn(schema: Schema<unknown>, fits: (value: unknown) => boolean, count: number): unknown {
    if (!isDescribed(schema)) return undefined
    const random = seeded(this.#seedAt(count))
    const value = plausibleValue(schema as DescribedSchema, random)
    return fits(value) ? value : undefined
  }

  #seedAt(count: number): number {
    return (this.#seed ?? 1) + count
  }

  #count(event: EventContract): number {
    const count = this.#made.get(event) ?? 0
    this.#made.set(event, count + 1)
    return count
  }
}

/** Returns whether the payload of an event has a field, as its schema says or, where that does not, its example. */
export function hasField({ payload, example }: EventContract, name: string): boolean {
  const shape = payload && isDescribed(payload) ? definitionOf(payload as DescribedSchema).shape : undefined
  return Object.hasOwn(shape ?? Object(example), name)
}

/** Lays fields over a payload: each that the event declares, and that fits there. */
export function withFields(event: EventContract, payload: unknown, fields: Readonly<Record<string, unknown>>): unknown {
  return overlaid(payload, fields, (value) => safeParsePayload(event, value))
}

function firstThat(fits: (value: unknown) => boolean, values: readonly unknown[]): unknown {
  return values.find((each) => each !== undefined && fits(each)) ?? values.at(-1)
}

/** Makes another fact of an example: one of now, or of another thing where no instant tells facts apart. */
function another(event: EventContract, count: number): unknown {
  const { example, identity } = event
  const paths = identity.map((path) => path.split('.'))
  const isTimed = paths.some((path) => isInstant(heldAt(example, path)))
  const own = paths.length ? paths : placesIn(example).filter((path) => idKeys.has(path.at(-1) ?? ''))
  return own.reduce<unknown>((value, path) => {
    const held = heldAt(value, path)
    const words = wordsAt(event, path)
    if (words.length) return changed(value, path, words[(words.indexOf(held) + count) % words.length])
    if (isTimed || typeof held !== 'string' || isInstant(held)) return value
    return changed(value, path, counted(held, count))
  }, aged(example))
}

function wordsAt({ payload }: EventContract, path: readonly string[]): readonly unknown[] {
  if (!payload || !isDescribed(payload)) return []
  return fieldsAt(payload as DescribedSchema, path)[1].flatMap((field) => valuesOf(field) ?? [])
}

/** Counts on in an id: `msg_123` becomes `msg_124`. */
function counted(id: string, count: number): string {
  const [, stem = id, digits] = /^(.*?)(\d{1,9})$/s.exec(id) ?? []
  return digits === undefined
    ? `${id}_${count}`
    : `${stem}${String(Number(digits) + count).padStart(digits.length, '0')}`
}

/** Copies a value with the present in the place of its instants; what lists hold happened before. */
function aged(value: unknown): unknown {
  const now = new Date()
  return placesIn(value)
    .filter((path) => !path.some((step) => /^\d+$/.test(step)))
    .reduce<unknown>((held, path) => {
      const field = heldAt(held, path)
      if (isInstant(field)) return changed(held, path, now.toISOString())
      return typeof field === 'number' && field > epochMs ? changed(held, path, now.getTime()) : held
    }, value)
}

function isInstant(value: unknown): boolean {
  return typeof value === 'string' && instant.test(value)
}
