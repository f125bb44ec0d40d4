import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { declaredFor } from './changeset.js'

const declared = (files: Readonly<Record<string, string>>) => {
  const folder = mkdtempSync(join(tmpdir(), 'changeset-'))
  mkdirSync(join(folder, '.changeset'))
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, '.changeset', name), text)
  return declaredFor('pack', folder, '.changeset')
}

test('without a folder, nothing is declared', () => {
  expect(declaredFor('pack', mkdtempSync(join(tmpdir(), 'changeset-')), '.changeset')).toEqual({
    bump: 'none',
    files: [],
  })
})

test('the greatest bump of all files counts, whatever quotes stand around a name', () => {
  expect(
    declared({
      'a.md': '---\n"pack": patch\n---\n',
      'b.md': "---\n'pack': 'minor'\n---\n",
      'c.md': '\uFEFF---\r\n\r\n# why\r\npack: "patch"\r\n---',
    }),
  ).toEqual({ bump: 'minor', files: ['.changeset/a.md', '.changeset/b.md', '.changeset/c.md'] })
})

test('files about other packages, about none, and the folder’s own words declare nothing', () => {
  expect(
    declared({
      'other.md': '---\n"another": major\n---\n',
      'empty.md': '---\n---\n',
      'README.md': 'Words.',
      'config.json': '{}',
    }),
  ).toEqual({ bump: 'none', files: [] })
})

test('a package named twice in one file is declared by the greater bump', () => {
  expect(declared({ 'a.md': '---\npack: major\npack: patch\n---\n' })).toMatchObject({ bump: 'major' })
})

test('a line that is no package and bump is refused, and the file is named', () => {
  expect(() => declared({ 'a.md': '---\npack\n---\n' })).toThrow(".changeset/a.md can't be read")
  expect(() => declared({ 'a.md': '---\npack: huge\n---\n' })).toThrow(".changeset/a.md can't be read")
})
