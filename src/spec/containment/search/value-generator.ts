import { type Tick, untimed } from '../clock.js'
import { Exhausted } from '../exhausted.js'
import { isJsonObject, type JsonKind, type JsonObject, type JsonValue } from '../json.js'
import { type Pattern, toPattern } from '../regex/pattern.js'
import { isMatch } from '../regex/pattern-match.js'
import { toSearchLanguage } from '../regex/regex-compiler.js'
import { TermFactory } from '../regex/regex-term.js'
import { findWord } from '../regex/word-search.js'
import { flagsKeyword } from '../schema/dialect.js'
import { formatBounds } from '../schema/format.js'
import type { SchemaDocument, SchemaPlace } from '../schema/schema-document.js'
import type { Material } from './material.js'
import type { Random } from './random.js'

/** The keywords of every schema that was chosen to apply to one value. */
interface View {
  readonly place: SchemaPlace
  readonly keywords: ReadonlyMap<string, unknown>
}

const depthLimit = 6
const sizeLimit = 150
const allTypes = ['null', 'boolean', 'number', 'string', 'array', 'object']

/** A generator of values that are likely, not certain, to be valid under a schema. */
export class ValueGenerator {
  readonly #terms: TermFactory
  #left = sizeLimit
  readonly #words = new Map<string, string>()

  constructor(
    readonly document: SchemaDocument,
    readonly random: Random,
    readonly material: Material,
    readonly tick: Tick = untimed,
  ) {
    this.#terms = new TermFactory(tick)
  }

  draw(): JsonValue {
    this.#left = sizeLimit
    return this.#draw([this.document.root], 0)
  }

  #draw(places: readonly SchemaPlace[], depth: number): JsonValue {
    this.#left -= 1
    this.tick()
    if (depth > depthLimit * 4) return null
    const views = places.flatMap((place) => this.#view(place, 0))
    for (const { keywords } of views) {
      if (keywords.has('const')) return keywords.get('const') as JsonValue
      const values = keywords.get('enum')
      if (Array.isArray(values) && values.length > 0) return this.random.pick(values as JsonValue[])
    }
    const types = views.reduce((left, { keywords }) => {
      const own = [keywords.get('type') ?? allTypes].flat().map((name) => (name === 'integer' ? 'number' : name))
      return left.filter((name) => own.includes(name))
    }, allTypes)
    const isFree = types.length === allTypes.length
    if ((isFree || depth > 0) && this.random.chance(isFree ? 0.5 : 0.08)) return this.random.pick(this.material.values)
    const simple = types.filter((name) => name !== 'array' && name !== 'object')
    const pool = this.#isSpent(depth) && simple.length > 0 ? simple : types
    return pool.length === 0 ? null : this.#drawKind(this.random.pick(pool) as JsonKind, views, depth)
  }

  #isSpent(depth: number): boolean {
    return depth > depthLimit || this.#left <= 0
  }

  /** Flattens a schema to the views that apply, with one arm drawn wherever there is a choice. */
  #view(place: SchemaPlace, depth: number): View[] {
    if (!isJsonObject(place.schema) || depth > 20) return []
    this.tick(4)
    const { keywords, origins } = this.document.read(place.schema)
    const views: View[] = [{ place, keywords }]
    const follow = (keyword: string, schema: unknown): void => {
      views.push(...this.#view(this.document.childOf(place, schema, origins.get(keyword) ?? keyword), depth + 1))
    }
    const reference = keywords.get('$ref')
    if (typeof reference === 'string') views.push(...this.#view(this.document.resolve(reference, place), depth + 1))
    for (const schema of (keywords.get('allOf') as unknown[] | undefined) ?? []) follow('allOf', schema)
    for (const keyword of ['anyOf', 'oneOf']) {
      const arms = keywords.get(keyword)
      if (Array.isArray(arms) && arms.length > 0) follow(keyword, this.random.pick(arms as unknown[]))
    }
    if (keywords.has('if')) {
      const held = this.random.chance(0.5)
      if (held) follow('if', keywords.get('if'))
      follow(held ? 'then' : 'else', keywords.get(held ? 'then' : 'else') ?? true)
    }
    return views
  }

  #drawKind(kind: JsonKind, views: readonly View[], depth: number): JsonValue {
    if (kind === 'null') return null
    if (kind === 'boolean') return this.random.chance(0.5)
    if (kind === 'number') return this.#drawNumber(views)
    if (kind === 'string') return this.#drawString(views)
    return kind === 'array' ? this.#drawArray(views, depth) : this.#drawObject(views, depth)
  }

  #numbers(views: readonly View[], keyword: string): number[] {
    return views.flatMap(({ keywords }) => (keywords.has(keyword) ? [Number(keywords.get(keyword))] : []))
  }

  #drawNumber(views: readonly View[]): number {
    const low = [...this.#numbers(views, 'minimum'), ...this.#numbers(views, 'exclusiveMinimum')]
    const high = [...this.#numbers(views, 'maximum'), ...this.#numbers(views, 'exclusiveMaximum')]
    const from = low.length > 0 ? Math.max(...low) : high.length > 0 ? Math.min(...high) - 10 : -10
    const to = high.length > 0 ? Math.min(...high) : Math.max(from, 0) + 10
    const isWhole = views.some(({ keywords }) => [keywords.get('type')].flat().includes('integer'))
    const raw = this.random.pick([from, to, from + this.random.next() * (to - from), from + 1, to - 1, 0])
    const [step] = this.#numbers(views, 'multipleOf')
    if (step !== undefined) return Number((Math.round(raw / step) * step).toPrecision(12))
    return isWhole || this.random.chance(0.5) ? Math.round(raw) : Number(raw.toPrecision(4))
  }

  #drawString(views: readonly View[]): string {
    const min = Math.max(0, ...this.#numbers(views, 'minLength'))
    const max = Math.min(min + 4, ...this.#numbers(views, 'maxLength'))
    const patterns = views.flatMap(({ keywords }) =>
      keywords.has('pattern')
        ? [toPattern(String(keywords.get('pattern')), keywords.get(flagsKeyword) as string | undefined)]
        : [],
    )
    const bounds = views.flatMap(({ keywords }) => formatBounds(String(keywords.get('format'))) ?? [])
    if (bounds[0] && patterns.length === 0) return bounds[0].sample
    const wanted = min + this.random.below(Math.max(1, max - min + 1))
    if (patterns.length > 0)
      return this.#drawWord(patterns, min, wanted, Math.min(...this.#numbers(views, 'maxLength')))
    const texts = this.material.values.filter((value) => typeof value === 'string')
    if (this.random.chance(0.4)) return this.random.pick(texts)
    return Array.from({ length: Math.min(wanted, 5000) }, () => this.random.pick([...'abAZ09 -_.é😀'])).join('')
  }

  #drawWord(patterns: readonly Pattern[], min: number, wanted: number, max: number): string {
    const key = JSON.stringify([patterns, wanted, max])
    const known = this.#words.get(key)
    if (known !== undefined) return known
    let word = ''
    try {
      const language = this.#terms.both([
        this.#terms.all,
        ...patterns.map((pattern) => toSearchLanguage(this.#terms, pattern)),
      ])
      const outcomes = [wanted, min].map((least) => findWord(this.#terms, language, { min: least, max }))
      word = outcomes.find((outcome) => outcome.kind === 'word')?.word ?? ''
    } catch (error) {
      if (error instanceof Exhausted) throw error
      word = this.random.pick(this.material.values.filter((value) => typeof value === 'string'))
    }
    this.#words.set(key, word)
    return word
  }

  #child({ place }: View, keyword: string, schema: unknown): SchemaPlace {
    return this.document.childOf(place, schema, keyword)
  }

  #drawArray(views: readonly View[], depth: number): JsonValue[] {
    const min = Math.max(0, ...this.#numbers(views, 'minItems'))
    const max = Math.min(min + (this.#isSpent(depth) ? 0 : 3), ...this.#numbers(views, 'maxItems'))
    const length = Math.min(60, min + this.random.below(Math.max(1, max - min + 1)))
    return Array.from({ length }, (_, index) => {
      const places = views.flatMap((view) => {
        const prefix = (view.keywords.get('prefixItems') as unknown[] | undefined) ?? []
        const rule = index < prefix.length ? prefix[index] : view.keywords.get('items')
        const within = view.keywords.get('contains')
        const extra = within !== undefined && this.random.chance(0.5) ? [this.#child(view, 'contains', within)] : []
        return rule === undefined ? extra : [this.#child(view, 'items', rule), ...extra]
      })
      return this.#draw(places, depth + 1)
    })
  }

  #drawObject(views: readonly View[], depth: number): JsonObject {
    const required = views.flatMap(({ keywords }) => (keywords.get('required') as string[] | undefined) ?? [])
    const known = views.flatMap(({ keywords }) => Object.keys(keywords.get('properties') ?? {}))
    const optional = known.filter(() => this.random.chance(this.#isSpent(depth) ? 0 : 0.6))
    const extras = this.random.chance(this.#isSpent(depth) ? 0 : 0.4) ? [this.random.pick(this.material.keys)] : []
    const keys = [...new Set([...required, ...optional, ...extras])]
    const min = Math.max(0, ...this.#numbers(views, 'minProperties'))
    while (keys.length < Math.min(min, 50)) keys.push(`k${keys.length}`)
    return Object.fromEntries(
      keys.map((key) => [
        key,
        this.#draw(
          views.flatMap((view) => this.#rules(view, key)),
          depth + 1,
        ),
      ]),
    )
  }

  #rules(view: View, key: string): SchemaPlace[] {
    const record = (keyword: string): Record<string, unknown> =>
      (view.keywords.get(keyword) as Record<string, unknown> | undefined) ?? {}
    const own = record('properties')
    const rules = Object.hasOwn(own, key) ? [own[key]] : []
    for (const [source, schema] of Object.entries(record('patternProperties'))) {
      if (isMatch(toPattern(source), key, this.tick)) rules.push(schema)
    }
    if (rules.length === 0 && view.keywords.has('additionalProperties'))
      rules.push(view.keywords.get('additionalProperties'))
    return rules.map((schema) => this.#child(view, 'properties', schema))
  }
}
