import type { Random } from '../../src/spec/containment/search/random.js'

type Schema = Record<string, unknown>

/** A pair of schemas that takes a search long, if it can be brought to. */
export interface HardPair {
  readonly kind: string
  readonly sub: unknown
  readonly sup: unknown
}

const letters = 'abcdefghijklmnopqrstuvwxyz'

/** Makes schemas of the kinds that searches get stuck in: nested counts, wide unions, long lists, deep nesting. */
export class HardSchemaMaker {
  constructor(readonly random: Random) {}

  make(): HardPair {
    const kind = this.random.pick(Object.keys(this.#kinds))
    const make = this.#kinds[kind] as () => [unknown, unknown]
    const [left, right] = make()
    const isSwapped = this.random.chance(0.5)
    return { kind, sub: isSwapped ? right : left, sup: isSwapped ? left : right }
  }

  readonly #kinds: Readonly<Record<string, () => [unknown, unknown]>> = {
    anchored: () => [this.#text(`^${this.#word(60)}$`), this.#text(`^${this.#word(3)}`)],
    anchoredTwice: () => this.#twice((shift) => this.#text(`^${this.#regex(3 + shift)}$`)),
    nestedQuantifiers: () => this.#twice(() => this.#text(`^${this.#nested(2 + this.#upTo(4))}$`)),
    looks: () => this.#twice(() => this.#text(this.#looks())),
    bigCounts: () =>
      this.#twice(() => this.#text(`^(?:${this.#nested(2)}){${this.#upTo(900)},${1000 + this.#upTo(900)}}$`)),
    classes: () => this.#twice(() => this.#text(`^[\\p{L}\\p{N}]{1,${1 + this.#upTo(40)}}(?:\\p{Lu}|\\P{Lu}x)*$`)),
    alternations: () => this.#twice(() => this.#text(`^(?:${this.#many(200, () => this.#regex(1)).join('|')})+$`)),
    lengths: () => this.#twice(() => ({ ...this.#text(`${this.#regex(2)}$`), minLength: this.#upTo(30_000) })),
    manyPatterns: () => this.#twice(() => ({ allOf: this.#many(12, () => this.#text(`^${this.#regex(2)}`)) })),
    unions: () => this.#twice((shift) => ({ anyOf: this.#many(500, (at) => this.#event(at + shift)) })),
    exclusiveUnions: () => this.#twice((shift) => ({ oneOf: this.#many(500, (at) => this.#event(at + shift)) })),
    untaggedUnions: () => this.#twice(() => ({ oneOf: this.#many(60, () => this.#object(6)) })),
    bareUnions: () => this.#twice(() => ({ anyOf: this.#many(400, () => this.#scalar()) })),
    longLists: () => this.#twice(() => ({ ...this.#list(), minItems: this.#upTo(4000) })),
    distinctLists: () => this.#twice(() => ({ ...this.#list(), minItems: this.#upTo(900), uniqueItems: true })),
    countedLists: () =>
      this.#twice(() => ({
        ...this.#list(),
        minItems: this.#upTo(500),
        allOf: this.#many(3, () => ({
          contains: this.#scalar(),
          minContains: this.#upTo(300),
          maxContains: this.#upTo(600),
        })),
      })),
    tuples: () => this.#twice(() => ({ type: 'array', prefixItems: this.#many(600, () => this.#scalar()) })),
    deep: () => {
      const depth = 20 + this.#upTo(380)
      const wrap = this.#wrapper()
      return this.#twice(() => this.#nest(depth, wrap))
    },
    patternProperties: () => this.#twice(() => this.#byPattern(3 + this.#upTo(30))),
    manyProperties: () => this.#twice(() => this.#object(600)),
    recursion: () => this.#twice(() => this.#recursive()),
    sharedReferences: () => this.#twice(() => this.#shared(10 + this.#upTo(40))),
    multiples: () =>
      this.#twice(() => ({ allOf: this.#many(60, () => ({ multipleOf: 1 + this.#upTo(99_999) / 1000 })) })),
    numbers: () =>
      this.#twice(() => ({ type: 'number', minimum: 1e-300, maximum: 1e308, multipleOf: this.#upTo(9) + 0.1 })),
    refusals: () => this.#twice(() => ({ type: 'array', not: { anyOf: this.#many(40, () => this.#list()) } })),
    unevaluated: () =>
      this.#twice(() => ({ anyOf: this.#many(9, () => this.#object(3)), unevaluatedProperties: false })),
    conditions: () => this.#twice(() => ({ allOf: this.#many(30, () => this.#conditional()) })),
    values: () => this.#twice(() => ({ enum: this.#many(3000, (at) => (this.random.chance(0.9) ? at : [at])) })),
    names: () =>
      this.#twice(() => ({
        ...this.#object(20),
        propertyNames: this.#text(`^${this.#nested(3)}`),
        minProperties: this.#upTo(80),
      })),
  }

  #upTo(limit: number): number {
    return 1 + this.random.below(limit)
  }

  /** Makes two of a kind: alike, or one after the other. */
  #twice(make: (shift: number) => unknown): [unknown, unknown] {
    const first = make(0)
    if (this.random.chance(0.4)) return [first, this.#altered(first)]
    return [first, make(this.random.below(2))]
  }

  /** Changes one number or pattern somewhere. */
  #altered(schema: unknown): unknown {
    let left = this.#upTo(5)
    return JSON.parse(
      JSON.stringify(schema, (key, value: unknown) => {
        if (typeof value !== 'number' || key === 'multipleOf') return value
        left -= 1
        return left === 0 ? Math.floor(value) + 1 : value
      }),
    )
  }

  #many<Item>(most: number, make: (at: number) => Item): Item[] {
    return Array.from({ length: 1 + this.random.below(most) }, (_, at) => make(at))
  }

  #text(pattern: string): Schema {
    return { type: 'string', pattern }
  }

  #word(most: number): string {
    return this.#many(most, () => this.random.pick([...letters, '[a-z]', '\\d', '.', 'a?', 'b*'])).join('')
  }

  #regex(depth: number): string {
    if (depth <= 0) return this.random.pick(['a', 'b', 'c', '[a-f]', '[^x]', '\\d', '\\w', '.', '(?:)'])
    const roll = this.random.next()
    if (roll < 0.35) return this.#regex(depth - 1) + this.#regex(depth - 1)
    if (roll < 0.6) return `(?:${this.#regex(depth - 1)}|${this.#regex(depth - 1)})`
    return `(?:${this.#regex(depth - 1)})${this.#quantifier()}`
  }

  #quantifier(): string {
    const least = this.random.below(20)
    return this.random.pick(['*', '+', '?', '{3}', `{${least},${least + this.random.below(40)}}`, `{${least},}`])
  }

  #nested(depth: number): string {
    const inner = depth <= 0 ? this.random.pick(['a', 'a|b', 'a|ab', '[ab]', 'a?b?']) : this.#nested(depth - 1)
    return `(?:${inner}${this.random.pick(['', '', '|a', 'b?'])})${this.random.pick(['*', '+', '{1,9}', '{2,}', '{0,30}'])}`
  }

  #looks(): string {
    const look = (): string => `(?${this.random.pick(['=', '!'])}${this.#regex(2)}${this.random.pick(['', '$'])})`
    return `^${this.#many(6, look).join('')}${this.#regex(3)}$`
  }

  #scalar(): Schema {
    return this.random.pick([
      { type: 'integer', minimum: this.#upTo(50), maximum: 20 + this.#upTo(4000) },
      { type: 'string', maxLength: this.#upTo(30) },
      { enum: [1, 'a', null, this.#upTo(9)] },
      { type: 'boolean' },
      this.#text(`^${this.#regex(2)}$`),
      { type: 'number', multipleOf: this.#upTo(9) / 2 },
      {},
    ])
  }

  #event(at: number): Schema {
    return {
      type: 'object',
      properties: {
        kind: { const: `kind${at}` },
        text: { type: 'string', maxLength: 5 + (at % 7) },
        at: this.#scalar(),
      },
      required: ['kind', 'text'],
      additionalProperties: this.random.chance(0.5),
    }
  }

  #object(most: number): Schema {
    const entries = this.#many(most, (at) => [`k${at}`, this.#scalar()] as const)
    const required = entries.map(([key]) => key).filter(() => this.random.chance(0.5))
    return { type: 'object', properties: Object.fromEntries(entries), required }
  }

  #list(): Schema {
    return { type: 'array', items: this.#scalar(), ...(this.random.chance(0.3) && { prefixItems: [this.#scalar()] }) }
  }

  #wrapper(): (inner: unknown) => Schema {
    return this.random.pick<(inner: unknown) => Schema>([
      (inner) => ({ type: 'object', properties: { a: inner }, required: ['a'] }),
      (inner) => ({ type: 'array', items: inner, minItems: 1 }),
      (inner) => ({ type: 'array', items: inner }),
      (inner) => ({ anyOf: [{ type: 'null' }, { type: 'object', properties: { a: inner, b: inner } }] }),
      (inner) => ({ not: { not: { type: 'array', prefixItems: [inner, inner] } } }),
      (inner) => ({ allOf: [inner] }),
      (inner) => ({ type: 'object', additionalProperties: inner, minProperties: 2 }),
    ])
  }

  #nest(depth: number, wrap: (inner: unknown) => Schema): unknown {
    let schema: unknown = { type: 'string', maxLength: this.#upTo(9) }
    for (let level = 0; level < depth; level += 1) schema = wrap(schema)
    // what is there twice at every level would not fit in memory written out
    return depth > 12 && JSON.stringify(wrap({})).split('{}').length > 2 ? this.#shared(depth) : schema
  }

  #byPattern(count: number): Schema {
    const entries = Array.from({ length: count }, () => [`^${this.#regex(2)}`, this.#scalar()])
    return {
      type: 'object',
      patternProperties: Object.fromEntries(entries),
      additionalProperties: false,
      minProperties: this.#upTo(6),
    }
  }

  #recursive(): Schema {
    const names = ['x', 'y', 'z', 'w']
    const part = (): Schema =>
      this.random.pick<() => Schema>([
        () => ({ type: 'array', items: link(), minItems: this.random.below(2) }),
        () => ({ type: 'object', properties: { a: link(), b: link() }, required: ['a'] }),
        () => this.#scalar(),
        () => ({ type: 'object', patternProperties: { [`^${this.#regex(1)}`]: link() } }),
      ])()
    const link = (): Schema => ({ $ref: `#/$defs/${this.random.pick(names)}` })
    const union = (): Schema => ({ [this.random.pick(['anyOf', 'oneOf'])]: [part(), part(), part()] })
    return { ...link(), $defs: Object.fromEntries(names.map((name) => [name, union()])) }
  }

  /** Makes definitions each of which names the next one twice. */
  #shared(depth: number): Schema {
    const keyword = this.random.pick(['allOf', 'anyOf', 'prefixItems', 'properties'])
    const $defs = Object.fromEntries(
      Array.from({ length: depth }, (_, at) => {
        const next = { $ref: `#/$defs/d${at + 1}` }
        return [`d${at}`, { [keyword]: keyword === 'properties' ? { a: next, b: next } : [next, next] }]
      }),
    )
    return { $ref: '#/$defs/d0', $defs: { ...$defs, [`d${depth}`]: this.#scalar() } }
  }

  #conditional(): Schema {
    return Object.fromEntries([
      ['if', this.#object(3)],
      ['then', this.#object(3)],
      ['else', this.#object(3)],
    ])
  }
}
