import { execFileSync } from 'node:child_process'
import { expect, test } from 'vitest'
import { docsSite } from '../../src/cli/docs/docs-site.js'
import { codeIn, codeOnPage, documentsIn, findingsIn } from './shown-code.js'

const { pages } = (await docsSite('.', { contract: 'contract.json', start: 'docs/start.md' }))({})
const shown = [
  // what changed is told in pieces of code, as its day wrote them
  ...pages.flatMap(({ path, body }) => (path === 'changes.html' ? [] : codeOnPage(path, body))),
  ...documentsIn('docs/guides').flatMap(([name, text]) => codeIn(name, text)),
]
const typed = shown.filter(({ language }) => /^tsx?$/.test(language))

test('shows code in TypeScript and Python on the page of every namespace', () => {
  const languagesOf = (path: string) =>
    new Set(shown.flatMap(({ place, language }) => (place.startsWith(`${path},`) ? [language] : [])))
  const without = pages
    .filter(({ path }) => path.startsWith('events/'))
    .filter(({ path }) => !['ts', 'python', 'json'].every((language) => languagesOf(path).has(language)))
  expect(without.map(({ path }) => path)).toEqual([])
})

test('shows TypeScript that compiles, in the reference and in the guides', () => {
  expect(findingsIn(typed)).toEqual([])
  expect(findingsIn([{ place: 'wrong', language: 'ts', code: "import { x } from 'socket-canon'" }])).toHaveLength(1)
})

test('shows Python that can be read', () => {
  const python = shown.filter(({ language }) => language === 'python')
  const input = JSON.stringify(python.map(({ place, code }) => [place, code]))
  const program = [
    'import ast, json, sys',
    'for place, code in json.load(sys.stdin):',
    '    try: ast.parse(code)',
    '    except SyntaxError as error: print(place, error)',
  ].join('\n')
  expect(python.length).toBeGreaterThan(60)
  expect(execFileSync('/usr/bin/python3', ['-c', program], { input, encoding: 'utf8' })).toBe('')
})
