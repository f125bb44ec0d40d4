import type { JsonSchema } from '../../guards/json-schema.js'
import { sorted } from '../sorted.js'
import { capitalWords } from '../type/type-name.js'
import type { AsyncApiReference } from './async-api.js'

/** The schemas of a document, each under a name: tools call their models by it. */
export class AsyncSchemas {
  /** The schemas, in the order in which they were asked for. */
  readonly named: Map<string, JsonSchema> = new Map()
  readonly #known = new Map<string, string>()

  /** Puts a schema among those of the document and refers to it: to the one that is there, where name and schema are the same. */
  refer(schema: JsonSchema, wanted: string, owner: string): AsyncApiReference {
    const key = JSON.stringify([wanted, sorted(schema)])
    const known = this.#known.get(key)
    if (known !== undefined) return referenceTo(known)
    const name = this.#reserve(wanted, owner)
    this.#known.set(key, name)
    const { $defs = {}, ...body } = schema as { $defs?: Readonly<Record<string, JsonSchema>> } & JsonSchema
    this.#write(body, name, { name, owner, definitions: $defs, names: new Map() })
    return referenceTo(name)
  }

  #write(body: JsonSchema, name: string, place: Place): void {
    this.named.set(name, this.#titled(body, name, place))
  }

  /** Takes a name that nothing else has: with that of the contract before it, or with a number. */
  #reserve(wanted: string, owner: string): string {
    let name = wanted
    for (let count = 1; this.named.has(name); count++) name = `${owner}${wanted}${count > 1 ? count : ''}`
    this.named.set(name, {})
    return name
  }

  /** Copies a schema with a title for whatever tools make a model of, and with references that hold in the document. */
  #titled(node: JsonSchema, name: string, place: Place): JsonSchema {
    const { $ref } = node
    if (typeof $ref === 'string') return { ...node, ...this.#referred($ref, name, place) }
    const inside = (held: unknown, step: string): unknown =>
      isSchema(held) ? this.#titled(held, `${name}${step}`, place) : held
    const copy: Record<string, unknown> = { ...node }
    for (const key of ['properties', 'patternProperties'])
      if (isSchema(node[key]))
        copy[key] = Object.fromEntries(
          Object.entries(node[key]).map(([field, held]) => [field, inside(held, capitalWords(field))]),
        )
    for (const [key, step] of Object.entries(steps)) if (key in node) copy[key] = inside(node[key], step)
    for (const key of ['anyOf', 'oneOf', 'allOf', 'prefixItems'])
      if (Array.isArray(node[key])) copy[key] = node[key].map((held, index) => inside(held, `Option${index + 1}`))
    return isModel(node) ? { title: name, ...copy } : copy
  }

  #referred($ref: string, name: string, place: Place): AsyncApiReference {
    if ($ref === '#') return referenceTo(place.name)
    const definition = $ref.slice('#/$defs/'.length)
    const known = place.names.get(definition)
    if (known !== undefined) return referenceTo(known)
    const called = this.#reserve(name, place.owner)
    place.names.set(definition, called)
    this.#write(place.definitions[definition] ?? {}, called, place)
    return referenceTo(called)
  }
}

/** What references within one schema stand for. */
interface Place {
  readonly name: string
  readonly owner: string
  readonly definitions: Readonly<Record<string, JsonSchema>>
  /** The names that the definitions have in the document. */
  readonly names: Map<string, string>
}

const steps = { items: 'Item', additionalProperties: 'Value' } as const

/** Returns whether tools make a type of its own of a schema. */
function isModel(node: JsonSchema): boolean {
  return ['properties', 'additionalProperties', 'enum', 'anyOf', 'oneOf', 'allOf', 'items'].some((key) => key in node)
}

function isSchema(node: unknown): node is JsonSchema {
  return typeof node === 'object' && node !== null && !Array.isArray(node)
}

function referenceTo(name: string): AsyncApiReference {
  return { $ref: `#/components/schemas/${name}` }
}
