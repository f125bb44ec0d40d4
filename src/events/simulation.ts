import * as z from 'zod/mini'
import { event } from '../contract/event/event.js'
import type { ClientToServerEvents, PayloadOf, ReplyOf, ServerToClientEvents } from '../contract/event/event-map.js'
import type { FactKey } from '../contract/event/identity.js'
import { defineNamespace } from '../contract/namespace.js'
import { epochMs, id, integer, openEnum, sensitive, text, timestamp } from '../fields/index.js'
import { sessionRoom, simulationRoom } from '../rooms/simulation.js'

const pressure = sensitive('phi', z.number().check(z.gte(0), z.lte(500)))
const transcript = z.object({
  /** The session it was said in, where that is not plain from the room. */
  sessionId: z.optional(id),
  /** Who spoke: the student or the patient that is played. */
  role: z.enum(['user', 'assistant']),
  /** What was said. */
  text: sensitive('phi', text(20_000)),
  /** Whether the words will not change any more. */
  isFinal: z.boolean(),
  /** When it was said, in epoch milliseconds. */
  timestamp: epochMs,
  /** The id the speech service gave it. */
  itemId: z.optional(id),
  /** When the speaker began, in epoch milliseconds. */
  startedAtMs: z.optional(epochMs),
  /** When the words became final, in epoch milliseconds. */
  finalizedAtMs: z.optional(epochMs),
  /** When the server sent it for the first time, in epoch milliseconds. */
  emittedAtMs: z.optional(epochMs),
  /** What is shown beside the words. */
  media: z.optional(
    z.object({
      /** Unique among all media. */
      id,
      /** Where it is: a web address, or a path on the application's own site. */
      url: z.optional(
        z.string().check(z.maxLength(2048), z.regex(/^(?:https?:\/)?\/[^\u0000-\u0020\u007f-\u00a0]+$/u)),
      ),
      /** The kind of thing it is. */
      type: z.optional(openEnum(['image', 'video', 'youtube', 'animation'])),
      /** What stands under it. */
      title: z.optional(text(500)),
    }),
  ),
  /** Whether it comes as it is said or is told again. */
  origin: z.enum(['live', 'replay']),
})
const transcripts = z.array(transcript).check(z.maxLength(500))
const vitalsAsked = z.object({
  /** The patient to watch. */
  patientId: id,
  /** The simulation that plays the patient. */
  simulationId: id,
})
const vitalsAnswered = z.object({
  /** The patient that was meant. */
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
    /** Somebody said something in a session, or it is told again to one who missed it. */
    'transcript:update': event({
      payload: transcript,
      /** In its session, a final is known by item, by role and start, and, where one of two lacks these, by role and text within 15 s; a partial of it is dropped. */
      identity: transcriptKeys,
      to: [sessionRoom],
      example: { ...question, origin: 'live' },
    }),
    /** What was said in a session so far is told at once. */
    'transcript:history': event({
      payload: z.object({
        /** The session it was said in. */
        sessionId: z.optional(id),
        /** What was said, the oldest first. */
        transcripts,
      }),
      to: [sessionRoom],
      example: { sessionId: 'session_123', transcripts: [{ ...question, origin: 'replay' }] },
    }),
    /** The speech of one participant could not be written down. */
    'transcript:error': event({
      payload: z.object({
        /** The reason, for programs. */
        code: text(64),
        /** The reason, for people. */
        message: text(1000),
        /** When it failed, in epoch milliseconds. */
        timestamp: epochMs,
      }),
      direct: true,
      example: { code: 'TRANSCRIPTION_FAILED', message: 'The speech service is silent', timestamp: 1_734_690_601_000 },
    }),
    /** The vital signs of a patient were measured. */
    'vitals:update': event({
      payload: z.object({
        /** The patient they are of. */
        patientId: id,
        /** The simulation that plays the patient. */
        simulationId: z.optional(id),
        /** Beats a minute. */
        heartRate: sensitive('phi', z.number().check(z.gte(0), z.lte(500))),
        /** The pressure in the arteries, in millimetres of mercury. */
        bloodPressure: z.object({
          /** While the heart contracts. */
          systolic: pressure,
          /** While the heart rests. */
          diastolic: pressure,
        }),
        /** The part of the haemoglobin that carries oxygen, in percent. */
        oxygenSaturation: sensitive('phi', z.number().check(z.gte(0), z.lte(100))),
        /** Breaths a minute. */
        respiratoryRate: sensitive('phi', z.number().check(z.gte(0), z.lte(200))),
        /** The body's warmth, in the degrees the application has chosen. */
        temperature: sensitive('phi', z.number().check(z.gte(0), z.lte(150))),
        /** When they were measured. */
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
    /** Enters a session, and asks for what was missed since a drop. */
    'session:join': event({
      payload: z.object({
        /** The session to enter. */
        sessionId: id,
        /** From when on to tell again what was said, in epoch milliseconds. */
        since: z.optional(epochMs),
      }),
      reply: z.object({
        /** The session that was entered. */
        sessionId: id,
        /** How many transcripts are told again. */
        replayed: integer(0),
      }),
      joins: [sessionRoom],
      example: { sessionId: 'session_123', since: 1_734_690_590_000 },
      replyExample: { sessionId: 'session_123', replayed: 1 },
    }),
    /** Leaves a session. */
    'session:leave': event({
      payload: z.object({
        /** The session to leave. */
        sessionId: id,
      }),
      reply: z.object({
        /** The session that was left. */
        sessionId: id,
      }),
      leaves: [sessionRoom],
      example: { sessionId: 'session_123' },
      replyExample: { sessionId: 'session_123' },
    }),
    /** Asks for what was said in a session since an instant. */
    'transcript:catchup': event({
      query: true,
      within: [sessionRoom],
      payload: z.object({
        /** The session that is meant. */
        sessionId: id,
        /** From when on to tell again what was said, in epoch milliseconds. */
        since: epochMs,
      }),
      reply: z.object({
        /** What was said, the oldest first. */
        transcripts,
      }),
      example: { sessionId: 'session_123', since: 1_734_690_590_000 },
      replyExample: { transcripts: [{ ...question, origin: 'replay' }] },
    }),
    /** Begins to watch the patient of a simulation. */
    'vitals:subscribe': event({
      payload: vitalsAsked,
      reply: vitalsAnswered,
      joins: [simulationRoom],
      example: { patientId: 'patient_456', simulationId: 'simulation_789' },
      replyExample: { patientId: 'patient_456' },
    }),
    /** Ends to watch the patient of a simulation. */
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

/** Who spoke. */
export type TranscriptRole = TranscriptUpdate['role']
/** Whether a transcript comes as it is said or is told again. */
export type TranscriptOrigin = TranscriptUpdate['origin']
/** The kind of thing shown beside words; others than the known ones may come. */
export type TranscriptMediaType = Exclude<NonNullable<TranscriptUpdate['media']>['type'], undefined>
