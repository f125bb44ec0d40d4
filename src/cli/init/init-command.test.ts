import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { beforeEach, expect, onTestFinished, test } from 'vitest'
import { parse } from 'yaml'
import { run } from '../run.js'

let root: string
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'socket-canon-init-'))
  onTestFinished(() => rmSync(root, { recursive: true, force: true }))
})

interface Ran {
  readonly code: number
  readonly out: string
  readonly err: string
  /** What was asked. */
  readonly asked: readonly string[]
}

/** Runs the command; where there are lines to answer with, as somebody at a terminal. */
async function init(args: readonly string[], lines?: readonly string[]): Promise<Ran> {
  const [out, err, asked]: string[][] = [[], [], []]
  const answers = [...(lines ?? [])]
  const ask = async (question: string): Promise<string | undefined> => {
    asked?.push(question)
    return answers.shift()
  }
  const code = await run(['init', ...args], {
    cwd: root,
    hasColour: false,
    columns: 100,
    out: (text) => out?.push(text),
    err: (text) => err?.push(text),
    ...(lines && { ask }),
  })
  return { code, out: out?.join('\n') ?? '', err: err?.join('\n') ?? '', asked: asked ?? [] }
}

const write = (path: string, text = ''): void => {
  mkdirSync(dirname(join(root, path)), { recursive: true })
  writeFileSync(join(root, path), text)
}
const read = (path: string): string => readFileSync(join(root, path), 'utf8')
const all = (): string[] =>
  readdirSync(root, { recursive: true, withFileTypes: true })
    .filter((entry) => !entry.isDirectory())
    .map((entry) => join(entry.parentPath, entry.name).slice(root.length + 1))
    .sort()
const manifestOf = (folder: string): Record<string, unknown> => JSON.parse(read(`${folder}/package.json`))

test('a package is laid out in an empty folder, with everything that it needs', async () => {
  const { code, out, asked } = await init(['shop-contract', '--name', '@team/shop-contract'])
  expect([code, asked]).toEqual([0, []])
  expect(out).toBe(
    [
      'Wrote @team/shop-contract, a package with the contract of /shop, to shop-contract:',
      '',
      '  src/shop.ts                           the contract; begin here',
      '  test/conformance.test.js              what every contract has to be',
      '  package.json                          how others import it, and its scripts',
      '  tsconfig.json                         how its types are checked',
      '  .gitignore                            what is made anew',
      '  README.md                             how to use, change and release it',
      '  .github/workflows/shop-contract.yml   what a pull request has to pass',
      '',
      'Next:',
      '',
      '  cd shop-contract',
      '  npm install',
      '  npm test',
      '',
      'Then change src/shop.ts into your own contract. Commit what the build writes beside package.json:',
      'contract.json, schemas and asyncapi.',
    ].join('\n'),
  )
  expect(all()).toEqual(
    ['.github/workflows/shop-contract.yml', '.gitignore', 'README.md', 'package.json']
      .concat(['src/shop.ts', 'test/conformance.test.js', 'tsconfig.json'])
      .map((path) => `shop-contract/${path}`),
  )
  expect(manifestOf('shop-contract')).toMatchObject({
    name: '@team/shop-contract',
    exports: { '.': { import: { default: './dist/shop.js' }, require: { types: './dist/shop.d.cts' } } },
    files: ['dist', '!dist/.socket-canon-build.json', 'contract.json', 'contract.versions', 'schemas', 'asyncapi'],
    'socket-canon': { entries: ['src/shop.ts'], out: 'dist', format: ['esm', 'cjs'], prose: 'required' },
    devDependencies: { esbuild: expect.stringMatching(/^\^\d/), zod: expect.stringMatching(/^\^4/) },
  })
  const { jobs } = parse(read('shop-contract/.github/workflows/shop-contract.yml'))
  expect(jobs.contract.steps.flatMap((step: { run?: string }) => step.run ?? [])).toEqual([
    'npm ci',
    'npm run check',
    'npm test',
    'npm run gate',
  ])
})

test('an option that is not given is asked for at a terminal, until the answer will do', async () => {
  const ran = await init(['shop-contract'], ['Shop', '@team/floor-contract', 'class', ''])
  expect(ran.code).toBe(0)
  expect(ran.asked).toEqual([
    'Name of the package (shop-contract): ',
    'Name of the package (shop-contract): ',
    'Name of its first contract (floor): ',
    'Name of its first contract (floor): ',
  ])
  expect(ran.err.split('\n')).toEqual([
    'npm takes no such name, for it has capital letters; one such as @team/shop-contract will do',
    'no constant and no path can be called so; a word such as shop or shop-floor will do',
  ])
  expect(read('shop-contract/src/floor.ts')).toContain("export const floor = namespace('/floor', {")
})

test('a question whose input ends stops the command, and writes nothing', async () => {
  expect(await init(['shop'], [])).toMatchObject({
    code: 2,
    err: 'socket-canon init: was stopped, and nothing was written',
  })
  expect(all()).toEqual([])
})

test('an option that is given is not asked for, and with --yes nothing is', async () => {
  expect((await init(['one', '--name', 'one', '--contract', 'floor'], [])).asked).toEqual([])
  expect((await init(['two', '--yes'], [])).asked).toEqual([])
  expect(all().filter((path) => path.includes('/src/'))).toEqual(['one/src/floor.ts', 'two/src/two.ts'])
})

test('a file that exists keeps all from being written, before anything is asked', async () => {
  write('shop/README.md', 'mine')
  symlinkSync('nowhere', join(root, 'shop/package.json'))
  const before = all()
  expect(await init(['shop'], ['a', 'b'])).toEqual({
    code: 2,
    out: '',
    err: 'socket-canon init: shop has package.json, README.md already, and nothing was written: move them away, or name another folder',
    asked: [],
  })
  expect([all(), read('shop/README.md')]).toEqual([before, 'mine'])
})

test('a file of which only an answer makes a conflict is found too', async () => {
  write('shop/src/floor.ts', 'mine')
  const { code, err } = await init(['shop'], ['', 'floor'])
  expect([code, all()]).toEqual([2, ['shop/src/floor.ts']])
  expect(err).toContain('shop has src/floor.ts already')
})

test('what could not be written as a whole is not there in part', async () => {
  write('shop/test', 'a file where a folder has to be')
  expect(await init(['shop'])).toMatchObject({
    code: 2,
    err: "socket-canon init: test/conformance.test.js can't be written (EEXIST), and nothing was",
  })
  expect(all()).toEqual(['shop/test'])
})

test.each([
  [['shop', '--name', 'Shop'], '--name: npm takes no such name, for it has capital letters'],
  [['shop', '--contract', 'new'], '--contract: no constant and no path can be called so'],
  [['shop', '--manager', 'make'], '--manager takes npm, pnpm'],
  [['shop', '--ci', 'jenkins'], '--ci takes github, none'],
  [['shop', 'floor'], 'takes one folder'],
  [['shop', '--nmae', 'x'], "Unknown option '--nmae'; try `socket-canon init --help`"],
  [['file'], 'file is no folder'],
  [['file/shop'], 'file/shop is no folder'],
])('bad input gets one line, and nothing is written: %s', async (args, words) => {
  write('file')
  const { code, out, err } = await init(args)
  expect([code, out, all()]).toEqual([2, '', ['file']])
  expect(err.split('\n')).toEqual([expect.stringContaining(`socket-canon init: ${words}`)])
})

test('a package in the workspaces of npm is installed and run from their root, in the scope of its name', async () => {
  mkdirSync(join(root, '.git'))
  write('package.json', '{ "name": "@acme/all", "workspaces": ["packages/*"] }')
  const { out } = await init(['packages/shop-contract'])
  expect(out).toContain('Next:\n\n  npm install\n  npm test -w @acme/shop-contract\n')
  const { on, jobs } = parse(read('.github/workflows/shop-contract.yml'))
  expect(on.pull_request.paths).toEqual(['packages/shop-contract/**', 'package-lock.json'])
  expect(jobs.contract.defaults).toBeUndefined()
  expect(jobs.contract.steps.at(-1)).toEqual({ run: 'npm run gate -w @acme/shop-contract' })
  expect(manifestOf('packages/shop-contract')['name']).toBe('@acme/shop-contract')
})

test('a package that its workspaces do not list is to be listed first', async () => {
  write('package.json', '{ "workspaces": { "packages": ["packages/*", "!packages/old-*"] } }')
  const listing = (folder: string) => `list ${folder} in package.json, among the workspaces`
  expect((await init(['apps/one'])).out).toContain(listing('apps/one'))
  expect((await init(['packages/old-two'])).out).toContain(listing('packages/old-two'))
  expect((await init(['packages/three'])).out).not.toContain('among the workspaces')
})

test('a package in the workspaces of pnpm is run by pnpm', async () => {
  write('.git/HEAD')
  write('web/package.json', '{ "packageManager": "pnpm@10.0.0" }')
  write(
    'web/pnpm-workspace.yaml',
    '# ours\npackages:\n  - "apps/*" # all\n  - packages/**\nonlyBuiltDependencies: []\n',
  )
  const { out } = await init(['web/packages/a/shop-contract'])
  expect(out).toContain(
    'Next:\n\n  say in pnpm-workspace.yaml: allowBuilds: { esbuild: true }\n  cd web\n  pnpm install\n  pnpm --filter shop-contract test\n',
  )
  const { jobs } = parse(read('.github/workflows/shop-contract.yml'))
  expect(jobs.contract.defaults.run['working-directory']).toBe('web')
  expect(jobs.contract.steps).toEqual([
    { uses: 'actions/checkout@v4' },
    { uses: 'pnpm/action-setup@v4', with: { package_json_file: 'web/package.json' } },
    {
      uses: 'actions/setup-node@v4',
      with: { 'node-version': 22, cache: 'pnpm', 'cache-dependency-path': 'web/pnpm-lock.yaml' },
    },
    { run: 'pnpm install --frozen-lockfile' },
    ...['run check', 'test', 'run gate'].map((script) => ({ run: `pnpm --filter shop-contract ${script}` })),
  ])
  write('web/pnpm-workspace.yaml', 'packages:\n  - packages/*\nallowBuilds:\n  esbuild: true\n')
  expect((await init(['web/tools/shop-contract', '--ci', 'none'])).out).toContain(
    'Next:\n\n  list tools/shop-contract in pnpm-workspace.yaml, among the workspaces\n  cd web\n',
  )
  expect(await init(['web/packages/b', '--manager', 'npm'])).toMatchObject({
    code: 2,
    err: 'socket-canon init: --manager: the workspaces around it are those of pnpm, by pnpm-workspace.yaml',
  })
})

test('a package alone in a folder of a repository has its pipeline at the top of that', async () => {
  mkdirSync(join(root, 'team/.git'), { recursive: true })
  // what lies outside of the repository is none of its business
  write('package.json', '{ "workspaces": ["**"] }')
  const { out } = await init(['team/contract', '--manager', 'pnpm', '--contract', 'shop-floor'])
  expect(out).toContain('Next:\n\n  cd team/contract\n  pnpm install\n  pnpm test\n')
  const { on, jobs } = parse(read('team/.github/workflows/contract.yml'))
  expect(on.push.paths).toEqual(['contract/**'])
  expect(jobs.contract.defaults.run['working-directory']).toBe('contract')
  expect(jobs.contract.steps[1]).toEqual({ uses: 'pnpm/action-setup@v4', with: { version: 'latest' } })
  expect(read('team/contract/README.md')).toContain('`pnpm run gate --write`')
  expect(parse(read('team/contract/pnpm-workspace.yaml'))).toEqual({ allowBuilds: { esbuild: true } })
  expect(read('team/contract/test/conformance.test.js')).toContain(
    "import { shopFloor, shopFloorAliases } from 'contract'",
  )
})
