import type { Tick } from '../clock.js'
import { allChars, astralChars, type CharSet, hasChar } from './char-set.js'

/** A regular language as a shared, simplified term. */
export interface Term {
  readonly id: number
  readonly op: 'none' | 'empty' | 'chars' | 'concat' | 'union' | 'both' | 'complement' | 'repeat' | 'units'
  readonly nullable: boolean
  readonly set: CharSet
  readonly of: readonly Term[]
  readonly min: number
  readonly max: number
}

type TermShape = Pick<Term, 'op' | 'nullable'> & Partial<Term>

/** A factory of terms, in which equal terms are the same object, and of their derivatives. */
export class TermFactory {
  readonly #terms = new Map<string, Term>()
  readonly #derivatives = new Map<number, Map<number, Term>>()
  readonly #languages = new Map<string, Term>()
  readonly none: Term
  readonly empty: Term
  readonly any: Term
  readonly all: Term

  constructor(readonly tick: Tick) {
    this.none = this.#share('none', { op: 'none', nullable: false })
    this.empty = this.#share('empty', { op: 'empty', nullable: true })
    this.any = this.chars(allChars)
    this.all = this.repeat(this.any, 0, Infinity)
  }

  chars(set: CharSet): Term {
    if (set.length === 0) return this.none
    return this.#share(`chars:${set.join(';')}`, { op: 'chars', nullable: false, set })
  }

  word(text: string): Term {
    const points = [...text].map((char) => char.codePointAt(0) as number)
    return points.reduceRight<Term>((rest, point) => this.concat(this.chars([[point, point]]), rest), this.empty)
  }

  concat(left: Term, right: Term): Term {
    if (left === this.none || right === this.none) return this.none
    if (left === this.empty) return right
    if (right === this.empty) return left
    if (left === this.all && right === this.all) return left
    const [head, tail] = left.of
    if (left.op === 'concat') return this.concat(head as Term, this.concat(tail as Term, right))
    const nullable = left.nullable && right.nullable
    return this.#share(`concat:${left.id},${right.id}`, { op: 'concat', nullable, of: [left, right] })
  }

  union(terms: readonly Term[]): Term {
    const flat = this.#flatten('union', terms).filter((term) => term !== this.none)
    if (flat.includes(this.all)) return this.all
    if (flat.length <= 1) return flat[0] ?? this.none
    return this.#share(`union:${toIds(flat)}`, { op: 'union', nullable: flat.some((term) => term.nullable), of: flat })
  }

  both(terms: readonly Term[]): Term {
    const flat = this.#flatten('both', terms).filter((term) => term !== this.all)
    if (flat.includes(this.none) || this.#isContradiction(flat)) return this.none
    if (flat.length <= 1) return flat[0] ?? this.all
    return this.#share(`both:${toIds(flat)}`, { op: 'both', nullable: flat.every((term) => term.nullable), of: flat })
  }

  complement(term: Term): Term {
    if (term === this.none) return this.all
    if (term === this.all) return this.none
    if (term.op === 'complement') return term.of[0] as Term
    return this.#share(`complement:${term.id}`, { op: 'complement', nullable: !term.nullable, of: [term] })
  }

  repeat(term: Term, min: number, max: number): Term {
    if (max === 0 || term === this.empty) return this.empty
    if (term === this.none) return min === 0 ? this.empty : this.none
    if (min === 1 && max === 1) return term
    const least = term.nullable ? 0 : min
    if (least === 0 && max === Infinity && term.op === 'repeat' && term.min === 0 && term.max === Infinity) return term
    const key = `repeat:${term.id},${least},${max}`
    return this.#share(key, { op: 'repeat', nullable: least === 0, of: [term], min: least, max })
  }

  /** Reads a language by UTF-16 code units, of which an astral character has two. */
  units(term: Term): Term {
    if (term === this.none || term === this.all || term === this.empty) return term
    return this.#share(`units:${term.id}`, { op: 'units', nullable: term.nullable, of: [term], set: astralChars })
  }

  /** Gives the language under a name, built once. */
  remember(name: string, build: () => Term): Term {
    const known = this.#languages.get(name)
    if (known) return known
    const language = build()
    this.#languages.set(name, language)
    return language
  }

  /** Gives the language of what may follow a first character. */
  derive(term: Term, char: number): Term {
    const known = this.#derivatives.get(char)?.get(term.id)
    if (known) return known
    this.tick(1 + (term.of.length >> 2))
    const derived = this.#deriveFresh(term, char)
    const byTerm = this.#derivatives.get(char) ?? new Map<number, Term>()
    this.#derivatives.set(char, byTerm.set(term.id, derived))
    return derived
  }

  #deriveFresh(term: Term, char: number): Term {
    const [first, second] = term.of as [Term, Term]
    switch (term.op) {
      case 'none':
      case 'empty':
        return this.none
      case 'chars':
        return hasChar(term.set, char) ? this.empty : this.none
      case 'concat': {
        const led = this.concat(this.derive(first, char), second)
        return first.nullable ? this.union([led, this.derive(second, char)]) : led
      }
      case 'union':
        return this.union(term.of.map((part) => this.derive(part, char)))
      case 'both':
        return this.both(term.of.map((part) => this.derive(part, char)))
      case 'complement':
        return this.complement(this.derive(first, char))
      case 'units':
        return this.units(toUnits(char).reduce((rest, unit) => this.derive(rest, unit), first))
      case 'repeat':
        return this.concat(this.derive(first, char), this.repeat(first, Math.max(0, term.min - 1), term.max - 1))
    }
  }

  #flatten(op: Term['op'], terms: readonly Term[]): Term[] {
    const flat = new Set<Term>()
    for (const term of terms) for (const part of term.op === op ? term.of : [term]) flat.add(part)
    return [...flat].sort((left, right) => left.id - right.id)
  }

  #isContradiction(terms: readonly Term[]): boolean {
    const all = new Set(terms)
    return terms.some((term) => term.op === 'complement' && all.has(term.of[0] as Term))
  }

  #share(key: string, shape: TermShape): Term {
    const known = this.#terms.get(key)
    if (known) return known
    const term = { set: [], of: [], min: 0, max: 0, ...shape, id: this.#terms.size }
    this.#terms.set(key, term)
    return term
  }
}

function toUnits(char: number): number[] {
  return char < 0x10000 ? [char] : [0xd800 + ((char - 0x10000) >> 10), 0xdc00 + ((char - 0x10000) & 0x3ff)]
}

function toIds(terms: readonly Term[]): string {
  return terms.map((term) => term.id).join(',')
}

/** Collects every character set that a term mentions. */
export function collectChars(term: Term): CharSet[] {
  const seen = new Set<Term>([term])
  const sets: CharSet[] = []
  for (const current of seen) {
    if (current.set.length > 0) sets.push(current.set)
    for (const part of current.of) seen.add(part)
  }
  return sets
}
