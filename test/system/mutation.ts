import { changed, placesIn } from '../schema-value.js'

const others: readonly unknown[] = [
  undefined,
  null,
  true,
  0,
  -1,
  1.5,
  2 ** 53,
  1e300,
  '',
  ' ',
  'x',
  '7',
  '2024-02-30T00:00:00Z',
  '2023-02-29',
  '24:00:00',
  [],
  [[]],
  {},
  { id: 'x' },
  JSON.parse('{"__proto__":{"id":"x"}}'),
]
const spoilt: readonly ((text: string) => unknown)[] = [
  (text) => `${text}\n`,
  (text) => `\n${text}`,
  (text) => ` ${text}`,
  (text) => `${text}\u2028`,
  (text) => `${text}\u0000`,
  (text) => `${text}é😀`,
  (text) => text.toUpperCase(),
  (text) => text.slice(0, -1),
  (text) => text.replace(/[0-9]/g, '\u0663'),
  (text) => text.padEnd(129, 'x'),
  (text) => text.padEnd(20_001, '😀'),
]

/** Copies a value with something wrong, or at least something else, at one place. */
export function mutated(value: unknown, random: () => number): unknown {
  const pick = <Item>(list: readonly Item[]): Item => list[Math.floor(random() * list.length)] as Item
  const place = pick(placesIn(value))
  const held = place.reduce((holder, step) => (holder as Record<string, unknown>)[step], value)
  if (typeof held === 'string' && random() < 0.5) return changed(value, place, pick(spoilt)(held))
  if (typeof held === 'number' && random() < 0.5) return changed(value, place, pick([held + 0.5, -held - 1, `${held}`]))
  if (Array.isArray(held) && held.length > 0 && random() < 0.3)
    return changed(value, place, Array(random() < 0.2 ? 501 : 51).fill(held[0]))
  if (typeof held === 'object' && held !== null && random() < 0.3) return changed(value, place, crowded(held, random))
  return changed(value, place, pick(others))
}

/** Adds keys to an object: one that nobody declared, one that is no key of a plain object, two long ones, or many. */
function crowded(held: object, random: () => number): unknown {
  const choice = random()
  if (choice < 0.5) return { ...held, undeclared: { deep: true } }
  if (choice < 0.7) return JSON.parse(JSON.stringify(held).replace(/^[{]/, '{"__proto__":0,').replace(/,[}]$/, '}'))
  if (choice < 0.85) return { ...held, long: 'x'.repeat(5000), longer: 'y'.repeat(5000) }
  const [sample] = Object.values(held)
  return { ...held, ...Object.fromEntries(Array.from({ length: 51 }, (_, index) => [`k${index}`, sample ?? 0])) }
}
