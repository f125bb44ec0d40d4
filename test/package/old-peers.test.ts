import { execFile, execFileSync } from 'node:child_process'
import { copyFileSync, existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { build } from 'esbuild'
import { beforeAll, describe, expect, test } from 'vitest'
import { installPacked } from './installed.js'
import { codeEntries, compile, compileOwn, compilers, node, packed, writeProject } from './project.js'

const needZod = ['socket-canon/fields']
// each binds to a library of its own, which is not there
const needOthers = ['socket-canon/nest', 'socket-canon/otel', 'socket-canon/eslint']
const alone = codeEntries.map(({ name }) => name).filter((name) => ![...needZod, ...needOthers].includes(name))
const folder = join(packed.root, 'old-peers')
const releaseOf = (name: string): string =>
  JSON.parse(readFileSync(join(folder, 'node_modules', name, 'package.json'), 'utf8')).version

/** Writes a project of the field, and installs the package there as its team would. */
beforeAll(() => {
  writeProject('old-peers', {})
  // what is installed there is what npm puts there
  rmSync(join(folder, 'node_modules'), { recursive: true })
  const dependencies = {
    react: '^17.0.2',
    'react-dom': '^17.0.2',
    'react-test-renderer': '^17.0.2',
    'socket.io': '^4.8.0',
    'socket.io-client': '^4.6.0',
    zod: '3.22.4',
    '@types/node': '^20',
    '@types/react': '^17',
  }
  writeFileSync(join(folder, 'package.json'), JSON.stringify({ private: true, dependencies }))
  for (const program of ['bindings', 'hooks'])
    copyFileSync(join(import.meta.dirname, `old-peers/${program}.program.mjs`), join(folder, `${program}.mjs`))
  installPacked(packed.tarball, folder)
})

test('R15: npm installs the package beside zod 3 and React 17, without a flag', () => {
  expect([releaseOf('zod'), releaseOf('react').split('.')[0]]).toEqual(['3.22.4', '17'])
  expect(existsSync(join(folder, 'node_modules/socket-canon/node_modules'))).toBe(false)
  // npm finds nothing wrong with what it installed
  execFileSync('npm', ['ls'], { cwd: folder, stdio: 'pipe' })
})

describe.each(['module', 'commonjs'])('R15: beside zod 3 and React 17, as %s', (kind) => {
  const loading = (entry: string) => (kind === 'module' ? `await import('${entry}')` : `require('${entry}')`)

  test.each(alone)('%s loads', async (name) => {
    const { code, output } = await node(folder, `--input-type=${kind}`, '-e', loading(name))
    expect({ code, output }).toEqual({ code: 0, output: '' })
  })

  test.each(needZod)('%s says that it needs zod 4', async (name) => {
    const { code, output } = await node(folder, `--input-type=${kind}`, '-e', loading(name))
    expect(code).toBe(1)
    expect(output).toMatch(/'\.\/mini' is not defined by "exports" in .*zod\/package\.json/)
    expect(output).toMatch(/fields.needs-zod-4\.c?js/)
  })
})

test('R15: beside zod 3, a contract is served, joined, asked, redacted and faked', async () => {
  const { code, output } = await node(folder, 'bindings.mjs')
  expect({ code, output }).toEqual({ code: 0, output: expect.any(String) })
  const contract = JSON.parse(readFileSync(join(packed.installed, 'contract.json'), 'utf8'))
  expect(JSON.parse(output)).toEqual({
    greeted: contract.namespaces['/patient-pharmacy'].digest,
    joined: { room: 'chat:room_456' },
    refused: [{ path: ['roomId'], expected: 'text' }],
    hidden: '[phi]',
    described: true,
    ofZod3: expect.stringMatching(
      /^\/shop sold, payload: its schema is one of zod 3, .* make it with zod 4\.6 or newer$/,
    ),
  })
})

test('R15: beside React 17, the hooks hear, ask, join and tell how the connection is', async () => {
  const { code, output } = await node(folder, 'hooks.mjs')
  expect({ code, output }).toEqual({ code: 0, output: expect.any(String) })
  expect(JSON.parse(output)).toEqual({
    react: '17',
    told: 'connected, joined, 1 order',
    lost: 'reconnecting, joined, 1 order',
    back: 'connected, joined, 1 order',
    asked: 'chat:room_456',
    complaints: [],
    onServer: 'connecting, outside',
  })
})

test('R15: beside zod 3, the command compares contracts and verifies a server', async () => {
  const bin = join(folder, 'node_modules/.bin/socket-canon')
  const contract = join(folder, 'node_modules/socket-canon/contract.json')
  const { stdout } = await promisify(execFile)(bin, ['diff', contract, contract], { cwd: folder })
  expect(stdout).toContain('OK. Nothing to release.')
  const served = execFile(process.execPath, ['bindings.mjs', '--serve'], { cwd: folder })
  const port = await new Promise<string>((resolve) =>
    served.stdout?.once('data', (data) => resolve(String(data).trim())),
  )
  try {
    const args = [
      'verify',
      `http://127.0.0.1:${port}`,
      '--contract',
      'patient-pharmacy',
      '--token',
      'p1',
      '--only',
      'protocol',
    ]
    const { stdout: verdict } = await promisify(execFile)(bin, args, { cwd: folder, timeout: 120_000 })
    expect(verdict).toContain('OK: 2 passed')
  } finally {
    served.kill()
  }
})

test('R15: beside zod 3, a server is bundled into one file', async () => {
  const { errors, warnings } = await build({
    entryPoints: [join(folder, 'bindings.mjs')],
    bundle: true,
    platform: 'node',
    format: 'esm',
    write: false,
    external: ['socket.io', 'socket.io-client', 'node:*'],
    logLevel: 'silent',
  })
  expect(errors).toEqual([])
  expect(warnings.filter(({ text }) => !text.includes('zod/mini'))).toEqual([])
})

test.concurrent.each(Object.entries(compilers))(
  'R15: beside zod 3 and React 17, types of all entries but the fields are read by TypeScript %s',
  async (version, compiler) => {
    const file = `types-${version}.mts`
    writeFileSync(
      join(folder, file),
      alone.map((name, index) => `export type * as e${index} from '${name}'`).join('\n'),
    )
    const options = {
      module: 'NodeNext',
      target: 'ES2022',
      lib: ['ES2022', 'DOM'],
      skipLibCheck: false,
      types: ['node'],
    }
    const compiling = version >= '7' ? compile : compileOwn
    const { output } = await compiling(folder, compiler, options, [file])
    // what others declare is theirs
    const own = output.split('\n').filter((line) => /\berror TS\d/.test(line) && /^(types-|\S*socket-canon)/.test(line))
    expect(own).toEqual([])
  },
)
