import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { build } from 'esbuild'
import { afterAll, expect, test } from 'vitest'
import { readGateFile } from '../../src/cli/gate/gate-file.js'
import { run } from '../../src/cli/run.js'
import type { AliasTable, NamespaceContract } from '../../src/index.js'
import { diff, toContractJson } from '../../src/spec/index.js'
import { findingsIn } from '../types/compiler.js'

const path = 'docs/guides/evolution.md'
let guide = readFileSync(path, 'utf8')
const blocksOf = (text: string): Map<string, string> =>
  new Map([...text.matchAll(/^```([a-z]+ [a-z]+)\n(.*?)^```/gms)].map(([, kind = '', code = '']) => [kind, code]))
const shared = blocksOf(guide).get('ts shared') ?? ''
const examples = guide
  .split(/^## /m)
  .map((section) => ({ title: section.split('\n')[0] ?? '', blocks: blocksOf(section) }))
  .filter(({ blocks }) => blocks.has('ts before'))

const fromSource = (code: string): string =>
  code.replace("'socket-canon/fields'", "'../../src/fields/index.js'").replace("'socket-canon'", "'../../src/index.js'")

const contractOf = async (code: string): Promise<object> => {
  const { outputFiles } = await build({
    stdin: { contents: fromSource(`${shared}\n${code}`), resolveDir: import.meta.dirname, loader: 'ts' },
    bundle: true,
    write: false,
    platform: 'node',
    format: 'esm',
    packages: 'external',
  })
  const file = join(import.meta.dirname, `../../node_modules/.cache/guide-${process.pid}-${modules++}.mjs`)
  mkdirSync(join(file, '..'), { recursive: true })
  writeFileSync(file, outputFiles[0]?.text ?? '')
  try {
    const { shop, shopAliases } = (await import(file)) as { shop: NamespaceContract; shopAliases?: AliasTable }
    return toContractJson([shopAliases ? { contract: shop, aliases: shopAliases } : shop], {
      package: { name: 'shop-contract', version: '1.2.0' },
    })
  } finally {
    rmSync(file)
  }
}
let modules = 0

// UPDATE_GUIDE=1 npx vitest run test/evolution/guide.test.ts
const isRewritten = process.env['UPDATE_GUIDE'] !== undefined
const answerIn = (title: string, kind: string): RegExp =>
  new RegExp(`(?<=^## ${title}\\n(?:(?!^## )[^])*?^\`\`\`${kind}\\n)(?:(?!^\`\`\`)[^])*`, 'm')

const folder = mkdtempSync(join(tmpdir(), 'guide-'))
afterAll(() => {
  rmSync(folder, { recursive: true, force: true })
  if (isRewritten) writeFileSync(path, guide)
})

const answer = async (before: string, after: string, isGate: boolean): Promise<string> => {
  const files = { 'contract.released.json': await contractOf(before), 'contract.json': await contractOf(after) }
  for (const [name, contract] of Object.entries(files)) writeFileSync(join(folder, name), JSON.stringify(contract))
  writeFileSync(join(folder, 'package.json'), JSON.stringify({ name: 'shop-contract', version: '1.2.0' }))
  const lines: string[] = []
  const out = (text: string): void => {
    lines.push(text)
  }
  await run(isGate ? ['gate'] : ['diff', ...Object.keys(files)], {
    cwd: folder,
    hasColour: false,
    columns: 100,
    out,
    err: out,
  })
  return `${lines.join('\n').trim()}\n`
}

test('the guide has an example for every family of rules', () => {
  const shown = examples.map(({ blocks }) => blocks.get('text report') ?? 'B01').join('\n')
  for (const family of ['F', 'E', 'K', 'N', 'R', 'A', 'M', 'S', 'B'])
    expect(shown).toMatch(new RegExp(`^${family}\\d\\d`, 'm'))
  expect(guide).toContain('(T02)')
})

test('the guide shows code that compiles', () => {
  const codes = examples.flatMap(({ blocks }) =>
    ['ts before', 'ts between', 'ts after', 'ts ending'].map((kind) => blocks.get(kind) ?? ''),
  )
  // not every example needs all that they share
  const unused = /is declared but its value is never read|All imports in import declaration are unused/
  const found = findingsIn(fromSource(shared), codes.map(fromSource)).flat()
  expect(found.filter(({ message }) => !unused.test(message))).toEqual([])
})

test.each(examples)('the guide shows what is answered: $title', async ({ title, blocks }) => {
  const isGate = blocks.has('text gate')
  const said = await answer(blocks.get('ts before') ?? '', blocks.get('ts after') ?? '', isGate)
  const kind = isGate ? 'text gate' : 'text report'
  if (isRewritten) guide = guide.replace(answerIn(title, kind), () => said)
  else expect(blocks.get(kind)).toBe(said)
})

const halved = examples.filter(({ blocks }) => blocks.has('ts between'))

test.each(halved)('the guide shows the release between that the plan asks for: $title', async ({ blocks }) => {
  const [old, between, next] = await Promise.all(
    ['ts before', 'ts between', 'ts after'].map((kind) => contractOf(blocks.get(kind) ?? '')),
  )
  const { plan } = diff(old, next)
  const halves = [diff(old, between), diff(between, next)]
  expect(halves.map(({ required }) => required)).toEqual(plan.releases.map(({ bump }) => bump))
  // an end takes a half before the end of the next step takes the other one
  expect(halves.map(({ rollout }) => rollout)).toEqual(
    plan.steps.slice(0, -1).map(({ act }) => (act === 'clients' ? 'client-first' : 'server-first')),
  )
  expect(plan.steps).toHaveLength(3)
})

test('the guide shows the release between for the mapping of an alias', () => {
  expect(halved.map(({ title }) => title)).toContain('Mappings')
})

test('the guide refuses to let a field go before the end it shows how to announce', async () => {
  const placing = (field: string): string => `
      const placed = z.object({ id, ${field} })
      export const shop = namespace('/shop', {
        version: 1, serverToClient: {}, clientToServer: { 'order:place': event({ payload: placed, example: { id: 'o1' } }) },
      })`
  const ending = `${blocksOf(guide).get('ts ending')}${placing('total: ending')}`
  expect(await answer(ending, placing(''), false)).toContain('before 2.0.0, the release it was to go with')
})

test('the guide pins a check by a name, however its function is written', async () => {
  const { blocks } = examples.find(({ title }) => title === 'Checks') ?? { blocks: new Map<string, string>() }
  const pinned = (kind: string): string =>
    (blocks.get(kind) ?? '').replace(
      /^const rounded = .*$/m,
      () => /^const rounded = .*$/m.exec(blocks.get('ts pinned') ?? '')?.[0] ?? '',
    )
  expect(pinned('ts before')).toContain('checkId')
  expect(await answer(pinned('ts before'), pinned('ts after'), false)).toContain('no change')
})

test('the guide shows a file of agreements that is read', () => {
  writeFileSync(join(folder, 'agreed.json'), blocksOf(guide).get('json gate') ?? '')
  expect(Object.keys(readGateFile(folder, 'agreed.json', true))).toEqual([
    'rollout',
    'objects',
    'producerParses',
    'guarded',
    'timeoutMs',
    'annotations',
    'grace',
    'rules',
    'ignore',
    'waivers',
    'approvals',
  ])
})
