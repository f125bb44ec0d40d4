import fc from 'fast-check'
import { expect, test } from 'vitest'
import { toPattern } from './pattern.js'
import { toSearchLanguage } from './regex-compiler.js'
import { UnreadablePattern } from './regex-syntax.js'
import { type Term, TermFactory } from './regex-term.js'
import { findWord } from './word-search.js'

const factory = new TermFactory(() => undefined)
const anyLength = { min: 0, max: Infinity }

function includesWord(language: Term, word: string): boolean {
  return [...word].reduce((term, char) => factory.derive(term, char.codePointAt(0) as number), language).nullable
}

const patterns = fc.letrec<{ pattern: string; atom: string }>((tie) => ({
  atom: fc.oneof(
    { depthSize: 'small' },
    fc.constantFrom(
      'a',
      'b',
      '.',
      '[ab]',
      '[^a]',
      '\\d',
      '\\W',
      '😀',
      '\\u{61}',
      '\\x62',
      '^',
      '$',
      '[a-c😀-😂]',
      '\\s',
    ),
    tie('pattern').map((inner) => `(?:${inner})`),
    tie('pattern').map((inner) => `(${inner})`),
    tie('pattern').map((inner) => `(?=${inner})`),
    tie('pattern').map((inner) => `(?!${inner})`),
  ),
  pattern: fc.oneof(
    { depthSize: 'small' },
    tie('atom'),
    fc.tuple(tie('atom'), tie('pattern')).map((parts) => parts.join('')),
    fc.tuple(tie('pattern'), tie('pattern')).map((parts) => parts.join('|')),
    fc
      .tuple(tie('atom'), fc.constantFrom('*', '+', '?', '{2}', '{1,2}', '{0,}', '*?'))
      .map(([atom, times]) => (/^(?:[$^]|\(\?[=!])/.test(atom) ? atom : atom + times)),
  ),
})).pattern

const words = fc
  .array(fc.constantFrom('a', 'b', 'c', '1', ' ', '\n', '😀'), { maxLength: 6 })
  .map((chars) => chars.join(''))

/** Leaves out astral characters beside lookaheads, where V8 also looks between the two halves of a pair. */
function isComparable(source: string, word: string): boolean {
  return !(/\(\?[=!]/.test(source) && word.includes('😀'))
}

function readOrSkip(source: string): Term | undefined {
  try {
    return toSearchLanguage(factory, toPattern(source))
  } catch (error) {
    if (error instanceof UnreadablePattern) return undefined
    throw error
  }
}

test('the language of a pattern holds just the words that the platform finds the pattern in', () => {
  fc.assert(
    fc.property(patterns, fc.array(words, { minLength: 10, maxLength: 20 }), (source, tried) => {
      const language = readOrSkip(source)
      const native = new RegExp(source, 'u')
      const compared = tried.filter((word) => isComparable(source, word))
      if (language) for (const word of compared) expect(includesWord(language, word)).toBe(native.test(word))
    }),
    { numRuns: 2000, seed: 20_260_101 },
  )
})

test('the language of a pattern yields a word that tells two patterns apart, or none that does', () => {
  fc.assert(
    fc.property(patterns, patterns, fc.array(words, { maxLength: 30 }), (left, right, tried) => {
      const [inner, outer] = [readOrSkip(left), readOrSkip(right)]
      if (!inner || !outer) return
      const outcome = findWord(factory, factory.both([inner, factory.complement(outer)]), anyLength)
      const [isInner, isOuter] = [new RegExp(left, 'u'), new RegExp(right, 'u')]
      const isFair = outcome.kind === 'word' && isComparable(left + right, outcome.word)
      if (outcome.kind === 'word' && isFair)
        expect([isInner.test(outcome.word), isOuter.test(outcome.word)]).toEqual([true, false])
      if (outcome.kind === 'none')
        expect(
          tried.filter((word) => isComparable(left + right, word) && isInner.test(word) && !isOuter.test(word)),
        ).toEqual([])
    }),
    { numRuns: 1000, seed: 20_260_101 },
  )
})

test('the language of a pattern finds words of a given length only', () => {
  const language = toSearchLanguage(factory, toPattern('^(?:ab)+$'))
  expect(findWord(factory, language, { min: 3, max: 4 })).toEqual({ kind: 'word', word: 'abab' })
  expect(findWord(factory, language, { min: 3, max: 3 })).toEqual({ kind: 'none' })
  expect(findWord(factory, language, { min: 5001, max: 5001 })).toEqual({ kind: 'none' })
})

test.each(['\\bfoo', '(?<=a)b', '(?<!a)b', '(a)\\1', '(?:^a)*\\B'])(
  'the language of a pattern leaves %s to others',
  (source) => {
    expect(() => toSearchLanguage(factory, toPattern(source))).toThrow(UnreadablePattern)
  },
)
