import type { Violation } from './checker.js'
import type { Letter } from './contracts.js'
import type { Plan } from './plan.js'
import type { Entry } from './recorder.js'
import type { Rights } from './rights.js'

type Call = Entry & { kind: 'join' | 'leave' | 'ask' }

/** Finds what was asked and not answered, and what was answered late for somebody else's sake. */
export function callFaults(log: readonly Entry[], rights: Rights, plan: Plan): Violation[] {
  const end = log.findIndex((entry) => entry.kind === 'step' && entry.text === '(end)')
  const seen = end < 0 ? log : log.slice(0, end)
  const bound = new Set(seen.flatMap((entry) => (entry.kind === 'receiver' && entry.of ? entry.receiver : [])))
  const replies = new Map(
    seen.flatMap((entry) => (entry.kind === 'reply' ? [[`${entry.event} ${entry.call}`, entry] as const] : [])),
  )
  return seen.flatMap((entry, at): Violation[] => {
    if (entry.kind !== 'join' && entry.kind !== 'leave' && entry.kind !== 'ask') return []
    // a client of the package leaves by what it joined
    const reply = replies.get(`${entry.kind === 'ask' ? entry.event : entry.kind} ${entry.call}`)
    const what = `${entry.kind === 'ask' ? entry.event : `${entry.kind} ${entry.room}`} of ${entry.of} by receiver ${entry.receiver}`
    const handled = seen.filter((each) => each.kind === 'handled' && each.event === 'say' && each.call === entry.call)
    // who is told to come later is told that nothing was begun
    if (entry.kind === 'ask' && entry.event === 'deliver' && entry.how !== 'limited') {
      // who has become somebody else in between sends it in that one's name, whose it is not yet
      const users = handled.flatMap((each) => (each.kind === 'handled' ? [rights.userOf(each.attempt ?? 0)] : []))
      if (users.length > new Set(users).size)
        return [{ kind: 'answer/twice', at, text: `${what} was handled ${handled.length} times` }]
      if (reply && !reply.code && !handled.length)
        return [{ kind: 'answer/undone', at, text: `${what} is told to be done, and was never handled` }]
    }
    if (!reply)
      return isWaited(seen, entry, at, bound) ? [{ kind: 'answer/never', at, text: `${what} was never answered` }] : []
    if (reply.code !== 'HANDLER_TIMEOUT' || isUnknown(seen, entry) || isSlow(seen, entry, at, plan)) return []
    // a machine that is busy with others is slow to answer for everybody
    const from = seen.slice(begunAt(seen, entry, at), seen.indexOf(reply) + 5)
    if (from.some(({ kind }) => kind === 'late')) return []
    return [
      {
        kind: 'answer/blocked',
        at,
        text: `${what} was answered HANDLER_TIMEOUT although nobody was slow to answer for it`,
      },
    ]
  })

  /** Where it begins what a call waits for: where its contract was not in time to let the client in, that is answered again. */
  function begunAt(entries: readonly Entry[], { of, attempt }: Call, at: number): number {
    const before = entries.slice(0, at)
    const isRefused = before.some(
      (each) =>
        each.kind === 'refused' && each.attempt === attempt && each.of === of && each.code === 'HANDLER_TIMEOUT',
    )
    return isRefused ? before.findIndex((each) => each.kind === 'attempt' && each.attempt === attempt) : at
  }

  function isLimited(of: Letter): boolean {
    return plan.steps.some((step) => step.do === 'limiter' && step.of === of && step.answer !== 'yes')
  }

  /** Whether somebody waits for an answer whose connection holds. */
  function isWaited(entries: readonly Entry[], entry: Call, at: number, boundReceivers: ReadonlySet<number>): boolean {
    if (entry.kind === 'ask' && entry.event === 'say') return false
    const later = entries.slice(at)
    if (later.some((each) => each.kind === 'closed' && each.receiver === entry.receiver)) return false
    if (boundReceivers.has(entry.receiver)) {
      if (entry.kind === 'leave') return false
      const last = entries.findLast((each) => each.kind === 'told' && each.receiver === entry.receiver)
      const isConnected = last?.kind === 'told' && last.connected
      // what waits until it may be sent again is not lost
      if (entry.kind === 'ask' && entry.event === 'deliver')
        return (
          isConnected &&
          entry.how !== 'limited' &&
          rights.admitted(entry.of, last.attempt) === 'yes' &&
          !isLimited(entry.of)
        )
      return entry.kind === 'ask' || isConnected
    }
    return !later.some((each) => each.kind === 'disconnect' && each.line === rights.lineOf(entry.attempt))
  }
}

/** Whether the application was slow to say who it is that calls: such a contract refuses all it is asked. */
function isUnknown(log: readonly Entry[], { of }: Call): boolean {
  return log.some((entry) => entry.kind === 'answered' && entry.of === of && entry.isHeld && entry.what !== 'mayJoin')
}

/** Whether the application took long to answer what a call asked it. */
function isSlow(log: readonly Entry[], call: Call, at: number, { steps }: Plan): boolean {
  const isHanging = (what: 'limiter' | 'welcome'): boolean =>
    steps.some((step) => step.do === what && step.of === call.of && step.answer === 'hang')
  if (isHanging('limiter')) return true
  if (call.kind === 'leave') return false
  if (call.kind === 'ask') return call.how === 'hang'
  if (isHanging('welcome')) return true
  const asked = log
    .slice(at)
    .filter((entry) => entry.kind === 'asked' && entry.what === 'mayJoin' && entry.of === call.of)
  // of a bound client the attempt may be a later one than when it asked
  const mine = asked.filter((entry) => entry.kind === 'asked' && entry.room === call.room)
  const isLate = mine.some((question) => {
    if (question.kind !== 'asked') return false
    const answer = log.find(
      (entry) =>
        entry.kind === 'answered' &&
        entry.what === 'mayJoin' &&
        entry.attempt === question.attempt &&
        entry.room === call.room &&
        entry.of === call.of,
    )
    return answer?.kind !== 'answered' || answer.tookMs > 60
  })
  if (isLate) return true
  // one room may wait for the same room; and where many hang, others may wait their turn
  const same = log.some(
    (entry) => entry.kind === 'answered' && entry.what === 'mayJoin' && entry.room === call.room && entry.tookMs > 60,
  )
  const hanging = log.filter(
    (entry) => entry.kind === 'answered' && entry.what === 'mayJoin' && entry.tookMs > 60,
  ).length
  return same || hanging > 3
}
