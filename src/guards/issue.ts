import type { ZodMiniType } from 'zod/mini'
import type { Issue } from '../contract/refusal.js'
import type { Schema } from '../contract/schema.js'
import { type Interpreted, interpret } from './interpreter.js'
import { definitionOf, isZod, marksOf, unwrapped } from './zod-schema.js'

/** Holds what zod says of a misfit, as far as it is read here; its `input` and `message` never are. */
interface Misfit {
  readonly code?: string
  readonly path?: readonly unknown[] | undefined
  readonly expected?: string
  readonly origin?: string
  readonly maximum?: number
  readonly minimum?: number
  readonly values?: readonly unknown[]
}

/** Tells in this package's words why a value does not fit, without a piece of it. */
export function issuesOf(schema: Schema<unknown>, value: unknown): Issue[] {
  let found: Interpreted
  try {
    found = interpret(schema, value)
  } catch {
    return [unreadable]
  }
  return (found.issues ?? [unreadable]).slice(0, mostIssues).map((misfit: Misfit) => {
    const path = misfit.path ?? []
    if (!isZod(schema)) return { path: path.map(() => '*'), expected: 'another form' }
    const [safe, field] = inSchema(schema, path)
    return { path: safe, expected: wordsFor(misfit, field) }
  })
}

const mostIssues = 20

/** Says that reading the value failed, as a getter that throws makes it fail. */
export const unreadable: Issue = { path: [], expected: 'a readable value' }

/** Follows a path through a schema and hides the keys of records, which are received values. */
function inSchema(
  schema: ZodMiniType,
  path: readonly unknown[],
): [path: Issue['path'], field: ZodMiniType | undefined] {
  let fields = [schema]
  const safe = path.map((step) => {
    const next = fields.flatMap(branches).map(definitionOf)
    const declared = typeof step === 'string' && next.some(({ shape }) => shape && Object.hasOwn(shape, step))
    fields = next.flatMap(({ shape, element, valueType }) =>
      shape ? (declared && shape[step] ? [shape[step]] : []) : (element ?? valueType ?? []),
    )
    return declared || typeof step === 'number' ? step : '*'
  })
  return [safe, fields.flatMap(branches)[0]]
}

function branches(schema: ZodMiniType): ZodMiniType[] {
  const open = unwrapped(schema)
  return definitionOf(open).options?.flatMap(branches) ?? [open]
}

const words: Readonly<Record<string, string>> = {
  string: 'text',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
  array: 'a list',
  id: 'an id without white space',
  'date-time': 'an ISO 8601 instant',
  date: 'YYYY-MM-DD',
  'partial-time': 'HH:MM:SS',
  uri: 'a web address',
}

function wordsFor(misfit: Misfit, field: ZodMiniType | undefined): string {
  const { code, maximum, minimum, values, origin } = misfit
  const marks = field ? marksOf(field) : {}
  if (code === 'invalid_type') return words[misfit.expected as string] ?? 'an object'
  if (values) return `one of ${values.join(', ')}`
  if (marks.type) return `a whole number from ${marks.minimum} to ${marks.maximum}`
  if (maximum !== undefined) return `at most ${maximum}${units[origin as string] ?? ''}`
  if (minimum !== undefined) return `at least ${minimum}${units[origin as string] ?? ''}`
  return words[(marks['x-format'] ?? marks.format) as string] ?? 'another form'
}

const units: Readonly<Record<string, string>> = { string: ' characters', array: ' items' }
