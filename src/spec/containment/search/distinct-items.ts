import { type JsonValue, toCanonicalText } from '../json.js'
import { type Literal, refuse } from '../schema/literal.js'
import { neighboursOf } from './neighbour.js'
import { empty, found, type Outcome, type Searcher, unknown } from './outcome.js'

/** Places that are all asked the same. */
export interface Tail {
  readonly literals: readonly Literal[]
  readonly count: number
}

interface Domain {
  readonly values: readonly JsonValue[]
  readonly isSure: boolean
}

/** Values until there are enough for any number of rivals, or until a proof that there are no more. */
class ValueList {
  readonly values: JsonValue[] = []
  readonly #texts = new Set<string>()
  #cursor = 0
  #near: Iterator<JsonValue> | undefined

  constructor(
    readonly searcher: Searcher,
    readonly literals: readonly Literal[],
  ) {}

  fill(enough: number): Domain {
    const { values } = this
    while (values.length < enough) {
      this.searcher.tick()
      const near = this.#nextNear()
      if (near !== undefined) {
        this.#add(near)
        continue
      }
      const outcome = this.#searchBeyond()
      if (outcome.kind === 'unknown') return { values, isSure: false }
      if (outcome.kind === 'empty') return { values, isSure: true }
      this.#add(outcome.value)
    }
    return { values, isSure: true }
  }

  #add(value: JsonValue): void {
    this.values.push(value)
    this.#texts.add(toCanonicalText(value))
  }

  #searchBeyond(): Outcome {
    const { graph } = this.searcher
    const taken = [...this.values]
    const others = taken.length === 0 ? [] : [refuse(graph.intern({ kind: 'values', values: taken, of: [] }))]
    return this.searcher.solve([...this.literals, ...others])
  }

  /** Tries what lies near the values found, which costs far less than a search that refuses all of them. */
  #nextNear(): JsonValue | undefined {
    for (;;) {
      const next = this.#near?.next()
      if (next && !next.done) {
        if (this.#isNew(next.value)) return next.value
        continue
      }
      if (this.#cursor >= this.values.length) return undefined
      const [value, before] = [this.values[this.#cursor] as JsonValue, this.values[this.#cursor - 1]]
      this.#near = neighboursOf(value, before)[Symbol.iterator]()
      this.#cursor += 1
    }
  }

  #isNew(value: JsonValue): boolean {
    return (
      !this.#texts.has(toCanonicalText(value)) &&
      this.literals.every((literal) => this.searcher.fits(literal, value) === true)
    )
  }
}

/** Gives each place a value of its own, if that is possible, by augmenting paths. */
function match(domains: readonly Domain[]): JsonValue[] | undefined {
  const takenBy = new Map<string, number>()
  const chosen = new Map<number, JsonValue>()
  const texts = new Map(domains.map((domain) => [domain, domain.values.map(toCanonicalText)]))
  const take = (place: number, text: string, value: JsonValue): true => {
    takenBy.set(text, place)
    chosen.set(place, value)
    return true
  }
  const assign = (place: number, tried: Set<string>): boolean => {
    const domain = domains[place] as Domain
    const own = texts.get(domain) as string[]
    const free = own.findIndex((text) => !takenBy.has(text))
    if (free >= 0) return take(place, own[free] as string, domain.values[free] as JsonValue)
    for (const [at, text] of own.entries()) {
      if (tried.has(text)) continue
      tried.add(text)
      if (assign(takenBy.get(text) as number, tried)) return take(place, text, domain.values[at] as JsonValue)
    }
    return false
  }
  const isMatched = domains.every((_, place) => assign(place, new Set()))
  return isMatched ? domains.map((_, place) => chosen.get(place) as JsonValue) : undefined
}

/** Takes for the tail what the head leaves over; where its domain has a value for every place, that is enough. */
function withTail(head: readonly JsonValue[], domain: Domain, count: number): JsonValue[] {
  const taken = new Set(head.map(toCanonicalText))
  const left = domain.values.filter((value) => !taken.has(toCanonicalText(value)))
  return [...head, ...left.slice(0, count)]
}

/** Searches for distinct items, one for each list of literals, and as many as a tail has places behind them. */
export function findDistinctItems(
  searcher: Searcher,
  slots: readonly (readonly Literal[])[],
  tail: Tail = { literals: [], count: 0 },
): Outcome {
  const total = slots.length + tail.count
  const known = new Map<string, Domain>()
  const domainOf = (literals: readonly Literal[]): Domain => {
    const key = [...literals].sort((left, right) => left - right).join(',')
    const domain = known.get(key) ?? new ValueList(searcher, literals).fill(total)
    known.set(key, domain)
    return domain
  }
  const domains = slots.map(domainOf)
  const last = tail.count > 0 ? domainOf(tail.literals) : undefined
  const isWide = last === undefined || last.values.length >= total
  const values = match(isWide || !last ? domains : [...domains, ...new Array<Domain>(tail.count).fill(last)])
  if (values) return found(isWide && last ? withTail(values, last, tail.count) : values)
  return [...domains, ...(last ? [last] : [])].every((domain) => domain.isSure)
    ? empty
    : unknown('distinct items were not found')
}
