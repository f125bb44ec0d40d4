import type { Violation } from './checker.js'
import type { Letter } from './contracts.js'
import type { Entry } from './recorder.js'
import type { Rights } from './rights.js'

type Emitted = Entry & { kind: 'emitted' }

/** Finds facts that reached a client which had no right to them, and handlers that ran for one which was let in by nobody. */
export function rightFaults(log: readonly Entry[], rights: Rights): Violation[] {
  const facts = new Map<string, { readonly fact: Emitted; readonly at: number }>()
  log.forEach((entry, at) => {
    if (entry.kind === 'emitted') facts.set(entry.id, { fact: entry, at })
  })
  const stays = staysIn(log)
  return log.flatMap((entry, at): Violation[] => {
    if (entry.kind === 'handled') return handledFault(entry, at, log, rights)
    if (entry.kind !== 'wire') return []
    const found = facts.get(entry.id)
    if (!found) return []
    const kind = faultOf(found.fact, found.at, entry.attempt, at, rights, stays)
    if (!kind) return []
    const { of, rooms, name } = found.fact
    return [
      {
        kind,
        at,
        text: `line ${entry.line} heard ${of}:${name} ${entry.id} (${rooms.join(', ') || 'everybody'}) as ${entry.name} by attempt ${entry.attempt}, ${standing(of, entry.attempt, rights)}`,
      },
    ]
  })
}

function faultOf(
  fact: Emitted,
  sentAt: number,
  attempt: number,
  heardAt: number,
  rights: Rights,
  stays: Stays,
): Violation['kind'] | undefined {
  const { of, rooms, to } = fact
  // who was gone before anybody had answered was not let in
  const previous = rights.chain(attempt).find((each) => each !== attempt && rights.madeAt(of, each) !== undefined)
  if (rights.admitted(of, attempt, heardAt) === 'no')
    return rooms.length || to !== undefined ? 'heard/refused' : 'heard/everybody'
  if (
    previous !== undefined &&
    rights.admitted(of, previous) !== 'no' &&
    rights.userOf(previous) !== rights.userOf(attempt)
  ) {
    const connectedAt = rights.connectedAt(attempt)
    if (connectedAt !== undefined && sentAt < connectedAt) return 'heard/stolen'
  }
  // what a handler says to who asked reaches who goes on with the session, as its answer would
  if ((to === undefined || to === attempt) && rights.isOver(of, attempt, sentAt, 1500))
    return rooms.length || to !== undefined ? 'heard/expired' : 'heard/everybody'
  if (!rooms.length) return undefined
  const granted = rooms.filter((room) => rights.granted(of, attempt, room, heardAt) !== 'no')
  if (!granted.length) return 'heard/room'
  const chain = rights.chain(attempt)
  return granted.every((room) => stays.hasLeft(of, room, chain, sentAt, heardAt, rights)) ? 'heard/left' : undefined
}

/** Says how a connection stands with a contract. */
function standing(of: Letter, attempt: number, rights: Rights): string {
  const isRecovered = rights.before(attempt) !== undefined
  return `${isRecovered ? 'recovered' : 'new'}, whom ${of} ${rights.said(of, attempt) ?? 'was not asked about'}`
}

interface Stays {
  /** Whether a room was left for good before a fact was sent. */
  hasLeft(of: Letter, room: string, chain: readonly number[], sentAt: number, heardAt: number, rights: Rights): boolean
}

function staysIn(log: readonly Entry[]): Stays {
  const answered = new Map<number, number>()
  const asked: { readonly entry: Entry & { kind: 'leave' | 'join' }; readonly at: number }[] = []
  const bound = new Set<number>()
  log.forEach((entry, at) => {
    if (entry.kind === 'receiver' && entry.of) bound.add(entry.receiver)
    if (entry.kind === 'reply' && entry.event === 'leave' && entry.code === undefined) answered.set(entry.call, at)
    if (entry.kind === 'leave' || entry.kind === 'join') asked.push({ entry, at })
  })
  return {
    hasLeft: (of, room, chain, sentAt, heardAt, rights) => {
      const mine = asked.filter(({ entry }) => entry.of === of && entry.room === room && chain.includes(entry.attempt))
      const last = mine.findLast(
        ({ entry, at }) => entry.kind === 'leave' && (answered.get(entry.call) ?? log.length) < sentAt && at < sentAt,
      )
      if (!last || bound.has(last.entry.receiver)) return false
      // a join whose answer is open counts from the moment it was asked, and one that was asked before may be answered late
      const isBack = mine.some(({ entry, at }) => entry.kind === 'join' && at > last.at && at < heardAt)
      const isPlaced = chain.some(
        (attempt) => attempt > last.entry.attempt && rights.automatic(of, attempt).includes(room),
      )
      return !isBack && !isPlaced
    },
  }
}

function handledFault(
  entry: Entry & { kind: 'handled' },
  at: number,
  log: readonly Entry[],
  rights: Rights,
): Violation[] {
  const { of, attempt, event, call } = entry
  const text = `the handler of ${of}:${event} ran for attempt ${attempt}, ${attempt === undefined ? 'whom nobody knows' : standing(of, attempt, rights)}`
  if (attempt === undefined || rights.admitted(of, attempt, at) === 'no') return [{ kind: 'handled/refused', at, text }]
  const askedAt = log.findIndex((each) => each.kind === 'ask' && each.call === call)
  return askedAt >= 0 && rights.isOver(of, attempt, askedAt, 1500)
    ? [{ kind: 'handled/refused', at, text: `${text}, whose time was over` }]
    : []
}
