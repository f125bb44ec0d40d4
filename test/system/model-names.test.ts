import { execFile } from 'node:child_process'
import { copyFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { AsyncApiDocument } from '../../src/spec/asyncapi/async-api.js'
import { systems } from '../../src/spec/systems.js'

interface Names {
  /** What Modelina calls its models, by document. */
  readonly models: Readonly<Record<string, readonly string[]>>
  /** What quicktype calls its types, by schema file. */
  readonly types: Readonly<Record<string, readonly string[]>>
}

const run = promisify(execFile)
// 200 MB, which nobody else here needs
const generators = ['@asyncapi/modelina@5', 'quicktype-core@26']
let folder: string
let names: Names

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'model-names-'))
  writeFileSync(join(folder, 'package.json'), '{ "private": true, "type": "module" }\n')
  copyFileSync(join(import.meta.dirname, 'model-names.program.mjs'), join(folder, 'program.mjs'))
  const quiet = ['--no-audit', '--no-fund', '--ignore-scripts', '--prefer-offline']
  await run('npm', ['install', ...quiet, ...generators], { cwd: folder, timeout: 240_000 })
  const { stdout } = await run(process.execPath, ['program.mjs', process.cwd()], {
    cwd: folder,
    timeout: 240_000,
    maxBuffer: 1 << 26,
  })
  names = JSON.parse(stdout.slice(stdout.lastIndexOf('\n{') + 1))
}, 500_000)
afterAll(() => rmSync(folder, { recursive: true, force: true }))

test.each(systems.map(({ name }) => name))(
  'Modelina names every model of asyncapi/%s.json after a type of the contract',
  (name) => {
    const { components, channels }: AsyncApiDocument = JSON.parse(readFileSync(`asyncapi/${name}.json`, 'utf8'))
    const known = [...Object.keys(components.schemas), ...Object.keys(channels).map(channelName)]
    const models = names.models[`${name}.json`] ?? []
    expect(models.length).toBeGreaterThan(20)
    expect(models.filter((model) => !known.some((each) => model.startsWith(each)))).toEqual([])
    expect(models.filter((model) => model.includes('Anonymous'))).toEqual([])
  },
)

/** Spells the name of a channel as Modelina does, which makes a choice of all that it carries. */
function channelName(slug: string): string {
  const words = slug.split('-').map((word) => `${word[0]?.toUpperCase()}${word.slice(1)}`)
  return words.join('Minus')
}

test('quicktype reads every schema, and names a type for each', () => {
  const { files } = JSON.parse(readFileSync('schemas/index.json', 'utf8')) as { files: { file: string }[] }
  expect(Object.keys(names.types).sort()).toEqual(files.map(({ file }) => file).sort())
  expect(Object.entries(names.types).flatMap(([file, types]) => (types.length ? [] : [file]))).toEqual([])
})
