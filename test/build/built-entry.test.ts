import { expect, test } from 'vitest'
import * as built from '../../src/built.js'
import { files } from '../../src/guards/print/scope.js'
import * as vocabulary from '../../src/plain/vocabulary.js'

test('what is built finds every word of plain schemas and every function of parsers in one entry', () => {
  const words: Record<string, unknown> = Object.assign({}, vocabulary, ...Object.values(files))
  expect(Object.keys(words).length).toBeGreaterThan(70)
  const exported: Record<string, unknown> = { ...built }
  expect(Object.keys(words).filter((word) => exported[word] !== words[word])).toEqual([])
  const others = Object.keys(built).filter((word) => !Object.hasOwn(words, word))
  expect(others.sort()).toEqual(['defineAliases', 'defineNamespace', 'defineRoom', 'past'])
})
