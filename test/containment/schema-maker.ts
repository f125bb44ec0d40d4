import type { JsonValue } from '../../src/spec/containment/json.js'
import type { Random } from '../../src/spec/containment/search/random.js'

const scalars: readonly JsonValue[] = [
  null,
  true,
  false,
  0,
  1,
  2,
  3,
  0.5,
  -1,
  '',
  'a',
  'b',
  'ab',
  'aab',
  '1',
  'é',
  '😀',
]
const keys = ['a', 'b', 'ab', 'c'] as const
const patterns = [
  '^a',
  'b$',
  '^[ab]*$',
  'a',
  '^a|b$',
  '^.{1,2}$',
  '^(?:ab)+$',
  '^[^a]',
  '\\d',
  '^(?=.*b)a',
  '^$',
  '^(?!a)',
]
const types = ['null', 'boolean', 'number', 'integer', 'string', 'array', 'object']

type Schema = Record<string, unknown> | boolean

/** Makes small schemas whose keywords are likely to meet each other. */
export class SchemaMaker {
  constructor(
    readonly random: Random,
    readonly isRecursive = false,
  ) {}

  make(depth = 3): Schema {
    if (this.random.chance(depth <= 0 ? 0.5 : 0.07)) return this.random.chance(0.7)
    const schema: Record<string, unknown> = {}
    const only = this.random.chance(0.6) ? this.random.pick(types) : undefined
    if (only) schema['type'] = only
    else if (this.random.chance(0.3)) schema['type'] = [...new Set([this.random.pick(types), this.random.pick(types)])]
    const count = this.random.below(4)
    for (let index = 0; index < count; index += 1) this.#addKeyword(schema, only, depth)
    return schema
  }

  makeRoot(): Schema {
    const root = this.make()
    if (!this.isRecursive || typeof root === 'boolean') return root
    return { ...root, $defs: { x: this.make(2), y: this.make(2) } }
  }

  /** Makes a schema of one kind with several keywords of that kind. */
  makeFocused(kind: 'array' | 'object' | 'number' | 'string', depth = 2): Record<string, unknown> {
    const schema: Record<string, unknown> = { type: kind }
    const count = 2 + this.random.below(4)
    for (let index = 0; index < count; index += 1) {
      if (kind === 'array') this.#addArray(schema, depth - 1)
      else if (kind === 'object') this.#addObject(schema, depth - 1)
      else if (kind === 'number') this.#addNumeric(schema)
      else this.#addText(schema)
    }
    if (depth > 1 && this.random.chance(0.4)) {
      const keyword = this.random.pick(['allOf', 'anyOf', 'oneOf'])
      schema[keyword] = [this.makeFocused(kind, depth - 1), this.makeFocused(kind, depth - 1)]
    }
    if (depth > 1 && this.random.chance(0.25)) schema['not'] = this.makeFocused(kind, depth - 1)
    return schema
  }

  value(depth = 2): JsonValue {
    const roll = depth > 0 ? this.random.next() : 0
    if (roll < 0.6) return this.random.pick(scalars)
    if (roll < 0.8) return Array.from({ length: this.random.below(4) }, () => this.value(depth - 1))
    return Object.fromEntries(keys.filter(() => this.random.chance(0.4)).map((key) => [key, this.value(depth - 1)]))
  }

  #addKeyword(schema: Record<string, unknown>, only: string | undefined, depth: number): void {
    const roll = this.random.next()
    if (depth > 0 && roll < 0.3) {
      this.#addBranch(schema, depth)
      return
    }
    if (roll < 0.38) {
      const values = Array.from({ length: 1 + this.random.below(3) }, () => this.value(1))
      if (this.random.chance(0.3)) schema['const'] = values[0]
      else schema['enum'] = values
      return
    }
    const kind = only ?? this.random.pick(types)
    if (kind === 'number' || kind === 'integer') this.#addNumeric(schema)
    else if (kind === 'string') this.#addText(schema)
    else if (kind === 'array') this.#addArray(schema, depth)
    else if (kind === 'object') this.#addObject(schema, depth)
  }

  #addNumeric(schema: Record<string, unknown>): void {
    const keyword = this.random.pick(['minimum', 'maximum', 'exclusiveMinimum', 'exclusiveMaximum', 'multipleOf'])
    schema[keyword] =
      keyword === 'multipleOf' ? this.random.pick([1, 2, 3, 0.5, 1.5]) : this.random.pick([0, 1, 2, 3, 0.5, -1])
  }

  #addText(schema: Record<string, unknown>): void {
    const keyword = this.random.pick(['minLength', 'maxLength', 'pattern'])
    schema[keyword] = keyword === 'pattern' ? this.random.pick(patterns) : this.random.below(4)
  }

  #addBranch(schema: Record<string, unknown>, depth: number): void {
    const keyword = this.random.pick(['allOf', 'anyOf', 'oneOf', 'not', 'if', ...(this.isRecursive ? ['$ref'] : [])])
    const list = (): Schema[] => Array.from({ length: 1 + this.random.below(3) }, () => this.make(depth - 1))
    if (keyword === 'not') schema['not'] = this.make(depth - 1)
    else if (keyword === '$ref') {
      if (depth < 3) schema['$ref'] = this.random.pick(['#', '#/$defs/x', '#/$defs/y'])
    } else if (keyword === 'if') {
      schema['if'] = this.make(depth - 1)
      if (this.random.chance(0.8)) schema['then'] = this.make(depth - 1)
      if (this.random.chance(0.6)) schema['else'] = this.make(depth - 1)
    } else schema[keyword] = list()
  }

  #addArray(schema: Record<string, unknown>, depth: number): void {
    const keyword = this.random.pick([
      'minItems',
      'maxItems',
      'uniqueItems',
      'items',
      'items',
      'prefixItems',
      'contains',
      'contains',
      'minContains',
      'maxContains',
      ...(this.random.chance(0.3) ? ['unevaluatedItems'] : []),
    ])
    if (keyword === 'uniqueItems') schema[keyword] = this.random.chance(0.9)
    else if (keyword === 'prefixItems')
      schema[keyword] = [this.make(depth - 1), ...(this.random.chance(0.5) ? [this.make(depth - 1)] : [])]
    else if (/^(?:min|max)/.test(keyword)) schema[keyword] = this.random.below(4)
    else schema[keyword] = this.make(depth - 1)
  }

  #addObject(schema: Record<string, unknown>, depth: number): void {
    const keyword = this.random.pick([
      'properties',
      'properties',
      'properties',
      'required',
      'required',
      'additionalProperties',
      'additionalProperties',
      'patternProperties',
      'propertyNames',
      'minProperties',
      'maxProperties',
      'dependentRequired',
      'dependentSchemas',
      ...(this.random.chance(0.3) ? ['unevaluatedProperties'] : []),
    ])
    const record = (names: readonly string[], make: () => unknown): Record<string, unknown> =>
      Object.fromEntries(names.filter(() => this.random.chance(0.5)).map((name) => [name, make()]))
    if (keyword === 'required') schema[keyword] = keys.filter(() => this.random.chance(0.4))
    else if (keyword === 'properties' || keyword === 'dependentSchemas')
      schema[keyword] = record(keys, () => this.make(depth - 1))
    else if (keyword === 'patternProperties') schema[keyword] = record(patterns.slice(0, 5), () => this.make(depth - 1))
    else if (keyword === 'dependentRequired') schema[keyword] = record(keys, () => [this.random.pick(keys)])
    else if (keyword === 'propertyNames') {
      const names: Record<string, unknown> = {}
      this.#addText(names)
      schema[keyword] = this.random.chance(0.3) ? { enum: ['a', 'c'] } : names
    } else if (/^(?:min|max)/.test(keyword)) schema[keyword] = this.random.below(4)
    else schema[keyword] = this.make(depth - 1)
  }
}

/** Changes one thing in a schema, so that pairs are often near to each other. */
export const alterSchema = (maker: SchemaMaker, schema: Schema): Schema => {
  const copy = structuredClone(schema)
  if (typeof copy === 'boolean') return maker.make(2)
  const names = Object.keys(copy).filter((name) => name !== '$defs')
  const roll = maker.random.next()
  if (names.length === 0 || roll < 0.25) return Object.assign(copy, maker.make(1))
  const name = maker.random.pick(names)
  const value = copy[name]
  if (roll < 0.5) delete copy[name]
  else if (roll < 0.7) return { anyOf: [maker.make(2), copy], ...(copy['$defs'] ? { $defs: copy['$defs'] } : {}) }
  else if (typeof value === 'number')
    copy[name] = value + maker.random.pick([1, -1].filter((step) => value + step > 0 || step > 0))
  else if (Array.isArray(value) && typeof value[0] === 'object' && value[0])
    value[0] = alterSchema(maker, value[0] as Schema)
  else if (
    typeof value === 'object' &&
    value &&
    !Array.isArray(value) &&
    ['not', 'items', 'contains', 'if', 'then'].includes(name)
  ) {
    copy[name] = alterSchema(maker, value as Schema)
  } else if (name === 'properties' && typeof value === 'object' && value) {
    const [key] = Object.keys(value)
    if (key) Object.assign(value, { [key]: alterSchema(maker, (value as Record<string, Schema>)[key] as Schema) })
  }
  return copy
}
