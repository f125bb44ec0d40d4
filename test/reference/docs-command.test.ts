import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeEach, expect, test } from 'vitest'
import { run } from '../../src/cli/run.js'
import { ownContract } from './own-contract.js'

const root = mkdtempSync(join(tmpdir(), 'docs-command-'))
let cwd = root
let count = 0
beforeEach(() => {
  cwd = join(root, String(count++))
  mkdirSync(cwd)
  write('contract.json', JSON.stringify(ownContract()))
})
afterAll(() => rmSync(root, { recursive: true, force: true }))

function write(path: string, text: string): void {
  mkdirSync(join(cwd, path, '..'), { recursive: true })
  writeFileSync(join(cwd, path), text)
}
const read = (path: string): string => readFileSync(join(cwd, path), 'utf8')

async function docs(...args: string[]): Promise<{ code: number; lines: string[] }> {
  const lines: string[] = []
  const tell = (text: string): void => {
    lines.push(text)
  }
  const code = await run(['docs', ...args], { cwd, hasColour: false, columns: 80, out: tell, err: tell })
  return { code, lines }
}

test('the contract beside package.json becomes a site that holds all it loads', async () => {
  expect(await docs('--out', 'site')).toEqual({ code: 0, lines: [`9 pages: open ${join('site', 'index.html')}`] })
  const assets = ['site.css', 'site.js', 'finder.js', 'search-index.js'].map((name) => `assets/${name}`)
  for (const path of ['index.html', 'events/shop.html', ...assets])
    expect(existsSync(join(cwd, 'site', path)), path).toBe(true)
  expect(read('site/index.html')).toContain('<title>@acme/events</title>')
  expect(readdirSync(cwd).sort()).toEqual(['contract.json', 'site'])
})

test('the files that the site names are there, and say what lies beside the contract or is made from it', async () => {
  mkdirSync(join(cwd, 'asyncapi'))
  write('asyncapi/events.json', '{"asyncapi":"3.0.0","info":{"title":"ours"}}')
  await docs('--out', 'site')
  const pages = readdirSync(join(cwd, 'site'), { recursive: true, encoding: 'utf8' }).filter((path) =>
    path.endsWith('.html'),
  )
  const links = pages.flatMap((page) =>
    [...read(`site/${page}`).matchAll(/href="([^"#]*\.json)"/g)].map(([, href = '']) => join('site', page, '..', href)),
  )
  expect(new Set(links).size).toBeGreaterThan(8)
  expect(links.filter((path) => !existsSync(join(cwd, path)))).toEqual([])
  for (const page of ['events/shop', 'files'])
    expect(read(`site/${page}.html`)).toContain('schemas/shop/server-to-client/')
  expect(read('site/contract.json')).toBe(read('contract.json'))
  expect(read('site/asyncapi/events.json')).toContain('ours')
  const { files } = JSON.parse(read('site/schemas/index.json')) as { files: { file: string }[] }
  expect(files.filter(({ file }) => !links.includes(join('site', 'schemas', file)))).toEqual([])
  rmSync(join(cwd, 'asyncapi'), { recursive: true })
  await docs('--out', 'site')
  expect(JSON.parse(read('site/asyncapi/events.json'))).toMatchObject({
    info: { title: '@acme/events', version: '2.1.0' },
  })
})

test('a later site takes the place of an earlier one as a whole, and leaves what others put there', async () => {
  await docs('--out', 'site')
  write('site/api/index.html', 'theirs')
  write('contract.json', JSON.stringify({ ...ownContract(), namespaces: {} }))
  expect((await docs('--out', 'site', '--title', 'Acme & Co')).code).toBe(0)
  expect(existsSync(join(cwd, 'site/events/shop.html'))).toBe(false)
  expect(read('site/api/index.html')).toBe('theirs')
  expect(read('site/index.html')).toContain('<title>Acme &amp; Co</title>')
})

test('guides become pages: links between them, to pages of the contract and to files lead on', async () => {
  write(
    'guides/start.md',
    '# Begin\n\nRead [on](./more/next.md#the-end), [the shop](events/shop.html), [who joins](reference:protocol.html#handshake) and [this](../code.ts).\n',
  )
  write('guides/more/next.md', '# Next\n\n## The end\n\n```ts\nconst x = 1\n```\n')
  write('code.ts', 'export {}')
  expect((await docs('--out', 'site', '--guides', 'guides')).code).toBe(0)
  const page = read('site/guides/start.html')
  const lead = ['more/next.html#the-end', '../events/shop.html', '../protocol.html#handshake', '../media/code.ts']
  for (const href of lead) expect(page).toContain(`href="${href}"`)
  expect(read('site/guides/more/next.html')).toContain('<span class="code-keyword">const</span>')
  expect(read('site/media/code.ts')).toBe('export {}')
})

test('guides stand in the order of their list, what it leaves out after it; their tables tell each cell by its head', async () => {
  for (const name of ['a', 'b', 'c', 'd'])
    write(`guides/${name}.md`, `# Guide ${name}\n\n| Who | |\n| --- | --- |\n| me | x |\n`)
  write('guides/order.json', '["c", "b"]')
  expect((await docs('--out', 'site', '--guides', 'guides')).code).toBe(0)
  const page = read('site/guides/a.html')
  expect([...page.matchAll(/>Guide (\w)<\/a>/g)].map(([, name]) => name)).toEqual(['c', 'b', 'a', 'd'])
  expect(page).toContain('<td role="cell" data-label="Who">me</td><td role="cell">x</td>')
})

test('what lies beside the reference is led to, and found by its search', async () => {
  const below = [{ title: 'served', path: 'api/served.html' }]
  write(
    'beside.json',
    JSON.stringify({
      navigation: [{ title: 'The API', items: [{ title: 'serve', path: 'api/serve.html', below }] }],
      types: { 'shop.OrderPlaced': 'api/order-placed.html' },
      search: [{ name: 'serveAll', kind: 'function', hint: 'server', url: 'api/serve.html' }],
    }),
  )
  write('index.md', '# Why\n\nBecause.\n')
  write('CHANGES.md', '# Changes\n\nNone.\n')
  const pages = ['--start', 'CHANGES.md', '--page', 'index.md']
  expect((await docs('--out', 'site', '--beside', 'beside.json', ...pages)).code).toBe(0)
  const page = read('site/index.html')
  for (const href of ['api/serve.html', 'api/served.html', 'pages/index.html']) expect(page).toContain(`href="${href}"`)
  expect(page).toContain('The API')
  expect(read('site/assets/search-index.js')).toContain('serveAll')
})

const wrong: [string, string[], () => void, RegExp][] = [
  [
    'no contract',
    ['--out', 'site'],
    () => rmSync(join(cwd, 'contract.json')),
    /there is no file contract\.json: `socket-canon build` writes it, or name another contract\.json$/,
  ],
  ['no JSON', ['--out', 'site'], () => write('contract.json', '{"format": x}'), /contract\.json is no JSON: line 1/],
  ['another format', ['--out', 'site'], () => write('contract.json', '{"format":99,"namespaces":{}}'), /has format 99/],
  ['no folder', [], () => {}, /needs a folder to write to/],
  ['two contracts', ['a.json', 'b.json', '--out', 'site'], () => {}, /takes one file/],
  [
    'a folder of others',
    ['--out', 'mine'],
    () => write('mine/photo.txt', 'dear'),
    /mine holds what this command did not/,
  ],
  ['a file', ['--out', 'contract.json'], () => {}, /contract\.json is no folder/],
  ['no guides', ['--out', 'site', '--guides', 'none'], () => {}, /there is no folder none/],
  [
    'a broken link',
    ['--out', 'site', '--guides', 'g'],
    () => write('g/a.md', '# A\n\n[b](b.md)'),
    /g\/a\.md leads to b\.md, which is not there/,
  ],
  [
    'a broken link to the reference',
    ['--out', 'site', '--guides', 'g'],
    () => write('g/a.md', '# A\n\n[b](reference:b.html)'),
    /g\/a\.md leads to reference:b\.html, which is not there/,
  ],
  [
    'a place that is not there',
    ['--out', 'site', '--guides', 'g'],
    () => write('g/a.md', '# A\n\n[b](#b)'),
    /guides\/a\.html leads to #b, which is not there/,
  ],
  ...[
    ['{"c":1}', /g\/order\.json is a list of guides/],
    ['[1]', /g\/order\.json is a list of guides/],
    ['["b"]', /g\/order\.json names g\/b\.md, which is not there/],
  ].map(([text, words]): (typeof wrong)[number] => [
    `guides in the order ${text}`,
    ['--out', 'site', '--guides', 'g'],
    () => {
      write('g/a.md', '# A')
      write('g/order.json', String(text))
    },
    words as RegExp,
  ]),
  ...[
    ['{"navigation":{}}', /`navigation` is a list/],
    ['{"navigation":[{"title":"API"}]}', /`navigation` is a list/],
    ['{"navigation":[{"items":[]}]}', /`navigation` is a list/],
    ['{"navigation":[{"title":"API","items":[{"title":"a"}]}]}', /`navigation` is a list/],
    ['{"navigation":[{"title":"API","items":[{"title":"a","path":"a.html","below":[1]}]}]}', /`navigation` is a list/],
    ['{"types":null}', /`types` has the path of a page/],
    ['{"types":{"A":1}}', /`types` has the path of a page/],
    ['{"search":[1]}', /`search` is a list/],
    ['{"search":[{"name":"a","kind":"b","hint":"c"}]}', /`search` is a list/],
  ].map(([text, words]): (typeof wrong)[number] => [
    `what lies beside as ${text}`,
    ['--out', 'site', '--beside', 'b.json'],
    () => write('b.json', String(text)),
    words as RegExp,
  ]),
  ['a folder without guides', ['--out', 'site', '--guides', 'g'], () => write('g/a.txt', 'a'), /g holds no Markdown/],
  ['a page that is not there', ['--out', 'site', '--page', 'NEWS.md'], () => {}, /there is no file NEWS\.md/],
]
test.each(wrong)('%s: one line, exit 2, and nothing written', async (_, args, prepare, words) => {
  prepare()
  const before = readdirSync(cwd, { recursive: true }).sort()
  const { code, lines } = await docs(...args)
  expect(code).toBe(2)
  expect(lines).toEqual([expect.stringMatching(words)])
  expect(lines[0]).not.toContain('\n')
  expect(readdirSync(cwd, { recursive: true }).sort()).toEqual(before)
})
