import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'

const page = readFileSync('ARCHITECTURE.md', 'utf8')

/** The rows of the table under a heading, by their cells. */
function rowsUnder(heading: string): string[][] {
  const [, section = ''] = page.split(`\n## ${heading}\n`)
  const lines = section.split('\n## ')[0]?.split('\n') ?? []
  return lines
    .filter((line) => line.startsWith('|'))
    .slice(2)
    .map((line) =>
      line
        .split('|')
        .slice(1, -1)
        .map((cell) => cell.trim()),
    )
}

const bare = (cell = ''): string => cell.replaceAll('`', '')
const foldersOf = (path: string): string[] =>
  readdirSync(path, { withFileTypes: true }).flatMap((each) => (each.isDirectory() ? [each.name] : []))

test('every path that is named is there', () => {
  const paths = [...page.matchAll(/\b(?:src|scripts|test|docs)(?:\/[\w.-]+)+/g)].map(([path]) => path)
  expect(paths.length).toBeGreaterThan(60)
  expect(paths.filter((path) => !existsSync(path))).toEqual([])
})

test('every step of a way stands in the file that it names', () => {
  const steps = [...page.matchAll(/`?(\w+)`?(?:\s+| \(`)((?:src|scripts)\/[\w./-]+\.m?[jt]s)/g)]
  expect(steps.length).toBeGreaterThan(30)
  const wrong = steps.filter(
    ([, name, path]) => !new RegExp(`\\b${name}\\b`).test(readFileSync(path as string, 'utf8')),
  )
  expect(wrong.map(([step]) => step)).toEqual([])
})

test('every folder of src has a row, or is named in the row of the folder it is in', () => {
  const rows = rowsUnder('The house')
  const listed = rows.map(([folder]) => bare(folder))
  const missing = (path: string): string[] => {
    const row = rows[listed.indexOf(path)]
    if (!row) return [path]
    return foldersOf(path).flatMap((name) =>
      listed.includes(`${path}/${name}`) || bare(row[2]).includes(name) ? [] : [`${path}/${name}`],
    )
  }
  expect([...foldersOf('src').map((name) => `src/${name}`), ...listed].flatMap(missing)).toEqual([])
})

test('every word of the glossary is used where it is said to live', () => {
  const rows = rowsUnder('Glossary')
  expect(rows.length).toBeGreaterThan(20)
  const unused = rows.filter(
    ([word, , path]) =>
      !readFileSync(bare(path), 'utf8')
        .toLowerCase()
        .includes(word?.toLowerCase() ?? '?'),
  )
  expect(unused.map(([word]) => word)).toEqual([])
})
