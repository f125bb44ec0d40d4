import { expect, test } from 'vitest'
import type { TextCode } from '../code/code.js'
import { Questions, type QuestionTable } from './questions.js'
import type { Value } from './value.js'

const words = new Map<string, TextCode>()

/** Makes a value of a word, the same each time. */
function word(text: string): Value {
  const code = words.get(text) ?? ({ kind: 'text', text, start: words.size, end: 0 } as unknown as TextCode)
  words.set(text, code)
  return { kind: 'text', parts: [text], code }
}

/** Returns what can be reached from a node: what it says itself, and what those say that it leads to. */
function reachable(edges: Readonly<Record<string, readonly string[]>>): (node: string) => string[] {
  const questions = new Questions()
  const table: QuestionTable<string, Value[]> = new Map()
  const ask = (node: string): Value[] =>
    questions.ask(table, node, [], () => {
      const found = new Map<string, Value>([[node, word(node)]])
      for (const next of edges[node] ?? []) for (const each of ask(next)) found.set(textIn(each), each)
      return [...found.values()].sort((one, other) => (textIn(one) < textIn(other) ? -1 : 1))
    })
  return (node) => ask(node).map(textIn)
}

function textIn(value: Value): string {
  return value.kind === 'text' ? (value.parts[0] ?? '') : ''
}

const circles = { a: ['b'], b: ['c', 'd'], c: ['a'], d: ['e'], e: ['b', 'f'] }

test.each([['abcdef'], ['fedcba'], ['cebdaf']])('circles are answered whole, asked in the order %s', (order) => {
  const ask = reachable(circles)
  for (const node of order) expect(ask(node)).toEqual(node === 'f' ? ['f'] : [...'abcdef'])
})

test('a chain is followed however long it is', () => {
  const ends = Array.from({ length: 1200 }, (_, at) => `${at}`.padStart(4, '0'))
  const ask = reachable(Object.fromEntries(ends.map((each, at) => [each, ends.slice(at + 1, at + 2)])))
  expect(ask('0400')).toHaveLength(800)
})

test('an answer that is sure is not worked out again', () => {
  const questions = new Questions()
  const table: QuestionTable<string, Value[]> = new Map()
  let runs = 0
  const ask = (): Value[] =>
    questions.ask(table, 'a', [], () => {
      runs++
      return [word('x')]
    })
  expect([ask(), ask()].map((each) => each.map(textIn))).toEqual([['x'], ['x']])
  expect(runs).toBe(1)
})

test('an answer that would not settle is given up, and counted', () => {
  const questions = new Questions()
  const table: QuestionTable<string, Value[]> = new Map()
  let size = 0
  const ask = (): Value[] =>
    questions.ask(table, 'a', [], () => {
      ask()
      return Array.from({ length: ++size }, (_, at) => word(`${at}`))
    })
  ask()
  expect(questions.unsettled).toBe(1)
})
