import type { JsonValue } from '../json.js'

/** Values, keys and texts that the two schemas of a question speak of. */
export interface Material {
  readonly values: readonly JsonValue[]
  readonly keys: readonly string[]
}

const sizeLimit = 400

function numbersAround(bound: number): number[] {
  return [bound, bound + 1, bound - 1, bound + 0.5, bound * 2]
}

function textsAround(size: number): string[] {
  return !(Number.isInteger(size) && size >= 0 && size <= 200)
    ? []
    : ['a'.repeat(size), 'a'.repeat(size + 1), 'a'.repeat(Math.max(0, size - 1))]
}

/** Gathers what may make a difference between schemas from their texts. */
export function gatherMaterial(schemas: readonly unknown[]): Material {
  const values = new Set<JsonValue>([null, true, false, 0, 1, -1, 0.5, '', 'a', 'zz'])
  const keys = new Set<string>(['m'])
  const waiting: unknown[] = [...schemas]
  const seen = new Set<unknown>()
  for (let part = waiting.pop(); part !== undefined && seen.size < sizeLimit * 10; part = waiting.pop()) {
    if (typeof part !== 'object' || part === null || seen.has(part)) continue
    seen.add(part)
    for (const [key, value] of Object.entries(part)) {
      if (typeof value === 'object') waiting.push(value)
      if (typeof value === 'number' && /imum|multipleOf/.test(key))
        for (const near of numbersAround(value)) values.add(near)
      else if (typeof value === 'number') for (const near of textsAround(value)) values.add(near)
      if (key === 'const') values.add(value as JsonValue)
      if (key === 'enum' && Array.isArray(value)) for (const item of value as JsonValue[]) values.add(item)
      if (typeof value === 'string' && Array.isArray(part)) keys.add(value)
      if (key === 'properties' && typeof value === 'object' && value)
        for (const name of Object.keys(value)) keys.add(name)
    }
  }
  return { values: [...values].slice(0, sizeLimit), keys: [...keys].slice(0, sizeLimit) }
}
