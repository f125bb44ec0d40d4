import type { Server } from 'socket.io'

/** A transcript as the server of old keeps one. */
export interface OldTranscript {
  readonly role: 'user' | 'assistant'
  readonly text: string
  readonly isFinal: boolean
  readonly timestamp: number
  readonly itemId?: string
  readonly startedAtMs?: number
  readonly media?: object | null
}

/** The simulation's server of old. */
export interface OldSimulationServer {
  /** Tells a session what is said now, and keeps it if it is final. */
  say(sessionId: string, transcript: OldTranscript): void
  /** Sends a session something under a name. */
  send(sessionId: string, name: string, payload: unknown): void
}

const mostReplayed = 200

/** Serves `/`, where it asks for no token, acknowledges nothing and replays fewer fields than it sends live. */
export function oldSimulationServer(io: Server): OldSimulationServer {
  const kept = new Map<string, OldTranscript[]>()
  const roomOf = (sessionId: string) => `session:${sessionId}`
  io.on('connection', (socket) => {
    socket.on('join-session', (sessionId: unknown) => {
      if (typeof sessionId !== 'string') return
      void socket.join(roomOf(sessionId))
      for (const [index, each] of (kept.get(sessionId) ?? []).slice(-mostReplayed).entries()) {
        const { role, text, isFinal, timestamp, itemId } = each
        const fields = { role, text, isFinal, timestamp }
        // what came into the database another way has no item
        socket.emit(
          'transcript',
          index % 2 ? { ...fields, itemId, source: 'database' } : { ...fields, source: 'history' },
        )
      }
    })
  })
  return {
    say(sessionId, transcript) {
      const clock = { finalizedAtMs: transcript.timestamp, emittedAtMs: transcript.timestamp + 40 }
      io.to(roomOf(sessionId)).emit('transcript', { ...transcript, ...clock, source: 'backend' })
      if (transcript.isFinal) kept.set(sessionId, [...(kept.get(sessionId) ?? []), transcript])
    },
    send: (sessionId, name, payload) => void io.to(roomOf(sessionId)).emit(name, payload),
  }
}
