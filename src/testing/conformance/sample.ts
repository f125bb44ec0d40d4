import type { DescribedSchema } from '../../guards/described-schema.js'
import { seeded } from '../random.js'
import { schemaValue } from '../schema-value.js'
import { failCheck } from './check.js'
import { type CheckedPart, isDescribedPart } from './checked-event.js'

const triesEach = 20

/**
 * Lists values that fit a part of an event: its example, then others that are drawn by its schema.
 * @throws Error where there is none
 */
export function samplesOf(part: CheckedPart, count: number, seed: number): readonly unknown[] {
  const given = part.example === undefined ? [] : [part.example]
  const samples = [...given, ...drawnFor(part, count - given.length, seed)]
  if (samples.length) return samples
  failCheck(part.where, `no value can be drawn for its ${part.part}: give it a fitting \`${part.exampleKey}\``)
}

function drawnFor(part: CheckedPart, count: number, seed: number): unknown[] {
  const drawn: unknown[] = []
  if (!isDescribedPart(part)) return drawn
  const random = seeded(seed)
  // a rule of the whole, as one of the application's own, is only seen when it is broken
  for (let tries = 0; drawn.length < count && tries < count * triesEach; tries++) {
    const value = drawnOnce()
    if (value === undefined) break
    if (part.isFit(value)) drawn.push(value)
  }
  return drawn

  function drawnOnce(): unknown {
    try {
      return schemaValue(part.schema as DescribedSchema, random)
    } catch (error) {
      // no value is drawn for such a kind: the example stands alone
      if (error instanceof RangeError) return undefined
      throw error
    }
  }
}

/** Copies a value as it comes out at the other end, where bytes are of the class that came first: a guard reads them. */
export function sentOver(value: unknown): unknown {
  if (value === undefined) return undefined
  const beside: Uint8Array[] = []
  const text = JSON.stringify(value, (_, held: unknown) =>
    held instanceof Uint8Array ? { [besideJson]: beside.push(held) } : held,
  )
  return JSON.parse(text, (_, held: unknown) => {
    const place = (Object(held) as Record<string, unknown>)[besideJson]
    return typeof place === 'number' ? Uint8Array.from(beside[place - 1] ?? []) : held
  })
}

/** Stands in JSON for bytes, which travel beside it. */
const besideJson = '\u0000bytes'
