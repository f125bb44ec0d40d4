import { mkdtempSync, truncateSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { jsonOf, parsed, textOf } from './json-file.js'

const folder = mkdtempSync(join(tmpdir(), 'json-file-'))

test('a file larger than 64 MB is not read', () => {
  writeFileSync(join(folder, 'large.json'), '')
  truncateSync(join(folder, 'large.json'), 64 * 1024 * 1024 + 1)
  expect(() => textOf(folder, 'large.json')).toThrow('large.json is larger than 64 MB')
})

test('a file that is not there has no text, and a folder is no file', () => {
  expect(textOf(folder, 'none.json')).toBeUndefined()
  expect(() => jsonOf(folder, 'none.json')).toThrow('there is no file none.json')
  expect(() => textOf(folder, '.')).toThrow('. is no file')
})

test('a byte order mark before JSON is no fault', () => {
  expect(parsed('\uFEFF{"a":1}', 'a.json')).toEqual({ a: 1 })
})

test.each([
  ['{\n"a": SECRET\n}', 2],
  ['{\n"a": 1,\n}\n', 3],
  ['{\n"a": "b\n"\n}', 2],
  ['{}\n\nSECRET', 3],
  ['SECRET', 1],
])('%j breaks in a line that is named, and nothing of it is repeated', (text, line) => {
  expect(() => parsed(text, 'a.json')).toThrow(RegExp(`^a\\.json is no JSON: line ${line} breaks it$`))
})

test.each([
  ['', 1],
  ['{\n"a": 1,\n', 2],
  ['{\n"a":\n"b', 3],
  ['[tru', 1],
  ['[1.', 1],
])('%j is cut short', (text, line) => {
  expect(() => parsed(text, 'a.json')).toThrow(`a.json is cut short: it ends in line ${line} before its JSON does`)
})
