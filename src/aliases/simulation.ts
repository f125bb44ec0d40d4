import { defineAliases } from '../contract/alias/alias.js'
import { fieldsOf } from '../contract/event/fields.js'
import type { Simulation, TranscriptUpdate } from '../events/simulation.js'

/** Reads a transcript; where it does not say its origin, one that stood in the back end's memory and bears its clock is live. */
function fromLegacyTranscript(legacy: unknown) {
  const { source, ...fields } = fieldsOf(legacy)
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

/** What older releases of `/simulation` call its events. */
export const simulationAliases = defineAliases<Simulation>()({
  since: '0.1.0',
  removeIn: '2.0.0',
  serverToClient: {
    /** `source` in place of `origin`: `backend` with `emittedAtMs` is live, all else is told again. */
    transcript: { of: 'transcript:update', up: fromLegacyTranscript, down: toLegacyTranscript },
    'transcript-error': failed,
    transcriptError: failed,
    /** Each transcript says `source`; where it does not say its `origin` it is told again. */
    'catchup-transcripts': {
      of: 'transcript:history',
      up: (legacy) => {
        const { transcripts, ...fields } = fieldsOf(legacy)
        // what is caught up on is told again, whatever its source
        const replayed = (each: unknown) => fromLegacyTranscript({ origin: 'replay', ...fieldsOf(each) })
        return { ...fields, transcripts: Array.isArray(transcripts) ? transcripts.map(replayed) : transcripts }
      },
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
    'request-catchup': 'transcript:catchup',
  },
  unacknowledged: {
    /** Carries the session and its transcripts. */
    'transcript:catchup': {
      event: 'transcript:history',
      down: ({ transcripts }, { sessionId }) => ({ sessionId, transcripts }),
    },
  },
})
