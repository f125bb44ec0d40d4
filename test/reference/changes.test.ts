import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { docsSite } from '../../src/cli/docs/docs-site.js'
import { type ChangeFiles, readChangelog, readChangeset } from '../../src/reference/changes/changelog.js'
import { siteFiles, siteOf } from '../../src/reference/site.js'
import type { ContractJson } from '../../src/spec/contract-json.js'
import { ownContract } from './own-contract.js'

const root = mkdtempSync(join(tmpdir(), 'changes-'))
afterAll(() => rmSync(root, { recursive: true, force: true }))

const changelog = `# @acme/events

## 2.1.0 - 2024-06-01

### Minor Changes

- 1a2b3c4: Add \`order:placed\`. It carries [the total](./x.md).

  \`\`\`ts
  const total = 1
  \`\`\`

- Second.

## [2.0.0]

- Removes \`order:old\`.
`
const changeset = `---
"@acme/events": major
---

Rename **everything**. Here is more.
`

/** Makes an own contract whose names and one event are on their way out. */
function leaving(): ContractJson {
  const contract = ownContract()
  const shop = contract.namespaces['/shop'] as ContractJson['namespaces'][string]
  const old = shop.aliases.serverToClient[
    'new-order'
  ] as ContractJson['namespaces'][string]['aliases']['serverToClient'][string]
  const order = shop.serverToClient['order'] as (typeof shop)['serverToClient'][string]
  return {
    ...contract,
    systems: { street: { title: 'The street', summary: 'Has shops.', namespaces: ['/shop'] } },
    namespaces: {
      '/shop': {
        ...shop,
        serverToClient: {
          ...shop.serverToClient,
          order: { ...order, deprecated: { since: '2.1.0', replacedBy: 'order:placed', removeIn: '3.0.0' } },
        },
        aliases: { ...shop.aliases, serverToClient: { 'new-order': { ...old, since: '2.0.0', removeIn: '3.0.0' } } },
      },
    },
  }
}

const textOf = (html: string): string =>
  html
    .replace(/<[^>]+>/g, ' ')
    .replace(/\s+/g, ' ')
    .replace(/ ([.,:])/g, '$1')
const bodyOf = (contract: ContractJson, changes: ChangeFiles = {}): string =>
  siteOf(contract, { changes }).pages.find(({ path }) => path === 'changes.html')?.body ?? ''

test('a changelog is read with its versions, days and entries, and what it does not say is not made up', () => {
  expect(readChangelog(changelog)).toEqual([
    {
      version: '2.1.0',
      date: '2024-06-01',
      changes: [
        {
          kind: 'Minor Changes',
          text: 'Add `order:placed`. It carries [the total](./x.md).\n\n```ts\nconst total = 1\n```',
        },
        { kind: 'Minor Changes', text: 'Second.' },
      ],
    },
    { version: '2.0.0', changes: [{ kind: '', text: 'Removes `order:old`.' }] },
  ])
  expect(readChangelog('# Only a title\n\nAnd a sentence.\n')).toEqual([])
  expect(readChangelog('## Unreleased\n- A\n')).toEqual([{ changes: [{ kind: '', text: 'A' }] }])
  expect(readChangeset(changeset)).toEqual({ kind: 'Major Changes', text: 'Rename **everything**. Here is more.' })
  expect(readChangeset('---\n---\n')).toBeUndefined()
})

test('who plans reads what goes by system, and what the teams of both ends do until when', () => {
  const text = textOf(bodyOf(leaving(), { changelog }))
  expect(text).toContain('Version of today 2.1.0, 2024-06-01')
  expect(text).toContain('Until 3.0.0')
  expect(text).toContain('No day is named for it yet.')
  expect(text).toContain('The street')
  expect(text).toContain('Handle the events of today in place of one old name. Use order:placed in place of order.')
  expect(text).toContain('Keep legacy: true until no client waits for one old name, then take it out.')
  expect(text).toContain('new-order, now order:placed')
})

test('who plans reads both orders, what users notice, and the way to the guides that are there', () => {
  const guides = [
    ['moving', '# Our migration\n\n```sh\n# The way back\n```\n\n## The way back, `soon`\n'],
    ['other', '# Something else\n\n## The way back\n'],
  ].map(([name = '', text = '']) => ({ file: `${name}.md`, page: `guides/${name}.html`, group: 'Guides', text }))
  const { pages } = siteOf(leaving(), { guides, markdown: () => '' })
  const body = pages.find(({ path }) => path === 'changes.html')?.body ?? ''
  expect(textOf(body)).toContain('Before old names go (3.0.0): clients first, then servers.')
  expect(textOf(body)).toContain('An app that was not updated when names go still connects')
  expect(body).toContain(
    '<a href="guides/moving.html">Our migration</a>: <a href="guides/moving.html#the-way-back-soon">The way back, soon</a>',
  )
  expect(body).not.toContain('guides/other.html')
  expect(bodyOf(leaving())).not.toContain('How it is done')
  expect(textOf(bodyOf(leaving()))).toContain('once both stay at nothing, nobody uses old names any more')
  expect(textOf(bodyOf(ownContract()))).not.toContain('old names go')
})

test('the pages of a namespace and of a system say what goes, and lead to who has to act', () => {
  const { pages } = siteOf(leaving())
  for (const path of ['events/shop.html', 'systems/street.html'])
    expect(pages.find((page) => page.path === path)?.body).toContain(
      '<a href="../changes.html#until-3.0.0">2 names go in 3.0.0: who does what until then</a>',
    )
})

test('the timeline has what is planned, what no release has yet, and each release with its day where one is known', () => {
  const body = bodyOf(leaving(), { changelog, changesets: [changeset] })
  const points = [...body.matchAll(/<p class="release">(.*?)<\/p>/g)].map(([, html = '']) => textOf(html).trim())
  expect(points).toEqual([
    '3.0.0 planned, no day is named',
    'Next release planned, no day is named',
    '2.1.0 version of today, 2024-06-01',
    '2.0.0',
  ])
  const text = textOf(body)
  expect(text).toContain('new-order becomes a legacy name.')
  expect(text).toContain('order is deprecated.')
  expect(text).toContain('order and new-order go.')
  expect(text).toContain('Rename everything. more Here is more.')
  expect(text).toContain('Add order:placed.')
  expect(text).not.toContain('1a2b3c4')
  expect([...body.matchAll(/\d{4}-\d{2}-\d{2}/g)].every(([date]) => date === '2024-06-01')).toBe(true)
})

test('a contract without a changelog says that nothing is announced, and shows no day', () => {
  const text = textOf(bodyOf(ownContract()))
  expect(text).toContain('no name and no event is announced to go')
  expect(text).not.toMatch(/\d{4}-\d{2}-\d{2}/)
})

test('what stands in a changelog cannot bring markup', () => {
  const body = bodyOf(ownContract(), { changelog: '## 1.0.0\n\n- <script>alert(1)</script>. `<b>`\n\n  | <i> |\n' })
  expect(body).not.toMatch(/<script>|<b>|<i>/)
})

test('every page says the version in its header, and leads to what changes', () => {
  const files = siteFiles(siteOf(ownContract()))
  for (const path of ['index.html', 'events/shop.html'])
    expect(files.get(path)).toMatch(/class="site-version" href="(\.\.\/)?changes\.html"[^>]*>2\.1\.0<\/a>/)
  const { package: _, ...nameless } = ownContract()
  expect(siteFiles(siteOf(nameless)).get('index.html')).not.toContain('site-version')
})

test('the changelog and the changesets beside a contract are read', async () => {
  const folder = join(root, 'own')
  mkdirSync(join(folder, '.changeset'), { recursive: true })
  writeFileSync(join(folder, 'contract.json'), JSON.stringify(leaving()))
  writeFileSync(join(folder, 'CHANGELOG.md'), changelog)
  writeFileSync(join(folder, '.changeset', 'README.md'), '# Not one\n\nNever shown.\n')
  writeFileSync(join(folder, '.changeset', 'one.md'), changeset)
  const { pages } = (await docsSite(root, { contract: 'own/contract.json' }))({})
  const text = textOf(pages.find(({ path }) => path === 'changes.html')?.body ?? '')
  for (const words of ['Rename everything.', 'Second.', '2024-06-01']) expect(text).toContain(words)
  expect(text).not.toContain('Never shown')
})
