import { expect, test } from 'vitest'
// @ts-expect-error plain JavaScript, as every step of the build
import { readProse } from '../../scripts/prose.mjs'
import { loadContracts } from '../../src/build/load-contracts.js'
import type { NamespaceProse } from '../../src/spec/prose.js'
import { entries } from '../contracts.js'

/** Leaves out what the order of words is: that of the compiler is its own. */
function unordered(prose: NamespaceProse | undefined): unknown {
  return JSON.parse(JSON.stringify(prose), (key, held) => (key === 'values' ? [...held].sort() : held))
}

test('what modules say of our own contracts is read as the compiler of TypeScript reads it', async () => {
  const { prose } = await loadContracts(
    entries.map(({ name }) => `src/${name}.ts`),
    { cwd: process.cwd(), isOwn: (path) => /^src\/(?:events|rooms|aliases|fields\/appointment|[\w-]+\.ts)/.test(path) },
  )
  const { namespaces } = readProse() as { namespaces: Readonly<Record<string, NamespaceProse>> }
  expect(Object.keys(namespaces).length).toBe(entries.length)
  for (const { contract } of entries)
    expect(unordered(prose.namespaces?.[contract.path]), contract.path).toEqual(unordered(namespaces[contract.path]))
})
