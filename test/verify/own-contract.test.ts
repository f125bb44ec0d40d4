import { join } from 'node:path'
import { afterEach, expect, test } from 'vitest'
import { loadContracts } from '../../src/build/load-contracts.js'
import type { EventContract } from '../../src/contract/event/event.js'
import { serve } from '../../src/server/index.js'
import { toContractJson } from '../../src/spec/index.js'
import { ownPackage, shop } from '../build/own-package.js'
import { CommandFolder } from '../evolution/command.js'
import { checksIn, verifying } from './running.js'
import { type TargetServer, targetServer } from './target-server.js'
import { tokens, verified } from './tokens.js'

let server: TargetServer | undefined
afterEach(async () => {
  await server?.close()
  server = undefined
})

/** Serves the contract of a package's module, and sends an event where it happens; with a fault if one is named. */
async function served(cwd: string, fault?: 'price'): Promise<TargetServer> {
  const { contracts } = await loadContracts(['src/shop.ts'], { cwd })
  const [source] = contracts
  if (!source) throw new Error('no contract')
  const { contract } = source
  const { io, listening } = targetServer(() => {
    const { example } = (contract.serverToClient as Record<string, EventContract>)['order:updated'] ?? {}
    io.of('/shop')
      .to('order:c1')
      .emit('order:updated', fault ? { ...Object(example), [fault]: 3 } : example)
  })
  serve(io, contract, {
    authenticate: ({ token }: Readonly<Record<string, unknown>>) => verified(token),
    userId: ({ userId }: { readonly userId: string }) => userId,
    mayJoin: ({ chats }: { readonly chats: readonly string[] }, room: string) =>
      chats.some((chat) => room === `order:${chat}`),
    observe: () => {},
  } as never)
  server = await listening()
  return server
}

const asked = (file: string, trigger: string): string[] => [
  ...['--contract', file, '--token', tokens.own, '--outsider-token', tokens.outsider, '--room', 'order:c1'],
  ...['--trigger', trigger, '--listen', '2', '--only', 'namespace,rooms,events', '--no-legacy', '--json'],
]

async function passedAndFailed(fault?: 'price'): Promise<Record<'pass' | 'fail', string[]>> {
  const cwd = ownPackage({ 'src/shop.ts': shop })
  const { url, trigger } = await served(cwd, fault)
  const checks = checksIn(await verifying(url, ...asked(join(cwd, 'src/shop.ts'), trigger)))
  const those = (wanted: string) => checks.flatMap(({ id, verdict }) => (verdict === wanted ? [id] : []))
  return { pass: those('pass'), fail: those('fail') }
}

test('a contract in TypeScript is verified against a server that serves it', async () => {
  expect(await passedAndFailed()).toEqual({
    pass: expect.arrayContaining([
      'namespace.canonical',
      'rooms.join[order:join]',
      'rooms.forbidden[order:join]',
      'events.arrive[order:updated]',
      'events.undeclared[order:updated]',
    ]) as string[],
    fail: [],
  })
})

test('what a server sends beside a contract in TypeScript is found', async () => {
  expect((await passedAndFailed('price')).fail).toEqual(['events.undeclared[order:updated]'])
})

const broken: readonly (readonly [what: string, text: string, message: RegExp])[] = [
  ['a syntax error', 'export const a = {\n', /^src\/shop\.ts:2: /],
  [
    'no contract',
    'export const a = 1\n',
    /^src\/shop\.ts: it exports no contract; export what `namespace\(\)` returns$/,
  ],
  ['a fault of its own', "throw new Error('no key')\n", /^src\/shop\.ts:1: no key$/],
  ['an import that leads nowhere', "import './b.js'\n", /^src\/shop\.ts:1: Could not resolve "\.\/b\.js"$/],
  ['a module beside it with a fault', "import './key.js'\n", /^src\/shop\.ts: src\/key\.ts:1: no key$/],
  ['a package that is not there', "import 'no-such'\n", /^src\/shop\.ts: Cannot find package 'no-such'/],
]

test.for(broken)('verify and gate tell of %s in one line, and run nothing', async ([, text, message]) => {
  const folder = new CommandFolder()
  const cwd = ownPackage({ 'src/shop.ts': text, 'src/key.ts': "throw new Error('no key')\n" })
  folder.write('contract.json', toContractJson([]))
  for (const [command, ...args] of [
    ['verify', '--list', '--contract', join(cwd, 'src/shop.ts')],
    ['gate', '--source', join(cwd, 'src/shop.ts')],
  ] as const) {
    const { code, out, err } = await folder.call([command, ...args])
    expect({ code, out }).toEqual({ code: 2, out: '' })
    expect(err).toContain(`socket-canon ${command}: ${cwd}/`)
    expect(err.replace(`socket-canon ${command}: ${cwd}/`, '')).toMatch(message)
    expect(err).not.toContain('\n')
  }
})

test('a file that is not there is named', async () => {
  const { code, err } = await new CommandFolder().call(['verify', '--list', '--contract', 'src/shop.ts'])
  expect(code).toBe(2)
  expect(err).toContain('there is no file src/shop.ts')
})
