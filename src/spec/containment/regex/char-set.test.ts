import { expect, test } from 'vitest'
import { Exhausted } from '../exhausted.js'
import { escapeToChars, hasChar } from './char-set.js'

const escapes = ['\\w', '\\S', '\\p{L}', '\\P{Lu}', '\\p{Cs}', '\\P{Cs}', '\\p{Emoji}', '\\p{Script=Greek}']

test.each(escapes)(
  'the set behind the escape %s holds just the code points that the platform finds it in',
  (escape) => {
    const set = escapeToChars(escape)
    const tester = new RegExp(`^${escape}$`, 'u')
    const wrong: number[] = []
    for (let char = 0; char <= 0x10ffff; char += 1)
      if (tester.test(String.fromCodePoint(char)) !== hasChar(set, char)) wrong.push(char)
    expect(wrong).toEqual([])
  },
)

test('the set behind an escape is not looked for when the time is up', () => {
  const tick = (): void => {
    throw new Exhausted('gave up')
  }
  expect(() => escapeToChars('\\p{Script=Thai}', tick)).toThrow(Exhausted)
  expect(hasChar(escapeToChars('\\p{Script=Thai}'), 0x0e01)).toBe(true)
})
