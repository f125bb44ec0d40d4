import { execFileSync } from 'node:child_process'
import { mkdirSync, readdirSync, readFileSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { replaceFiles } from '../../../src/cli/build/replace-files.js'
import { ownPackage, shop } from '../own-package.js'
import { buildIn, filesIn } from './build-folder.js'

const renamed = shop.replace("'order:join'", "'order:follow'")
const oldFiles = [
  'schemas/shop/client-to-server/order-join.payload.json',
  'schemas/shop/client-to-server/order-join.reply.json',
]

test('what nothing makes any more goes, and nothing else does', async () => {
  const line = "import { text } from 'socket-canon/fields'\nexport const size = 80\nexport const article = text(80)\n"
  const split = `export { size } from './line.js'\n${shop}`
  const cwd = ownPackage({
    'src/line.ts': line,
    'src/shop.ts': split,
    'schemas/shop/mine.json': '{}',
    'dist/mine.js': '',
  })
  expect((await buildIn(cwd, 'src/shop.ts')).code).toBe(0)
  expect(Object.keys(filesIn(cwd))).toEqual(expect.arrayContaining(['dist/line.d.ts', 'dist/line.js', ...oldFiles]))
  writeFileSync(join(cwd, 'src/shop.ts'), renamed)
  const { out } = await buildIn(cwd, 'src/shop.ts')
  expect(out).toContain(`Removed, for nothing makes them any more:\n  dist/line.browser.cjs\n`)
  const left = Object.keys(filesIn(cwd))
  expect(left.filter((path) => oldFiles.includes(path) || path.startsWith('dist/line'))).toEqual([])
  expect(left).toEqual(expect.arrayContaining(['dist/mine.js', 'schemas/shop/mine.json']))
  expect(left).toContain('schemas/shop/client-to-server/order-follow.payload.json')
})

test('a fresh clone knows what an earlier build wrote beside package.json', async () => {
  const cwd = ownPackage({ 'src/shop.ts': shop })
  await buildIn(cwd, 'src/shop.ts')
  rmSync(join(cwd, 'dist'), { recursive: true })
  writeFileSync(join(cwd, 'package.json'), '{ "name": "other", "type": "module" }')
  writeFileSync(join(cwd, 'src/shop.ts'), renamed)
  expect((await buildIn(cwd, 'src/shop.ts')).out).toContain(
    ['Removed, for nothing makes them any more:', 'asyncapi/own.json', ...oldFiles].join('\n  '),
  )
  expect(readdirSync(join(cwd, 'asyncapi'))).toEqual(['other.json'])
})

test('a list of what was written leads to no file outside', async () => {
  const cwd = ownPackage({ 'src/shop.ts': shop, 'keep.json': '1' })
  await buildIn(cwd, 'src/shop.ts')
  const list = join(cwd, 'dist/.socket-canon-build.json')
  const { written } = JSON.parse(readFileSync(list, 'utf8'))
  writeFileSync(list, JSON.stringify({ written: [...written, '../keep.json', join(cwd, 'keep.json'), 7] }))
  const index = join(cwd, 'schemas/index.json')
  const whole = JSON.parse(readFileSync(index, 'utf8'))
  const files = [...whole.files, { file: '../keep.json', part: 'payload' }, null]
  writeFileSync(index, JSON.stringify({ ...whole, files }))
  expect(await buildIn(cwd, 'src/shop.ts')).toMatchObject({ code: 0, out: expect.not.stringContaining('Removed') })
  expect(filesIn(cwd)['keep.json']).toBe('1')
})

test('a contract.json that a merge broke is written anew', async () => {
  const cwd = ownPackage({ 'src/shop.ts': shop })
  await buildIn(cwd, 'src/shop.ts')
  const whole = filesIn(cwd)
  writeFileSync(join(cwd, 'contract.json'), `<<<<<<< ours\n${whole['contract.json']}`)
  expect((await buildIn(cwd, 'src/shop.ts')).code).toBe(0)
  expect(filesIn(cwd)).toEqual(whole)
})

test('a check writes nothing, and names what is stale, missing or made by nothing', async () => {
  const cwd = ownPackage({ 'src/shop.ts': shop })
  await buildIn(cwd, 'src/shop.ts')
  writeFileSync(join(cwd, 'src/shop.ts'), renamed)
  rmSync(join(cwd, 'dist/shop.d.ts'))
  const before = filesIn(cwd)
  const { code, out, err } = await buildIn(cwd, 'src/shop.ts', '--check')
  expect([code, err]).toEqual([1, ''])
  expect(out).toMatch(/^\d+ files to write anew, by `socket-canon build`:\n/)
  expect(out).toMatch(/\n {2}contract\.json +is stale\n/)
  expect(out).toMatch(/\n {2}dist\/shop\.d\.ts +is missing\n/)
  for (const path of oldFiles) expect(out).toMatch(RegExp(`\\n {2}${path} +is made by nothing any more\\n`))
  expect(out).toMatch(/\n {2}schemas\/shop\/client-to-server\/order-follow\.payload\.json +is missing\n/)
  expect(filesIn(cwd)).toEqual(before)
})

test('a check in a fresh clone looks at what is committed alone, and says so', async () => {
  const cwd = ownPackage({ 'src/shop.ts': shop, '.gitignore': 'dist/\nnode_modules/\n' })
  await buildIn(cwd, 'src/shop.ts')
  rmSync(join(cwd, 'dist'), { recursive: true })
  expect((await buildIn(cwd, 'src/shop.ts', '--check')).code).toBe(1)
  execFileSync('git', ['init', '--quiet'], { cwd })
  expect(await buildIn(cwd, 'src/shop.ts', '--check')).toEqual({
    code: 0,
    out: 'Fresh: 14 files made of src/shop.ts; dist is not built here, and git ignores it\n',
    err: '',
  })
  writeFileSync(join(cwd, 'src/shop.ts'), renamed)
  const { code, out } = await buildIn(cwd, 'src/shop.ts', '--check')
  expect([code, out]).toEqual([1, expect.not.stringContaining('  dist/')])
})

test('what says the same is not written again', async () => {
  const cwd = ownPackage({ 'src/shop.ts': shop })
  await buildIn(cwd, 'src/shop.ts')
  const [same, other] = ['schemas/shop/server-to-client/order-updated.payload.json', 'contract.json'].map((path) =>
    join(cwd, path),
  ) as [string, string]
  const then = new Date(2020, 1, 1)
  for (const file of [same, other]) utimesSync(file, then, then)
  writeFileSync(join(cwd, 'src/shop.ts'), renamed)
  await buildIn(cwd, 'src/shop.ts')
  expect(statSync(same).mtime).toEqual(then)
  expect(statSync(other).mtime).not.toEqual(then)
})

test('a file that can not be written leaves everything as it was', async () => {
  const cwd = ownPackage({ 'src/shop.ts': shop, schemas: 'a file' })
  const before = filesIn(cwd)
  expect(await buildIn(cwd, 'src/shop.ts')).toEqual({
    code: 2,
    out: '',
    err: expect.stringMatching(/^socket-canon build: nothing is changed, for schemas.* can't be written: \w+\n$/),
  })
  expect(filesIn(cwd)).toEqual(before)
  expect(readdirSync(cwd).sort()).toEqual(['node_modules', 'package.json', 'schemas', 'src'])
})

test('a step that fails late undoes those before it', () => {
  const cwd = ownPackage({ 'a.txt': 'old', 'gone.txt': 'gone' })
  const before = filesIn(cwd)
  const files = new Map([
    ['a.txt', 'new'],
    ['new/b.txt', 'new'],
  ])
  expect(() => replaceFiles(cwd, { files, gone: ['gone.txt', 'never.txt'] })).toThrow(
    "nothing is changed, for never.txt can't be written: ENOENT",
  )
  expect(filesIn(cwd)).toEqual(before)
  expect(readdirSync(cwd)).not.toContain('new')
})

test('a folder in the place of a file is told before anything is written', async () => {
  const cwd = ownPackage({ 'src/shop.ts': shop })
  mkdirSync(join(cwd, 'dist/shop.js'), { recursive: true })
  expect((await buildIn(cwd, 'src/shop.ts')).err).toBe(
    'socket-canon build: dist/shop.js is no file, and one has to be written there\n',
  )
})

const foreign: readonly (readonly [path: string, text: string, args: readonly string[], message: string])[] = [
  [
    'src/shop.js',
    'export const mine = 1\n',
    ['--out', 'src'],
    'src/shop.js is there, and no build wrote it: move or remove it, or choose another folder with --out',
  ],
  ['asyncapi/own.json', '{}', [], 'asyncapi/own.json is there, and no build wrote it: move or remove it'],
  [
    'schemas/index.json',
    '{ "files": [{ "file": "mine.json" }] }',
    [],
    'schemas/index.json is there, and no build wrote it: move or remove it',
  ],
  [
    'contract.json',
    '{ "namespaces": ["k8s"] }',
    [],
    'contract.json is there and no contract: move it, for that is where the contract is written',
  ],
]

test.for(foreign)('%s of somebody else is named and stays', async ([path, text, args, message]) => {
  const cwd = ownPackage({ 'src/shop.ts': shop, [path]: text, 'schemas/mine.json': '{}' })
  const before = filesIn(cwd)
  for (const option of [[], ['--check']])
    expect(await buildIn(cwd, 'src/shop.ts', ...args, ...option)).toEqual({
      code: 2,
      out: '',
      err: `socket-canon build: ${message}\n`,
    })
  expect(filesIn(cwd)).toEqual(before)
})

test('an index of somebody else makes nothing go', async () => {
  const cwd = ownPackage({ 'src/shop.ts': shop, 'schemas/mine.json': '{}' })
  await buildIn(cwd, 'src/shop.ts')
  writeFileSync(join(cwd, 'schemas/index.json'), '{ "files": [{ "file": "mine.json", "part": "payload" }] }')
  expect((await buildIn(cwd, 'src/shop.ts')).err).toContain('schemas/index.json is there, and no build wrote it')
  expect(filesIn(cwd)['schemas/mine.json']).toBe('{}')
})

test('what a merge broke in all three places is written anew', async () => {
  const cwd = ownPackage({ 'src/shop.ts': shop })
  await buildIn(cwd, 'src/shop.ts')
  const whole = filesIn(cwd)
  for (const path of ['contract.json', 'schemas/index.json', 'asyncapi/own.json', oldFiles[0] as string])
    writeFileSync(join(cwd, path), `${whole[path]}>>>>>>> theirs\n`)
  rmSync(join(cwd, 'dist'), { recursive: true })
  expect((await buildIn(cwd, 'src/shop.ts')).err).toBe('')
  expect(filesIn(cwd)).toEqual(whole)
})
