import { execFileSync } from 'node:child_process'
import { rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { expect, onTestFinished, test } from 'vitest'
import { ownPackage, shop } from '../own-package.js'
import { buildIn, filesIn } from './build-folder.js'

const made = [
  'asyncapi/own.json',
  'contract.json',
  ...['.socket-canon-build.json', 'shop.browser.cjs', 'shop.browser.js', 'shop.built.cjs', 'shop.built.js'].map(
    (file) => `dist/${file}`,
  ),
  ...['shop.cjs', 'shop.d.cts', 'shop.d.ts', 'shop.js'].map((file) => `dist/${file}`),
]
const load = (file: string) => import(/* @vite-ignore */ pathToFileURL(file).href)

test('a package is built to modules in both formats, types, and data for every language', async () => {
  const cwd = ownPackage({ 'src/shop.ts': shop })
  const { code, out, err } = await buildIn(cwd, 'src/shop.ts')
  expect([code, err]).toEqual([0, ''])
  expect(out).toMatch(/^Built \/shop \(2 events\): 23 files written, in [\d.]+ m?s\n/)
  const files = filesIn(cwd)
  const schemas = Object.keys(files).filter((path) => path.startsWith('schemas/'))
  expect(schemas).toContain('schemas/shop/server-to-client/order-updated.payload.json')
  expect(Object.keys(files)).toEqual([...made, 'package.json', ...schemas, 'src/shop.ts'].sort())
  expect(
    Object.keys(files).filter((path) => path.startsWith('dist/') && /zod|fields'/.test(files[path] ?? '')),
  ).toEqual([])

  const contract = JSON.parse(files['contract.json'] as string)
  expect(contract.namespaces['/shop'].serverToClient['order:updated'].payload.properties.status.description).toBe(
    'Where it stands.',
  )
  expect(JSON.parse(files['asyncapi/own.json'] as string).info).toEqual({ title: 'own', version: '0.0.0' })
  const { shop: imported } = await load(join(cwd, 'dist/shop.js'))
  const { shop: required } = createRequire(join(cwd, 'package.json'))('./dist/shop.cjs')
  expect([imported.path, required.path]).toEqual(['/shop', '/shop'])

  expect(await buildIn(cwd, 'src/shop.ts')).toEqual({
    code: 0,
    out: expect.stringMatching(/^Built \/shop \(2 events\): nothing to write, all is fresh, in [\d.]+ m?s\n/),
    err: '',
  })
  expect(filesIn(cwd)).toEqual(files)
})

test('a package that is no module has its ES modules read as such', async () => {
  const cwd = ownPackage({ 'package.json': '{ "name": "own" }', 'src/shop.ts': shop })
  expect((await buildIn(cwd, 'src/shop.ts')).code).toBe(0)
  expect(filesIn(cwd)['dist/package.json']).toBe('{\n  "type": "module"\n}\n')
  const program =
    "Promise.all([import('./dist/shop.js'), require('./dist/shop.cjs')]).then(([one, two]) => console.log(one.shop.path, two.shop.path))"
  expect(execFileSync(process.execPath, ['-e', program], { cwd, encoding: 'utf8' })).toBe('/shop /shop\n')
  // it stays ours, and goes when nobody needs it
  expect((await buildIn(cwd, 'src/shop.ts', '--check')).code).toBe(0)
  writeFileSync(join(cwd, 'package.json'), '{ "name": "own", "type": "module" }')
  expect((await buildIn(cwd, 'src/shop.ts')).out).toContain(
    'Removed, for nothing makes them any more:\n  dist/package.json\n',
  )
  expect(filesIn(cwd)).not.toHaveProperty(['dist/package.json'])
})

test('a folder that somebody else made CommonJS is told, with what to do', async () => {
  const other = '{ "type": "commonjs" }'
  const cwd = ownPackage({ 'package.json': '{ "name": "own" }', 'dist/package.json': other, 'src/shop.ts': shop })
  expect(await buildIn(cwd, 'src/shop.ts')).toEqual({
    code: 2,
    out: '',
    err: 'socket-canon build: dist/package.json makes CommonJS of the .js files in dist: give it "type": "module"\n',
  })
  expect((await buildIn(cwd, 'src/shop.ts', '--format', 'cjs')).code).toBe(0)
  expect(filesIn(cwd)['dist/package.json']).toBe(other)
})

test('options stand in package.json, and those of the command line win', async () => {
  const settings = { entries: ['./src/shop.ts'], out: 'lib', format: ['esm'], prose: 'optional' }
  const manifest = JSON.stringify({ name: '@acme/shop-events', type: 'module', 'socket-canon': settings })
  const cwd = ownPackage({ 'package.json': manifest, 'src/shop.ts': shop })
  expect((await buildIn(cwd)).code).toBe(0)
  const written = Object.keys(filesIn(cwd))
  expect(written).toEqual(expect.arrayContaining(['asyncapi/shop-events.json', 'lib/shop.d.ts', 'lib/shop.js']))
  expect(written.filter((path) => /^dist|cjs$|cts$/.test(path))).toEqual([])
  expect((await buildIn(cwd, '--out', 'dist', '--format', 'cjs', '--check')).out).toMatch(
    /files to write anew, .*\n(?: {2}dist\/.*is missing\n)+$/,
  )
})

const told: readonly (readonly [what: string, manifest: object, args: readonly string[], message: string])[] = [
  ['no entry', {}, [], 'takes the modules that export your contracts: name them, as src/shop.ts'],
  ['an entry that is not there', {}, ['src/none.ts'], 'there is no file src/none.ts'],
  ['a folder as an entry', {}, ['src'], 'src is no module: an entry is a file in TypeScript or JavaScript'],
  ['an entry outside', {}, ['../shop.ts'], '../shop.ts is outside of the package: an entry has to lie in its folder'],
  ['an output outside', {}, ['src/shop.ts', '--out', '..'], '.. is outside of the package: --out has to lie in'],
  ['an output over sources', {}, ['src/shop.js', '--out', 'src'], 'src/shop.js is read, and would be written too'],
  ['another format', {}, ['src/shop.ts', '--format', 'umd'], '--format takes esm, cjs'],
  ['another word for prose', {}, ['src/shop.ts', '--prose', 'yes'], '--prose takes required, optional'],
  ['an unknown option', {}, ['src/shop.ts', '--minify'], "Unknown option '--minify'; try `socket-canon build --help`"],
  ['both of two', {}, ['--check', '--watch'], 'takes one of --check and --watch'],
  [
    'an unknown key',
    { entry: ['src/shop.ts'] },
    [],
    'package.json, "socket-canon": there is no option "entry"; it takes entries, out, format, prose',
  ],
  [
    'a key of another type',
    { entries: 'src/shop.ts' },
    [],
    'package.json, "socket-canon": "entries" takes a list of files, such as ["src/shop.ts"]',
  ],
]

test.for(told)('%s is refused in one line that says what to do', async ([, settings, args, message]) => {
  const manifest = JSON.stringify({ name: 'own', type: 'module', 'socket-canon': settings })
  const cwd = ownPackage({ 'package.json': manifest, 'src/shop.ts': shop, 'src/shop.js': plainShop })
  const before = filesIn(cwd)
  const { code, out, err } = await buildIn(cwd, ...args)
  expect([code, out]).toEqual([2, ''])
  expect(err).toContain(`socket-canon build: ${message}`)
  expect(err.split('\n')).toHaveLength(2)
  expect(filesIn(cwd)).toEqual(before)
})

const plainShop = `import { event, namespace } from 'socket-canon'
export const shop = namespace('/shop', { serverToClient: { 'shop:open': event({}) }, clientToServer: {} })
`

test('a folder without package.json is told', async () => {
  const cwd = ownPackage({ 'src/shop.ts': shop })
  rmSync(join(cwd, 'package.json'))
  expect((await buildIn(cwd, 'src/shop.ts')).err).toBe(
    'socket-canon build: there is no package.json here: run this in the folder of your package\n',
  )
})

test('a contract.json of somebody else is left alone', async () => {
  const cwd = ownPackage({ 'contract.json': '{ "abi": [] }', 'src/shop.ts': shop })
  const { code, err } = await buildIn(cwd, 'src/shop.ts')
  expect([code, err]).toEqual([2, expect.stringContaining('contract.json is there and no contract: move it')])
  expect(filesIn(cwd)['contract.json']).toBe('{ "abi": [] }')
})

test('a folder is built through a link to it too', async () => {
  const cwd = ownPackage({ 'src/shop.ts': plainShop })
  const link = `${cwd}-link`
  symlinkSync(cwd, link)
  onTestFinished(() => rmSync(link))
  expect((await buildIn(link, 'src/shop.ts')).code).toBe(0)
  expect((await buildIn(cwd, 'src/shop.ts', '--check')).code).toBe(0)
})

test('entries in several folders keep their places', async () => {
  const news = plainShop.replaceAll('shop', 'news')
  const cwd = ownPackage({ 'src/shop.ts': plainShop, 'src/more/news.ts': news })
  const { code, out } = await buildIn(cwd, 'src/shop.ts', 'src/more/news.ts', '--format', 'esm')
  expect([code, out]).toEqual([0, expect.stringContaining('Built /shop (1 event), /news (1 event)')])
  expect(out).toContain('To import own/shop and own/more/news, it has to say:')
  const { namespaces } = JSON.parse(filesIn(cwd)['contract.json'] as string)
  expect(Object.keys(namespaces)).toEqual(['/news', '/shop'])
  expect(namespaces['/news'].exports.from).toBe('own/more/news')
  expect(Object.keys(filesIn(cwd))).toContain('dist/more/news.d.ts')
})

test('a module that is imported while another runs is written, and found in every format', async () => {
  const more = 'export const more = 7\n'
  const source = `${plainShop}export const later = async (): Promise<number> => (await import('./more.js')).more\n`
  const cwd = ownPackage({ 'src/shop.ts': source, 'src/more.ts': more })
  expect((await buildIn(cwd, 'src/shop.ts', '--out', 'lib')).err).toBe('')
  const program =
    "Promise.all([import('./lib/shop.js'), require('./lib/shop.cjs')].map(async (m) => (await m).later())).then(console.log)"
  expect(execFileSync(process.execPath, ['-e', program], { cwd, encoding: 'utf8' })).toBe('[ 7, 7 ]\n')
  expect(filesIn(cwd)['lib/shop.cjs']).toContain('./more.cjs')
})

test('an entry may say what runs it, and declare what is not there', async () => {
  const cwd = ownPackage({ 'src/shop.ts': `#!/usr/bin/env node\n${plainShop}declare const release: string\n` })
  expect((await buildIn(cwd, 'src/shop.ts')).err).toBe('')
  expect((await load(join(cwd, 'dist/shop.js'))).shop.path).toBe('/shop')
})
