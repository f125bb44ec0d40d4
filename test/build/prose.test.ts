import { expect, test } from 'vitest'
import { loadContracts } from '../../src/build/load-contracts.js'
import { ownPackage } from './own-package.js'

async function proseOf(text: string, head = '', path = '/pets') {
  const source = `import { aliases, event, namespace, type PayloadOf, type ReplyOf, room } from 'socket-canon'
import * as canon from 'socket-canon'
import * as z from 'zod'
${head}
const payload = z.object({
  /** Which one. */
  id: z.string().max(9),
  mood: z.optional(z.enum(['glad', 'sad'])),
  size: z.union([z.literal('s'), z.literal('l'), z.null()]),
  moods: z.array(z.enum(['x', 'y'])),
  byName: z.record(z.string(), z.enum(['in', 'out'])),
  count: z.int(),
})
export const pets = namespace('/pets', {
  serverToClient: { told: event({ payload }) },
  clientToServer: { ask: event({ payload, reply: payload }) },
})
${text}
`
  const { prose } = await loadContracts(['src/pets.ts'], { cwd: ownPackage({ 'src/pets.ts': source }) })
  return prose.namespaces?.[path]
}

const told = "PayloadOf<typeof pets, 'serverToClient', 'told'>"

test('types that are sets of words are read from unions, payloads and what a schema infers', async () => {
  const prose = await proseOf(`
const colour = z.enum(['red', 'blue'])
/** Whether it is in. */
export type Where = 'in' | 'out'
export type Mood = NonNullable<${told}['mood']>
export type Size = Exclude<${told}['size'], null>
export type Listed = ${told}['moods'][number]
export type Named = ${told}['byName']['rex']
export type Colour = z.infer<typeof colour>
type Hidden = 'h' | 'i'
export type Same = Hidden
export type Again = Mood
export type Mixed = 'a' | 1
export type Count = ${told}['count']
export type Id = ${told}['id']
export type Gone = ${told}['gone']
export type None = z.infer<typeof gone>
export type Made = z.infer<Other>
export type Round = Round2
export type Round2 = Round
export type Fn = () => void
`)
  expect(prose?.enumerations).toEqual({
    Where: { values: ['in', 'out'], open: false, summary: 'Whether it is in.' },
    Mood: { values: ['glad', 'sad'], open: false },
    Size: { values: ['s', 'l'], open: false },
    Listed: { values: ['x', 'y'], open: false },
    Named: { values: ['in', 'out'], open: false },
    Colour: { values: ['red', 'blue'], open: false },
    Again: { values: ['glad', 'sad'], open: false },
  })
})

test('types are of the payload or reply that they name, however they name it', async () => {
  const prose = await proseOf(`
type Pets = typeof pets
interface Same extends Pets {}
export interface Told extends canon.PayloadOf<Same, 'serverToClient', 'told'> {}
export type Asked = canon.PayloadOf<Pets, 'clientToServer', 'ask'>
export type Answer = ReplyOf<typeof pets, 'clientToServer', 'ask'>
export type Unknown = PayloadOf<typeof pets, 'serverToClient', 'gone'>
export type Wide = PayloadOf<typeof pets, 'serverToClient', keyof object>
export type Other = PayloadOf<typeof payload, 'serverToClient', 'told'>
export type Nobody = PayloadOf<canon.NamespaceContract, 'serverToClient', 'told'>
export interface Two extends Told, Same {}
type Kept = ReplyOf<Pets, 'clientToServer', 'ask'>
`)
  expect(prose?.serverToClient?.['told']?.types).toEqual({ payload: 'Told' })
  expect(prose?.clientToServer?.['ask']?.types).toEqual({ payload: 'Asked', reply: 'Answer' })
})

test('what is said of an alias stands above its row, or above what its row is made of', async () => {
  const prose = await proseOf(`
/** Loses its unit. */
function halved() { return { of: 'told', rename: { big: 'size' } } as const }
/** As the first app spelled it. */
const spelled = { of: 'told', rename: { nr: 'id' } } as const
const { unsaid } = { unsaid: 'told' } as const
export const petAliases = aliases<typeof pets>()({
  serverToClient: {
    /** The first name. */
    TOLD: 'told',
    HALF: halved(),
    SPELLED: { ...spelled },
    SAME: spelled,
    UNSAID: unsaid,
    MADE: (() => 'told' as const)(),
    ['computed']: 'told',
    ...{ spread: 'told' as const },
  },
  clientToServer: {},
} as const)
`)
  expect(prose?.aliases?.serverToClient).toEqual({
    TOLD: 'The first name.',
    HALF: 'Loses its unit.',
    SPELLED: 'As the first app spelled it.',
    SAME: 'As the first app spelled it.',
  })
})

test('payloads of older releases stand as examples above a row, or above what it is made of', async () => {
  const table = (example: string) => `
/**
 * As the first app spelled it.
 * @example { "nr": 1 }
 * @example
 * { "nr":
 *   2 }
 */
const spelled = { of: 'told' } as const
export const petAliases = aliases<typeof pets>()({
  serverToClient: {
    SPELLED: spelled,
    /** @example ${example} */
    TOLD: 'told',
    PLAIN: 'told',
  },
  clientToServer: {},
  shapes: { serverToClient: { /** @example [] */ told: {} } },
})
`
  expect((await proseOf(table('"old"')))?.aliases?.examples).toEqual({
    serverToClient: { SPELLED: [{ nr: 1 }, { nr: 2 }], TOLD: ['old'] },
    clientToServer: {},
    shapes: { serverToClient: { told: [[]] }, clientToServer: {} },
  })
  await expect(proseOf(table('{ nr: 1 }'))).rejects.toThrow(
    /^src\/pets\.ts:\d+: the @example above this row is no JSON$/,
  )
})

test('a table of aliases that is no call has its sentences too, and one made elsewhere has none', async () => {
  const prose = await proseOf(`
export const petAliases = {
  serverToClient: {
    /** The first name. */
    TOLD: 'told',
  },
  clientToServer: {},
}
`)
  expect(prose?.aliases?.serverToClient).toEqual({ TOLD: 'The first name.' })
  const made = await proseOf(
    'export const petAliases = tables[0]',
    "const tables = [{ serverToClient: { TOLD: 'told' }, clientToServer: {} }]",
  )
  expect(made?.aliases?.serverToClient).toEqual({})
})

test('a field that is wrapped after it was said keeps its sentence, in a type that holds itself too', async () => {
  const head = `const tree = z.object({
  /** What it is called. */
  name: z.string().max(9),
  get below() { return z.array(tree).max(3) },
})`
  const text = `export const trees = namespace('/trees', {
  serverToClient: { grown: event({ payload: tree.partial() }), cut: event({ payload: tree }) },
  clientToServer: {},
})`
  const prose = await proseOf(text, head, '/trees')
  expect(prose?.serverToClient?.['grown']?.payload).toMatchObject({ name: 'What it is called.' })
  expect(prose?.serverToClient?.['cut']?.payload).toEqual({ name: 'What it is called.' })
})
