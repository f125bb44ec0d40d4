import type { Server } from 'socket.io'
import { expect, test } from 'vitest'
import { catalogue } from '../../src/cli/verify/catalogue.js'
import { pythonAdvice } from '../../src/cli/verify/python-advice.js'
import { messaging, messagingAliases } from '../../src/messaging.js'
import { realtime, realtimeAliases } from '../../src/realtime.js'
import { serve } from '../../src/server/index.js'
import { listening } from '../ends/server.js'
import { type CheckLine, checksIn, type Run, verifying } from './running.js'
import { tokens, verified } from './tokens.js'

const verdictOf = (run: Run, id: string): string | undefined =>
  checksIn(run).find((check: CheckLine) => check.id === id)?.verdict

/** Serves realtime to clients of old, in the ways that are said. */
function oldWays(io: Server): void {
  const authenticate = ({ token }: Readonly<Record<string, unknown>>) => verified(token)
  const userId = ({ userId: id }: { readonly userId: string }) => id
  const legacyLogin = { query: true, event: true, ownPath: { query: true, event: true } }
  serve(io, realtime, { authenticate, userId, aliases: realtimeAliases, legacy: true, legacyLogin, observe: () => {} })
  serve(io, messaging, { authenticate, userId, aliases: messagingAliases, legacy: true, observe: () => {} })
}

test.each(['query', 'event'])(
  'R17: who logs in by %s is let in, on each path, and is asked everything',
  async (way) => {
    const { io, url } = await listening()
    oldWays(io)
    const args = ['--contract', 'realtime', '--token', tokens.own, '--login', way, '--timeout', '2000', '--json']
    const run = await verifying(url, ...args)
    const failed = checksIn(run).filter(({ verdict }) => verdict === 'fail' || verdict === 'warning')
    const flaws = way === 'query' ? ['auth.before-connection', 'auth.query'] : ['auth.before-connection']
    // the rooms of this user's claims are closed here, so that entering them is refused
    expect(failed.map(({ id }) => id).filter((id) => !id.startsWith('rooms.join'))).toEqual(flaws)
    for (const id of ['namespace.canonical', 'namespace.legacy', 'auth.accepted', 'answers.unknown-event'])
      expect(verdictOf(run, id), id).toBe('pass')
    expect(verdictOf(run, 'protocol.welcome')).toBe('pass')
  },
)

test.each(['query', 'event'])('who logs in by %s is let in where only the legacy path takes it', async (way) => {
  const { io, url } = await listening()
  const authenticate = ({ token }: Readonly<Record<string, unknown>>) => verified(token)
  const userId = ({ userId: id }: { readonly userId: string }) => id
  serve(io, messaging, {
    authenticate,
    userId,
    aliases: messagingAliases,
    legacy: true,
    legacyLogin: { query: true, event: true },
    observe: () => {},
  })
  const args = ['--contract', 'messaging', '--token', tokens.own, '--login', way, '--timeout', '2000', '--json']
  const run = await verifying(url, ...args)
  const failed = checksIn(run).filter(({ verdict }) => verdict === 'fail' || verdict === 'warning')
  expect(failed.map(({ id }) => id)).toEqual(['auth.before-connection', 'auth.query'])
  for (const id of ['namespace.canonical', 'namespace.legacy', 'auth.accepted', 'protocol.welcome'])
    expect(verdictOf(run, id), id).toBe('pass')
})

test('R17: who is kept mute until it shows a token is not let in, and nothing is said of tokens that nobody reads', async () => {
  const { io, url } = await listening()
  oldWays(io)
  io.of('/notifications').on('connection', () => {})
  const args = ['--token', tokens.own, '--timeout', '1500', '--json']
  const held = await verifying(url, '--contract', 'realtime', '--only', 'auth', ...args)
  expect(verdictOf(held, 'auth.missing')).toBe('not tested')
  expect(verdictOf(held, 'auth.before-connection')).toBe('fail')
  const open = await verifying(url, '--contract', 'notifications', '--only', 'auth', ...args)
  const verdicts = checksIn(open).map(({ id, verdict }) => `${id} ${verdict}`)
  expect(verdicts).toContain('auth.missing fail')
  for (const kind of ['accepted', 'bad', 'forged', 'query']) expect(verdicts).toContain(`auth.${kind} not tested`)
})

test('R17: a user is named beside a token that does not name one, and neither is printed', async () => {
  const { io, url } = await listening()
  const shown: unknown[] = []
  io.of('/notifications').on('connection', (socket) => {
    socket.on('authenticate', (body) => {
      shown.push(body)
      socket.emit('notification:connected', { userId: 'user_77', unreadCount: 0, timestamp: '2024-12-20T10:30:00Z' })
    })
  })
  const run = await verifying(
    url,
    '--contract',
    'notifications',
    '--token',
    'user_77:opaque_token_77',
    '--login',
    'event',
  )
  expect(shown[0]).toEqual({ userId: 'user_77', token: 'opaque_token_77' })
  for (const word of ['user_77', 'opaque_token_77']) expect(run.out + run.err).not.toContain(word)
})

test('R17: advice is in the language of the server, where it is said', async () => {
  const { io, url } = await listening()
  io.of('/notifications').on('connection', () => {})
  const args = ['--contract', 'notifications', '--only', 'auth.missing', '--json']
  const changeFor = async (...language: string[]) => checksIn(await verifying(url, ...args, ...language))[0]?.change
  expect(await changeFor('--server', 'python')).toContain('ConnectionRefusedError')
  expect(await changeFor()).toBe(catalogue['auth.missing'].change)
  for (const option of ['--server', '--login']) {
    const { code, err } = await verifying(url, option, 'nothing')
    expect(code).toBe(2)
    expect(err).toContain(`${option} takes`)
  }
})

test('R17: no advice for a server in Python names what there is in Node only', () => {
  const nodes =
    /`serve|serve\(|\bsocket\.(?!io)|nsp\.|io\.of|mayJoin|autoJoin|ack\?|safeParse|parsePayload|legacy: true|cors:|Date\.now/
  const lacking = Object.entries(catalogue).filter(([id, { change }]) => nodes.test(change) && !(id in pythonAdvice))
  expect(lacking.map(([id]) => id)).toEqual([])
  expect(Object.entries(pythonAdvice).filter(([, change]) => nodes.test(change ?? ''))).toEqual([])
})
