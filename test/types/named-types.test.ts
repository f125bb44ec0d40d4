import { beforeAll, expect, test } from 'vitest'
import { directions } from '../../src/contract/event/direction.js'
import type { Direction } from '../../src/index.js'
import { type Entry, entries } from '../contracts.js'
import { type Finding, findingsIn } from './compiler.js'

const pascal = (name: string): string =>
  name.replace(/(?:^|[^a-z]+)([a-z])/g, (_, letter: string) => letter.toUpperCase())

/** Lists the named types an entry owes its users, and what each of them must be. */
function owed({ name: entry, contract }: Entry): [name: string, type: string][] {
  const owner = pascal(entry)
  const maps = ['ServerToClientEvents', 'ClientToServerEvents'].map((map): [string, string] => [
    `${owner}${map}`,
    `${map}<entry.${owner}>`,
  ])
  const ofEvents = directions.flatMap((direction) =>
    Object.values(contract[direction]).flatMap((event) => namesOf(owner, direction, event)),
  )
  return [[owner, `typeof entry.${entry.replace(/-(.)/g, (_, letter) => letter.toUpperCase())}`], ...maps, ...ofEvents]
}

function namesOf(owner: string, direction: Direction, event: { name: string; payload?: object; reply?: object }) {
  const isInput = direction === 'clientToServer'
  // Error is the language's own, so the namespace's name goes before it
  const base = event.name === 'error' ? `${owner}Error` : pascal(event.name)
  const place = `<entry.${owner}, '${direction}', '${event.name}'>`
  const names: [string, string][] = []
  if (event.payload) names.push([isInput ? `${base}Input` : base, `PayloadOf${place}`])
  if (event.reply) names.push([`${base}Reply`, `ReplyOf${place}`])
  return names
}

const imports = `import type { ClientToServerEvents, PayloadOf, ReplyOf, ServerToClientEvents } from '../../src/index.js'
type Same<A, B> = [A, keyof A, B, keyof B] extends [B, keyof B, A, keyof A] ? true : false
`

let findings: Finding[][]
beforeAll(() => {
  findings = findingsIn(
    imports,
    entries.map((entry) => {
      const checks = owed(entry).map(([name, type]) => `const of${name}: Same<entry.${name}, ${type}> = true`)
      return [`import type * as entry from '../../src/${entry.name}.js'`, ...checks].join('\n')
    }),
  )
}, 120_000)

test.each(entries)('the entry $name names the type of every payload and reply, and its event maps', (entry) => {
  expect(owed(entry).length).toBeGreaterThan(3)
  expect(findings[entries.indexOf(entry)]).toEqual([])
})
