import { execFileSync } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'

const { repo } = inject('packed')
const copied = [
  'src',
  'scripts',
  'docs/guides',
  'docs/start.md',
  'examples',
  'contract.json',
  'schemas',
  'test',
  'package.json',
  'tsconfig.json',
  'tsconfig.build.json',
  'tsup.config.ts',
  'vitest.config.ts',
  'typedoc.json',
  'README.md',
  'ARCHITECTURE.md',
  'CONTRIBUTING.md',
  'CHANGELOG.md',
  'LICENSE',
]
const copy = mkdtempSync(join(tmpdir(), 'socket-canon-new-event-'))
const run = (tool: string, ...args: string[]): string =>
  execFileSync('npx', ['--no-install', tool, ...args], {
    cwd: copy,
    encoding: 'utf8',
    env: { ...process.env, NO_COLOR: '1' },
    stdio: ['ignore', 'pipe', 'pipe'],
  })

beforeAll(() => {
  for (const path of copied) cpSync(join(repo, path), join(copy, path), { recursive: true })
  symlinkSync(resolve(repo, 'node_modules'), join(copy, 'node_modules'))
  const file = join(copy, 'src/events/patient-pharmacy.ts')
  const added = readFileSync(file, 'utf8')
    .replace(
      '    /** A typing indicator: someone in a chat started',
      `    /** A pharmacy ran out of a medicine. */
    'stock:empty': event({
      payload: z.object({
        /** The medicine that is gone. */
        medicineId: id,
      }),
      identity: ['medicineId'],
      to: [pharmacyRoom],
      example: { medicineId: 'medicine_1' },
    }),
    /** A typing indicator: someone in a chat started`,
    )
    .replace(
      '/** The status of an order,',
      `/** What \`stock:empty\` carries. */
export interface StockEmpty extends PayloadOf<PatientPharmacy, 'serverToClient', 'stock:empty'> {}
/** The status of an order,`,
    )
  writeFileSync(file, added)
  execFileSync(process.execPath, ['scripts/build.mjs'], { cwd: copy, stdio: ['ignore', 'ignore', 'inherit'] })
})

afterAll(() => rmSync(copy, { recursive: true, force: true }))

test('an event added to its one file stands in the maps, with its sentences, and under its own name', () => {
  const declaration = readFileSync(join(copy, 'dist/esm/events/patient-pharmacy.d.ts'), 'utf8')
  expect(declaration).toContain(
    '/** A pharmacy ran out of a medicine. */\n\t"stock:empty": (payload: StockEmpty) => void;',
  )
  expect(declaration).toMatch(/interface StockEmpty \{\s*\/\*\* The medicine that is gone\. \*\/\s*medicineId: string;/)
  expect(readFileSync(join(copy, 'dist/cjs/events/patient-pharmacy.d.ts'), 'utf8')).toBe(declaration)
})

test('an added event is guarded by a parser of its own in both formats', () => {
  for (const format of ['esm', 'cjs'])
    expect(readFileSync(join(copy, `dist/${format}/events/patient-pharmacy.browser.js`), 'utf8')).toMatch(
      /"stock:empty": .*event\)?\(\{\s*payload: built\$\.schema\d+,\s*parse: built\$\.parser\d+,/,
    )
})

test('the conformance suite walks an added event, and a consumer is checked against it', () => {
  const printed = run('vitest', 'run', 'test/conformance.test.ts', '--reporter=verbose', '-t', 'stock:empty')
  expect(printed).toContain('stock:empty (serverToClient): its examples fit and come out as they went in')
  const consumer = join(copy, 'consumer')
  mkdirSync(consumer)
  writeFileSync(
    join(consumer, 'use.ts'),
    "import type { PatientPharmacyServerToClientEvents as Events } from 'socket-canon/patient-pharmacy'\nexport const heard: Parameters<Events['stock:empty']>[0] = { medicineId: 7 }\n",
  )
  const compile = (): string =>
    run('tsc', '--ignoreConfig', '--noEmit', '--strict', '--module', 'nodenext', 'consumer/use.ts')
  const message = "Type 'number' is not assignable to type 'string'"
  expect(compile).toThrow(expect.objectContaining({ stdout: expect.stringContaining(message) }))
})

test('`npm run contract` tells readers in other languages of an added event', () => {
  execFileSync(process.execPath, ['scripts/contract.mjs'], { cwd: copy })
  const read = (file: string): unknown => JSON.parse(readFileSync(join(copy, file), 'utf8'))
  const told = { 'stock:empty': { summary: 'A pharmacy ran out of a medicine.', address: 'stock-empty' } }
  expect(read('contract.json')).toMatchObject({ namespaces: { '/patient-pharmacy': { serverToClient: told } } })
  expect(read('schemas/patient-pharmacy/server-to-client/stock-empty.payload.json')).toMatchObject({
    properties: { medicineId: { description: 'The medicine that is gone.' } },
  })
  expect(read('asyncapi/medsync.json')).toHaveProperty(['operations', 'patient-pharmacy.stock-empty'])
})

test('the site holds an added event, on the page of its namespace and among the types', () => {
  execFileSync(process.execPath, ['scripts/docs.mjs'], { cwd: copy })
  const pageAt = (path: string): string => readFileSync(join(copy, 'docs/reference', path), 'utf8')
  expect(pageAt('events/patient-pharmacy.html')).toContain('The medicine that is gone.')
  expect(pageAt('api/interfaces/socket-canon_patient-pharmacy.StockEmpty.html')).toContain('The medicine that is gone.')
})

test('an event without its sentence stops the build and is named', () => {
  const file = join(copy, 'src/events/patient-pharmacy.ts')
  writeFileSync(file, readFileSync(file, 'utf8').replace('        /** The medicine that is gone. */\n', ''))
  const build = (): Buffer =>
    execFileSync(process.execPath, ['scripts/build.mjs'], { cwd: copy, stdio: ['ignore', 'ignore', 'pipe'] })
  expect(build).toThrow(/stock:empty medicineId/)
})
