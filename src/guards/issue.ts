import type { Schema } from '../contract/schema.js'
import type { Issue } from '../contract/wire/refusal.js'
import { ownValue } from '../fields/own-value.js'
import { type DescribedSchema, definitionOf, isDescribed, marksOf, schemaAt } from './described-schema.js'
import { interpret } from './interpreter.js'

/** What zod says of a value that does not fit, as far as it is read here; its `input` and `message` never are. */
interface SchemaIssue {
  readonly path?: readonly unknown[] | undefined
  readonly expected?: string
  readonly origin?: string
  readonly maximum?: number
  readonly minimum?: number
  readonly values?: readonly unknown[]
}

/** Lists in this package's words why a value does not fit, without a piece of it. */
export function issuesOf(schema: Schema<unknown>, value: unknown): Issue[] {
  const mostIssues = 20
  try {
    const { issues } = interpret(schema, ownValue(value))
    if (issues?.length) return issues.slice(0, mostIssues).map((found) => issue(found, schema))
  } catch {}
  return [{ path: [], expected: 'a readable value' }]
}

/** Describes an issue; of one that a foreign schema found, no more than how deep it is: its path may hold received keys. */
function issue(found: SchemaIssue, schema: Schema<unknown>): Issue {
  const path = found.path ?? []
  if (!isDescribed(schema)) return { path: path.map(() => '*'), expected: 'another form' }
  const [safe, [field]] = fieldsAt(schema, path)
  return { path: safe, expected: wordsFor(found, field) }
}

/** Follows a path through a schema to what may stand there, and hides the keys of records, which are received values. */
export function fieldsAt(
  schema: DescribedSchema,
  path: readonly unknown[],
): [path: Issue['path'], fields: readonly DescribedSchema[]] {
  let fields = branches(schema)
  const safe = path.map((step) => {
    let isKnown = false
    const inner = fields.flatMap((field) => {
      const definition = definitionOf(field)
      const next = schemaAt(definition, step as string)
      isKnown ||= !!next && next !== definition.valueType
      return next ? branches(next) : []
    })
    // each once: the options of a union that holds itself would be multiplied at every step
    fields = [...new Set(inner)]
    return isKnown ? (step as string | number) : '*'
  })
  return [safe, fields]
}

function branches(schema: DescribedSchema): readonly DescribedSchema[] {
  const { innerType, options } = definitionOf(schema)
  return innerType ? branches(innerType) : (options?.flatMap(branches) ?? [schema])
}

const words: Readonly<Record<string, string>> = {
  string: 'text',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
  bytes: 'bytes',
  array: 'a list',
  id: 'an id without white space',
  'date-time': 'an ISO 8601 instant',
  date: 'YYYY-MM-DD',
  'partial-time': 'HH:MM:SS',
  uri: 'a web address',
  digits: 'a whole number in digits',
}

function wordsFor(found: SchemaIssue, field: DescribedSchema | undefined): string {
  const { expected, maximum, minimum, values, origin } = found
  if (values) return `one of ${values.join(', ')}`
  if (expected) return words[expected] ?? 'an object'
  const marks = field ? marksOf(field) : {}
  if (marks.type) return `a whole number from ${marks.minimum} to ${marks.maximum}`
  const limit = maximum ?? minimum
  if (limit !== undefined)
    return `${maximum === limit ? `at most ${limit}` : `${limit} or more`}${units[origin as string] ?? ''}`
  return words[(marks['x-format'] ?? marks.format) as string] ?? 'another form'
}

const units: Readonly<Record<string, string>> = { string: ' characters', array: ' items', bytes: ' bytes' }
