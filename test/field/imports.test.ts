import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'

const folder = import.meta.dirname
const oldEnds = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter(
  (name) => /old-[^/]*\.ts$/.test(name) && !/cells/.test(name),
)

/** Lists what a file imports, of whatever kind. */
const importsOf = (file: string): string[] =>
  [...readFileSync(join(folder, file), 'utf8').matchAll(/\b(?:from|import|require)\b\s*\(?\s*'([^']+)'/g)].map(
    ([, name = '']) => name,
  )

test('each system has an old client and an old server', () => {
  for (const system of ['pharmacy', 'network', 'shop', 'simulation'])
    for (const end of ['client', 'server'])
      expect(oldEnds.filter((name) => name.startsWith(`${system}/`) && name.includes(end))).not.toEqual([])
})

test.each(oldEnds)('%s imports nothing but Socket.IO and other old ends', (file) => {
  const imports = importsOf(file)
  expect(imports.length).toBeGreaterThan(0)
  expect(imports.filter((name) => !/^(?:socket\.io|socket\.io-client|\.\/old-[a-z-]+\.js)$/.test(name))).toEqual([])
})
