import { expect, test } from 'vitest'
import { compilePattern, toPattern } from './pattern.js'
import { toSearchLanguage } from './regex-compiler.js'
import { parsePattern, UnreadablePattern } from './regex-syntax.js'
import { TermFactory } from './regex-term.js'

const factory = new TermFactory(() => undefined)

function matches(source: string, word: string): boolean {
  return [...word].reduce(
    (term, char) => factory.derive(term, char.codePointAt(0) as number),
    toSearchLanguage(factory, toPattern(source)),
  ).nullable
}

test.each([
  ['^\\ud83d\\ude00$', '😀', '\ud83d'],
  ['^\\ud83d\\u0061$', '\ud83da', 'a'],
  ['^\\ud83d\\u{61}$', '\ud83da', '\ud83d'],
  ['^\\ud83da$', '\ud83da', '\ud83d'],
  ['^\\u0041$', 'A', 'a'],
  ['^\\u{1F600}$', '😀', 'u'],
  ['^\\x41$', 'A', 'x41'],
  ['^\\cA$', '\u0001', 'A'],
  ['^\\t\\0$', '\t\0', 't0'],
  ['^[\\b]$', '\b', 'b'],
  ['^[a-]$', '-', 'b'],
  ['^[\\]\\-]$', ']', '\\'],
  ['^[^a-c]$', 'd', 'b'],
  ['^\\p{Lu}$', 'É', 'é'],
  ['^\\P{Lu}$', 'é', 'É'],
  ['^(?<first>a|b)$', 'b', 'c'],
  ['^a{2,}?$', 'aaa', 'a'],
  ['^.$', '😀', '\n'],
  ['^\\/\\.$', '/.', '/a'],
])('the pattern %s is read as the platform reads it', (source, inside, outside) => {
  const platform = new RegExp(source, 'u')
  expect([platform.test(inside), platform.test(outside)]).toEqual([true, false])
  expect([matches(source, inside), matches(source, outside)]).toEqual([true, false])
})

test.each([
  ['(?i:a)', 'a group modifier'],
  ['(a', 'an early end'],
  ['[a', 'an early end'],
])('the pattern %s is refused by the name of what it holds: %s', (source, reason) => {
  expect(() => parsePattern(source)).toThrow(new UnreadablePattern(reason))
})

test.each([
  ['^\\@\\-$', '@-', '\\@\\-'],
  ['^[\\@\\-z]$', '-', 'A'],
  ['^[\\@\\-z]\\-$', '@-', '@'],
])('an escape without need stands for the bare character: %s', (source, inside, outside) => {
  const pattern = compilePattern(source)
  expect([pattern?.test(inside), pattern?.test(outside)]).toEqual([true, false])
})

test('an escape without need is no way to mend what is no pattern', () => {
  expect(compilePattern('(\\@')).toBeUndefined()
  expect(compilePattern('\\q')).toBeUndefined()
})

test('patterns are still answered for when more were asked about than are kept', () => {
  const first = compilePattern('^first$')
  expect(compilePattern('^first$')).toBe(first)
  for (let at = 0; at <= 5001; at += 1) compilePattern(`^${at}$`)
  expect(compilePattern('^first$')).not.toBe(first)
  expect(compilePattern('^first$')?.test('first')).toBe(true)
})
