import type { Random } from '../../src/spec/containment/search/random.js'

type Schema = Record<string, unknown>

/** Two releases of one schema, and what was changed between them. */
export interface StrangePair {
  readonly edits: readonly string[]
  readonly old: unknown
  readonly next: unknown
}

const words = 'order status patient item total note city code phone visit drug dose unit slot price'.split(' ')
const formats = ['email', 'date-time', 'date', 'uuid', 'uri', 'ipv4', 'hostname', 'jwt', 'partial-time']

/** Makes schemas as people write them for messages, with notes of their own, and edits them as people do. */
export class StrangeSchemaMaker {
  readonly #edits: string[] = []

  constructor(readonly random: Random) {}

  make(): StrangePair {
    const old = this.#object(3)
    let next = structuredClone(old)
    const count = this.random.below(4)
    for (let edit = 0; edit < count; edit += 1) next = this.#edited(next)
    return { edits: this.#edits, old, next }
  }

  #upTo(limit: number): number {
    return 1 + this.random.below(limit)
  }

  #pick<Item>(items: readonly Item[]): Item {
    return this.random.pick(items)
  }

  /** Adds notes that JSON Schema does not define to some schemas. */
  #noted(schema: Schema): Schema {
    const notes: readonly Schema[] = [
      { unit: this.#pick(['kg', 'mg', 'ms']) },
      { errorMessage: { type: 'say it in words', pattern: 'as printed' } },
      { discriminator: { propertyName: 'kind' } },
      { markdownDescription: '**bold**', propertyOrdering: ['b', 'a'] },
      { title: 'A title', deprecated: true },
      { 'x-note': 1, faker: 'name.first' },
    ]
    return this.random.chance(0.35) ? { ...schema, ...this.#pick(notes) } : schema
  }

  #pattern(): string {
    const part = (): string =>
      this.#pick([
        '[A-Z]{2,3}',
        '\\d+',
        '[a-z0-9-]+',
        `(?:${this.#pick(words)}|${this.#pick(words)})`,
        `${this.#pick(words)}`,
        `\\d{${this.#upTo(6)}}`,
        '(?:\\.\\d{1,2})?',
        '[^\\s@]+',
        '\\w*',
      ])
    const body = Array.from({ length: this.#upTo(4) }, part).join(this.#pick(['', '-', '/', '@', '\\.']))
    return this.#pick([`^${body}$`, `^${body}$`, `^${body}`, `${body}$`, `^(?!${this.#pick(words)})${body}$`])
  }

  #text(): Schema {
    const max = { maxLength: this.#upTo(200) }
    return this.#pick<() => Schema>([
      () => ({ type: 'string' }),
      () => ({ type: 'string', ...max }),
      () => ({ type: 'string', minLength: 1, maxLength: 1 + this.#upTo(200) }),
      () => ({ type: 'string', pattern: this.#pattern() }),
      () => ({ type: 'string', pattern: this.#pattern(), ...max }),
      () => ({ type: 'string', format: this.#pick(formats) }),
      () => ({ type: 'string', enum: [...new Set(Array.from({ length: this.#upTo(6) }, () => this.#pick(words)))] }),
      () => ({ const: this.#pick(words) }),
    ])()
  }

  #number(): Schema {
    const type = this.#pick(['integer', 'number'])
    return this.#pick<() => Schema>([
      () => ({ type }),
      () => ({ type, minimum: 0 }),
      () => ({ type, minimum: -this.#upTo(50), maximum: this.#upTo(1000) }),
      () => ({ type: 'number', exclusiveMinimum: 0, multipleOf: this.#pick([0.01, 0.5, 5]) }),
    ])()
  }

  #any(depth: number): Schema {
    const roll = depth > 0 ? this.random.next() : this.random.next() * 0.6
    if (roll < 0.35) return this.#noted(this.#text())
    if (roll < 0.55) return this.#noted(this.#number())
    if (roll < 0.6) return { type: 'boolean' }
    if (roll < 0.75) return this.#noted(this.#list(depth - 1))
    if (roll < 0.9) return this.#object(depth - 1)
    return this.#union(depth - 1)
  }

  #list(depth: number): Schema {
    const bounds = this.#pick<Schema>([
      {},
      { minItems: 1 },
      { maxItems: this.#upTo(500) },
      { minItems: 200 + this.#upTo(200) },
    ])
    return { type: 'array', items: this.#any(depth), ...bounds, ...(this.random.chance(0.1) && { uniqueItems: true }) }
  }

  #object(depth: number): Schema {
    const names = [...new Set(Array.from({ length: this.#upTo(6) }, () => this.#pick(words)))]
    const properties = Object.fromEntries(names.map((name) => [name, this.#any(depth)]))
    const required = names.filter(() => this.random.chance(0.5))
    const others = this.#pick<Schema>([{}, { additionalProperties: false }, { additionalProperties: false }])
    return this.#noted({ type: 'object', properties, required, ...others })
  }

  #union(depth: number): Schema {
    const arms = Array.from({ length: 1 + this.#upTo(4) }, (_, at) => {
      const object = this.#object(Math.max(0, depth - 1))
      const properties = { ...(object['properties'] as Schema), kind: { const: `kind-${at}` } }
      return { ...object, properties, required: [...(object['required'] as string[]), 'kind'] }
    })
    const nullable = { anyOf: [this.#text(), { type: 'null' }] }
    return this.#noted(
      this.#pick<Schema>([{ oneOf: arms, discriminator: { propertyName: 'kind' } }, { anyOf: arms }, nullable]),
    )
  }

  /** Changes one place of a schema. */
  #edited(schema: Schema): Schema {
    const places: Schema[] = []
    const visit = (part: unknown): void => {
      if (typeof part !== 'object' || part === null) return
      if (
        !Array.isArray(part) &&
        ['type', 'const', 'oneOf', 'anyOf'].some(
          (key) => typeof (part as Schema)[key] !== 'undefined' && !('propertyName' in part),
        )
      )
        places.push(part as Schema)
      for (const [key, each] of Object.entries(part))
        if (!['errorMessage', 'discriminator', 'enum'].includes(key)) visit(each)
    }
    visit(schema)
    this.#edit(this.#pick(places))
    return schema
  }

  #edit(part: Schema): void {
    const edit = (name: string, change: () => void): void => {
      this.#edits.push(name)
      change()
    }
    const properties = part['properties'] as Schema | undefined
    if (properties && typeof properties['type'] !== 'string') {
      const [name] = [this.#pick(words)]
      const required = (part['required'] ?? []) as string[]
      this.#pick([
        () => edit('field added', () => Object.assign(properties, { [name]: this.#any(1) })),
        () => edit('field removed', () => void delete properties[this.#pick(Object.keys(properties))]),
        () =>
          edit('required toggled', () =>
            Object.assign(part, {
              required: required.includes(name) ? required.filter((each) => each !== name) : [...required, name],
            }),
          ),
        () =>
          edit('policy toggled', () =>
            Object.assign(part, { additionalProperties: part['additionalProperties'] !== false }),
          ),
      ])()
    } else if (Array.isArray(part['enum']))
      edit('word added', () =>
        Object.assign(part, { enum: [...new Set([...(part['enum'] as string[]), this.#pick(words)])] }),
      )
    else if (typeof part['pattern'] === 'string')
      edit('pattern changed', () =>
        Object.assign(part, {
          pattern: this.random.chance(0.5)
            ? this.#pattern()
            : String(part['pattern']).replace('+', '*').replace('{2,3}', '{2,4}'),
        }),
      )
    else if (part['type'] === 'string') edit('text bounded', () => Object.assign(part, { maxLength: this.#upTo(300) }))
    else if (part['type'] === 'array')
      edit('list bounded', () => Object.assign(part, { maxItems: 200 + this.#upTo(500) }))
    else if (part['type'] === 'integer' || part['type'] === 'number')
      edit('number bounded', () => Object.assign(part, { maximum: this.#upTo(2000) }))
    else if (Array.isArray(part['oneOf']))
      edit('arm removed', () => Object.assign(part, { oneOf: (part['oneOf'] as Schema[]).slice(0, -1) }))
    else edit('title changed', () => Object.assign(part, { title: this.#pick(words) }))
  }
}
