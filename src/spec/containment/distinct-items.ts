import { type JsonValue, toCanonicalText } from './json.js'
import { type Literal, refuse } from './literal.js'
import { empty, found, type Outcome, type Searcher, unknown } from './outcome.js'

interface Domain {
  readonly values: readonly JsonValue[]
  readonly isSure: boolean
}

/** Lists values until there are enough for any number of rivals, or until a proof that there are no more. */
const listValues = (searcher: Searcher, literals: readonly Literal[], enough: number): Domain => {
  const values: JsonValue[] = []
  while (values.length < enough) {
    searcher.tick()
    const others =
      values.length === 0 ? [] : [refuse(searcher.graph.intern({ kind: 'values', values: [...values], of: [] }))]
    const outcome = searcher.solve([...literals, ...others])
    if (outcome.kind === 'unknown') return { values, isSure: false }
    if (outcome.kind === 'empty') return { values, isSure: true }
    values.push(outcome.value)
  }
  return { values, isSure: true }
}

/** Gives each place a value of its own, if that is possible, by augmenting paths. */
const match = (domains: readonly Domain[]): JsonValue[] | undefined => {
  const takenBy = new Map<string, number>()
  const chosen = new Map<number, JsonValue>()
  const assign = (place: number, tried: Set<string>): boolean => {
    for (const value of (domains[place] as Domain).values) {
      const text = toCanonicalText(value)
      if (tried.has(text)) continue
      tried.add(text)
      const rival = takenBy.get(text)
      if (rival !== undefined && !assign(rival, tried)) continue
      takenBy.set(text, place)
      chosen.set(place, value)
      return true
    }
    return false
  }
  const isMatched = domains.every((_, place) => assign(place, new Set()))
  return isMatched ? domains.map((_, place) => chosen.get(place) as JsonValue) : undefined
}

/** Searches for distinct items, one for each list of literals. */
export const findDistinctItems = (searcher: Searcher, slots: readonly (readonly Literal[])[]): Outcome => {
  const known = new Map<string, Domain>()
  const domains = slots.map((slot) => {
    const key = [...slot].sort((left, right) => left - right).join(',')
    const domain = known.get(key) ?? listValues(searcher, slot, slots.length)
    known.set(key, domain)
    return domain
  })
  const values = match(domains)
  if (values) return found(values)
  return domains.every((domain) => domain.isSure) ? empty : unknown('distinct items were not found')
}
