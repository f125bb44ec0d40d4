import { type DescribedSchema, marksOf } from '../../guards/described-schema.js'
import { describedBy, lazyInner } from '../../guards/print/described.js'
import { redact } from '../../guards/redact.js'
import { fitsAlone } from '../../spec/reading/schema-reading.js'
import { type ConformanceCheck, failCheck, placeText } from './check.js'
import { type CheckedPart, isDescribedPart } from './checked-event.js'
import { samplesOf } from './sample.js'

const rounds = 10
const seed = 17

/** Makes the check that a log shows no marked value of a payload. */
export function redactionChecks(part: CheckedPart): ConformanceCheck[] {
  if (part.part === 'reply' || !isDescribedPart(part)) return []
  const { schema, event, where } = part
  return [
    {
      title: `${where}: a log shows no marked value of its payload`,
      check: () => {
        for (const value of samplesOf(part, rounds, seed)) {
          const leak = leakIn(schema, value, redact(event, value))
          if (leak) failCheck(where, `redact() shows ${placeText(leak)}, which is marked: mark what holds it`)
        }
      },
    },
  ]
}

/** Returns the first place at which a copy for a log shows what is marked. */
export function leakIn(
  schema: DescribedSchema,
  value: unknown,
  shown: unknown,
  path: readonly string[] = [],
): readonly string[] | undefined {
  if (value === undefined || isHidden(shown)) return undefined
  if (marksOf(schema)['x-sensitive']) return path
  const described = describedBy(schema)
  const { type, shape, element, items, rest, valueType, innerType, options, left, right } = described
  const same = [innerType, left, right, type === 'lazy' ? lazyInner(described) : undefined]
  const fitting = options?.filter((option) => fitsAlone(option, value)) ?? []
  for (const part of [...same, ...fitting]) {
    const leak = part && leakIn(part, value, shown, path)
    if (leak) return leak
  }
  if (typeof value !== 'object' || value === null) return undefined
  for (const [key, held] of Object.entries(value)) {
    const field =
      (shape && Object.hasOwn(shape, key) && shape[key]) || (element ?? items?.[Number(key)] ?? rest ?? valueType)
    const leak = field && leakIn(field, held, (shown as Record<string, unknown>)[key], [...path, key])
    if (leak) return leak
  }
  return undefined
}

/** Returns whether what a log shows stands in the place of a value. */
function isHidden(shown: unknown): boolean {
  return shown === undefined || (typeof shown === 'string' && /^\[\w+\]$/.test(shown))
}
