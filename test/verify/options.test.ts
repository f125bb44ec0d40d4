import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { catalogue } from '../../src/cli/verify/catalogue.js'
import { loadClient } from '../../src/cli/verify/target/client-module.js'
import { messaging } from '../../src/messaging.js'
import { serve } from '../../src/server/index.js'
import { systems } from '../../src/spec/systems.js'
import { listening } from '../ends/server.js'
import { rawServer } from './raw-server.js'
import { referenceServer } from './reference-server.js'
import { checksIn, everything, verifying } from './running.js'
import { tokens, verified } from './tokens.js'

const contracts = systems.flatMap(({ members }) => members)

test('the report for programs says what failed and what was left untested', async () => {
  const server = await rawServer('alias missing')
  const json = await verifying(server.url, ...everything(server.trigger), '--json')
  await server.close()
  const report = JSON.parse(json.out)
  expect(report).toMatchObject({ namespace: '/patient-pharmacy', passes: false, counts: { fail: 1 } })
  // what did not come could not be read either
  expect(report.untested).toEqual(['aliases.parse[order:created]'])
  expect(report.checks).toHaveLength(84)
})

test('what needs a token is not tested without one, and that is no success unless it is allowed', async () => {
  const server = await referenceServer()
  const [strict, allowed] = await Promise.all([verifying(server.url), verifying(server.url, '--allow-untested')])
  await server.close()
  expect(strict.code).toBe(1)
  expect(strict.out).toContain('Not enough was tested')
  expect(allowed.code).toBe(0)
  expect(allowed.out).toContain('OK as far as it was tested')
})

test('only the checks that are asked for are made and reported', async () => {
  const server = await referenceServer()
  const run = await verifying(server.url, '--only', 'namespace,auth.missing', '--json')
  const wrong = await verifying(server.url, '--only', 'nonsense')
  await server.close()
  expect(run.code).toBe(0)
  expect(checksIn(run).map(({ id, verdict }) => `${id} ${verdict}`)).toEqual([
    'namespace.canonical pass',
    'namespace.legacy pass',
    'namespace.unknown pass',
    'auth.missing pass',
  ])
  expect(run.err).not.toContain('listening')
  expect(wrong.code).toBe(2)
  expect(wrong.err).toContain('this contract has no check nonsense')
})

test('a legacy path that was withdrawn is not asked for', async () => {
  const server = await rawServer('legacy namespace missing')
  const run = await verifying(server.url, ...everything(server.trigger), '--no-legacy', '--json')
  await server.close()
  expect(run.code).toBe(0)
  expect(checksIn(run).some(({ id }) => id.startsWith('aliases.live'))).toBe(false)
})

test('a contract is read from its contract.json too', async () => {
  const server = await rawServer('wrong field type')
  const many = await verifying(server.url, '--contract', './contract.json')
  const from = ['--contract', './contract.json', '--namespace', '/patient-pharmacy']
  const run = await verifying(server.url, ...everything(server.trigger), ...from, '--json')
  await server.close()
  expect(many.code).toBe(2)
  expect(many.err).toContain('say which with --namespace')
  const failed = checksIn(run).filter(({ verdict }) => verdict === 'fail')
  expect(failed.map(({ id, seen }) => `${id}: ${seen}`)).toEqual([
    'events.parse[order:new]: quantity should be a value of type integer',
  ])
})

test('a contract is read from a module, and its events are the checks', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'verify-'))
  const file = join(folder, 'shop.mjs')
  const event = `{ to: [], joins: [], leaves: [], identity: [], volatile: false, direct: false, everybody: true }`
  writeFileSync(
    file,
    `export const shop = { path: '/shop', version: 1, rooms: [], clientToServer: {}, serverToClient: {
      'shop:opened': { ...${event}, name: 'shop:opened', direction: 'serverToClient', namespace: '/shop' } } }`,
  )
  const { code, out } = await verifying('--list', '--contract', file)
  expect(code).toBe(0)
  expect(out).toContain('events.arrive[shop:opened]')
  const none = await verifying('--list', '--contract', './no-such.json')
  expect(none.err).toContain('there is no file ./no-such.json')
  expect((await verifying('--list', '--contract', 'nothing')).err).toContain('it takes patient-pharmacy, realtime')
})

test.each(contracts.map(({ contract }) => contract.path))('what serves %s breaks none of its checks', async (path) => {
  const { contract, aliases } = contracts.find((each) => each.contract.path === path) as (typeof contracts)[number]
  const { io, url } = await listening()
  serve(io, contract, {
    ...(aliases && { aliases: aliases as never }),
    legacy: true,
    authenticate: ({ token }) => verified(token),
    userId: ({ userId }) => userId,
  })
  const run = await verifying(url, '--contract', path.slice(1), '--token', tokens.own, '--allow-untested', '--json')
  const broken = checksIn(run).filter(({ verdict }) => verdict === 'fail' || verdict === 'warning')
  // the rooms of this user's claims are closed here, so that entering them is refused
  expect(broken.filter(({ id }) => !/^rooms\.join/.test(id))).toEqual([])
})

test('an event that may change data is sent only where writing is allowed', async () => {
  const { io, url } = await listening()
  const sent: string[] = []
  const served = serve(io, messaging, {
    authenticate: ({ token }) => verified(token),
    userId: ({ userId }) => userId,
  })
  served.on('message:send', () => {
    sent.push('message:send')
    return { messageId: 'm1', createdAt: new Date().toISOString() }
  })
  const options = [
    '--contract',
    'messaging',
    '--no-legacy',
    '--token',
    tokens.own,
    '--only',
    'answers',
    '--allow-untested',
  ]
  await verifying(url, ...options)
  expect(sent).toEqual([])
  const run = await verifying(url, ...options, '--allow-writes', '--json')
  expect(sent).toEqual(['message:send'])
  expect(checksIn(run).find(({ id }) => id === 'answers.requests[message:send]')?.verdict).toBe('pass')
})

test('the origin of the web application is looked for in the answers', async () => {
  const server = await rawServer()
  const asked = (origin: string) => verifying(server.url, '--only', 'origin', '--origin', origin, '--json')
  const [own, other] = await Promise.all([asked('https://app.example/page'), asked('https://other.example')])
  await server.close()
  expect(own.code).toBe(0)
  expect(
    checksIn(other)
      .filter(({ verdict }) => verdict === 'fail')
      .map(({ id }) => id),
  ).toEqual(['origin.own'])
})

test('a trigger that fails is named, and its output is not shown', async () => {
  const server = await referenceServer()
  const trigger = 'echo SENSITIVE; echo SENSITIVE >&2; exit 3'
  const options = ['--token', tokens.own, '--only', 'events', '--trigger', trigger, '--listen', '0.1']
  const { code, out, err } = await verifying(server.url, ...options)
  await server.close()
  expect(code).toBe(1)
  expect(out).toContain('the trigger ended with exit code 3')
  expect(out + err).not.toContain('SENSITIVE')
})

test('a token in the environment is as good as one in an option', async () => {
  const server = await referenceServer()
  process.env['SOCKET_CANON_TOKEN'] = tokens.own
  const run = await verifying(server.url, '--only', 'auth.accepted')
  delete process.env['SOCKET_CANON_TOKEN']
  await server.close()
  expect(run.code).toBe(0)
  expect(run.out + run.err).not.toContain(tokens.own)
})

test('socket.io-client is asked for in words where it is missing', async () => {
  await expect(loadClient(() => Promise.reject(new Error('missing')))).rejects.toThrow(
    'verify connects with socket.io-client, which is not installed: npm install socket.io-client',
  )
})

test.each([
  [['--json', '--junit'], 'one report at a time'],
  [['--timeout', 'soon'], '--timeout takes a number'],
  [['--listen=-1'], '--listen takes a number'],
  [['--transport', 'pigeon'], '--transport takes websocket or polling'],
  [['--chat', 'a b'], 'is no room of /patient-pharmacy'],
  [['--origin', 'here'], '--origin takes an address'],
  [['--tokn', 'x'], "verify: Unknown option '--tokn'; try `socket-canon verify --help`"],
  [['http://localhost:2'], 'takes one address'],
])('the options %j are refused in a line', async (args, says) => {
  const { code, out, err } = await verifying('http://localhost:1', ...args)
  expect(code).toBe(2)
  expect(out).toBe('')
  expect(err).toContain(says)
  expect(err.split('\n')).toHaveLength(1)
})

test('the help lists every option', async () => {
  const { code, out } = await verifying('--help')
  expect(code).toBe(0)
  for (const option of ['--contract', '--trigger', '--listen', '--i-own-this', '--allow-untested', '--list'])
    expect(out).toContain(option)
})

test('every kind of check is about something in one of the contracts', async () => {
  const lists = await Promise.all(
    ['patient-pharmacy', 'messaging'].map((name) =>
      verifying('--list', '--origin', 'https://app.example', '--contract', name),
    ),
  )
  for (const kind of Object.keys(catalogue)) expect(lists.map(({ out }) => out).join('\n'), kind).toContain(kind)
})
