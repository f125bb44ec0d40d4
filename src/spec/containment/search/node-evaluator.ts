import { type Answer, negate } from '../answer.js'
import type { Tick } from '../clock.js'
import { codePointLength, isJsonObject, type JsonObject, type JsonValue, kindOf, toCanonicalText } from '../json.js'
import { isMultiple } from '../rational.js'
import { toPattern } from '../regex/pattern.js'
import { isMatch } from '../regex/pattern-match.js'
import { isOfFormat } from '../schema/format.js'
import { domainOf, type NodeId, type NodeShape, type SchemaGraph } from '../schema/schema-graph.js'

function allOf<Item>(items: readonly Item[], ask: (item: Item) => Answer): Answer {
  let result: Answer = true
  for (const item of items) {
    const answer = ask(item)
    if (answer === false) return false
    if (answer === undefined) result = undefined
  }
  return result
}

function anyOf<Item>(items: readonly Item[], ask: (item: Item) => Answer): Answer {
  let result: Answer = false
  for (const item of items) {
    const answer = ask(item)
    if (answer === true) return true
    if (answer === undefined) result = undefined
  }
  return result
}

/** Returns whether the node for other properties speaks of a key. */
export function isOther(
  shape: { keys: readonly string[]; patterns: readonly string[] },
  key: string,
  tick: Tick,
): Answer {
  tick(1 + (shape.keys.length >> 4))
  if (shape.keys.includes(key)) return false
  return negate(anyOf(shape.patterns, (source) => isMatch(toPattern(source), key, tick)))
}

/**
 * Asks nodes about values. A format may be no more than a note, so its breach counts against a value only where
 * the question is whether the value is refused.
 */
export class NodeEvaluator {
  /** What was answered of a list or an object, for a choice asks about its arms both ways. */
  readonly #answers = new WeakMap<object, Map<number, Answer>>()
  readonly #texts = new WeakMap<readonly JsonValue[], ReadonlySet<string>>()

  constructor(
    readonly graph: SchemaGraph,
    readonly tick: Tick,
    readonly readsForeignAsNotes = false,
  ) {}

  /** Returns whether a value is as a node demands, or, for `wanted` false, whether it is not so refused. */
  accepts(id: NodeId, value: JsonValue, wanted: boolean): Answer {
    this.tick()
    if (typeof value !== 'object' || value === null) return this.#ask(id, value, wanted)
    const question = id * 2 + (wanted ? 1 : 0)
    const answers = this.#answers.get(value) ?? new Map<number, Answer>()
    if (answers.has(question)) return answers.get(question)
    const answer = this.#ask(id, value, wanted)
    this.#answers.set(value, answers.set(question, answer))
    return answer
  }

  #ask(id: NodeId, value: JsonValue, wanted: boolean): Answer {
    const shape = this.graph.at(id)
    const domain = domainOf(shape)
    if (domain === undefined) return this.#acceptsInPlace(shape, value, wanted)
    if (domain !== kindOf(value)) return true
    if (typeof value === 'number') return acceptsNumber(shape, value)
    if (typeof value === 'string') return acceptsString(shape, value, wanted, this.tick)
    if (Array.isArray(value)) return this.#acceptsArray(shape, value, wanted)
    return isJsonObject(value) ? this.#acceptsObject(shape, value, wanted) : true
  }

  #acceptsInPlace(shape: NodeShape, value: JsonValue, wanted: boolean): Answer {
    const ask = (id: NodeId): Answer => this.accepts(id, value, wanted)
    switch (shape.kind) {
      case 'true':
        return true
      case 'false':
        return false
      case 'and':
        return allOf(shape.of, ask)
      case 'or':
        return anyOf(shape.of, ask)
      case 'not':
        return negate(this.accepts(shape.of[0], value, !wanted))
      case 'one': {
        const answers = shape.of.map((id) => this.#acceptsSurely(id, value))
        const sure = answers.filter((answer) => answer === true).length
        if (sure > 1) return false
        return answers.includes(undefined) ? undefined : sure === 1
      }
      case 'if': {
        const condition = this.#acceptsSurely(shape.of[0], value)
        if (condition !== undefined) return ask(condition ? shape.of[1] : shape.of[2])
        const [held, failed] = [ask(shape.of[1]), ask(shape.of[2])]
        return held === failed ? held : undefined
      }
      case 'type':
        return shape.types.includes(kindOf(value))
      case 'values':
        return this.#textsOf(shape.values).has(toCanonicalText(value))
      case 'foreign':
        // as a note it asks nothing; that it refuses a value can't be told
        return wanted || this.readsForeignAsNotes ? true : undefined
      default:
        return undefined
    }
  }

  #textsOf(values: readonly JsonValue[]): ReadonlySet<string> {
    const known = this.#texts.get(values)
    if (known) return known
    this.tick(values.length)
    const texts = new Set(values.map(toCanonicalText))
    this.#texts.set(values, texts)
    return texts
  }

  #acceptsSurely(id: NodeId, value: JsonValue): Answer {
    const [wanted, refused] = [this.accepts(id, value, true), this.accepts(id, value, false)]
    return wanted === refused ? wanted : undefined
  }

  #acceptsArray(shape: NodeShape, value: JsonValue[], wanted: boolean): Answer {
    switch (shape.kind) {
      case 'minItems':
        return value.length >= shape.count
      case 'maxItems':
        return value.length <= shape.count
      case 'unique':
        this.tick(value.length)
        return new Set(value.map(toCanonicalText)).size === value.length
      case 'item': {
        const item = value[shape.index]
        return item === undefined ? true : this.accepts(shape.of[0], item, wanted)
      }
      case 'rest':
        return allOf(shape.from === 0 ? value : value.slice(shape.from), (item) =>
          this.accepts(shape.of[0], item, wanted),
        )
      case 'contains': {
        const answers = value.map((item) => this.#acceptsSurely(shape.of[0], item))
        const least = answers.filter((answer) => answer === true).length
        const most = answers.filter((answer) => answer !== false).length
        const max = shape.max ?? Infinity
        if (most < shape.min || least > max) return false
        return least >= shape.min && most <= max ? true : undefined
      }
      default:
        return undefined
    }
  }

  #acceptsObject(shape: NodeShape, value: JsonObject, wanted: boolean): Answer {
    const keys = Object.keys(value)
    this.tick(keys.length >> 4)
    const askWhere = (id: NodeId, picks: (key: string) => Answer): Answer =>
      allOf(keys, (key) => {
        const picked = picks(key)
        const answer = picked === false ? true : this.accepts(id, value[key] as JsonValue, wanted)
        return picked === undefined && answer === false ? undefined : answer
      })
    const ask = (id: NodeId, among: readonly string[]): Answer =>
      allOf(among, (key) => this.accepts(id, value[key] as JsonValue, wanted))
    switch (shape.kind) {
      case 'minProperties':
        return keys.length >= shape.count
      case 'maxProperties':
        return keys.length <= shape.count
      case 'required':
        return Object.hasOwn(value, shape.key)
      case 'property':
        return ask(shape.of[0], Object.hasOwn(value, shape.key) ? [shape.key] : [])
      case 'matching':
        return askWhere(shape.of[0], (key) => isMatch(toPattern(shape.source), key, this.tick))
      case 'others':
        return askWhere(shape.of[0], (key) => isOther(shape, key, this.tick))
      case 'names':
        return allOf(keys, (key) => this.accepts(shape.of[0], key, wanted))
      default:
        return undefined
    }
  }
}

function acceptsNumber(shape: NodeShape, value: number): Answer {
  if (shape.kind === 'multiple') return isMultiple(value, shape.step)
  if (shape.kind !== 'least' && shape.kind !== 'most') return undefined
  if (value === shape.bound) return !shape.strict
  return shape.kind === 'least' ? value > shape.bound : value < shape.bound
}

function acceptsString(shape: NodeShape, value: string, wanted: boolean, tick: Tick): Answer {
  tick(value.length >> 4)
  if (shape.kind === 'minLength') return codePointLength(value) >= shape.count
  if (shape.kind === 'maxLength') return codePointLength(value) <= shape.count
  if (shape.kind === 'pattern') return isMatch(shape, value, tick)
  if (shape.kind !== 'format') return undefined
  const answer = isOfFormat(shape.format, value, tick)
  return answer === false && wanted ? undefined : answer
}
