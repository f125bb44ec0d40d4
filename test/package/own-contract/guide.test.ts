import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, symlinkSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { parse } from 'yaml'
import { freePort } from '../../free-port.js'
import { type Answer, node, packed } from '../project.js'
import { GuideWalk, listedFiles, type PackageLayout } from './guide-walk.js'
import { Registry } from './registry.js'
import { Shell } from './shell.js'

const shells: Shell[] = []
const registries: Registry[] = []
afterAll(async () => {
  for (const shell of shells) await shell.close()
  for (const registry of registries) await registry.close()
})

let upstream: string
beforeAll(async () => {
  const { output } = await node(
    packed.root,
    '-p',
    "require('child_process').execSync('npm config get registry', { encoding: 'utf8' })",
  )
  upstream = output.trim()
})

async function walkOf(layout: PackageLayout): Promise<{ walk: GuideWalk; registry: Registry }> {
  const registry = await Registry.open(upstream, (name) => name === 'socket-canon' || name.startsWith('@team/'))
  registries.push(registry)
  registry.add(packed.tarball)
  const folder = join(packed.root, `own-contract-shell-${layout}`)
  mkdirSync(folder)
  const shell = await Shell.open(folder, registry)
  shells.push(shell)
  return { walk: new GuideWalk(layout, shell, { 3000: await freePort(), 4173: await freePort() }), registry }
}

interface Workflow {
  readonly jobs: { readonly contract: { readonly steps: readonly { readonly run?: string }[] } }
}

/** Runs the pipeline on a fresh clone of the last commit, as CI does; what is installed may be lent to it. */
async function pipelineOf(walk: GuideWalk, installing: 'installed' | 'lent'): Promise<Answer> {
  const { repository } = walk
  const clone = `${repository}-clone`
  rmSync(clone, { recursive: true, force: true })
  expect(await walk.run(repository, `git clone -q --depth 1 file://${repository} ${clone}`)).toMatchObject({ code: 0 })
  const { jobs } = parse(readFileSync(join(clone, '.github/workflows/shop-contract.yml'), 'utf8')) as Workflow
  const [install, ...scripts] = jobs.contract.steps.flatMap((step) => step.run ?? [])
  expect([install, scripts.length]).toEqual(['npm ci', 3])
  if (installing === 'installed') return walk.run(clone, [install, ...scripts].join('\n'))
  symlinkSync(join(repository, 'node_modules'), join(clone, 'node_modules'))
  return walk.run(clone, scripts.join('\n'))
}

/** Lists the files that a publication would hold. */
function publishedFiles(output: string): string[] {
  return [...output.matchAll(/^npm notice [\d.]+ ?k?B (\S+)$/gm)].map(([, file = '']) => file)
}

test.concurrent.each(['alone', 'monorepo'] as const)(
  "the guide to a package of one's own, followed word by word, leads from an empty folder to a release with two users: %s",
  async (layout) => {
    const { walk, registry } = await walkOf(layout)
    const begin = performance.now()
    expect(await walk.follow(layout === 'alone' ? 'npx socket-canon init' : 'mkdir team')).toMatch(/^# fail 0$/m)
    const laidOut = performance.now() - begin
    const contract = walk.folderOf('contract')
    expect(listedFiles).toHaveLength(7)
    const isThere = (file: string): boolean =>
      [contract, walk.repository].some((folder) => existsSync(join(folder, file)))
    expect(listedFiles.filter((file) => !isThere(file))).toEqual([])
    const tested = await timed(() => walk.run(contract, 'npm test'))
    expect(tested.result).toEqual({ code: 0, output: expect.stringMatching(/^# pass [1-9]\d$/m) })
    console.info(
      `${layout}: laid out, installed and tested in ${seconds(laidOut)}, tested again in ${seconds(tested.ms)}`,
    )

    const worked = await walk.follow('npm run build')
    expect(worked).toContain('open site/index.html')
    expect(worked).toContain('Fresh: ')
    await walk.follow('git add --all')
    expect(await walk.run(walk.repository, 'git status --porcelain')).toEqual({ code: 0, output: '' })
    const committed = await walk.run(contract, 'git ls-files')
    expect(committed.output.split('\n').filter((file) => /^(?:dist|site|node_modules)/.test(file))).toEqual([])
    expect(committed.output).toContain('contract.json\n')

    const first = await walk.follow('npm run gate')
    expect(first).toContain('@team/shop-contract was never released')
    const files = publishedFiles(first)
    expect(files).toEqual(expect.arrayContaining(['contract.json', 'dist/shop.browser.js', 'dist/shop.d.cts']))
    expect(files.filter((file) => /^(?:src|test|site|\.)/.test(file))).toEqual([])
    // what the guide does without in a dry run
    expect(await walk.run(contract, 'npm publish --access public')).toMatchObject({ code: 0 })
    expect(registry.versionsOf('@team/shop-contract')).toEqual(['1.0.0'])
    expect(await pipelineOf(walk, 'installed')).toEqual({
      code: 0,
      output: expect.stringContaining('OK. Nothing to release.'),
    })
    await walk.follow(layout === 'alone' ? 'mkdir shop-server' : 'npm init --yes -w apps/server')
    await walk.follow('import { itemRoom, shop, shopAliases }')
    await walk.follow('node server.js')
    await walk.follow(layout === 'alone' ? 'mkdir shop-web' : 'npm init --yes -w apps/web')
    await walk.follow('<!doctype html>')
    await walk.follow('import { itemRoom, shop }')
    await walk.follow('{')
    await walk.follow('npx tsc')
    const [bundle = ''] = readdirSync(join(walk.folderOf('web'), 'dist/assets'))
    const code = readFileSync(join(walk.folderOf('web'), 'dist/assets', bundle), 'utf8')
    // its events are there, and neither zod nor an example
    expect(['item:count', '$ZodType', '2026-01-02T03:04:05Z'].map((text) => code.includes(text))).toEqual([
      true,
      false,
      false,
    ])
    await walk.follow('npx vite preview')
    expect(await node(packed.repo, pageProgram, `http://localhost:${walk.portOf(4173)}`)).toEqual({
      code: 0,
      output: 'there were 0\nTea: 1\n',
    })
    const verified = await walk.follow(layout === 'alone' ? 'cd shop-web' : 'npx socket-canon verify')
    expect(verified).toMatch(/passed/)

    const changed = await walk.follow('/** Where it lies. */')
    expect(changed).toMatch(/title: text\(200\),\n +\/\*\* Where it lies\. \*\/\n +place:/)
    await walk.run(contract, 'git commit -qam "Forget to build"')
    expect(await pipelineOf(walk, 'lent')).toEqual({ code: 1, output: expect.stringContaining('contract.json') })
    await walk.run(contract, 'npm run build && git add --all && git commit -qm "Forget the changeset"')
    const undeclared = await pipelineOf(walk, 'lent')
    expect(undeclared).toEqual({ code: 1, output: expect.stringContaining('"@team/shop-contract": minor') })
    expect(undeclared.output).toMatch(/^# fail 0$/m)
    expect(await walk.follow('npm run build')).toContain('Wrote .changeset/contract-')
    expect(await pipelineOf(walk, 'lent')).toMatchObject({ code: 0 })
    const second = await walk.follow('npm run gate')
    expect(second).toMatch(/item:changed.*place/)
    expect(await walk.run(contract, 'npm publish --access public')).toMatchObject({ code: 0 })
    expect(registry.versionsOf('@team/shop-contract')).toEqual(['1.0.0', '1.1.0'])
    expect(await pipelineOf(walk, 'lent')).toMatchObject({ code: 0 })
    expect(walk.left).toBe(0)
  },
)

const pageProgram = join(packed.repo, 'test/package/own-contract/page.mjs')

async function timed<Result>(work: () => Promise<Result>): Promise<{ readonly result: Result; readonly ms: number }> {
  const begin = performance.now()
  const result = await work()
  return { result, ms: performance.now() - begin }
}

function seconds(ms: number): string {
  return `${(ms / 1000).toFixed(1)} s`
}
