import { afterEach, describe, expect, test, vi } from 'vitest'
import { normalize, redact, safeParsePayload } from '../src/guards/index.js'
import { entries, events, legacyRows } from './contracts.js'

afterEach(() => vi.restoreAllMocks())

/** Is how much of a value was looked at: reads of its fields, and the text that patterns went over. */
interface Work {
  reads: number
}

/** Copies plain data so that each read of it is counted. */
function counted(value: unknown, work: Work): unknown {
  if (typeof value !== 'object' || value === null) return value
  return new Proxy(value, {
    get(target, key) {
      work.reads++
      return counted(Reflect.get(target, key), work)
    },
    ownKeys(target) {
      const keys = Reflect.ownKeys(target)
      work.reads += keys.length
      return keys
    },
  })
}

const nested = (size: number, step: (inner: unknown) => unknown): unknown => {
  let value: unknown = 'x'
  for (let depth = 0; depth < size; depth++) value = step(value)
  return value
}

/** Makes payloads as an attacker would, of a size. */
const shapes: readonly (readonly [title: string, make: (example: unknown, size: number) => unknown])[] = [
  ['lists where anything belongs', (example, size) => everywhere(example, Array(size).fill('x'))],
  ['lists of objects', (example, size) => everywhere(example, Array(size).fill({ id: 'x' }))],
  [
    'wide records',
    (example, size) =>
      everywhere(example, Object.fromEntries(Array.from({ length: size }, (_, at) => [`k${at}`, 'x']))),
  ],
  [
    'deep lists',
    (example, size) =>
      everywhere(
        example,
        nested(size, (inner) => [inner]),
      ),
  ],
  [
    'deep records',
    (example, size) =>
      everywhere(
        example,
        nested(size, (inner) => ({ a: inner })),
      ),
  ],
  ['long texts', (example, size) => everywhere(example, 'x'.repeat(size * 10))],
  ['a list in its place', (_, size) => Array(size).fill({ id: 'x' })],
]

/** Puts a value in the place of every field. */
const everywhere = (example: unknown, value: unknown): unknown =>
  Object.fromEntries(Object.keys(Object(example)).map((key) => [key, value]))

/** Counts what is done with a value. */
function workOf(act: (value: unknown) => unknown, value: unknown): number {
  const work: Work = { reads: 0 }
  const matched = vi.spyOn(RegExp.prototype, 'test')
  act(counted(value, work))
  const text = matched.mock.calls.reduce((sum, [said]) => sum + String(said).length, 0)
  matched.mockRestore()
  return work.reads + text
}

const size = 1000

/** Is what may be done with a value: so much for each of its characters. */
const mostFor = (value: unknown): number => 20 * JSON.stringify(value).length + 1000

describe.each(events.map((placed) => [placed.title, placed] as const))('%s', (_, { event, entry, direction }) => {
  const names = legacyRows(entry.table, direction).filter((name) => entry.table[direction][name as never] !== undefined)
  const acts: [string, (value: unknown) => unknown][] = [
    ['parsing', (value) => safeParsePayload(event, value)],
    ['redacting', (value) => JSON.stringify(redact(event, value))],
    ...names
      .filter((name) => rowOf(entry.table[direction], name) === event.name)
      .map((name): [string, (value: unknown) => unknown] => [
        `reading ${name}`,
        (value) => normalize(entry.contract, entry.table, direction, name, value),
      ]),
  ]
  test.each(acts)('%s takes no more than a payload is larger', (_, act) => {
    for (const [title, make] of shapes) {
      const value = make(event.example, size)
      expect(workOf(act, value), title).toBeLessThanOrEqual(mostFor(value))
    }
  })
})

const rowOf = (rows: object, name: string): string => {
  const row = (rows as Record<string, string | { of: string }>)[name] as string | { of: string }
  return typeof row === 'string' ? row : row.of
}

test('work that grows with the square of a payload would be found', () => {
  const square = (value: unknown): void => {
    for (const _ of value as unknown[]) for (const __ of value as unknown[]) void [_, __]
  }
  const value = Array(size).fill('x')
  expect(workOf(square, value)).toBeGreaterThan(mostFor(value))
  expect(entries.length).toBe(7)
})
