import { pickRepresentatives } from './char-set.js'
import { collectChars, type Term, type TermFactory } from './regex-term.js'

/** Bounds of the length of a word in code points. */
export interface LengthRange {
  readonly min: number
  readonly max: number
}

/** What a search for a word came to. */
export type WordOutcome =
  | { readonly kind: 'word'; readonly word: string }
  | { readonly kind: 'none' }
  | { readonly kind: 'unknown' }

interface Arrival {
  readonly from: Term
  readonly char: number
}

const stateLimit = 6000
const lengthLimit = 20_000
const plainLengthLimit = 1_000_000
const workLimit = 400_000

function spell(layers: readonly Map<Term, Arrival>[], end: Term): string {
  const chars: string[] = []
  let current = end
  for (let index = layers.length - 1; index > 0; index -= 1) {
    const arrival = layers[index]?.get(current) as Arrival
    chars.push(String.fromCodePoint(arrival.char))
    current = arrival.from
  }
  return chars.reverse().join('')
}

type Steps = (state: Term) => ReadonlyMap<Term, number>

function toSteps(factory: TermFactory, language: Term): Steps {
  const chars = pickRepresentatives(collectChars(language), factory.tick)
  const known = new Map<Term, Map<Term, number>>()
  return (state) => {
    const found = known.get(state)
    if (found) return found
    const targets = new Map<Term, number>()
    for (const char of chars) {
      const target = factory.derive(state, char)
      if (target !== factory.none && !targets.has(target)) targets.set(target, char)
    }
    known.set(state, targets)
    return targets
  }
}

/** Walks by exact length up to the least length, then visits each state once. */
function walk(factory: TermFactory, start: Term, range: LengthRange): WordOutcome {
  const steps = toSteps(factory, start)
  const layers: Map<Term, Arrival>[] = [new Map([[start, { from: start, char: 0 }]])]
  const visited = new Set<Term>()
  let work = 0
  for (let length = 0; length <= range.max; length += 1) {
    const layer = layers[length] as Map<Term, Arrival>
    const end = length >= range.min ? [...layer.keys()].find((state) => state.nullable) : undefined
    if (end) return { kind: 'word', word: spell(layers, end) }
    if (layer.size === 0) return { kind: 'none' }
    if (length >= range.min) for (const state of layer.keys()) visited.add(state)
    const next = new Map<Term, Arrival>()
    for (const from of layer.keys()) {
      for (const [target, char] of steps(from)) {
        if (!visited.has(target) && !next.has(target)) next.set(target, { from, char })
      }
      work += 1
      factory.tick()
    }
    if (work > workLimit || visited.size > stateLimit) return { kind: 'unknown' }
    layers.push(next)
  }
  return { kind: 'none' }
}

/** Searches a language for a shortest word within a range of lengths; `none` is a proof that there is not any. */
export function findWord(factory: TermFactory, language: Term, range: LengthRange): WordOutcome {
  if (range.min > range.max) return { kind: 'none' }
  if (language === factory.all && range.min <= plainLengthLimit) return { kind: 'word', word: 'a'.repeat(range.min) }
  if (range.min > lengthLimit) return { kind: 'unknown' }
  return walk(factory, language, range)
}
