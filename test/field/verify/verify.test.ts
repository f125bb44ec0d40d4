import type { Server } from 'socket.io'
import { listening } from '../../ends/server.js'
import { checksIn, verifying } from '../../verify/running.js'
import type { Block, Seen } from '../cell.js'
import { liveChatServer, retiredChatServer } from '../network/old-chat-server.js'
import { oldNotificationsServer } from '../network/old-notifications-server.js'
import { oldRealtimeServer } from '../network/old-realtime-server.js'
import { oldPharmacyServer } from '../pharmacy/old-server.js'
import { oldShopServer } from '../shop/old-server.js'
import { oldSimulationServer } from '../simulation/old-server.js'
import { holdTable } from '../table.js'

const passes = (verdict: string) => (verdict === 'pass' ? 'passes' : 'does not pass')
const fails = (verdict: string) => (verdict === 'fail' ? 'fails' : 'does not fail')

/** Makes where the command meets an old server, and what is right there, by check. */
function meeting(
  path: string,
  contract: string,
  serve: (io: Server) => unknown,
  right: Readonly<Record<string, string>>,
  ...login: readonly string[]
): Block {
  const see = async (): Promise<Seen> => {
    const { io, url } = await listening()
    serve(io)
    const old = login.includes('--login') ? 'user_1:token_1' : 'token_1'
    const token = contract === 'patient-pharmacy' ? 'pharmacist' : old
    const options = ['--token', token, ...login, '--only', Object.keys(right).join(','), '--timeout', '4000', '--json']
    const checks = checksIn(await verifying(url, '--contract', contract, ...options))
    const seen = Object.entries(right).map(([id, words]) => {
      const verdict = checks.find((check) => check.id === id)?.verdict ?? 'no verdict'
      return [id, (words.includes('pass') ? passes : fails)(verdict)]
    })
    return Object.fromEntries(seen)
  }
  return { system: 'verify', pair: 'the command, old server', path, right, see }
}

/** Refuses whoever comes, whatever they show. */
const refuseAll = (io: Server) => io.of('/patient-pharmacy').use((_, next) => next(new Error('closed')))

const pharmacy = (io: Server) => {
  for (const path of ['/', '/patient-pharmacy']) oldPharmacyServer(io, path)
}

/** Looks for an option that logs in as old clients do, or names the language of the server. */
const options: Block = {
  system: 'verify',
  pair: 'the command, old server',
  path: 'its options',
  right: { '--login query': 'taken', '--login event': 'taken', '--server python': 'taken' },
  see: async () => {
    const seen = ['--login query', '--login event', '--server python'].map(async (option) => {
      const { code, err } = await verifying('http://127.0.0.1:9', '--list', ...option.split(' '))
      return [option, code === 0 ? 'taken' : err.includes('Unknown option') ? 'unknown' : 'refused'] as const
    })
    return Object.fromEntries(await Promise.all(seen))
  },
}

holdTable('verify', [
  meeting('/ws (the live gateway, which drops it at once)', 'messaging', liveChatServer, {
    'auth.accepted': 'does not pass',
    'namespace.canonical': 'fails',
  }),
  meeting(
    '/realtime (which waits for `authenticate`)',
    'realtime',
    oldRealtimeServer,
    {
      'auth.accepted': 'does not pass',
      'auth.query': 'does not fail',
      'rooms.join[subscribe]': 'does not pass',
      'rooms.name[subscribe]': 'does not fail',
      'rooms.forbidden[subscribe]': 'does not fail',
      'answers.bad-payload[subscribe]': 'does not fail',
    },
    ...['--room', 'public:jobs'],
  ),
  meeting('/notifications (which waits for `authenticate`)', 'notifications', oldNotificationsServer, {
    'auth.accepted': 'does not pass',
    'auth.query': 'does not fail',
  }),
  meeting('/patient-pharmacy (which looks at the token late)', 'patient-pharmacy', pharmacy, {
    'auth.accepted': 'passes',
    'auth.query': 'does not fail',
    'auth.before-connection': 'fails',
  }),
  meeting('/patient-pharmacy (closed to everybody)', 'patient-pharmacy', refuseAll, {
    'namespace.canonical': 'does not pass',
    'auth.accepted': 'does not pass',
  }),
  meeting('/workflow (which asks for no token)', 'workflow', (io) => oldShopServer(io, '/workflow', 'everybody'), {
    'auth.query': 'does not fail',
    'auth.missing': 'fails',
  }),
  meeting('/ (the simulation, which asks for no token)', 'simulation', oldSimulationServer, {
    'auth.query': 'does not fail',
    'auth.missing': 'fails',
  }),
  meeting(
    '/ws (the live gateway, logged in by --login query)',
    'messaging',
    liveChatServer,
    {
      'namespace.canonical': 'fails',
      'namespace.legacy': 'passes',
      'auth.accepted': 'passes',
      'auth.before-connection': 'fails',
      'auth.query': 'fails',
    },
    ...['--login', 'query'],
  ),
  meeting(
    '/ws (the retired gateway, logged in by --login event)',
    'messaging',
    retiredChatServer,
    { 'namespace.legacy': 'passes', 'auth.accepted': 'passes', 'auth.query': 'does not fail' },
    ...['--login', 'event'],
  ),
  meeting(
    '/realtime (logged in by --login event)',
    'realtime',
    oldRealtimeServer,
    {
      'namespace.canonical': 'passes',
      'auth.accepted': 'passes',
      'auth.before-connection': 'fails',
      'auth.query': 'does not fail',
      'rooms.join[subscribe]': 'passes',
      'rooms.forbidden[subscribe]': 'fails',
    },
    ...['--login', 'event', '--room', 'public:jobs'],
  ),
  meeting(
    '/notifications (logged in by --login event)',
    'notifications',
    oldNotificationsServer,
    { 'namespace.canonical': 'passes', 'auth.accepted': 'passes', 'auth.query': 'does not fail' },
    ...['--login', 'event'],
  ),
  options,
])
