import { compilePattern } from './pattern.js'
import { parsePattern, type RegexPart, UnreadablePattern } from './regex-syntax.js'
import type { Term, TermFactory } from './regex-term.js'

/** Gives the language of what may stand from a place on, told whether that place is the start of the string. */
type Continuation = (atStart: boolean) => Term

const unrollLimit = 20

const isPlain = (part: RegexPart): boolean => {
  if (part.kind === 'chars') return true
  if (part.kind === 'sequence' || part.kind === 'choice') return part.parts.every(isPlain)
  return part.kind === 'repeat' && isPlain(part.part)
}

const toPlainTerm = (factory: TermFactory, part: RegexPart): Term => {
  const toTerm = (inner: RegexPart): Term => toPlainTerm(factory, inner)
  if (part.kind === 'chars') return factory.chars(part.set)
  if (part.kind === 'choice') return factory.union(part.parts.map(toTerm))
  if (part.kind === 'repeat') return factory.repeat(toTerm(part.part), part.min, part.max)
  if (part.kind !== 'sequence') throw new UnreadablePattern('an assertion inside a repetition')
  return part.parts.map(toTerm).reduceRight((rest, head) => factory.concat(head, rest), factory.empty)
}

const afterPlain = (factory: TermFactory, term: Term, next: Continuation, atStart: boolean): Term => {
  const [here, later] = [next(atStart), next(false)]
  if (here === later || !term.nullable) return factory.concat(term, later)
  const moved = factory.both([term, factory.repeat(factory.any, 1, Infinity)])
  return factory.union([here, factory.concat(moved, later)])
}

const afterRepeat = (
  factory: TermFactory,
  part: RegexPart & { kind: 'repeat' },
  next: Continuation,
  atStart: boolean,
): Term => {
  if (part.min > unrollLimit || part.max > unrollLimit) throw new UnreadablePattern('an assertion inside a repetition')
  if (part.max === 0) return next(atStart)
  const rest: RegexPart = { ...part, min: Math.max(0, part.min - 1), max: part.max - 1 }
  const taken = afterPart(factory, part.part, (start) => afterPart(factory, rest, next, start), atStart)
  return part.min === 0 ? factory.union([next(atStart), taken]) : taken
}

const afterPart = (factory: TermFactory, part: RegexPart, next: Continuation, atStart: boolean): Term => {
  if (isPlain(part)) return afterPlain(factory, toPlainTerm(factory, part), next, atStart)
  switch (part.kind) {
    case 'start':
      return atStart ? next(true) : factory.none
    case 'end':
      return factory.both([factory.empty, next(atStart)])
    case 'ahead': {
      const seen = afterPart(factory, part.part, () => factory.all, atStart)
      return factory.both([part.negated ? factory.complement(seen) : seen, next(atStart)])
    }
    case 'choice':
      return factory.union(part.parts.map((choice) => afterPart(factory, choice, next, atStart)))
    case 'repeat':
      return afterRepeat(factory, part, next, atStart)
    default: {
      const follow = (index: number, start: boolean): Term => {
        const inner = part.kind === 'sequence' ? part.parts[index] : undefined
        return inner ? afterPart(factory, inner, (later) => follow(index + 1, later), start) : next(start)
      }
      return follow(0, atStart)
    }
  }
}

/**
 * Gives the language of the strings in which a pattern is found.
 *
 * @throws UnreadablePattern where the pattern lies outside what the engine reads.
 */
export const toSearchLanguage = (factory: TermFactory, source: string): Term => {
  const parsed = parsePattern(compilePattern(source)?.source ?? source)
  const rest: Continuation = () => factory.all
  const later = afterPart(factory, parsed, rest, false)
  const moved = factory.concat(factory.any, factory.concat(factory.all, later))
  return factory.union([afterPart(factory, parsed, rest, true), moved])
}
