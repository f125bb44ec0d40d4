import type { RolloutPolicy } from '../rules/policy.js'
import type { Finding } from './finding.js'

/** One of the two ends that are released. */
export type ReleasedEnd = 'server' | 'client'

/** A change and the order in which the ends have to take it. */
export interface Move {
  readonly finding: Finding
  /** Empty where any order does, or none; three where one end takes the new beside the old, and lets go of the old at last. */
  readonly ends: readonly ReleasedEnd[]
  /** Whether old and new server nodes disagree about it while they share an adapter. */
  readonly isFleet: boolean
}

/** Reads off a change in which order the ends take it. */
export function moveOf(finding: Finding): Move {
  const newClients = finding.breaks.includes('old-server-new-client')
  const oldClients = finding.breaks.includes('new-server-old-client')
  // while the new stands beside the old, nodes of both releases bear each other
  const isFleet = finding.breaks.includes('mixed-fleet') && !(newClients && oldClients)
  if (finding.rollout === 'no-order') return { finding, isFleet, ends: [] }
  const ends: ReleasedEnd[] = isFleet ? ['server'] : []
  if (newClients && oldClients) return { finding, isFleet, ends: bothEnds(finding) }
  if (newClients) return { finding, isFleet, ends: ['server', 'client'] }
  return { finding, isFleet, ends: oldClients ? ['client', 'server'] : ends }
}

/**
 * Returns who takes the new beside the old: the receiver of a payload, and the server where it can serve both, as it does
 * with a second field or event.
 */
function bothEnds({ beside, place: { direction, part } }: Finding): ReleasedEnd[] {
  if (beside) return ['server', 'client', 'server']
  const isReceivedByClient = part !== undefined && (direction === 'serverToClient') === (part === 'payload')
  return isReceivedByClient ? ['client', 'server', 'client'] : ['server', 'client', 'server']
}

function sequence(text: string): ReleasedEnd[] {
  return [...text].map((letter) => (letter === 'S' ? 'server' : 'client'))
}

const serverFirst = ['', 'S', 'SC', 'CS', 'SCS', 'CSC', 'SCSC', 'CSCS'].map(sequence)
const clientFirst = ['', 'S', 'CS', 'SC', 'CSC', 'SCS', 'CSCS', 'SCSC'].map(sequence)

/** Finds the shortest sequence of releases, end by end, that holds the order of every change. */
export function sequenceFor(
  orders: readonly (readonly ReleasedEnd[])[],
  rollout: RolloutPolicy,
): readonly ReleasedEnd[] {
  const candidates = rollout === 'client-first' ? clientFirst : serverFirst
  const found = candidates.find((candidate) => orders.every((order) => placed(order, candidate)))
  // three moves that begin with either end fit into four
  return found ?? (candidates.at(-1) as ReleasedEnd[])
}

/** Places the moves of a change in a sequence, each as early as it can be; nothing where they don't fit. */
export function placed(order: readonly ReleasedEnd[], candidate: readonly ReleasedEnd[]): number[] | undefined {
  const positions: number[] = []
  for (const end of order) {
    const next = candidate.indexOf(end, (positions.at(-1) ?? -1) + 1)
    if (next < 0) return undefined
    positions.push(next)
  }
  return positions
}
