import type { JsonSchema } from '../../guards/json-schema.js'

/** What is wrong with a payload. */
export type MisfitKind = 'missing' | 'type' | 'word' | 'form' | 'bound' | 'undeclared'

/** One change of an example that is likely to make it misfit. */
export interface Edit {
  readonly kind: MisfitKind
  readonly path: readonly (string | number)[]
  /** What is put there; `undefined` leaves the field out. */
  readonly value: unknown
}

/** The keywords that are read here. */
interface Keywords {
  readonly type?: unknown
  readonly enum?: readonly unknown[]
  readonly const?: unknown
  readonly properties?: Readonly<Record<string, JsonSchema>>
  readonly required?: readonly string[]
  readonly items?: JsonSchema
  readonly anyOf?: readonly JsonSchema[]
  readonly oneOf?: readonly JsonSchema[]
  readonly allOf?: readonly JsonSchema[]
  readonly format?: string
  readonly 'x-format'?: string
  readonly pattern?: string
  readonly minLength?: number
  readonly maxLength?: number
  readonly minimum?: number
  readonly maximum?: number
  readonly additionalProperties?: unknown
}

/** Lists changes of an example, those of its fields before those of the whole; whether one is refused is for the guards to say. */
export function editsOf(schema: JsonSchema, example: unknown, path: Edit['path'] = []): Edit[] {
  const keywords: Keywords = schema
  const choices = [...(keywords.anyOf ?? []), ...(keywords.oneOf ?? []), ...(keywords.allOf ?? [])]
  return [
    ...innerEdits(keywords, example, path),
    ...choices.flatMap((choice) => editsOf(choice, example, path)),
    ...ownEdits(keywords).map((edit) => ({ ...edit, path })),
  ]
}

function innerEdits({ properties = {}, required = [], items }: Keywords, example: unknown, path: Edit['path']): Edit[] {
  if (path.length > deepest || typeof example !== 'object' || example === null) return []
  if (Array.isArray(example)) return items && example.length > 0 ? editsOf(items, example[0], [...path, 0]) : []
  const fields = Object.entries(properties).filter(([name]) => Object.hasOwn(example, name))
  return [
    ...fields
      .filter(([name]) => required.includes(name))
      .map(([name]): Edit => ({ kind: 'missing', path: [...path, name], value: undefined })),
    ...fields.flatMap(([name, field]) => editsOf(field, (example as Record<string, unknown>)[name], [...path, name])),
  ]
}

// what is further inside is hard to find in an example
const deepest = 3

function ownEdits(keywords: Keywords): Omit<Edit, 'path'>[] {
  const words = keywords.enum ?? (keywords.const === undefined ? undefined : [keywords.const])
  if (words) return [{ kind: 'word', value: words.includes('unknown') ? 'no such word' : 'unknown' }]
  switch (keywords.type) {
    case 'string':
      return textEdits(keywords)
    case 'integer':
    case 'number':
      return numberEdits(keywords)
    case 'boolean':
      return [{ kind: 'type', value: 'yes' }]
    case 'array':
      return [{ kind: 'type', value: {} }]
    case 'object':
      return [{ kind: 'type', value: [] }, ...undeclared(keywords)]
    default:
      return []
  }
}

function undeclared({ additionalProperties }: Keywords): Omit<Edit, 'path'>[] {
  return additionalProperties === false ? [{ kind: 'undeclared', value: { undeclared: true } }] : []
}

function textEdits(keywords: Keywords): Omit<Edit, 'path'>[] {
  const { minLength = 0, maxLength = Number.POSITIVE_INFINITY, pattern } = keywords
  const named = keywords['x-format'] ?? keywords.format ?? ''
  const odd = Object.hasOwn(oddForms, named) ? oddForms[named] : undefined
  return [
    { kind: 'type', value: 7 },
    ...(odd !== undefined ? [{ kind: 'form', value: odd } as const] : []),
    ...(odd === undefined && pattern !== undefined ? [{ kind: 'form', value: '?' } as const] : []),
    ...(minLength > 0 ? [{ kind: 'bound', value: '' } as const] : []),
    ...(maxLength <= longest ? [{ kind: 'bound', value: 'x'.repeat(maxLength + 1) } as const] : []),
  ]
}

// longer texts fill the page they are read on
const longest = 40

const oddForms: Readonly<Record<string, string>> = {
  id: 'two words',
  'date-time': 'yesterday',
  date: '20.12.2024',
  'partial-time': 'noon',
  uri: 'no address',
  digits: 'many',
}

function numberEdits({ type, minimum, maximum }: Keywords): Omit<Edit, 'path'>[] {
  const bounded = (bound: number | undefined, step: number): Omit<Edit, 'path'>[] =>
    bound === undefined || Math.abs(bound) >= Number.MAX_SAFE_INTEGER ? [] : [{ kind: 'bound', value: bound + step }]
  return [
    { kind: 'type', value: 'three' },
    ...bounded(maximum, 1),
    ...bounded(minimum, -1),
    ...(type === 'integer' ? [{ kind: 'form', value: 1.5 } as const] : []),
  ]
}

/** Copies a value with another one at a place in it, or without what stood there. */
export function withEdit(whole: unknown, path: Edit['path'], value: unknown): unknown {
  const [step, ...rest] = path
  if (step === undefined) return value
  if (Array.isArray(whole)) return whole.map((each, at) => (at === step ? withEdit(each, rest, value) : each))
  const { [step]: held, ...others } = whole as Readonly<Record<string | number, unknown>>
  if (rest.length === 0 && value === undefined) return others
  // in the place where it stood
  return Object.fromEntries(
    Object.entries(whole as object).map(([key, each]) => [
      key,
      key === String(step) ? withEdit(held, rest, value) : each,
    ]),
  )
}
