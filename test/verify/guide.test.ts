import { readdirSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { catalogue } from '../../src/cli/verify/catalogue.js'
import { optionHelp } from '../../src/cli/verify/options.js'
import type { CheckKind } from '../../src/cli/verify/report/check.js'

const guide = readFileSync('docs/guides/verify.md', 'utf8')
const cell = (text: string): string => text.replace(/\|/g, '\\|')

test('the guide lists every kind of check, with its level, its meaning and what it takes', () => {
  const kinds = Object.entries<CheckKind>(catalogue)
  const rows = kinds.map(
    ([kind, { level, means, needs }]) => `| \`${kind}\` | ${level} | ${cell(means)} | ${cell(needs)} |`,
  )
  const listed = guide.split('\n').filter((line) => /^\| `\w+\.[\w-]+` \|/.test(line))
  expect(listed).toEqual(rows)
})

test('the guide lists every option as the help does', () => {
  const rows = optionHelp.map(([option, does]) => `| \`${cell(option)}\` | ${cell(does)} |`)
  const listed = guide.split('\n').filter((line) => line.startsWith('| `--'))
  expect(listed).toEqual(rows)
})

test('the guides to a migration name checks that there are', () => {
  const groups = new Set(Object.keys(catalogue).map((kind) => kind.split('.')[0]))
  const named = readdirSync('docs/guides')
    .filter((file) => file.startsWith('migration'))
    .flatMap((file) => {
      const text = readFileSync(`docs/guides/${file}`, 'utf8')
      return [...text.matchAll(/`([a-z]+)\.([a-z-]+)(?:\[[^\]`]*\])?`/g)]
        .filter(([, group]) => groups.has(group as string))
        .map(([, group, kind]) => `${group}.${kind}`)
    })
  expect(named.filter((kind) => !(kind in catalogue))).toEqual([])
  expect(new Set(named).size).toBeGreaterThan(10)
})
