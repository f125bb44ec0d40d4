import { rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeEach, expect, onTestFinished, test } from 'vitest'
import { CommandFolder } from '../../../test/evolution/command.js'
import { ignoreRules } from './ignore-rules.js'

const client = `import { io } from 'socket.io-client'
const socket = io('http://h/patient-pharmacy')
socket.on('order:created', (order) => show(order))
socket.on('order_new', (order) => show(order))
`

let folder: CommandFolder
beforeEach(() => {
  folder = new CommandFolder()
  const { path } = folder
  onTestFinished(() => rmSync(path, { recursive: true, force: true }))
  folder.write('src/client.ts', client)
})

const scanning = (...args: string[]) => folder.call(['scan', 'src', '--contract', 'patient-pharmacy', ...args])
const jsonOf = async (...args: string[]) => JSON.parse((await scanning('--json', ...args)).out)

test('the terminal groups what is found, and says what can be mended', async () => {
  const { code, out, err } = await scanning()
  expect({ code, err }).toEqual({ code: 1, err: '' })
  expect(out.split('\n').slice(0, 7)).toEqual([
    'legacy-event (1)',
    '  Use the name of today; the old one goes with the release that its alias names.',
    '  order:created is order:new today, and gone from 2.0.0 on',
    '      src/client.ts:3',
    '',
    'unknown-event (1)',
    '  Write order:new, or declare order_new in the contract.',
  ])
  expect(out).toContain('1 file, 3 uses of sockets. 0 of 1 uses of its events have the name of today (0 %).')
  expect(out).toMatch(/2 findings; --fix mends 1 of them, and --diff shows how\.\s*$/)
})

test('reports for programs, code hosts and pull requests say the same', async () => {
  const json = await jsonOf()
  expect(json.findings.map(({ rule, file, line }: Record<string, unknown>) => [rule, file, line])).toEqual([
    ['legacy-event', 'src/client.ts', 3],
    ['unknown-event', 'src/client.ts', 4],
  ])
  const sarif = JSON.parse((await scanning('--sarif')).out)
  const [run] = sarif.runs
  expect(sarif.version).toBe('2.1.0')
  expect(
    run.results.map(({ ruleId, ruleIndex }: Record<string, unknown>) => [
      ruleId,
      run.tool.driver.rules[ruleIndex as number].id,
    ]),
  ).toEqual([
    ['legacy-event', 'legacy-event'],
    ['unknown-event', 'unknown-event'],
  ])
  expect(run.results[0].locations[0].physicalLocation).toEqual({
    artifactLocation: { uri: 'src/client.ts' },
    region: { startLine: 3, startColumn: 11 },
  })
  expect((await scanning('--markdown')).out).toContain(
    '| `src/client.ts:3` | order:created is order:new today, and gone from 2.0.0 on |',
  )
})

test('a baseline lets only new findings count, wherever edits move the old ones', async () => {
  expect((await scanning('--write-baseline', '--baseline', 'known.json')).code).toBe(0)
  expect((await scanning('--baseline', 'known.json')).code).toBe(0)
  folder.write('src/client.ts', `\n\n${client}`)
  expect((await scanning('--baseline', 'known.json')).code).toBe(0)
  folder.write('src/client.ts', `${client}socket.on('order:created', () => again())\n`)
  const { known, findings } = await jsonOf('--baseline', 'known.json')
  expect([known, findings.length, findings[0].line]).toEqual([2, 1, 5])
})

test('--diff shows what --fix writes, and a second run fixes nothing', async () => {
  const { out } = await scanning('--diff')
  expect(out).toContain(
    "-socket.on('order:created', (order) => show(order))\n+socket.on('order:new', (order) => show(order))",
  )
  expect(folder.read('src/client.ts')).toBe(client)
  expect((await scanning('--fix')).out).toContain('1 place is rewritten in 1 file.')
  expect(folder.read('src/client.ts')).toBe(client.replace('order:created', 'order:new'))
  expect((await scanning('--fix')).out).toContain('0 places are rewritten in 0 files.')
})

test('what can not be read is named, and changes nothing else', async () => {
  folder.write(
    'src/client.ts',
    client.replace(
      "socket.on('order:created', (order) => show(order))\nsocket.on('order_new', (order) => show(order))\n",
      '',
    ),
  )
  folder.write('src/broken.ts', 'const a = {\n')
  folder.write('src/large.js', `a=${'1+'.repeat(2_600_000)}1`)
  folder.write('src/minified.js', 'a();'.repeat(20_000))
  writeFileSync(join(folder.path, 'src/latin.js'), Buffer.from([0x2f, 0x2f, 0xe9, 0x0a]))
  symlinkSync('..', join(folder.path, 'src/loop'))
  symlinkSync('nowhere.ts', join(folder.path, 'src/dangling.ts'))
  const { code, out } = await scanning('--json')
  expect(code).toBe(0)
  expect(JSON.parse(out).skipped).toEqual([
    { file: 'src/broken.ts', reason: expect.stringMatching(/^can't be read: line \d, /) },
    { file: 'src/dangling.ts', reason: 'is a link that leads nowhere' },
    { file: 'src/large.js', reason: 'is larger than 1 MB' },
    { file: 'src/latin.js', reason: 'is not written in UTF-8' },
    { file: 'src/minified.js', reason: 'is minified' },
  ])
})

test('what git ignores and what others wrote is left out', async () => {
  for (const file of ['node_modules/a/index.js', 'dist/b.js', 'made/c.ts', 'keep/d.ts', 'e.gen.ts'])
    folder.write(`src/${file}`, client)
  folder.write('src/.gitignore', '/made/\n*.gen.ts\n')
  expect((await jsonOf()).files).toBe(2)
})

test('lines of a .gitignore mean what git makes of them', () => {
  const { ignores } = ignoreRules('# none\n*.log\n/top\nfolder/\na/**/z\n!kept.log\nb[0-9].ts\n')
  const asked = ['x/y.log', 'top', 'x/top', 'a/z', 'a/b/c/z', 'x/kept.log', 'b1.ts', 'bx.ts'].map((path) =>
    ignores(path, false),
  )
  expect(asked).toEqual([true, true, undefined, true, true, false, true, undefined])
  expect([ignores('folder', true), ignores('folder', false)]).toEqual([true, undefined])
})

test('imports are followed by relative paths, by those of a tsconfig and into packages beside', async () => {
  folder.write(
    'src/socket.ts',
    "import { io } from 'socket.io-client'\nexport const socket = io('http://h/patient-pharmacy')",
  )
  folder.write(
    'src/client.ts',
    "import { socket } from '@app/socket'\nimport { NAMES } from '@shop/names'\nsocket.on(NAMES.created, f)",
  )
  folder.write('tsconfig.json', JSON.stringify({ compilerOptions: { paths: { '@app/*': ['./src/*'] } } }))
  folder.write('src/names/package.json', JSON.stringify({ name: '@shop/names' }))
  folder.write('src/names/index.ts', "export enum NAMES { created = 'order:created' }")
  expect((await jsonOf()).findings.map(({ rule, line }: Record<string, unknown>) => [rule, line])).toEqual([
    ['legacy-event', 3],
  ])
})

test.each([
  [['--contract', 'nothing'], '--contract takes the path of a contract.json, or one of '],
  [['--contract', './nothing.json'], '--contract: there is no file ./nothing.json'],
  [['--only', 'nothing'], '--only: there is no rule nothing; --rules lists them'],
  [['--json', '--sarif'], 'takes one of --json, --sarif, --markdown and --diff'],
  [['--fix', '--diff'], 'takes --diff, which shows, or --fix, which writes'],
  [['--watch', '--fix'], '--watch only shows: leave out --fix, --diff and --write-baseline'],
  [['--baseline', 'package.json'], 'there is no file package.json'],
  [['other'], 'there is no file or folder other'],
])('%j is refused in a line', async (args, message) => {
  const { code, err } = await scanning(...args)
  expect([code, err]).toEqual([2, expect.stringContaining(`socket-canon scan: ${message}`)])
  expect(err.trim().split('\n')).toHaveLength(1)
})

test('a baseline has to be one', async () => {
  folder.write('known.json', '{ "format": 2 }')
  expect((await scanning('--baseline', 'known.json')).err).toContain(
    'known.json is no baseline: write one with --write-baseline',
  )
})

test('the release that is read for says what is gone', async () => {
  expect((await jsonOf('--release', '2.0.0', '--only', 'gone-event')).findings).toHaveLength(1)
  expect((await jsonOf('--release', '1.9.0', '--only', 'gone-event')).findings).toHaveLength(0)
})

test('the next release is what pending changesets make, so that a gate can ask for names that go with it', async () => {
  folder.write('package.json', { name: 'shop', version: '1.4.2' })
  const gone = async () => (await scanning('--release', 'next', '--only', 'gone-event')).code
  folder.write('.changeset/one.md', '---\n"shop": minor\n---\n\nMore.\n')
  expect(await gone()).toBe(0)
  folder.write('.changeset/two.md', '---\n"shop": major\n---\n\nOld names go.\n')
  expect(await gone()).toBe(1)
  folder.write('package.json', { version: '1.4.2' })
  expect((await scanning('--release', 'next')).err).toContain(
    '--release next: package.json needs a `name` and a `version`',
  )
})

test('what one package puts into the page is not taken for what another finds there, unless one imports the other', async () => {
  folder.write(
    'src/client.ts',
    "import { io } from 'socket.io-client'\nwindow.socket = io('http://h/patient-pharmacy')\n",
  )
  folder.write('src/package.json', { name: 'one' })
  folder.write('src/other/package.json', { name: 'other' })
  folder.write('src/other/page.ts', "window.socket.on('order:created', f)\n")
  expect((await jsonOf()).findings).toEqual([])
  folder.write('src/other/page.ts', "import '../client'\nwindow.socket.on('order:created', f)\n")
  expect((await jsonOf()).findings).toHaveLength(1)
})
