import { type Answer, both, negate } from '../answer.js'
import type { Tick } from '../clock.js'
import { isJsonObject, type JsonObject, type JsonValue, toCanonicalText } from '../json.js'
import { toPattern } from '../regex/pattern.js'
import { isMatch } from '../regex/pattern-match.js'
import { judgeAssertions } from './assertion.js'
import type { SchemaDocument, SchemaPlace } from './schema-document.js'

type Keywords = ReadonlyMap<string, unknown>

/** The parts of a value that were looked at. */
interface Seen {
  readonly keys: Set<string>
  readonly items: Set<number>
}

/** A schema object that is asked about a value. */
interface Visit {
  readonly place: SchemaPlace
  readonly keywords: Keywords
  readonly origins: ReadonlyMap<string, string>
  /** Kept only where this schema, or one around it, asks about the parts that nothing else looked at. */
  readonly seen: Seen | undefined
}

function freshSeen(): Seen {
  return { keys: new Set(), items: new Set() }
}

/** A judge of single values by the text of a schema, with no help from the solver's own model of it. */
export class SchemaValidator {
  constructor(
    readonly document: SchemaDocument,
    readonly ignoresFormat: boolean,
    readonly tick: Tick,
  ) {}

  /** Returns whether a value is valid; nothing where that turns on a format that can't be judged. */
  isValid(value: JsonValue): Answer {
    return this.#judge(this.document.root, value)
  }

  /** Judges a value, and notes the parts looked at; once it is invalid nothing that is left can change that. */
  #judge(place: SchemaPlace, value: JsonValue, outer?: Seen): Answer {
    this.tick()
    if (typeof place.schema === 'boolean') return place.schema
    if (!isJsonObject(place.schema)) return true
    const { keywords, origins } = this.document.read(place.schema)
    this.tick(keywords.size + (typeof value === 'object' && value !== null ? Object.keys(value).length >> 2 : 0))
    const asksForRest = keywords.has('unevaluatedProperties') || keywords.has('unevaluatedItems')
    const visit: Visit = { place, keywords, origins, seen: outer ?? (asksForRest ? freshSeen() : undefined) }
    let answer = judgeAssertions(keywords, value, this)
    if (answer !== false) answer = both(answer, this.#judgeBranches(visit, value))
    if (answer === false) return false
    if (Array.isArray(value)) return both(answer, this.#judgeArray(visit, value))
    return isJsonObject(value) ? both(answer, this.#judgeObject(visit, value)) : answer
  }

  #childOf({ place, origins }: Visit, schema: unknown, keyword: string, within?: string | number): SchemaPlace {
    return this.document.childOf(place, schema, origins.get(keyword) ?? keyword, within)
  }

  #judgeBranches(visit: Visit, value: JsonValue): Answer {
    const { keywords, place } = visit
    let answer: Answer = true
    const reference = keywords.get('$ref') as string | undefined
    if (reference !== undefined) answer = this.#judgeDemanded(visit, this.document.resolve(reference, place), value)
    for (const [index, schema] of listOf(keywords, 'allOf').entries()) {
      if (answer === false) return false
      answer = both(answer, this.#judgeDemanded(visit, this.#childOf(visit, schema, 'allOf', index), value))
    }
    if (answer !== false && keywords.has('anyOf'))
      answer = both(answer, anyAnswer(this.#judgeArms(visit, 'anyOf', value)))
    if (answer !== false && keywords.has('oneOf'))
      answer = both(answer, oneAnswer(this.#judgeArms(visit, 'oneOf', value)))
    if (answer !== false && keywords.has('not'))
      answer = both(answer, negate(this.#judge(this.#childOf(visit, keywords.get('not'), 'not'), value)))
    return answer !== false && keywords.has('if') ? both(answer, this.#judgeIf(visit, value)) : answer
  }

  /** Judges a value by a schema that it must be valid under, too. */
  #judgeDemanded({ seen }: Visit, place: SchemaPlace, value: JsonValue): Answer {
    const own = seen && freshSeen()
    const answer = this.#judge(place, value, own)
    if (own) keep(seen, own)
    return answer
  }

  /** Judges a value by a schema that it may be valid under; what that looks at counts where it surely is. */
  #judgeOptional({ seen }: Visit, place: SchemaPlace, value: JsonValue): Answer {
    const own = seen && freshSeen()
    const answer = this.#judge(place, value, own)
    if (own && answer) keep(seen, own)
    return answer
  }

  #judgeArms(visit: Visit, keyword: 'anyOf' | 'oneOf', value: JsonValue): Answer[] {
    return listOf(visit.keywords, keyword).map((schema, index) =>
      this.#judgeOptional(visit, this.#childOf(visit, schema, keyword, index), value),
    )
  }

  #judgeIf(visit: Visit, value: JsonValue): Answer {
    const { keywords } = visit
    const condition = this.#judgeOptional(visit, this.#childOf(visit, keywords.get('if'), 'if'), value)
    const keyword = condition ? 'then' : 'else'
    const branch = keywords.has(keyword)
      ? this.#judgeDemanded(visit, this.#childOf(visit, keywords.get(keyword), keyword), value)
      : true
    return condition === undefined ? both(condition, branch) : branch
  }

  #judgeArray(visit: Visit, value: JsonValue[]): Answer {
    const { keywords, seen } = visit
    if (keywords.get('uniqueItems') === true && new Set(value.map(toCanonicalText)).size < value.length) return false
    const prefix = listOf(keywords, 'prefixItems')
    const judged = keywords.has('items') ? value.length : Math.min(prefix.length, value.length)
    const rest = this.#childOf(visit, keywords.get('items'), 'items')
    let answer: Answer = true
    for (let index = 0; index < judged && answer !== false; index += 1) {
      const place = index < prefix.length ? this.#childOf(visit, prefix[index], 'prefixItems', index) : rest
      answer = both(answer, this.#judge(place, value[index] as JsonValue))
      seen?.items.add(index)
    }
    if (answer !== false && keywords.has('contains')) answer = both(answer, this.#judgeContains(visit, value))
    return answer === false || !keywords.has('unevaluatedItems')
      ? answer
      : both(answer, this.#judgeUnseenItems(visit, value))
  }

  #judgeContains(visit: Visit, value: JsonValue[]): Answer {
    const { keywords, seen } = visit
    const place = this.#childOf(visit, keywords.get('contains'), 'contains')
    const answers = value.map((item) => this.#judge(place, item))
    if (seen && this.document.dialect === '2020-12') {
      for (const [index, answer] of answers.entries()) if (answer) seen.items.add(index)
    }
    if (answers.includes(undefined)) return undefined
    const sure = answers.filter((answer) => answer === true).length
    const least = (keywords.get('minContains') as number | undefined) ?? 1
    const most = (keywords.get('maxContains') as number | undefined) ?? Infinity
    return sure >= least && sure <= most
  }

  #judgeUnseenItems(visit: Visit, value: JsonValue[]): Answer {
    const place = this.#childOf(visit, visit.keywords.get('unevaluatedItems'), 'unevaluatedItems')
    let answer: Answer = true
    for (const [index, item] of value.entries()) {
      if (visit.seen?.items.has(index)) continue
      answer = both(answer, this.#judge(place, item))
      visit.seen?.items.add(index)
    }
    return answer
  }

  #judgeObject(visit: Visit, value: JsonObject): Answer {
    const { keywords } = visit
    if (!hasAll(value, (keywords.get('required') as string[] | undefined) ?? [])) return false
    let answer = this.#judgeDependents(visit, value)
    for (const key of Object.keys(value)) {
      if (answer === false) return false
      answer = both(answer, this.#judgeProperty(visit, key, value[key] as JsonValue))
    }
    return answer === false || !keywords.has('unevaluatedProperties')
      ? answer
      : both(answer, this.#judgeUnseenProperties(visit, value))
  }

  #judgeDependents(visit: Visit, value: JsonObject): Answer {
    let answer: Answer = true
    for (const keyword of dependentKeywords) {
      for (const [key, rule] of Object.entries(visit.keywords.get(keyword) ?? {})) {
        if (!Object.hasOwn(value, key)) continue
        answer = both(
          answer,
          Array.isArray(rule)
            ? hasAll(value, rule as string[])
            : this.#judgeDemanded(visit, this.#childOf(visit, rule, keyword, key), value),
        )
      }
    }
    return answer
  }

  #judgeProperty(visit: Visit, key: string, part: JsonValue): Answer {
    const { keywords } = visit
    let answer: Answer = true
    let isRuled = false
    const follow = (schema: unknown, keyword: string, within?: string): void => {
      isRuled = true
      answer = both(answer, this.#judge(this.#childOf(visit, schema, keyword, within), part))
    }
    if (keywords.has('propertyNames'))
      answer = this.#judge(this.#childOf(visit, keywords.get('propertyNames'), 'propertyNames'), key)
    const properties = keywords.get('properties') as Record<string, unknown> | undefined
    if (properties && Object.hasOwn(properties, key)) follow(properties[key], 'properties', key)
    for (const [source, schema] of Object.entries(keywords.get('patternProperties') ?? {})) {
      const picked = isMatch(toPattern(source), key, this.tick)
      if (picked === undefined) answer = both(answer, undefined)
      else if (picked) follow(schema, 'patternProperties', source)
    }
    if (!isRuled && keywords.has('additionalProperties'))
      follow(keywords.get('additionalProperties'), 'additionalProperties')
    if (isRuled) visit.seen?.keys.add(key)
    return answer
  }

  #judgeUnseenProperties(visit: Visit, value: JsonObject): Answer {
    const place = this.#childOf(visit, visit.keywords.get('unevaluatedProperties'), 'unevaluatedProperties')
    let answer: Answer = true
    for (const [key, part] of Object.entries(value)) {
      if (visit.seen?.keys.has(key)) continue
      answer = both(answer, this.#judge(place, part))
      visit.seen?.keys.add(key)
    }
    return answer
  }
}

const dependentKeywords = ['dependentRequired', 'dependentSchemas', 'dependencies'] as const

function listOf(keywords: Keywords, keyword: string): readonly unknown[] {
  return (keywords.get(keyword) as unknown[] | undefined) ?? []
}

function keep(seen: Seen | undefined, branch: Seen): void {
  for (const key of branch.keys) seen?.keys.add(key)
  for (const index of branch.items) seen?.items.add(index)
}

function hasAll(value: JsonObject, names: readonly string[]): boolean {
  return names.every((name) => Object.hasOwn(value, name))
}

function anyAnswer(arms: readonly Answer[]): Answer {
  return arms.includes(true) ? true : arms.includes(undefined) ? undefined : false
}

function oneAnswer(arms: readonly Answer[]): Answer {
  const held = arms.filter((answer) => answer === true).length
  if (held > 1) return false
  return arms.includes(undefined) ? undefined : held === 1
}
