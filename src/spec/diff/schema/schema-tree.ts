import { isJsonObject, type JsonObject, type JsonValue, toCanonicalText } from '../../containment/json.js'
import { inOneSpelling } from './schema-spelling.js'

/** The path from the root of a tree to a part of it. */
export type TreePath = readonly (string | number)[]

/** A schema in one spelling, with its references resolved as far as they lead out of themselves. */
export interface SchemaTree {
  readonly root: JsonObject
  /** The parts that hold themselves, by names no other tree uses. */
  readonly definitions: { readonly [name: string]: JsonObject }
}

const depthLimit = 200

/** Reads a schema; the side keeps the names of two trees apart. */
export function toSchemaTree(schema: unknown, side: string): SchemaTree {
  return new TreeReader(schema, side).read()
}

class TreeReader {
  readonly #names = new Map<string, string>()
  readonly #definitions: { [name: string]: JsonObject } = {}
  readonly #looping: ReadonlySet<string>

  constructor(
    readonly schema: unknown,
    readonly side: string,
  ) {
    this.#looping = loopingReferences(schema)
  }

  read(): SchemaTree {
    const root = this.#looping.has('#') ? this.#spell({ $ref: '#' }, 0) : this.#spell(this.schema, 0)
    return { root, definitions: this.#definitions }
  }

  #spell(schema: unknown, depth: number): JsonObject {
    if (depth > depthLimit) throw new RangeError('nested too deeply')
    return inOneSpelling(
      schema,
      (part) => this.#spell(part, depth + 1),
      (reference) => this.#follow(reference, depth),
    )
  }

  #follow(reference: string, depth: number): JsonObject | undefined {
    const target = lookUp(this.schema, reference)
    if (target === undefined) return undefined
    if (!this.#looping.has(reference)) return this.#spell(target, depth + 1)
    const known = this.#names.get(reference)
    if (known) return { $ref: `#/$defs/${known}` }
    const name = `${this.side}${this.#names.size}`
    this.#names.set(reference, name)
    this.#definitions[name] = this.#spell(target, depth + 1)
    return { $ref: `#/$defs/${name}` }
  }
}

/** Finds what a reference within a document leads to. */
export function lookUp(document: unknown, reference: string): unknown {
  if (reference === '#') return document
  if (!reference.startsWith('#/')) return undefined
  let part: unknown = document
  for (const key of reference.slice(2).split('/')) {
    if (typeof part !== 'object' || part === null) return undefined
    const name = decodeURIComponent(key).replaceAll('~1', '/').replaceAll('~0', '~')
    part = Object.hasOwn(part, name) ? (part as Record<string, unknown>)[name] : undefined
  }
  return part
}

function referencesIn(part: unknown, found: Set<string> = new Set(), depth = 0): Set<string> {
  if (typeof part !== 'object' || part === null || depth > depthLimit) return found
  for (const [key, value] of Object.entries(part)) {
    if (key === '$defs' || key === 'definitions') continue
    if (key === '$ref' && typeof value === 'string') found.add(value)
    else referencesIn(value, found, depth + 1)
  }
  return found
}

/** Lists the references that lead back to themselves. */
export function loopingReferences(document: unknown): ReadonlySet<string> {
  const steps = new Map<string, Set<string>>()
  const waiting = ['#', ...referencesIn(document)]
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    if (steps.has(next)) continue
    const found = referencesIn(lookUp(document, next))
    steps.set(next, found)
    waiting.push(...found)
  }
  const reaches = (from: string, to: string): boolean => {
    const seen = new Set<string>()
    const open = [...(steps.get(from) ?? [])]
    for (let next = open.pop(); next !== undefined; next = open.pop()) {
      if (next === to) return true
      if (seen.has(next)) continue
      seen.add(next)
      open.push(...(steps.get(next) ?? []))
    }
    return false
  }
  return new Set([...steps.keys()].filter((reference) => reaches(reference, reference)))
}

/** Writes a tree as the JSON Schema it stands for, with the definitions of another tree beside its own. */
export function toSchema(tree: SchemaTree, others: SchemaTree['definitions'] = {}): JsonObject {
  const definitions = { ...others, ...tree.definitions }
  return Object.keys(definitions).length ? { ...tree.root, $defs: definitions } : tree.root
}

/** The replacement of one part of a tree, or its removal. */
export interface TreeEdit {
  readonly path: TreePath
  readonly value: JsonValue | undefined
}

/** Returns a copy of a tree with some parts replaced. */
export function edited(tree: SchemaTree, edits: readonly TreeEdit[], others: SchemaTree): SchemaTree {
  const copy = structuredClone({ root: tree.root, $defs: { ...others.definitions, ...tree.definitions } }) as JsonObject
  for (const { path, value } of edits) {
    let part: JsonObject = copy
    for (const key of path.slice(0, -1)) part = part[key] as JsonObject
    const last = path.at(-1) as string
    if (value === undefined) delete part[last]
    else part[last] = structuredClone(value)
  }
  return { root: copy['root'] as JsonObject, definitions: copy['$defs'] as SchemaTree['definitions'] }
}

/** Returns whether two parts are written alike, marks of sensitivity apart. */
export function isSame(one: JsonValue | undefined, other: JsonValue | undefined): boolean {
  return (
    (one === undefined) === (other === undefined) &&
    (one === undefined || toCanonicalText(withoutMarks(one)) === toCanonicalText(withoutMarks(other as JsonValue)))
  )
}

function withoutMarks(part: JsonValue): JsonValue {
  if (Array.isArray(part)) return part.map(withoutMarks)
  if (!isJsonObject(part)) return part
  const entries = Object.entries(part).filter(([key, value]) => key !== 'x-sensitive' || typeof value !== 'string')
  return Object.fromEntries(entries.map(([key, value]) => [key, withoutMarks(value)]))
}
