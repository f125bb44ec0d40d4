import * as z from 'zod/mini'
import { event } from '../contract/event/event.js'
import type { ClientToServerEvents, PayloadOf, ReplyOf, ServerToClientEvents } from '../contract/event/event-map.js'
import type { FactKey } from '../contract/event/identity.js'
import { defineNamespace } from '../contract/namespace.js'
import { transcript } from '../fields/domain/transcript.js'
import { epochMs, id, integer, sensitive, text, timestamp } from '../fields/index.js'
import { sessionRoom, simulationRoom } from '../rooms/simulation.js'

const pressure = sensitive('phi', z.number().check(z.gte(0), z.lte(500)))
const transcripts = z.array(transcript).check(z.maxLength(500))
const vitalsAsked = z.object({
  /** The id of the patient whose vital signs are meant. */
  patientId: id,
  /** The id of the simulation that runs the patient. */
  simulationId: id,
})
const vitalsAnswered = z.object({
  /** The id of the patient, as it was sent. */
  patientId: id,
})

const question = {
  sessionId: 'session_123',
  role: 'user' as const,
  text: 'Where does it hurt?',
  isFinal: true,
  timestamp: 1_734_690_600_000,
  itemId: 'item_456',
  startedAtMs: 1_734_690_598_200,
  finalizedAtMs: 1_734_690_600_000,
  emittedAtMs: 1_734_690_600_040,
}

/** How far apart the same words may be told and still be one utterance. */
const retellingMs = 15_000

/**
 * Returns every key a transcript is known by, in its session: its item, its start, and its words for a while. Words that
 * people say twice tell nothing where both have an item, or both a start: they are looked up among those that lack them.
 */
function transcriptKeys(said: z.infer<typeof transcript>): FactKey[] {
  const { sessionId = '', role, itemId, startedAtMs, isFinal, timestamp: at } = said
  const has = { item: itemId !== undefined, start: startedAtMs !== undefined }
  const keys: FactKey[] = [
    ...(has.item ? [{ key: `item ${sessionId} ${itemId}` }] : []),
    ...(has.start ? [{ key: `start ${sessionId} ${role} ${startedAtMs}` }] : []),
  ]
  for (const item of [false, true])
    for (const start of [false, true]) {
      // the words of those that lack an item, a start or both, or of all
      const lookedUp = item === has.item && start === has.start
      const isAmongThem = !(item && has.item) && !(start && has.start)
      if (!lookedUp && !isAmongThem) continue
      const key = `text ${[item, start].map(Number).join('')} ${sessionId} ${role} ${said.text}`
      const words = { key, at, withinMs: retellingMs }
      keys.push(lookedUp && isAmongThem ? words : { ...words, [lookedUp ? 'provisional' : 'forOthers']: true })
    }
  return isFinal ? keys : keys.filter(({ forOthers }) => !forOthers).map((known) => ({ ...known, provisional: true }))
}

const contract = defineNamespace('/simulation', {
  version: 1,
  legacyPath: '/',
  rooms: [sessionRoom, simulationRoom],
  serverToClient: {
    /** A transcript of speech in a session: live, partial or final, or replayed to a client that missed it. */
    'transcript:update': event({
      payload: transcript,
      /** In its session, a final is known by item, by role and start, and, where one of two lacks these, by role and text within 15 s; a partial of it is dropped. */
      identity: transcriptKeys,
      to: [sessionRoom],
      example: { ...question, origin: 'live' },
    }),
    /** The transcripts of a session so far, in one list. */
    'transcript:history': event({
      payload: z.object({
        /** The id of the session. */
        sessionId: z.optional(id),
        /** The transcripts, oldest first. */
        transcripts,
      }),
      to: [sessionRoom],
      example: { sessionId: 'session_123', transcripts: [{ ...question, origin: 'replay' }] },
    }),
    /** Speech recognition failed: the speech of this client could not be transcribed. */
    'transcript:error': event({
      payload: z.object({
        /** The error code, for programs. */
        code: text(64),
        /** The error message, for people. */
        message: text(1000),
        /** When it failed, in epoch milliseconds. */
        timestamp: epochMs,
      }),
      direct: true,
      example: { code: 'TRANSCRIPTION_FAILED', message: 'The speech service is silent', timestamp: 1_734_690_601_000 },
    }),
    /** New vital signs of a simulated patient: heart rate, blood pressure, oxygen saturation and others. */
    'vitals:update': event({
      payload: z.object({
        /** The id of the patient. */
        patientId: id,
        /** The id of the simulation that runs the patient. */
        simulationId: z.optional(id),
        /** Heart rate (pulse), in beats per minute. */
        heartRate: sensitive('phi', z.number().check(z.gte(0), z.lte(500))),
        /** Blood pressure, in millimeters of mercury (mmHg). */
        bloodPressure: z.object({
          /** Systolic pressure, while the heart contracts, in mmHg. */
          systolic: pressure,
          /** Diastolic pressure, while the heart rests, in mmHg. */
          diastolic: pressure,
        }),
        /** Oxygen saturation (SpO2), in percent. */
        oxygenSaturation: sensitive('phi', z.number().check(z.gte(0), z.lte(100))),
        /** Respiratory rate, in breaths per minute. */
        respiratoryRate: sensitive('phi', z.number().check(z.gte(0), z.lte(200))),
        /** Body temperature, in °C or °F as the application has chosen. */
        temperature: sensitive('phi', z.number().check(z.gte(0), z.lte(150))),
        /** When the vital signs were measured. */
        timestamp,
      }),
      identity: ['patientId', 'simulationId', 'timestamp'],
      to: [simulationRoom],
      example: {
        patientId: 'patient_456',
        simulationId: 'simulation_789',
        heartRate: 88,
        bloodPressure: { systolic: 128, diastolic: 82 },
        oxygenSaturation: 97,
        respiratoryRate: 16,
        temperature: 37.2,
        timestamp: '2024-12-20T10:30:00Z',
      },
    }),
  },
  clientToServer: {
    /** Joins a session, and gets what was missed since `since` as `transcript:update`. */
    'session:join': event({
      payload: z.object({
        /** The id of the session to join. */
        sessionId: id,
        /** Replay transcripts from this time on, in epoch milliseconds. */
        since: z.optional(epochMs),
      }),
      reply: z.object({
        /** The id of the session that was joined. */
        sessionId: id,
        /** The number of transcripts that are replayed. */
        replayed: integer(0),
      }),
      joins: [sessionRoom],
      example: { sessionId: 'session_123', since: 1_734_690_590_000 },
      replyExample: { sessionId: 'session_123', replayed: 1 },
    }),
    /** Leaves a session; its transcripts are no longer received. */
    'session:leave': event({
      payload: z.object({
        /** The id of the session to leave. */
        sessionId: id,
      }),
      reply: z.object({
        /** The id of the session that was left. */
        sessionId: id,
      }),
      leaves: [sessionRoom],
      example: { sessionId: 'session_123' },
      replyExample: { sessionId: 'session_123' },
    }),
    /** Gets the transcripts of a session since a given time. */
    'transcript:catchup': event({
      query: true,
      within: [sessionRoom],
      payload: z.object({
        /** The id of the session. */
        sessionId: id,
        /** Replay transcripts from this time on, in epoch milliseconds. */
        since: epochMs,
      }),
      reply: z.object({
        /** The transcripts, oldest first. */
        transcripts,
      }),
      example: { sessionId: 'session_123', since: 1_734_690_590_000 },
      replyExample: { transcripts: [{ ...question, origin: 'replay' }] },
    }),
    /** Starts the vital signs of a simulated patient: `vitals:update` is received from now on. */
    'vitals:subscribe': event({
      payload: vitalsAsked,
      reply: vitalsAnswered,
      joins: [simulationRoom],
      example: { patientId: 'patient_456', simulationId: 'simulation_789' },
      replyExample: { patientId: 'patient_456' },
    }),
    /** Stops the vital signs of a simulated patient: `vitals:update` is no longer received. */
    'vitals:unsubscribe': event({
      payload: vitalsAsked,
      reply: vitalsAnswered,
      leaves: [simulationRoom],
      example: { patientId: 'patient_456', simulationId: 'simulation_789' },
      replyExample: { patientId: 'patient_456' },
    }),
  },
})

type Contract = typeof contract
/** What is said to a simulated patient, and the patient's vital signs. */
export interface Simulation extends Contract {}
/** The contract of `/simulation`: what is said to a simulated patient, and the patient's vital signs. */
export const simulation: Simulation = contract

/** What the server sends on `/simulation`. */
export interface SimulationServerToClientEvents extends ServerToClientEvents<Simulation> {}
/** What a client sends on `/simulation`. */
export interface SimulationClientToServerEvents extends ClientToServerEvents<Simulation> {}

/** What `transcript:update` carries. */
export interface TranscriptUpdate extends PayloadOf<Simulation, 'serverToClient', 'transcript:update'> {}
/** What `transcript:history` carries. */
export interface TranscriptHistory extends PayloadOf<Simulation, 'serverToClient', 'transcript:history'> {}
/** What `transcript:error` carries. */
export interface TranscriptError extends PayloadOf<Simulation, 'serverToClient', 'transcript:error'> {}
/** What `vitals:update` carries. */
export interface VitalsUpdate extends PayloadOf<Simulation, 'serverToClient', 'vitals:update'> {}
/** What `session:join` carries. */
export interface SessionJoinInput extends PayloadOf<Simulation, 'clientToServer', 'session:join'> {}
/** What comes back for `session:join`. */
export interface SessionJoinReply extends ReplyOf<Simulation, 'clientToServer', 'session:join'> {}
/** What `session:leave` carries. */
export interface SessionLeaveInput extends PayloadOf<Simulation, 'clientToServer', 'session:leave'> {}
/** What comes back for `session:leave`. */
export interface SessionLeaveReply extends ReplyOf<Simulation, 'clientToServer', 'session:leave'> {}
/** What `transcript:catchup` carries. */
export interface TranscriptCatchupInput extends PayloadOf<Simulation, 'clientToServer', 'transcript:catchup'> {}
/** What comes back for `transcript:catchup`. */
export interface TranscriptCatchupReply extends ReplyOf<Simulation, 'clientToServer', 'transcript:catchup'> {}
/** What `vitals:subscribe` carries. */
export interface VitalsSubscribeInput extends PayloadOf<Simulation, 'clientToServer', 'vitals:subscribe'> {}
/** What comes back for `vitals:subscribe`. */
export interface VitalsSubscribeReply extends ReplyOf<Simulation, 'clientToServer', 'vitals:subscribe'> {}
/** What `vitals:unsubscribe` carries. */
export interface VitalsUnsubscribeInput extends PayloadOf<Simulation, 'clientToServer', 'vitals:unsubscribe'> {}
/** What comes back for `vitals:unsubscribe`. */
export interface VitalsUnsubscribeReply extends ReplyOf<Simulation, 'clientToServer', 'vitals:unsubscribe'> {}

/** Who spoke: the student or the simulated patient. */
export type TranscriptRole = TranscriptUpdate['role']
/** Whether a transcript comes live or as a replay. */
export type TranscriptOrigin = TranscriptUpdate['origin']
/** The type of media shown beside a transcript; other types than the known ones may come. */
export type TranscriptMediaType = Exclude<NonNullable<TranscriptUpdate['media']>['type'], undefined>
