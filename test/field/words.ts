/** An event as a page hears it. */
export type Heard = readonly [name: string, payload: unknown]

/** Names how often each name was heard. */
export function heardWords(heard: readonly Heard[]): string {
  const counts = new Map<string, number>()
  for (const [name] of heard) counts.set(name, (counts.get(name) ?? 0) + 1)
  if (counts.size === 0) return 'heard never'
  return `heard ${[...counts].map(([name, count]) => `${times(count)} as ${name}`).join(', ')}`
}

/** Names how often a handler was called. */
export const toldWords = (count: number): string => (count === 0 ? 'told never' : `told ${times(count)}`)

const times = (count: number): string => (count === 1 ? 'once' : `${count} times`)

/** Lists the names of a payload's fields that have a value, in the order of the alphabet. */
export const fieldWords = (payload: unknown): string =>
  Object.entries(Object(payload))
    .flatMap(([name, value]) => (value === undefined ? [] : [name]))
    .sort()
    .join(', ')
