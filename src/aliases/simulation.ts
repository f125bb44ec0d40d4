import { defineAliases } from '../contract/alias/alias.js'
import { legacyAnswer } from '../contract/alias/legacy-reply.js'
import { fieldsOf, renamed } from '../contract/event/fields.js'
import type { Simulation, TranscriptUpdate } from '../events/simulation.js'

/** What feeders in other languages call the fields of a transcript. */
const snakeCase = new Map([
  ['session_id', 'sessionId'],
  ['is_final', 'isFinal'],
  ['item_id', 'itemId'],
  ['started_at_ms', 'startedAtMs'],
  ['finalized_at_ms', 'finalizedAtMs'],
  ['emitted_at_ms', 'emittedAtMs'],
])

/** Reads a transcript, its fields in snake case too; where it does not say its origin, one that stood in the back end's memory and bears its clock is live. */
function fromLegacyTranscript(legacy: unknown) {
  const { source, ...fields } = renamed(fieldsOf(legacy), snakeCase)
  const emittedAtMs = fields['emittedAtMs']
  const isLive = source === 'backend' && emittedAtMs !== undefined && emittedAtMs !== null
  return { ...fields, origin: fields['origin'] ?? (isLive ? 'live' : 'replay') }
}

/** Puts the origin into older releases' word; it stays beside, for there is no other way to know a live one without the back end's clock. */
function toLegacyTranscript(transcript: TranscriptUpdate) {
  return { ...transcript, source: transcript.origin === 'live' ? 'backend' : 'history' }
}

/** A missing `code` is `UNKNOWN`. */
const failed = {
  of: 'transcript:error',
  rename: { error: 'message' },
  up: (legacy: unknown) => {
    const fields = fieldsOf(legacy)
    return { ...fields, code: fields['code'] ?? 'UNKNOWN' }
  },
} as const

/** Each transcript says `source`; where it does not say its `origin` it is told again. */
const history = {
  up: (legacy: unknown) => {
    const { transcripts, ...fields } = fieldsOf(legacy)
    // what is caught up on is told again, whatever its source
    const replayed = (each: unknown) => fromLegacyTranscript({ origin: 'replay', ...fieldsOf(each) })
    return { ...fields, transcripts: Array.isArray(transcripts) ? transcripts.map(replayed) : transcripts }
  },
} as const

/** What older releases of `/simulation` call its events. */
export const simulationAliases = defineAliases<Simulation>()({
  since: '0.1.0',
  removeIn: '2.0.0',
  serverToClient: {
    /** `source` in place of `origin`: `backend` with `emittedAtMs` is live, all else is told again. */
    transcript: { of: 'transcript:update', up: fromLegacyTranscript, down: toLegacyTranscript },
    'transcript-error': failed,
    transcriptError: failed,
    'catchup-transcripts': {
      ...history,
      of: 'transcript:history',
      down: ({ transcripts, ...fields }) => ({ ...fields, transcripts: transcripts.map(toLegacyTranscript) }),
    },
  },
  clientToServer: {
    /** The session's id as a bare text, which has no room for the instant that is asked from. */
    'join-session': {
      of: 'session:join',
      bare: 'sessionId',
      // a bare string has no room for the instant
      when: ({ since }) => since === undefined,
    },
    'request-catchup': { of: 'transcript:catchup', heard: { session_id: 'sessionId' } },
  },
  shapes: {
    serverToClient: {
      /**
       * Fields may be in snake case, and `source` in place of `origin`.
       * @example
       * { "session_id": "session_123", "item_id": "item_456", "role": "user", "text": "Where does it hurt?", "is_final": true,
       *   "source": "backend", "started_at_ms": 1734690598200, "finalized_at_ms": 1734690600000, "emitted_at_ms": 1734690600040,
       *   "timestamp": 1734690600000 }
       */
      'transcript:update': { up: fromLegacyTranscript },
      'transcript:history': history,
    },
    clientToServer: {
      'session:join': { bare: 'sessionId', heard: { session_id: 'sessionId' } },
      /** Each transcript of a reply says `source`; where it does not say its `origin` it is told again. */
      'transcript:catchup': {
        heard: { session_id: 'sessionId' },
        reply: { up: history.up },
      },
    },
  },
  unacknowledged: {
    /** Carries the session and its transcripts. */
    'transcript:catchup': legacyAnswer('transcript:history', {
      sessionId: 'asked.sessionId',
      transcripts: 'reply.transcripts',
    }),
  },
})
