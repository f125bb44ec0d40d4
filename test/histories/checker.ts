import { callFaults } from './call-check.js'
import type { Letter } from './contracts.js'
import { lossFaults } from './loss-check.js'
import type { Plan } from './plan.js'
import type { Entry } from './recorder.js'
import { rightFaults } from './right-check.js'
import { type Rights, rightsIn } from './rights.js'
import { statusFaults } from './status-check.js'

/** What is wrong: the promise that was broken, then how. */
export type Kind =
  | 'heard/refused'
  | 'heard/everybody'
  | 'heard/room'
  | 'heard/left'
  | 'heard/expired'
  | 'heard/stolen'
  | 'handled/refused'
  | 'lost/untold'
  | 'undone/deaf'
  | 'undone/watch'
  | 'twice'
  | 'answer/never'
  | 'answer/twice'
  | 'answer/undone'
  | 'answer/blocked'
  | 'status/offline'
  | 'status/refused'
  | 'status/for-good'
  | 'status/stuck'
  | 'status/unserved'
  | 'status/membership'
  | 'grown'
  | 'fault'

/** A promise that a history broke. */
export interface Violation {
  readonly kind: Kind
  readonly text: string
  /** The place in the log where it shows. */
  readonly at: number
}

/** Judges a log: it knows nothing but what was recorded. */
export function violationsIn(log: readonly Entry[], plan: Plan): Violation[] {
  const rights = rightsIn(log)
  return [
    ...rightFaults(log, rights),
    ...lossFaults(log, plan),
    ...doubles(log, rights),
    ...callFaults(log, rights, plan),
    ...statusFaults(log, rights, plan),
    ...growth(log),
  ]
}

/** Finds facts that a receiver was handed more than once. */
function doubles(log: readonly Entry[], rights: Rights): Violation[] {
  const seen = new Set<string>()
  const stock = new Set<number>()
  // without an identity, of which no copy tells that it is one
  const alike = new Set<string | undefined>()
  const attempts = new Map<number, number>()
  return log.flatMap((entry, at): Violation[] => {
    if (entry.kind === 'receiver' && !entry.of) stock.add(entry.receiver)
    if (entry.kind === 'emitted' && entry.name === 'note') alike.add(entry.id)
    if (entry.kind === 'told') attempts.set(entry.receiver, entry.attempt)
    // who takes over another's session takes over what that one has not heard yet; a client of ours knows what has an identity
    const isOther = entry.kind === 'told' && entry.recovered && rights.hasStolen(entry.attempt)
    if (isOther)
      for (const key of seen)
        if (key.startsWith(`${entry.receiver} `) && (stock.has(entry.receiver) || alike.has(key.split(' ')[2])))
          seen.delete(key)
    if (entry.kind !== 'heard') return []
    // who declared a contract knows one name of each fact
    const of = entry.name.charAt(0).toLowerCase() as Letter
    const isDeclared = rights.isDeclared(of, attempts.get(entry.receiver) ?? 0)
    const key = `${entry.receiver} ${isDeclared ? of : entry.name} ${entry.id}`
    if (!seen.has(key)) {
      seen.add(key)
      return []
    }
    return [{ kind: 'twice', text: `receiver ${entry.receiver} heard ${entry.name} ${entry.id} twice`, at }]
  })
}

function growth(log: readonly Entry[]): Violation[] {
  return log.flatMap((entry, at): Violation[] =>
    entry.kind === 'grown'
      ? [{ kind: 'grown', text: `${entry.count} ${entry.what} after all clients left`, at }]
      : entry.kind === 'fault'
        ? [{ kind: entry.what.startsWith('answered twice') ? 'answer/twice' : 'fault', text: entry.what, at }]
        : [],
  )
}
