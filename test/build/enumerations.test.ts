import { expect, test } from 'vitest'
import { loadContracts } from '../../src/build/load-contracts.js'
import { printedDeclarations } from '../../src/build/print/printed-declarations.js'
import { toContractJson } from '../../src/spec/to-contract-json.js'
import { ownPackage } from './own-package.js'

const levels = `/** How loud. */
export const levels = [
  /** Only for who looks for it. */
  'debug',
  /** For everybody. */
  'notice',
] as const
`
const pets = `import { event, namespace, type PayloadOf } from 'socket-canon'
import { nextStates, openEnum } from 'socket-canon/fields'
import * as z from 'zod'
import { levels } from './levels.js'

const kinds = [
  /** Barks. */
  'dog',
  'cat',
]
enum Size {
  /** Fits a hand. */
  Small = 'small',
  Large = 'large',
}
const mood = z.enum([
  /** Wags its tail. */
  'glad',
  /** Looks at the floor. */
  'sad',
])
const payload = z.object({
  /** How it feels. */
  mood,
  moods: z.array(mood).max(9),
  later: z.optional(mood),
  kind: z.enum(kinds),
  size: z.enum(Size),
  coat: z.literal([
    /** Less than a finger. */
    'short',
    'long',
  ]),
  ear: z.union([
    /** Stands. */
    z.literal('up'),
    /** Hangs. */
    z.literal('down'),
  ]),
  food: openEnum([
    /** From a tin. */
    'wet',
    'dry',
  ]),
  named: z.enum({
    /** By its owner. */
    Own: 'own',
    None: 'none',
  }),
  level: z.enum(levels),
  place: nextStates({ in: ['out'], out: ['in', 'lost'], lost: [] }, z.enum([
    /** In the house. */
    'in',
    'out',
    'lost',
  ])),
  plain: z.enum(['x', 'y']),
})
export const pets = namespace('/pets', {
  serverToClient: { told: event({ payload }) },
  clientToServer: { ask: event({ reply: z.object({ mood }) }) },
})
/** How a pet feels. */
export type Mood = PayloadOf<typeof pets, 'serverToClient', 'told'>['mood']
export type Place = PayloadOf<typeof pets, 'serverToClient', 'told'>['place']
export type Bare =
  /** Nothing is said elsewhere. */
  | 'b'
  | 'c'
`

const files = { 'src/pets.ts': pets, 'src/levels.ts': levels }

async function loaded(replaced: readonly (readonly [string, string])[] = []) {
  const text = replaced.reduce((whole, [from, to]) => whole.replace(from, to), pets)
  expect(replaced.length === 0 || text !== pets).toBe(true)
  return loadContracts(['src/pets.ts'], { cwd: ownPackage({ ...files, 'src/pets.ts': text }) })
}

test('the comment above a value says what it means, however the enumeration is written', async () => {
  const { contracts, prose } = await loaded()
  const glad = { glad: 'Wags its tail.', sad: 'Looks at the floor.' }
  expect(prose.namespaces?.['/pets']?.serverToClient?.['told']?.meanings?.payload).toEqual({
    mood: glad,
    'moods.[]': glad,
    later: glad,
    kind: { dog: 'Barks.' },
    size: { small: 'Fits a hand.' },
    coat: { short: 'Less than a finger.' },
    ear: { up: 'Stands.', down: 'Hangs.' },
    food: { wet: 'From a tin.' },
    named: { own: 'By its owner.' },
    level: { debug: 'Only for who looks for it.', notice: 'For everybody.' },
    place: { in: 'In the house.' },
  })
  const { namespaces } = toContractJson(contracts, { prose })
  expect(namespaces['/pets']?.enumerations).toEqual({
    Bare: { values: ['b', 'c'], open: false, meanings: { b: 'Nothing is said elsewhere.' } },
    Mood: { summary: 'How a pet feels.', values: ['glad', 'sad'], open: false, meanings: glad },
    Place: {
      values: ['in', 'out', 'lost'],
      open: false,
      meanings: { in: 'In the house.' },
      next: { in: ['out'], out: ['in', 'lost'], lost: [] },
    },
    'told.payload.kind': { values: ['dog', 'cat'], open: false, meanings: { dog: 'Barks.' } },
    'told.payload.size': { values: ['small', 'large'], open: false, meanings: { small: 'Fits a hand.' } },
    'told.payload.coat': { values: ['short', 'long'], open: false, meanings: { short: 'Less than a finger.' } },
    'told.payload.ear': { values: ['up', 'down'], open: false, meanings: { up: 'Stands.', down: 'Hangs.' } },
    'told.payload.food': { values: ['wet', 'dry'], open: true, meanings: { wet: 'From a tin.' } },
    'told.payload.named': { values: ['own', 'none'], open: false, meanings: { own: 'By its owner.' } },
    'told.payload.level': {
      values: ['debug', 'notice'],
      open: false,
      meanings: { debug: 'Only for who looks for it.', notice: 'For everybody.' },
    },
    'told.payload.plain': { values: ['x', 'y'], open: false },
  })
  expect(namespaces['/pets']?.serverToClient['told']?.payload).toMatchObject({
    properties: {
      mood: { description: 'How it feels.', 'x-enumDescriptions': glad },
      ear: { anyOf: [{ const: 'up', description: 'Stands.' }, { description: 'Hangs.' }] },
      place: { 'x-nextStates': { out: ['in', 'lost'] } },
    },
  })
})

test('two enumerations of the same values that mean something else are two', async () => {
  const other = 'plain: z.enum([/** Is pleased. */ \'glad\', "sad"])'
  const { contracts, prose } = await loaded([["plain: z.enum(['x', 'y'])", other]])
  const { enumerations } = toContractJson(contracts, { prose }).namespaces['/pets'] ?? {}
  expect(enumerations?.['Mood']?.meanings).toEqual({ glad: 'Wags its tail.', sad: 'Looks at the floor.' })
  expect(enumerations?.['told.payload.plain']?.meanings).toEqual({ glad: 'Is pleased.' })
})

test('the declarations say above a type and above a field what its values mean and what follows them', async () => {
  const { loaded: own, contracts, prose } = await loaded()
  const printed = await printedDeclarations(own, {
    cwd: '.',
    contracts,
    prose,
    entries: ['src/pets.ts'],
    formats: [{ folder: 'dist', kind: 'esm', extension: '.js' }],
    layout: { base: 'src' },
    typeHome: () => 'socket-canon',
  })
  const text = printed.get('dist/pets.d.ts') ?? ''
  const lines = String.raw`\n\s*\* - .glad.: Wags its tail\.\n\s*\* - .sad.: Looks at the floor\.\n\s*\*/\n\s*`
  expect(text).toMatch(new RegExp(String.raw`/\*\*\n\s*\* How a pet feels\.${lines}export type Mood`))
  expect(text).toMatch(new RegExp(String.raw`/\*\*\n\s*\* How it feels\.${lines}mood: `))
  expect(text).toMatch(new RegExp(String.raw`/\*\*${lines}moods: `))
  expect(text).toContain('- `in`: In the house. Next: `out`.')
  expect(text).toContain('- `lost`: Nothing follows.')
  expect(text).toContain('/** - `b`: Nothing is said elsewhere. */\nexport type Bare')
})

test('what values mean and what follows them is neither in the digest nor in a schema that is printed', async () => {
  const said = await loaded()
  const bare = await loaded([
    ["nextStates({ in: ['out'], out: ['in', 'lost'], lost: [] }, z.enum([", 'z.object({ x: z.enum(['],
    ["'lost',\n  ])),", "'lost',\n  ]) }).shape.x,"],
    ['/** Wags its tail. */', ''],
  ])
  const digests = [said, bare].map(({ contracts }) => toContractJson(contracts).namespaces['/pets']?.digest)
  expect(digests[0]).toBe(digests[1])
})

const wrong = [
  ["out: ['in', 'lost']", "out: ['in', 'gone' as 'in']", 'gone, a next state of out, is no value of this enumeration'],
  ['lost: [] }', 'gone: [] } as never', 'next states of gone, which is no value of this enumeration'],
] as const

test.for(wrong)('a next state that is no value is told with file, event and field: %s', async ([from, to, words]) => {
  await expect(loaded([[from, to]])).rejects.toMatchObject({
    name: 'BuildError',
    message: `src/pets.ts: told, payload.place: ${words}: its values are in, out, lost`,
  })
})

test('what is no enumeration has no next states', async () => {
  const other = 'z.string().max(9) as never'
  await expect(
    loaded([["plain: z.enum(['x', 'y'])", `plain: nextStates({} as never, ${other})`]]),
  ).rejects.toMatchObject({ message: 'src/pets.ts: told, payload.plain: only an enumeration has next states' })
})
