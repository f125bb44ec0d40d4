import { rmSync } from 'node:fs'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { ContractJson } from '../../src/spec/index.js'
import { CommandFolder } from './command.js'
import { eventOf, shopOf } from './contract-maker.js'
import { misfitsOf } from './report-schema.js'

let folder: CommandFolder
beforeEach(() => {
  folder = new CommandFolder()
})
afterEach(() => rmSync(folder.path, { recursive: true, force: true }))

const text = { type: 'string' }
const shop = (version: string, properties: object, required: readonly string[] = []): ContractJson =>
  shopOf({ serverToClient: { bell: eventOf({ payload: { type: 'object', properties, required } as never }) } }, version)
const own = (version: string): void => folder.write('package.json', { name: 'shop-contract', version })
const declare = (bump: string): void =>
  folder.write('.changeset/one.md', `---\n"shop-contract": ${bump}\n---\n\nWords.\n`)

describe('--against', () => {
  beforeEach(() => {
    folder.git('init', '-q', '-b', 'main')
    folder.write('packages/shop/contract.json', shop('1.0.0', { a: text }))
    folder.write('packages/shop/package.json', { name: 'shop-contract', version: '1.0.0' })
    folder.git('add', '.')
    folder.git('commit', '-qm', 'one')
    folder.git('tag', 'v1.0.0')
    folder.write('packages/shop/contract.json', shop('1.0.0', { a: text, b: text }))
  })

  test('`--against` compares with the contract of a branch, a tag or a commit, in this folder or by its path', async () => {
    const commit = folder.git('rev-parse', 'HEAD').trim()
    for (const ref of ['main', 'v1.0.0', commit, 'main:packages/shop/contract.json', 'main:./contract.json']) {
      const { code, out, err } = await folder.call(['diff', '--against', ref], 'packages/shop')
      expect([ref, code, err, out]).toEqual([ref, 0, '', expect.stringContaining('F01  /shop bell payload.b')])
    }
    expect((await folder.call(['diff', '--against', 'main', 'packages/shop/contract.json'])).code).toBe(0)
    const gate = await folder.call(['gate', '--against', 'v1.0.0'], 'packages/shop')
    expect([gate.code, gate.out]).toEqual([1, expect.stringContaining('"shop-contract": minor')])
  })

  test('`--against` says what git knows nothing of, and takes no option for a commit', async () => {
    const errorOf = async (...args: string[]): Promise<string> => {
      const { code, err } = await folder.call(args, 'packages/shop')
      expect(code).toBe(2)
      return err
    }
    expect(await errorOf('diff', '--against', 'nobody')).toContain('git knows no nobody here: fetch it first')
    expect(await errorOf('diff', '--against', 'main:none.json')).toContain('main has no file none.json')
    expect(await errorOf('diff', '--against=--output=x')).toContain('--against takes a branch, a tag or a commit')
    expect(await errorOf('diff', '--against', ':x')).toContain('--against takes a branch, a tag or a commit')
    expect(await errorOf('diff', '--against', 'main', 'contract.json', 'b.json')).toContain('takes one file beside')
    expect(await errorOf('gate', '--against', 'main', '--releases')).toContain('takes one of --released, --against')
    rmSync(`${folder.path}/.git`, { recursive: true })
    expect(await errorOf('diff', '--against', 'main')).toMatch(/there is no git repository here|knows no main/)
  })

  test('`--against` given more than once, names the one that breaks', async () => {
    folder.git('commit', '-aqm', 'two')
    folder.git('tag', 'v1.1.0')
    folder.write('packages/shop/contract.json', shop('1.0.0', { b: text }))
    const { code, out } = await folder.call(['gate', '--against', 'v1.1.0', '--against', 'v1.0.0'], 'packages/shop')
    expect(code).toBe(1)
    expect(out).toContain('Older releases that are supported')
    expect(out).toContain('v1.0.0')
  })
})

const release = async (version: string, properties: object, required: readonly string[] = []): Promise<void> => {
  folder.write('contract.json', shop(version, properties, required))
  expect((await folder.call(['gate', '--record', '--releases'])).code).toBe(0)
  own(version)
}

test('`--releases` compares with every release that is supported, and names the one that breaks', async () => {
  // a field that came as optional and is required since the last release: only the first lacks it for certain
  await release('1.0.0', { status: { enum: ['open'] } })
  await release('1.1.0', { status: { enum: ['open', 'done'] } })
  await release('1.2.0', { status: { enum: ['open', 'done'] }, note: text })
  folder.write('contract.json', shop('1.2.0', { status: { enum: ['open', 'done'] }, note: text, more: text }))
  declare('minor')
  expect((await folder.call(['gate'])).code).toBe(0)
  const { code, out } = await folder.call(['gate', '--releases'])
  expect(code).toBe(1)
  expect(out).toMatch(/1\.1\.0 {2}OK, 2 changes\n {2}1\.0\.0 {2}breaks, by 1 of 3 changes/)
  expect(out).toContain('F14 /shop bell payload.status also takes `done`')
  expect(out).toContain('Not yet: 1 supported release broken (1.0.0).')
  const json = JSON.parse((await folder.call(['gate', '--releases', '--json'])).out) as object
  expect(json).toMatchObject({
    format: 1,
    passes: false,
    against: ['supported-releases'],
    declared: 'minor',
    releases: [
      { name: '1.1.0', passes: true },
      { name: '1.0.0', passes: false, required: 'major' },
    ],
  })
  expect(misfitsOf(json)).toEqual([])
  const markdown = await folder.call(['gate', '--releases', '--markdown'])
  expect(markdown.out).toContain('Not yet: 1 supported release broken (1.0.0).')
  rmSync(`${folder.path}/contract.releases/1.0.0.json`)
  expect((await folder.call(['gate', '--releases'])).code).toBe(0)
})

test('`--releases` lets a major release break those before it, and says that it does', async () => {
  await release('1.0.0', { a: text }, ['a'])
  await release('1.1.0', { a: text, b: text }, ['a'])
  folder.write('contract.json', shop('1.1.0', { b: text }))
  declare('major')
  const { code, out } = await folder.call(['gate', '--releases'])
  expect([code, out]).toEqual([0, expect.stringContaining('1.0.0  OK')])
})

test('`--releases` counts in the releases how long a name was deprecated', async () => {
  await release('1.0.0', { a: text })
  await release('1.1.0', { a: { ...text, deprecated: true } })
  folder.write('contract.json', shop('1.1.0', {}))
  folder.write('contract.gate.json', { grace: 2 })
  declare('minor')
  const early = await folder.call(['gate', '--releases'])
  expect([early.code, early.out.replaceAll(/\s+/g, ' ')]).toEqual([
    1,
    expect.stringContaining('1 release says that it is deprecated, and 2 have to'),
  ])
  await release('1.2.0', { a: { ...text, deprecated: true } })
  folder.write('contract.json', shop('1.2.0', {}))
  expect((await folder.call(['gate', '--releases'])).out).not.toContain('Not in any release')
  expect((await folder.call(['gate'])).out).not.toContain('Not in any release')
})

test('releases are kept as soon as there is a folder for them, and say what is wrong with it', async () => {
  await release('1.0.0', {})
  folder.write('contract.json', shop('1.1.0', {}))
  expect(await folder.call(['gate', '--record'])).toMatchObject({
    out: 'Wrote contract.released.json and contract.releases/1.1.0.json.',
  })
  expect(folder.read('contract.releases/1.1.0.json')).toBe(folder.read('contract.released.json'))
  folder.write('contract.releases/old.json', {})
  expect((await folder.call(['gate', '--releases'])).err).toContain('contract.releases/old.json is not called by a')
  rmSync(`${folder.path}/contract.releases`, { recursive: true })
  expect((await folder.call(['gate', '--releases'])).err).toContain('there is no release in contract.releases/')
  const { package: _, ...unversioned } = shop('1.0.0', {})
  folder.write('contract.json', unversioned)
  expect((await folder.call(['gate', '--record', '--releases'])).err).toContain('says no version of its package')
})

test('`--write` writes the changeset that is missing, once, after which the gate opens', async () => {
  folder.write('contract.released.json', shop('1.0.0', {}))
  folder.write('contract.json', shop('1.0.0', { a: text }))
  own('1.0.0')
  expect((await folder.call(['gate'])).code).toBe(1)
  const { code, out } = await folder.call(['gate', '--write'])
  const [path] = /\.changeset\/contract-[0-9a-f]{8}\.md/.exec(out) ?? ['']
  expect([code, path]).toEqual([0, expect.stringMatching(/^\.changeset/)])
  expect(folder.read(path)).toBe('---\n"shop-contract": minor\n---\n\n- `/shop bell payload.a` was added, optional.\n')
  expect(await folder.call(['gate', '--write'])).toMatchObject({ code: 0, out: expect.not.stringContaining('Wrote') })
})

test('`--write` writes nothing for what no changeset can declare', async () => {
  folder.write('contract.released.json', shop('1.0.0', {}))
  folder.write('contract.json', shop('1.0.0', { a: { ...text, 'x-sensitive': 'secret' } }))
  own('1.0.0')
  declare('minor')
  expect(await folder.call(['gate', '--write'])).toMatchObject({ code: 1, out: expect.not.stringContaining('Wrote') })
})

test('a question that can’t be answered is given up, and the comparison goes on', async () => {
  const both = (pattern: string, type: string): ContractJson =>
    shopOf({
      serverToClient: {
        bell: eventOf({ payload: { type: 'object', properties: { a: { ...text, pattern } } } as never }),
        gong: eventOf({ payload: { type: 'object', properties: { b: { type } } } as never }),
      },
    })
  folder.write('old.json', both('^(?<=x)a$', 'string'))
  folder.write('new.json', both('^(?<=y)a$', 'number'))
  const { code, out } = await folder.call(['diff', 'old.json', 'new.json', '--timeout', '500'])
  expect(code).toBe(1)
  expect(out).toContain('Gave up on 1 question, which counts as breaking: F19 /shop bell payload.a.')
  expect(out).toContain('F13  /shop gong payload.b')
  expect((await folder.call(['diff', 'old.json', 'new.json', '--timeout', 'soon'])).err).toContain(
    '--timeout takes milli',
  )
})
