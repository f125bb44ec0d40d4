import { expect, test } from 'vitest'
import * as z from 'zod/mini'
import { entries } from '../../../../test/contracts.js'
import type { EventContract } from '../../../contract/event/event.js'
import type { NamespaceContract } from '../../../contract/namespace.js'
import * as vocabulary from '../../../plain/vocabulary.js'
import { interpret } from '../../interpreter.js'
import { jsonSchemaOf } from '../../json-schema.js'
import { loadZod } from '../../zod.js'
import { printedPlain } from '../plain.js'
import { helperOf, Scope } from '../scope.js'

await loadZod()

/** Makes the plain schema that is printed of one of zod's, or nothing where plain schemas lack a word. */
function plainOf(schema: z.ZodMiniType): z.ZodMiniType | undefined {
  const scope = new Scope()
  const source = printedPlain(schema, scope)
  if (scope.unprintable.length) return undefined
  const constants = [...scope.constants].map(([name, text]) => `const ${name} = ${text}\n`)
  const names = [...scope.helpers.keys()]
  return new Function('z', ...names, `${constants.join('')}return ${source}`)(vocabulary, ...names.map(helperOf))
}

/** Describes a schema as a document says it, whatever the order of its keywords. */
function documentOf(schema: z.ZodMiniType): string {
  return JSON.stringify(jsonSchemaOf(schema), (_, held: unknown) =>
    Object(held) === held && !Array.isArray(held)
      ? Object.fromEntries(Object.entries(held as object).sort(([one], [other]) => (one < other ? -1 : 1)))
      : held,
  )
}

function eventsOf({ serverToClient, clientToServer }: NamespaceContract): EventContract[] {
  return [...Object.values(serverToClient), ...Object.values(clientToServer)] as EventContract[]
}

test('plain schemas of all that the contracts of this package carry are printed', () => {
  let schemas = 0
  for (const { contract } of entries)
    for (const { payload, reply } of eventsOf(contract))
      for (const schema of [payload, reply] as (z.ZodMiniType | undefined)[]) {
        const plain = schema && plainOf(schema)
        if (!schema) continue
        schemas++
        expect(plain && documentOf(plain)).toBe(documentOf(schema))
      }
  expect(schemas).toBeGreaterThan(80)
})

test('what no source can say is named with its place and its reason', () => {
  const scope = new Scope()
  const schema = z.object({
    at: z.array(z.tuple([z.date()])),
    name: z.string().check(z.refine((name) => name !== 'x')),
    code: z.pipe(z.string(), z.transform(Number)),
    count: z._default(z.number(), 1),
    form: z.stringFormat('mine', (text) => text === 'x'),
    trimmed: z.string().check(z.trim()),
  })
  printedPlain(schema, scope)
  expect(scope.unprintable).toEqual([
    { path: ['at', '*', '0'], reason: 'the kind date' },
    { path: ['name'], reason: 'a check that is a function of yours' },
    { path: ['code'], reason: 'the kind pipe' },
    { path: ['count'], reason: 'the kind default' },
    { path: ['form'], reason: 'a format that is a function of yours' },
    { path: ['trimmed'], reason: 'the check overwrite' },
  ])
})

test('a field that may be undefined without being optional may not be missing', () => {
  const plain = plainOf(z.object({ data: z.unknown() }))
  const issues = (value: unknown): unknown => plain && interpret(plain, value).issues
  expect(issues({ data: undefined })).toBeUndefined()
  expect(issues({})).toMatchObject([{ path: ['data'], expected: 'nonoptional' }])
})

test('a schema that holds itself is a constant, which is asked for later', () => {
  const scope = new Scope()
  const node: z.ZodMiniType = z.object({
    get next() {
      return z.optional(node)
    },
    children: z.array(z.lazy(() => node)),
  })
  expect(printedPlain(z.array(node), scope)).toBe('z.array(k0)')
  expect([...scope.constants]).toEqual([
    ['k0', 'z.objectOf({ get "next"() { return z.optional(k0) }, "children": z.array(z.lazy(() => k0)) })'],
  ])
  expect(scope.unprintable).toEqual([])
})

test('constants stand in the order in which they need each other', () => {
  const scope = new Scope()
  const pair: z.ZodMiniType = z.array(z.lazy(() => leaf))
  const maybe = z.optional(z.tuple([pair]))
  const leaf: z.ZodMiniType = z.object({ left: maybe, right: maybe })
  const text = printedPlain(pair, scope)
  expect([...scope.constants].map(([name, constant]) => `${name} = ${constant}`)).toEqual([
    'k0 = z.array(z.lazy(() => z.objectOf({ get "left"() { return k1 }, get "right"() { return k1 } })))',
    'k1 = z.optional(z.tuple([k0]))',
  ])
  expect(text).toBe('k0')
})

test('a schema that makes a new one whenever it is asked has no end, which is named', () => {
  const endless = (): z.ZodMiniType => z.object({ next: z.optional(z.lazy(() => endless())) })
  const scope = new Scope()
  printedPlain(endless(), scope)
  expect(new Set(scope.unprintable.map(({ reason }) => reason))).toEqual(new Set(['a schema without an end']))
})

test('a field that stands in several places is written once', () => {
  const scope = new Scope()
  const name = z.string().check(z.maxLength(7))
  expect(printedPlain(z.object({ first: name, last: name }), scope)).toBe('z.object({ "first": k0, "last": k0 })')
  expect([...scope.constants]).toEqual([['k0', 'z.string([z.maxLength(7)])']])
})
