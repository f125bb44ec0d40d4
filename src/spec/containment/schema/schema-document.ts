import { type Tick, untimed } from '../clock.js'
import { toPointer } from '../json.js'
import { type Dialect, hasRefSiblings, isRefAlone, type KeywordView, readKeywords } from './dialect.js'
import { SchemaFault, type SchemaSide } from './schema-fault.js'

/** A place in a schema document, with the base address that references there are read against. */
export interface SchemaPlace {
  readonly schema: unknown
  readonly pointer: string
  readonly base: string
}

const rootAddress = 'https://schema.invalid/'
const depthLimit = 1000
const sizeLimit = 200_000

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

const opaqueKeywords = new Set(['const', 'enum', 'default', 'examples', 'example'])

function toAddress(reference: string, base: string): string | undefined {
  try {
    return new URL(reference, base).href
  } catch {
    return undefined
  }
}

/** How a document is read. */
export interface DocumentOptions {
  readonly tick?: Tick
  /** Whether what stands beside a `$ref` counts for nothing; without it, as the dialect says. */
  readonly dropsRefSiblings?: boolean
  /** Keywords that are known to ask nothing. */
  readonly annotations?: readonly string[]
}

/** One schema with everything that its references can lead to. */
export class SchemaDocument {
  readonly root: SchemaPlace
  readonly tick: Tick
  readonly #annotations: ReadonlySet<string>
  readonly #resources = new Map<string, SchemaPlace>()
  readonly #views = new WeakMap<object, KeywordView>()
  #hasDisputedRefs = false

  /** @throws SchemaFault where the schema is nested too deeply or is too large to read. */
  constructor(
    schema: unknown,
    readonly dialect: Dialect,
    readonly side: SchemaSide,
    readonly options: DocumentOptions = {},
  ) {
    this.tick = options.tick ?? untimed
    this.#annotations = new Set(options.annotations)
    this.root = this.#enter(schema, '', rootAddress)
    this.#resources.set(rootAddress, this.root)
    this.#collect()
  }

  /** Returns whether anything stands beside a `$ref` in a dialect in which it should not count. */
  get hasDisputedRefs(): boolean {
    return this.#hasDisputedRefs
  }

  /** Reads the keywords of a schema object in this document. */
  read(schema: Readonly<Record<string, unknown>>): KeywordView {
    const known = this.#views.get(schema)
    if (known) return known
    this.tick(Object.keys(schema).length)
    const view = readKeywords(
      schema,
      this.dialect,
      this.options.dropsRefSiblings ?? isRefAlone(this.dialect),
      this.#annotations,
    )
    this.#views.set(schema, view)
    return view
  }

  /** Gives the place of a schema under a keyword of another, or under a name or a number there. */
  childOf(place: SchemaPlace, schema: unknown, keyword: string, within?: string | number): SchemaPlace {
    const pointer = toPointer(place.pointer, keyword)
    return this.#enter(schema, within === undefined ? pointer : toPointer(pointer, within), place.base)
  }

  /** @throws SchemaFault where the reference leads nowhere. */
  resolve(reference: string, from: SchemaPlace): SchemaPlace {
    this.tick(4)
    const address = toAddress(reference, from.base)
    const found = address === undefined ? undefined : this.#find(address)
    if (found) return found
    throw new SchemaFault(this.side, toPointer(from.pointer, '$ref'), 'the reference does not resolve')
  }

  #find(address: string): SchemaPlace | undefined {
    const known = this.#resources.get(address)
    if (known) return known
    const [resource = '', fragment = ''] = address.split('#', 2)
    const start = this.#resources.get(resource)
    return start && this.#follow(start, fragment)
  }

  #follow(start: SchemaPlace, fragment: string): SchemaPlace | undefined {
    if (fragment === '') return start
    if (!fragment.startsWith('/')) return undefined
    let place: SchemaPlace | undefined = start
    for (const raw of fragment.slice(1).split('/')) {
      const key = decodeFragment(raw)?.replaceAll('~1', '/').replaceAll('~0', '~')
      const parent: unknown = place.schema
      if (key === undefined || typeof parent !== 'object' || parent === null || !Object.hasOwn(parent, key))
        return undefined
      place = this.childOf(place, (parent as Record<string, unknown>)[key], key)
    }
    return place
  }

  #enter(schema: unknown, pointer: string, base: string): SchemaPlace {
    const own = isRecord(schema) ? schema[this.dialect === 'draft-04' ? 'id' : '$id'] : undefined
    if (typeof own !== 'string' || own.startsWith('#')) return { schema, pointer, base }
    const address = toAddress(own, base)
    if (address === undefined) throw new SchemaFault(this.side, pointer, 'the identifier is not an address')
    return { schema, pointer, base: address.split('#', 1)[0] as string }
  }

  #collect(): void {
    const waiting: { place: SchemaPlace; depth: number }[] = [{ place: this.root, depth: 0 }]
    let size = 1
    for (let entry = waiting.pop(); entry; entry = waiting.pop()) {
      const { place, depth } = entry
      if (typeof place.schema !== 'object' || place.schema === null) continue
      this.#register(place)
      const parts = Object.entries(place.schema)
      size += parts.length
      this.tick(2 * parts.length)
      if (depth >= depthLimit && parts.length > 0)
        throw new SchemaFault(this.side, '', 'the schema is nested too deeply')
      if (size > sizeLimit) throw new SchemaFault(this.side, '', 'the schema is too large')
      for (const [key, value] of parts) {
        if (typeof value === 'object' && value !== null)
          waiting.push({ place: this.#partOf(place, key, value), depth: depth + 1 })
      }
    }
  }

  /** Gives the place of any part of a schema; no identifier counts in those that are values, and not schemas. */
  #partOf(place: SchemaPlace, key: string, value: unknown): SchemaPlace {
    const isOpaque = opaqueKeywords.has(key) && !place.pointer.endsWith('/properties')
    if (isOpaque) return { schema: value, pointer: place.pointer, base: 'opaque:' }
    const child = this.childOf(place, value, key)
    return place.base === 'opaque:' ? { ...child, base: 'opaque:' } : child
  }

  #register(place: SchemaPlace): void {
    if (!isRecord(place.schema) || place.base === 'opaque:') return
    if (isRefAlone(this.dialect) && hasRefSiblings(place.schema)) this.#hasDisputedRefs = true
    const { $id, id, $anchor, $dynamicAnchor } = place.schema
    const own = this.dialect === 'draft-04' ? id : $id
    if (typeof own === 'string') {
      const address = toAddress(own, own.startsWith('#') ? place.base : rootAddress)
      if (own.startsWith('#') && address) this.#keep(address, place)
      else this.#keep(place.base, place)
    }
    for (const anchor of [$anchor, $dynamicAnchor]) {
      if (typeof anchor === 'string') this.#keep(`${place.base}#${anchor}`, place)
    }
  }

  #keep(address: string, place: SchemaPlace): void {
    const known = this.#resources.get(address)
    if (known && known.schema !== place.schema) {
      throw new SchemaFault(this.side, place.pointer, 'two schemas share one identifier')
    }
    this.#resources.set(address, place)
  }
}

function decodeFragment(text: string): string | undefined {
  try {
    return decodeURIComponent(text)
  } catch {
    return undefined
  }
}
