import type { Violation } from './checker.js'
import { type Letter, lettersOn } from './contracts.js'
import type { Plan } from './plan.js'
import type { Entry } from './recorder.js'
import type { Rights } from './rights.js'

/** Finds clients that end up elsewhere than they belong, and refusals that nobody uttered. */
export function statusFaults(log: readonly Entry[], rights: Rights, plan: Plan): Violation[] {
  const end = log.findIndex((entry) => entry.kind === 'step' && entry.text === '(end)')
  const seen = end < 0 ? log : log.slice(0, end)
  return [
    ...seen.flatMap((entry, at) =>
      entry.kind === 'refused' && entry.event === '' ? refusalFault(entry, at, rights, plan) : [],
    ),
    ...seen.flatMap((entry) =>
      entry.kind === 'receiver' && entry.of ? endFaults(seen, entry, entry.of, rights, plan) : [],
    ),
  ]
}

function refusalFault(
  { attempt, code, retryable, of: named }: Entry & { kind: 'refused' },
  at: number,
  rights: Rights,
  { setting }: Plan,
): Violation[] {
  if (code === 'AUTH_EXPIRED') return []
  // what a connection was not told before it was lost is told to the one that recovers it
  if (named && rights.chain(attempt).some((each) => rights.admitted(named, each) !== 'yes')) return []
  const asked = rights.asked(attempt)
  // who was gone before anybody had answered was not let in, and the session is still that of who was
  const previous = rights
    .chain(attempt)
    .find((each) => each !== attempt && asked.some((of) => rights.madeAt(of, each) !== undefined))
  const isSame = previous === undefined || (rights.isOwn(attempt) && rights.userOf(previous) === rights.userOf(attempt))
  if (!asked.length || !isSame || (setting.nameless && asked.includes('c'))) return []
  // what names a contract is that one's answer, while another one holds the connection
  const admitting = asked.filter(
    (of) => (!named || of === named) && rights.admitted(of, attempt) === 'yes' && !rights.isOver(of, attempt, at, 0),
  )
  if (admitting.length)
    return [
      {
        kind: 'status/refused',
        at,
        text: `attempt ${attempt} was told ${code} although ${admitting.join(' and ')} let it in`,
      },
    ]
  if (!retryable && !rights.isDenied(attempt, named))
    return [
      { kind: 'status/for-good', at, text: `attempt ${attempt} was told ${code} for good although nobody said no` },
    ]
  return []
}

function endFaults(
  log: readonly Entry[],
  { receiver, line, path, moves }: Entry & { kind: 'receiver' },
  of: Letter,
  rights: Rights,
  { steps, setting }: Plan,
): Violation[] {
  if (log.some((entry) => entry.kind === 'closed' && entry.receiver === receiver)) return []
  const at = log.findLastIndex((entry) => entry.kind === 'told' && entry.receiver === receiver)
  const last = log[at]
  const trying = log.findLast((entry) => entry.kind === 'attempt' && entry.line === line)
  const user = trying?.kind === 'attempt' ? trying.user : ''
  const isLetIn = (letter: Letter): boolean => {
    const step = steps.findLast((each) => each.do === 'authenticate' && each.of === letter && each.user === user)
    const placed = steps.findLast((each) => each.do === 'autoJoin' && each.of === letter && each.user === user)
    const says = (each: typeof step): string => (each && 'answer' in each ? each.answer : 'yes')
    return !['no', 'nothing'].includes(says(step)) && says(placed) !== 'no'
  }
  const status = last?.kind === 'told' ? last.status : 'connecting'
  const who = `receiver ${receiver} of ${of}`
  if (status === 'offline')
    return [{ kind: 'status/offline', at, text: `${who} is offline for good, and nobody closed it` }]
  if ((status === 'connecting' || status === 'reconnecting') && !moves) {
    const isFor = lettersOn(path).some(isLetIn)
    return isFor && !setting.nameless
      ? [{ kind: 'status/stuck', at: Math.max(at, 0), text: `${who} is still ${status}` }]
      : []
  }
  if (last?.kind !== 'told' || !last.connected || moves) return []
  // who declares a contract over a connection there is already is served from its next one on
  if (rights.asked(last.attempt).includes(of) && rights.admitted(of, last.attempt) === 'no')
    return [
      {
        kind: 'status/unserved',
        at,
        text: `${who} is told that it is connected, and its contract ${rights.said(of, last.attempt)}`,
      },
    ]
  // a client of the package takes over nobody's session by itself, and believes what it knows of its own
  if (rights.hasStolen(last.attempt)) return []
  return stayFaults(
    log,
    receiver,
    of,
    last.attempt,
    (room) => {
      const step = steps.findLast(
        (each) => each.do === 'mayJoin' && each.of === of && each.user === user && each.room === room,
      )
      return step?.do === 'mayJoin' && !['no', 'nothing'].includes(step.answer)
    },
    rights,
  )
}

/** Finds stays in rooms of which a client believes what is not so. */
function stayFaults(
  log: readonly Entry[],
  receiver: number,
  of: Letter,
  attempt: number,
  mayEnter: (room: string) => boolean,
  rights: Rights,
): Violation[] {
  const stays = new Map<string, { readonly entry: Entry & { kind: 'in' }; readonly at: number }>()
  log.forEach((entry, at) => {
    if (entry.kind === 'in' && entry.receiver === receiver) stays.set(entry.room, { entry, at })
    if (entry.kind === 'leave' && entry.receiver === receiver) stays.delete(entry.room)
  })
  return [...stays].flatMap(([room, { entry, at }]): Violation[] => {
    if (entry.isIn && rights.granted(of, attempt, room) === 'no')
      return [
        {
          kind: 'undone/watch',
          at,
          text: `receiver ${receiver} is told that it is in ${room} of ${of}, where it is not`,
        },
      ]
    const isFor =
      !entry.isIn &&
      entry.retryable &&
      mayEnter(room) &&
      rights.admitted(of, attempt) === 'yes' &&
      !rights.isOver(of, attempt, log.length - 1, 0)
    return isFor
      ? [
          {
            kind: 'status/membership',
            at,
            text: `receiver ${receiver} was refused ${room} of ${of} (${entry.code}) for the time being, and never let in`,
          },
        ]
      : []
  })
}
