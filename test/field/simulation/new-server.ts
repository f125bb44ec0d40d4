import type { Server } from 'socket.io'
import { type Sender, serve } from '../../../src/server/index.js'
import {
  type Simulation,
  sessionRoom,
  simulation,
  simulationAliases,
  type TranscriptUpdate,
} from '../../../src/simulation.js'

const start = 1_734_690_600_000

/** Makes a final transcript, the given number of seconds after the first. */
export const said = (itemId: string, seconds: number, text = 'Where does it hurt?') => {
  const at = start + seconds * 1000
  return { role: 'user', text, isFinal: true, timestamp: at, itemId, startedAtMs: at - 1800 } as const
}

/** Serves the contract to whoever comes, as nobody shows a token; session_1 may be entered, and has two transcripts. */
export function newSimulationServer(io: Server, legacy: boolean): Sender<Simulation> {
  const kept: TranscriptUpdate[] = ['item_1', 'item_2'].map((item, index) => ({
    ...said(item, index * 20),
    sessionId: 'session_1',
    origin: 'replay',
  }))
  const since = (from: number) => kept.filter(({ timestamp }) => timestamp > from)
  const sessions = serve(io, simulation, {
    ...(legacy && { aliases: simulationAliases, legacy: true }),
    mayJoin: (_, room) => room === sessionRoom('session_1'),
    observe: () => {},
  })
  sessions.on('session:join', ({ sessionId, since: from = 0 }, { emit }) => {
    const missed = since(from)
    for (const transcript of missed) emit('transcript:update', transcript)
    return { sessionId, replayed: missed.length }
  })
  sessions.on('transcript:catchup', ({ since: from }) => ({ transcripts: since(from) }))
  return sessions
}
