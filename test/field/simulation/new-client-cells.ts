import { sessionRoom, simulation, simulationAliases } from '../../../src/simulation.js'
import { listening } from '../../ends/server.js'
import { socketTo } from '../../ends/sockets.js'
import { next } from '../../ends/waiting.js'
import type { Block, Right, Seen } from '../cell.js'
import { answerMarkers, settled } from '../marker.js'
import { newEnd, reconnected } from '../new-end.js'
import { said } from './new-server.js'
import { oldSimulationServer } from './old-server.js'

const isDeaf = 'without `legacy` the client neither speaks nor hears a name of old'
const hasNone = 'real servers have no handler for it'
const isOldOnly = 'a server of old is on `/` only: say so in the flags'

function right(legacy: boolean): Right {
  const heard = (words: string): Right[string] => (legacy ? words : ['told never', isDeaf])
  return {
    'gets in': 'connected',
    'join(session), joined': legacy ? 'resolves' : ['rejects: REQUEST_TIMEOUT', isDeaf],
    'what is replayed on joining': heard('told 2 times'),
    'what is said now': heard('told once'),
    'it is replayed': 'told never',
    'with media: null': heard('told once'),
    'said twice, with other items': heard('told 2 times'),
    'snake_case of feeders': heard('told once'),
    "request('transcript:catchup')": ['rejects: REQUEST_TIMEOUT', hasNone],
    'catchup-transcripts': heard('told once'),
    'transcript-error': heard('told once'),
    'again: it is replayed': 'told never',
    'again: what is said now': heard('told once'),
  }
}

/** Lists where a new client meets the simulation's server of old. */
export const newClientCells: readonly Block[] = [true, false].flatMap((legacy) => [
  {
    system: 'simulation',
    pair: 'new client, old server',
    path: '/',
    legacy,
    right: right(legacy),
    see: async () => ({ ...(await seeJoin(legacy)), ...(await see(legacy)) }),
  },
  {
    system: 'simulation',
    pair: 'new client, old server',
    path: '/simulation',
    legacy,
    right: { 'gets in': ['refused', isOldOnly] },
    see: () => seeAbsent(legacy),
  },
])

async function meet(legacy: boolean) {
  const { io, url } = await listening()
  const old = oldSimulationServer(io)
  answerMarkers(io, '/')
  const socket = socketTo(url, '/', { forceNew: true, auth: (send) => send({ token: 'token_1' }) })
  const end = newEnd(socket, simulation, { aliases: simulationAliases, legacy })
  await next(socket, 'connect')
  await settled(socket)
  return { io, old, socket, end }
}

/** Joins as the guide does. */
async function seeJoin(legacy: boolean): Promise<Seen> {
  const { old, end } = await meet(legacy)
  for (const [index, item] of ['item_1', 'item_2'].entries()) old.say('session_1', said(item, index * 20))
  let joined = ''
  const replayed = await end.during('transcript:update', async () => {
    joined = await end.outcome(end.client.join(sessionRoom('session_1')).joined)
  })
  return {
    'gets in': end.client.status,
    'join(session), joined': joined,
    'what is replayed on joining': replayed,
  }
}

/** Looks at the rest, with an application that sends the old name by a line of its own. */
async function see(legacy: boolean): Promise<Seen> {
  const { io, old, socket, end } = await meet(legacy)
  const { client, during, outcome } = end
  const enter = () => socket.emit('join-session', 'session_1')
  enter()
  await settled(socket)
  const { itemId, startedAtMs, isFinal, ...fed } = said('item_7', 200)
  const seen = {
    'what is said now': await during('transcript:update', () => old.say('session_1', said('item_1', 0))),
    'it is replayed': await during('transcript:update', enter),
    'with media: null': await during('transcript:update', () =>
      old.say('session_1', { ...said('item_2', 60), media: null }),
    ),
    'said twice, with other items': await during('transcript:update', () => {
      old.say('session_1', said('item_3', 120, 'Yes.'))
      old.say('session_1', said('item_4', 128, 'Yes.'))
    }),
    'snake_case of feeders': await during('transcript:update', () =>
      old.send('session_1', 'transcript', { ...fed, item_id: itemId, started_at_ms: startedAtMs, is_final: isFinal }),
    ),
    "request('transcript:catchup')": await outcome(
      client.request('transcript:catchup', { sessionId: 'session_1', since: 0 }),
    ),
    'catchup-transcripts': await during('transcript:history', () =>
      old.send('session_1', 'catchup-transcripts', { transcripts: [{ ...said('item_1', 0), source: 'history' }] }),
    ),
    'transcript-error': await during('transcript:error', () =>
      old.send('session_1', 'transcript-error', {
        error: 'The speech service is silent',
        timestamp: said('', 0).timestamp,
      }),
    ),
  }
  await reconnected(io, '/', socket)
  const replayedAgain = await during('transcript:update', enter)
  const again = await during('transcript:update', () => old.say('session_1', said('item_8', 300)))
  return { ...seen, 'again: it is replayed': replayedAgain, 'again: what is said now': again }
}

async function seeAbsent(legacy: boolean): Promise<Seen> {
  const { io, url } = await listening()
  oldSimulationServer(io)
  const socket = socketTo(url, '/simulation', { forceNew: true })
  const { client } = newEnd(socket, simulation, { aliases: simulationAliases, legacy })
  await next(socket, 'connect_error')
  return { 'gets in': client.status }
}
