import fc from 'fast-check'
import { expect, test } from 'vitest'
import { SearchClock } from '../clock.js'
import { Exhausted } from '../exhausted.js'
import { type Pattern, toNative, toPattern } from './pattern.js'
import { isFoundByPlaces, isMatch } from './pattern-match.js'
import { toSearchLanguage } from './regex-compiler.js'
import { UnreadablePattern } from './regex-syntax.js'
import { TermFactory } from './regex-term.js'
import { findWord } from './word-search.js'

const atoms = 'a b k K . [ab] [^a] [^K] \\d \\W \\w \\s ^ $ \\b \\B [a-c] [K-a] \\u017f \\u212a [^k-s] é'.split(' ')
const patterns = fc.letrec<{ pattern: string; atom: string }>((tie) => ({
  atom: fc.oneof(
    { depthSize: 'small' },
    fc.constantFrom(...atoms),
    ...['(?:', '(', '(?=', '(?!', '(?<=', '(?<!'].map((open) => tie('pattern').map((inner) => `${open}${inner})`)),
  ),
  pattern: fc.oneof(
    { depthSize: 'small' },
    tie('atom'),
    fc.tuple(tie('atom'), tie('pattern')).map((parts) => parts.join('')),
    fc.tuple(tie('pattern'), tie('pattern')).map((parts) => parts.join('|')),
    fc
      .tuple(tie('atom'), fc.constantFrom('*', '+', '?', '{2}', '{1,2}', '{0,}', '*?'))
      .map(([atom, times]) => (/^(?:[$^]|\\b|\\B|\(\?[=!<])/i.test(atom) ? atom : atom + times)),
  ),
})).pattern
const flags = fc.constantFrom('', 'i', 's', 'm', 'y', 'u', 'iu', 'su', 'mu', 'ims', 'imsu', 'gd')
const words = fc
  .array(fc.constantFrom('a', 'b', 'k', 'K', '\u212a', '\u017f', 'S', 'é', 'É', '1', ' ', '\n', '😀'), { maxLength: 6 })
  .map((chars) => chars.join(''))

/** Leaves out astral characters beside looks with the flag u, where V8 also looks between the halves of a pair. */
function isComparable({ source, flags }: Pattern, word: string): boolean {
  return !(/\(\?[=!<]|\\b|\\B/i.test(source) && flags.includes('u') && word.includes('😀'))
}

const factory = new TermFactory(() => undefined)

function languageOrNone(pattern: Pattern): ReturnType<typeof toSearchLanguage> | undefined {
  try {
    return toSearchLanguage(factory, pattern)
  } catch (error) {
    if (error instanceof UnreadablePattern) return undefined
    throw error
  }
}

test('a pattern with flags is found by our own walk, and held by its language, just where the platform finds it', () => {
  let compared = 0
  fc.assert(
    fc.property(patterns, flags, fc.array(words, { minLength: 10, maxLength: 20 }), (source, given, tried) => {
      const pattern = toPattern(source, given)
      const native = toNative(pattern) as RegExp
      const language = languageOrNone(pattern)
      for (const word of tried.filter((each) => isComparable(pattern, each))) {
        native.lastIndex = 0
        const expected = native.test(word)
        const found = isFoundByPlaces(pattern, word)
        if (found !== undefined) expect([found, word]).toEqual([expected, word])
        if (!language) continue
        compared += 1
        const rest = [...word].reduce((term, char) => factory.derive(term, char.codePointAt(0) as number), language)
        expect([rest.nullable, word]).toEqual([expected, word])
      }
    }),
    { numRuns: 3000, seed: 20_260_101 },
  )
  expect(compared).toBeGreaterThan(5000)
})

test.each([
  ['^k$', 'i', 'K', 'j'],
  ['^k$', 'iu', '\u212a', 'j'],
  ['^[^k]$', 'i', 'j', 'K'],
  ['^.$', 's', '\n', 'ab'],
  ['^.$', '', 'é', '😀'],
  ['^..$', '', '😀', 'é'],
  ['a', 'y', 'ab', 'ba'],
  ['^[\\w-.]+$', '', 'a-.', '@'],
  ['^a{,2}]$', '', 'a{,2}]', 'aa]'],
])('the pattern /%s/%s is read as the platform reads it', (source, given, inside, outside) => {
  const pattern = toPattern(source, given)
  expect([isMatch(pattern, inside), isMatch(pattern, outside)]).toEqual([true, false])
  expect([isFoundByPlaces(pattern, inside), isFoundByPlaces(pattern, outside)]).toEqual([true, false])
  const language = toSearchLanguage(factory, pattern)
  const word = findWord(factory, language, { min: 0, max: 20 })
  expect(word.kind === 'word' && toNative(pattern)?.test(word.word)).toBe(true)
})

test.each([
  ['\\u{61}', ''],
  ['\\p{L}', ''],
  ['[a&&b]', 'v'],
  ['\\W', 'i'],
  ['\\bk', 'iu'],
  ['\\x1', ''],
  ['\\u12', ''],
  ['\\c1', ''],
  ['\\01', ''],
  ['^\\ud83d', ''],
])('the pattern /%s/%s is left to others', (source, given) => {
  expect(() => toSearchLanguage(factory, toPattern(source, given))).toThrow(UnreadablePattern)
})

test.each(['^(?:a+)+$', '^(?:a|a|aa)*$', '^(?:a*)*b?$', '(?:x?){40}a{40}$', '^(?=(?:a+)+c)', '(?<=(?:a+)+)c'])(
  'the pattern %s is answered at once, which the platform takes for ever over',
  (source) => {
    const text = `${'a'.repeat(150)}!`
    expect(isMatch(toPattern(source), text)).toBe(false)
  },
)

test('a pattern that the platform takes for ever over is given up on where not even our own walk knows it', () => {
  expect(isMatch(toPattern('^(a+)+\\1$'), `${'a'.repeat(60)}!`)).toBeUndefined()
  expect(isMatch(toPattern('^(a)\\1$'), 'aa')).toBe(true)
})

test('a pattern that the platform takes for ever over is given up on when the time is up', () => {
  const clock = new SearchClock(10, performance.now() - 1)
  expect(() => isMatch(toPattern('^(?:a+)+$'), 'a'.repeat(5000), clock.tick)).toThrow(Exhausted)
})
