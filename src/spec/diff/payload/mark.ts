import { isJsonObject, type JsonObject } from '../../containment/json.js'
import { pathWith } from '../schema/field-path.js'
import { type SchemaTree, toSchemaTree } from '../schema/schema-tree.js'

/** A field of a payload, and what it is marked with or looks like. */
export interface MarkedField {
  readonly path: string
  /** The mark, its own or that of what it stands in. */
  readonly mark: string | undefined
  /** What its name suggests where it bears no mark. */
  readonly looksLike: 'secret' | 'pii' | undefined
  /** What it takes. */
  readonly schema: JsonObject
}

const secretWords = /^(tokens?|secrets?|password|passwd|passcode|otp|jwt|credentials?|cookies?|apikey|bearer)$/
const personalWords = /^(e?mails?|phones?|mobile|ssn|dob|birthday|birthdate|passport|iban|address)$/

function wordsIn(name: string): string[] {
  return name
    .replace(/([a-z0-9])([A-Z])/g, '$1 $2')
    .toLowerCase()
    .split(/[^a-z0-9]+/)
}

/** Returns what the name of a field suggests about it. */
function suspicionOf(name: string): MarkedField['looksLike'] {
  const words = wordsIn(name)
  if (words.some((word) => secretWords.test(word)) || /api_?key/i.test(name)) return 'secret'
  return words.some((word) => personalWords.test(word)) ? 'pii' : undefined
}

/** Lists every field of a schema once, by path. */
export function fieldsWithin(schema: unknown): ReadonlyMap<string, MarkedField> {
  const fields = new Map<string, MarkedField>()
  if (schema === undefined) return fields
  try {
    const tree = toSchemaTree(schema, 'own')
    collect(tree, tree.root, { path: '', mark: undefined }, fields, new Set())
  } catch {
    // what is nested too deeply is reported where it is compared
  }
  return fields
}

interface Stand {
  readonly path: string
  readonly mark: string | undefined
}

function collect(
  tree: SchemaTree,
  part: JsonObject,
  stand: Stand,
  fields: Map<string, MarkedField>,
  seen: ReadonlySet<string>,
): void {
  const reference = typeof part['$ref'] === 'string' ? part['$ref'].replace('#/$defs/', '') : undefined
  const target = reference === undefined ? undefined : tree.definitions[reference]
  if (reference !== undefined && target && !seen.has(reference))
    collect(tree, target, stand, fields, new Set([...seen, reference]))
  const mark = typeof part['x-sensitive'] === 'string' ? part['x-sensitive'] : stand.mark
  if (stand.path === '' && mark !== undefined) fields.set('', { path: '', mark, looksLike: undefined, schema: part })
  for (const [name, field] of Object.entries(isJsonObject(part['properties']) ? part['properties'] : {}))
    enter(tree, field as JsonObject, name, { path: stand.path, mark }, fields, seen)
  for (const [key, word] of [
    ['items', '[]'],
    ['additionalProperties', '*'],
  ] as const)
    if (isJsonObject(part[key])) collect(tree, part[key], { path: pathWith(stand.path, word), mark }, fields, seen)
  for (const key of ['anyOf', 'oneOf', 'allOf', 'prefixItems'])
    for (const arm of Array.isArray(part[key]) ? part[key] : [])
      collect(
        tree,
        arm as JsonObject,
        { path: key === 'prefixItems' ? pathWith(stand.path, '[]') : stand.path, mark },
        fields,
        seen,
      )
}

function enter(
  tree: SchemaTree,
  field: JsonObject,
  name: string,
  { path, mark }: Stand,
  fields: Map<string, MarkedField>,
  seen: ReadonlySet<string>,
): void {
  const at = pathWith(path, name)
  const own = typeof field['x-sensitive'] === 'string' ? field['x-sensitive'] : (markBelow(field) ?? mark)
  const known = fields.get(at)
  fields.set(at, {
    path: at,
    mark: known?.mark ?? own,
    looksLike: (known?.mark ?? own) === undefined ? suspicionOf(name) : undefined,
    schema: field,
  })
  collect(tree, field, { path: at, mark: own }, fields, seen)
}

/** Finds the mark of what a field is one of, or a list of. */
function markBelow(field: JsonObject): string | undefined {
  const below = [field['items'], ...((field['anyOf'] ?? field['oneOf'] ?? []) as JsonObject[])]
  const found = below.find((part) => isJsonObject(part) && typeof part['x-sensitive'] === 'string')
  return isJsonObject(found) ? (found['x-sensitive'] as string) : undefined
}

/** Spells the marked fields of a schema, for a sentence. */
export function marksWithin(schema: unknown): string[] {
  return [...fieldsWithin(schema).values()].flatMap(({ path, mark }) =>
    mark === undefined ? [] : [`\`${path}\` (${mark})`],
  )
}
