import { isDeepStrictEqual } from 'node:util'
import { expect, test } from 'vitest'
import type { JsonSchema } from '../../../src/guards/json-schema.js'
import { unfolded } from '../../../src/reference/fields/unfolded.js'
import type { Snippet } from '../../../src/reference/snippets/snippet.js'
import { type ShownEvent, shownEvents } from './ends.js'
import { parsedEnd, type WireCall } from './parsed.js'

const events = [...shownEvents.values()].flat()
const ends = ['Kotlin', 'Swift'] as const

/** Lists what an end says to the wire, and the contract does not: names, acknowledgements and payloads. */
function strangeCalls({ event }: ShownEvent, calls: readonly WireCall[]): string[] {
  const { serverToClient, clientToServer } = event.namespace
  return calls.flatMap(({ verb, name, payload }) => {
    if (verb === 'socket.on') return Object.hasOwn(serverToClient, name) ? [] : [`hears ${name}`]
    const sent = clientToServer[name]
    if (sent === undefined) return [`sends ${name}`]
    const isAnswered = sent.reply !== undefined
    return [
      ...(isAnswered === (verb === 'ask')
        ? []
        : [`${isAnswered ? 'asks for no' : 'asks for an'} acknowledgement of ${name}`]),
      ...misfits(sent.payload, payload).map((path) => `sends ${name} with ${path}`),
    ]
  })
}

/** Lists the fields of a payload that its schema does not have, or lacks. */
function misfits(schema: JsonSchema | undefined, value: unknown, path = 'payload'): string[] {
  if (schema === undefined) return value === undefined ? [] : [path]
  const shapes = shapesOf(unfolded(schema))
  const found = shapes.map((shape) => misfitsOf(shape, value, path))
  return found.find((each) => each.length === 0) ?? found[0] ?? []
}

function misfitsOf(shape: JsonSchema, value: unknown, path: string): string[] {
  if (Array.isArray(value))
    return value.flatMap((item) => misfits((shape['items'] ?? {}) as JsonSchema, item, `${path}[]`))
  const { properties, required = [] } = shape as { properties?: Record<string, JsonSchema>; required?: string[] }
  if (properties === undefined) return []
  const fields = Object(value) as Record<string, unknown>
  return [
    ...required.filter((name) => !Object.hasOwn(fields, name)).map((name) => `no ${path}.${name}`),
    ...Object.entries(fields).flatMap(([name, held]) =>
      properties[name] ? misfits(properties[name], held, `${path}.${name}`) : [`${path}.${name}`],
    ),
  ]
}

function shapesOf(schema: JsonSchema): JsonSchema[] {
  const branches = (schema['oneOf'] ?? schema['anyOf']) as JsonSchema[] | undefined
  return branches && schema['properties'] === undefined ? branches.flatMap(shapesOf) : [schema]
}

/** Lists the fields of what an event carries, or of its reply, each with whether it may be missing or null. */
function fieldsOf(schema: JsonSchema | undefined): Map<string, boolean> {
  const shapes = schema === undefined ? [] : shapesOf(unfolded(schema)).filter((shape) => shape['properties'])
  const names = new Set(shapes.flatMap((shape) => Object.keys(shape['properties'] as object)))
  return new Map(
    [...names].map((name) => {
      const held = shapes.map((shape) => (shape['properties'] as Record<string, JsonSchema>)[name])
      const isRequired = shapes.every((shape) => ((shape['required'] ?? []) as string[]).includes(name))
      const isNullable = held.some(
        (field) => field && JSON.stringify(shapesOf(field).map(({ type }) => type)).includes('"null"'),
      )
      return [name, !isRequired || isNullable]
    }),
  )
}

test.each(ends)('%s: the code of every event can be parsed', (name) => {
  const broken = events.filter(({ end }) => parsedEnd(end(name)).hasError)
  expect(broken.map(({ title }) => title)).toEqual([])
  const spoilt: Snippet = { ...(events[0] as ShownEvent).end(name), code: 'fun main( {' }
  expect(parsedEnd(spoilt).hasError).toBe(true)
})

test.each(ends)('%s: names, payloads and acknowledgements on the wire are those of the contract', (name) => {
  const wrong = events.flatMap((shown) => {
    const { calls } = parsedEnd(shown.end(name))
    const { event, title } = shown
    const isHeard = event.direction === 'serverToClient'
    const isThere = calls.some((call) => call.name === event.name && (call.verb === 'socket.on') === isHeard)
    return [...strangeCalls(shown, calls), ...(isThere ? [] : ['has not its own event'])].map(
      (words) => `${title} ${words}`,
    )
  })
  expect(wrong).toEqual([])
})

test.each(ends)('%s: what a client sends is what the ends in TypeScript send', (name) => {
  const wrong = events.filter(({ event, end }) => {
    if (event.direction === 'serverToClient' || event.payload === undefined) return false
    const call = parsedEnd(end(name)).calls.find((each) => each.name === event.name)
    return !isDeepStrictEqual(call?.payload, event.example)
  })
  expect(wrong.map(({ title }) => title)).toEqual([])
})

test.each(ends)('%s: every field is read by its name, and may be missing where it may be missing', (name) => {
  let count = 0
  const wrong = events.flatMap(({ title, event, end }) => {
    const schema = event.direction === 'serverToClient' ? event.payload : event.reply
    const declared = fieldsOf(schema)
    const snippet = end(name)
    const { fields } = parsedEnd(snippet)
    const [, owner] = /(?:data class|struct) (\w+)/.exec(snippet.code) ?? []
    const read = fields.filter((field) => field.owner === owner)
    count += fields.length
    const left = new Set([...snippet.code.matchAll(/\/\/ (\S+) may be anything/g)].map(([, field]) => field))
    const strange = read.filter((field) => declared.get(field.name) !== field.isOptional).map((field) => field.name)
    const missing = [...declared.keys()].filter((each) => !left.has(each) && !read.some((field) => field.name === each))
    return owner === undefined ? [] : [...strange, ...missing].map((field) => `${title}: ${field}`)
  })
  console.info(`${name}: ${events.length} events parsed, ${count} fields read`)
  expect(wrong).toEqual([])
  expect(count).toBeGreaterThan(200)
})
