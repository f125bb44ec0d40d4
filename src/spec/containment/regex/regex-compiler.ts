import type { CharSet } from './char-set.js'
import { compilePattern, type Pattern, patternKey } from './pattern.js'
import { parsePattern, type RegexPart, readsCodePoints, UnreadablePattern } from './regex-syntax.js'
import type { Term, TermFactory } from './regex-term.js'

/** The languages of what may stand from a place on: where that place is the start of the string, and elsewhere. */
interface Ending {
  readonly here: Term
  readonly later: Term
}

const unrollLimit = 20

function same(term: Term): Ending {
  return { here: term, later: term }
}

function map({ here, later }: Ending, change: (term: Term) => Term): Ending {
  return {
    here: change(here),
    later: here === later ? change(here) : change(later),
  }
}

/** A compiler of one pattern to a language, from its end to its start. */
class PatternCompiler {
  readonly #plain = new Map<RegexPart, boolean>()

  constructor(
    readonly factory: TermFactory,
    readonly isUnicode: boolean,
  ) {}

  /** Gives the language of a part with an ending behind it. */
  before(part: RegexPart, next: Ending): Ending {
    const { factory } = this
    factory.tick()
    if (this.#isPlain(part)) return this.#beforePlain(this.#toPlain(part), next)
    switch (part.kind) {
      case 'start':
        return { here: next.here, later: factory.none }
      case 'end':
        return map(next, (term) => factory.both([factory.empty, term]))
      case 'ahead':
        return this.#beforeLook(this.before(part.part, same(factory.all)), part.negated, next)
      case 'choice':
        return this.#join(part.parts.map((choice) => this.before(choice, next)))
      case 'repeat':
        return this.#beforeRepeat(part, next)
      case 'sequence':
        return this.#inRuns(part.parts).reduceRight((rest, inner) => this.before(inner, rest), next)
      default:
        throw new UnreadablePattern(names[part.kind] ?? 'an unknown construct')
    }
  }

  #join(endings: readonly Ending[]): Ending {
    const { factory } = this
    return {
      here: factory.union(endings.map(({ here }) => here)),
      later: factory.union(endings.map(({ later }) => later)),
    }
  }

  #beforeLook(seen: Ending, negated: boolean, next: Ending): Ending {
    const { factory } = this
    const meet = (look: Term, term: Term): Term => factory.both([negated ? factory.complement(look) : look, term])
    return { here: meet(seen.here, next.here), later: meet(seen.later, next.later) }
  }

  /** Counts the rounds down, so that each round is compiled once. */
  #beforeRepeat({ part, min, max }: RegexPart & { kind: 'repeat' }, next: Ending): Ending {
    if (min > unrollLimit || max > unrollLimit) throw new UnreadablePattern('an assertion inside a repetition')
    let rest = next
    for (let round = max - 1; round >= 0; round -= 1) {
      const taken = this.before(part, rest)
      rest = round >= min ? this.#join([next, taken]) : taken
    }
    return rest
  }

  #beforePlain(term: Term, next: Ending): Ending {
    const { factory } = this
    const later = factory.concat(term, next.later)
    if (next.here === next.later || !term.nullable) return { here: later, later }
    const moved = factory.both([term, factory.repeat(factory.any, 1, Infinity)])
    return { here: factory.union([next.here, factory.concat(moved, next.later)]), later }
  }

  /** Puts neighbours that assert nothing into one part. */
  #inRuns(parts: readonly RegexPart[]): RegexPart[] {
    const runs: RegexPart[] = []
    let run: RegexPart[] = []
    const close = (): void => {
      if (run.length > 0) runs.push(run.length === 1 ? (run[0] as RegexPart) : { kind: 'sequence', parts: run })
      run = []
    }
    for (const part of parts) {
      if (this.#isPlain(part)) run.push(part)
      else {
        close()
        runs.push(part)
      }
    }
    close()
    return runs
  }

  #isPlain(part: RegexPart): boolean {
    const known = this.#plain.get(part)
    if (known !== undefined) return known
    const isPlain =
      part.kind === 'sequence' || part.kind === 'choice'
        ? part.parts.every((inner) => this.#isPlain(inner))
        : part.kind === 'chars' || (part.kind === 'repeat' && this.#isPlain(part.part))
    this.#plain.set(part, isPlain)
    return isPlain
  }

  #toPlain(part: RegexPart): Term {
    const { factory } = this
    factory.tick()
    if (part.kind === 'chars') return factory.chars(this.#toSet(part.set))
    if (part.kind === 'choice') return factory.union(part.parts.map((inner) => this.#toPlain(inner)))
    if (part.kind === 'repeat') return factory.repeat(this.#toPlain(part.part), part.min, part.max)
    if (part.kind !== 'sequence') throw new UnreadablePattern('an assertion inside a repetition')
    return part.parts
      .map((inner) => this.#toPlain(inner))
      .reduceRight((rest, head) => factory.concat(head, rest), factory.empty)
  }

  /** Refuses sets that tell one half of a surrogate pair from another, which no set of code points can. */
  #toSet(set: CharSet): CharSet {
    if (this.isUnicode) return set
    const held = set.reduce(
      (sum, [from, to]) => sum + Math.max(0, Math.min(to, 0xdfff) - Math.max(from, 0xd800) + 1),
      0,
    )
    if (held !== 0 && held !== 0x800) throw new UnreadablePattern('a part of a character without the flag u')
    return set
  }
}

const names: Readonly<Record<string, string>> = {
  behind: 'a lookbehind',
  boundary: 'a word boundary',
  back: 'a back reference',
  lineStart: 'a line anchor',
  lineEnd: 'a line anchor',
}

/**
 * Gives the language of the strings in which a pattern is found.
 *
 * @throws UnreadablePattern where the pattern lies outside what the engine reads.
 */
export function toSearchLanguage(factory: TermFactory, pattern: Pattern): Term {
  return factory.remember(patternKey(pattern), () => readLanguage(factory, pattern))
}

function readLanguage(factory: TermFactory, { source, flags }: Pattern): Term {
  const isUnicode = readsCodePoints(flags)
  const compiler = new PatternCompiler(factory, isUnicode)
  const { here, later } = compiler.before(
    parsePattern(compilePattern(source)?.source ?? source, flags, factory.tick),
    same(factory.all),
  )
  const moved = factory.concat(factory.any, factory.concat(factory.all, later))
  const language = factory.union([here, moved])
  return isUnicode ? language : factory.units(language)
}
