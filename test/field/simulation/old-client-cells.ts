import { sessionRoom } from '../../../src/simulation.js'
import { afterwards } from '../../ends/afterwards.js'
import { listening } from '../../ends/server.js'
import type { Block, Right, Seen } from '../cell.js'
import { during } from '../during.js'
import { answerMarkers, settled } from '../marker.js'
import { reconnected } from '../new-end.js'
import { connection, refusalsOf } from '../refusals.js'
import { newSimulationServer, said } from './new-server.js'
import { oldSimulationClient } from './old-client.js'

const staysOld = 'old names are sent on the old path only: a client that knows no others stays there'
const isLeftAlone = 'without `legacy` the old path is left alone'
const isOff = 'without `legacy` no old name is read'

/** Lists what is right for a client of old, by where it is. */
function right(path: string, legacy: boolean): Right {
  if (path === '/' && !legacy)
    return {
      'gets in, with no token': ['connected', isLeftAlone],
      'join-session, what is replayed': ['heard never', isLeftAlone],
      'what is said now': ['heard never', isLeftAlone],
    }
  const here = (words: string): Right[string] => (path === '/' ? words : ['heard never', staysOld])
  const asked: Right[string] = legacy ? 'nobody' : ['EVENT_UNKNOWN', isOff]
  return {
    'gets in, with no token': 'connected',
    'join-session, it is refused by': asked,
    'join-session, what is replayed': here('heard 2 times as transcript'),
    'what is said now': here('heard once as transcript'),
    'request-catchup': here('heard once as catchup-transcripts'),
    "a stranger's session, what it hears": 'heard never',
    "a stranger's request-catchup": 'told nothing',
    'again: what is replayed': here('heard 2 times as transcript'),
    'again: what is said now': here('heard once as transcript'),
  }
}

/** Lists where a client of old meets a new server. */
export const oldClientCells: readonly Block[] = ['/', '/simulation'].flatMap((path) =>
  [true, false].map((legacy) => ({
    system: 'simulation' as const,
    pair: 'old client, new server' as const,
    path,
    legacy,
    right: right(path, legacy),
    see: () => see(path, legacy),
  })),
)

async function see(path: string, legacy: boolean): Promise<Seen> {
  const { io, url } = await listening()
  const sessions = newSimulationServer(io, legacy)
  answerMarkers(io, path)
  const open = () => {
    const client = oldSimulationClient(url, path, { reconnectionDelay: 5, reconnectionDelayMax: 20 })
    afterwards(() => client.socket.disconnect())
    return client
  }
  const client = open()
  const refusals = refusalsOf(client.socket)
  const words = await connection(client.socket)
  const enter = () => during(client, () => client.join('session_1'))
  const say = (item: string, seconds: number) =>
    during(client, () => {
      const transcript = { ...said(item, seconds), sessionId: 'session_1', origin: 'live' } as const
      sessions.to(sessionRoom('session_1')).emit('transcript:update', transcript)
    })
  const first = {
    'gets in, with no token': words,
    'join-session, what is replayed': await enter(),
    'what is said now': await say('item_3', 40),
  }
  if (path === '/' && !legacy) return first
  const [refused = 'nobody'] = refusals
  const caughtUp = await during(client, () => client.catchUp('session_1', 0))
  const stranger = open()
  await connection(stranger.socket)
  const heardByStranger = await during(stranger, async () => {
    stranger.join('session_2')
    await settled(stranger.socket)
    await say('item_4', 60)
  })
  // by whatever name: who may not enter is to learn nothing
  const leaked: string[] = []
  stranger.socket.onAny((name: string, payload?: { transcripts?: unknown[] }) => {
    if (payload?.transcripts) leaked.push(name)
  })
  stranger.catchUp('session_1', 0)
  await settled(stranger.socket)
  await reconnected(io, path, client.socket)
  return {
    ...first,
    'join-session, it is refused by': refused,
    'request-catchup': caughtUp,
    "a stranger's session, what it hears": heardByStranger,
    "a stranger's request-catchup": leaked.length ? 'told what was said' : 'told nothing',
    'again: what is replayed': await enter(),
    'again: what is said now': await say('item_5', 80),
  }
}
