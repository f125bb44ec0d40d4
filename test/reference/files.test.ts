import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { expect, test } from 'vitest'
import { docsSite } from '../../src/cli/docs/docs-site.js'
import { unescaped } from '../../src/reference/pages/page.js'
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

test('the code that loads a schema says of a payload whether it fits', () => {
  const site = siteOf(JSON.parse(readFileSync('contract.json', 'utf8')) as ContractJson)
  const body = site.pages.find(({ path }) => path === 'files.html')?.body ?? ''
  const [code = '', other = ''] = [...body.matchAll(/<pre><code class="language-js">(.*?)<\/code>/gs)].map(
    ([, html = '']) => unescaped(html.replace(/<[^>]+>/g, '')),
  )
  expect(other).toBe('')
  // within the project, so that Ajv is found
  mkdirSync('.cache', { recursive: true })
  const folder = mkdtempSync(join('.cache', 'validator-'))
  const run = (payload: unknown): string => {
    writeFileSync(join(folder, 'payload.json'), JSON.stringify(payload))
    return execFileSync(process.execPath, ['validate.mjs'], { cwd: folder, encoding: 'utf8' })
  }
  try {
    const path = /schemas\/[^']+\.json/.exec(code)?.[0] ?? ''
    const schema = site.files.get(path) ?? ''
    mkdirSync(dirname(join(folder, path)), { recursive: true })
    writeFileSync(join(folder, path), schema)
    writeFileSync(join(folder, 'validate.mjs'), code)
    expect(run(JSON.parse(schema).examples[0])).toBe('it fits\n')
    expect(run({})).toMatch(/must have required property/)
  } finally {
    rmSync(folder, { recursive: true })
  }
})
