import { readdirSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { docsSite } from '../../src/cli/docs/docs-site.js'
import { siteOf } from '../../src/reference/site.js'
import type { ContractJson } from '../../src/spec/contract-json.js'

const listed = ['schemas', 'asyncapi'].flatMap((folder) =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.json'))
    .map((name) => `${folder}/${name}`),
)

test('the site of our own contracts ships what the package ships, byte for byte', async () => {
  const makeSite = await docsSite(process.cwd(), { contract: 'contract.json' })
  const { files } = makeSite({})
  expect([...files.keys()].sort()).toEqual([...listed, 'contract.json', 'contract.schema.json'].sort())
  expect([...files].filter(([path, text]) => readFileSync(path, 'utf8') !== text).map(([path]) => path)).toEqual([])
})

test('schemas that are made of contract.json alone are those of the package', () => {
  const { files } = siteOf(JSON.parse(readFileSync('contract.json', 'utf8')) as ContractJson)
  expect([...files.keys()].filter((path) => path !== 'contract.json').sort()).toEqual([...listed].sort())
  const schemas = [...files].filter(([path]) => path.startsWith('schemas/'))
  expect(schemas.length).toBeGreaterThan(90)
  expect(schemas.filter(([path, text]) => readFileSync(path, 'utf8') !== text).map(([path]) => path)).toEqual([])
})
