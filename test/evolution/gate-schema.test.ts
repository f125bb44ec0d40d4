import { readFileSync } from 'node:fs'
import { Ajv2020 } from 'ajv/dist/2020.js'
import { expect, test } from 'vitest'
import { checkGateEntry } from '../../src/cli/gate/gate-entry.js'
import { categories } from '../../src/spec/diff/rules/category.js'
import { rules } from '../../src/spec/index.js'

const read = (path: string): string => readFileSync(path, 'utf8')
const fits = new Ajv2020({ strict: true }).compile(JSON.parse(read('contract.gate.schema.json')) as object)
const manifest = JSON.parse(read('package.json')) as { exports: object; files: string[] }

const isRead = (file: object): boolean => {
  try {
    for (const [key, entry] of Object.entries(file)) checkGateEntry('contract.gate.json', key, entry)
    return true
  } catch {
    return false
  }
}

test('the schema of contract.gate.json goes out with the package', () => {
  expect(manifest.files).toContain('contract.gate.schema.json')
  expect(manifest.exports).toHaveProperty(['./contract.gate.schema.json'], './contract.gate.schema.json')
})

test('the schema of contract.gate.json fits every such file that a guide shows, which names it', () => {
  const shown = [...read('docs/guides/evolution.md').matchAll(/^```json gate\n(.*?)^```/gms)].map(
    ([, text = '']) => JSON.parse(text) as { readonly $schema?: string },
  )
  expect(shown.length).toBeGreaterThan(0)
  for (const file of shown) {
    fits(file)
    expect(fits.errors).toBe(null)
    expect(file.$schema).toBe('./node_modules/socket-canon/contract.gate.schema.json')
  }
})

test('the schema of contract.gate.json knows every rule and category, as the gate does', () => {
  const severities = Object.fromEntries([...Object.keys(rules), ...categories].map((name) => [name, 'warning']))
  expect(fits({ rules: severities })).toBe(true)
  expect(isRead({ rules: severities })).toBe(true)
})

test.each([
  {},
  { rollout: 'full', objects: 'strip', producerParses: false, guarded: false },
  { timeoutMs: 10, grace: 1, annotations: ['unit'] },
  { ignore: [{ rule: 'F14', reason: 'a' }], waivers: [{ fingerprint: 'a', reason: 'b', by: 'c' }] },
])('the schema of contract.gate.json fits what the gate reads: %j', (file) => {
  expect([isRead(file), fits(file)]).toEqual([true, true])
})

test.each([
  { waiver: [] },
  { waivers: {} },
  { rollout: 'never' },
  { guarded: 'yes' },
  { timeoutMs: 'long' },
  { rules: { F99: 'error' } },
  { rules: { F04: 'bad' } },
  { ignore: [{ path: '/a' }] },
  { ignore: [{ reason: 'b', rule: 'x' }] },
  { waivers: [{ fingerprint: 'x' }] },
  { approvals: [{ fingerprint: 'x', reason: 'y' }] },
])('the schema of contract.gate.json refuses what the gate refuses: %j', (file) => {
  expect([isRead(file), fits(file)]).toEqual([false, false])
})
