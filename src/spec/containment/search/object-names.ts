import { toPattern } from '../regex/pattern.js'
import { demand, type Literal, refuse } from '../schema/literal.js'
import { type ObjectDemands, picksUnnamed } from './object-demands.js'
import { empty, found, type Outcome, type Searcher, unknown } from './outcome.js'

/** The names that no demand spells out and that match just some of the patterns. */
export interface NameClass {
  readonly matched: ReadonlySet<string>
  readonly name: readonly Literal[]
  readonly value: readonly Literal[]
}

const classLimit = 256

/** Searches for a name under literals that is none of the given ones; plain names come first, the empty name last. */
export function findName(searcher: Searcher, literals: readonly Literal[], taken: ReadonlySet<string>): Outcome {
  const plain = taken.size === 0 ? 'm' : `m${taken.size}`
  if (!taken.has(plain) && literals.every((literal) => searcher.fits(literal, plain) === true)) return found(plain)
  const names = [...taken].sort()
  const text = demand(searcher.graph.intern({ kind: 'type', types: ['string'], of: [] }))
  const others = names.length === 0 ? [] : [refuse(searcher.graph.intern({ kind: 'values', values: names, of: [] }))]
  const visible = demand(searcher.graph.intern({ kind: 'minLength', count: 1, of: [] }))
  const preferred = searcher.solve([...literals, text, visible, ...others])
  return preferred.kind === 'value' ? preferred : searcher.solve([...literals, text, ...others])
}

/** Splits the names that no demand spells out by the patterns they match, without classes that are surely empty. */
export function listNameClasses(searcher: Searcher, demands: ObjectDemands): NameClass[] | undefined {
  const sources = [...demands.patterns]
  const always = demands.every.filter(({ selector }) => selector.kind === 'any').flatMap(({ name }) => name)
  let partial: { matched: string[]; name: Literal[] }[] = [{ matched: [], name: always }]
  for (const source of sources) {
    const node = searcher.graph.intern({ kind: 'pattern', ...toPattern(source), of: [] })
    partial = partial
      .flatMap(({ matched, name }) => [
        { matched, name: [...name, refuse(node)] },
        { matched: [...matched, source], name: [...name, demand(node)] },
      ])
      .filter(({ name }) => findName(searcher, name, demands.keys).kind !== 'empty')
    if (partial.length > classLimit) return undefined
  }
  return partial.map(({ matched, name }) => {
    const set = new Set(matched)
    const value = demands.every.filter(({ selector }) => picksUnnamed(selector, set)).flatMap((entry) => entry.value)
    return { matched: set, name, value }
  })
}

/** Returns whether demands on names let a key stand. */
export function isNameAllowed(searcher: Searcher, demands: ObjectDemands, key: string): Outcome {
  for (const { selector, name } of demands.every) {
    if (selector.kind !== 'any') continue
    for (const literal of name) {
      const answer = searcher.holds(literal, key)
      if (answer === false) return empty
      if (answer === undefined) return unknown('a property name can not be judged')
    }
  }
  return { kind: 'value', value: key }
}
