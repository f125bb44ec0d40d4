import type { Rollout, Sufferer } from '../report/finding.js'
import type { Bump } from './bump.js'

/** Which end is released first, and so which old end must keep working. */
export type RolloutPolicy = 'server-first' | 'client-first' | 'full'

/** What becomes of undeclared keys where a schema does not say it. */
export type ObjectPolicy = 'strict' | 'strip' | 'loose'

/** What two teams agreed on, as far as it changes what a difference means. */
export interface Policy {
  /** Which end is released first; `full` promises that the ends can be released in any order. */
  readonly rollout: RolloutPolicy
  /** What becomes of undeclared keys, for every object; without it, each as its schema says. */
  readonly objects: ObjectPolicy | 'declared'
  /** Whether what is sent is parsed first, and so leaves with its defaults, as the bindings do. */
  readonly producerParses: boolean
  /** Whether an acknowledgement is called only where one was asked for, as the bindings do. */
  readonly guarded: boolean
  /** How long one question about two schemas may take. */
  readonly timeoutMs: number
  /** Keywords of schemas that ask nothing of a value, such as `unit`: what they say is not compared. */
  readonly annotations: readonly string[]
}

/** The policy where nobody says another: servers first, undeclared keys dropped, both ends on the bindings. */
export const defaultPolicy: Policy = {
  rollout: 'server-first',
  objects: 'declared',
  producerParses: true,
  guarded: true,
  timeoutMs: 2000,
  annotations: [],
}

/** The order of release that spares everybody who talks to the other end. */
export type RolloutOfEnds = Exclude<Rollout, 'drain-or-dual-join' | 'no-order'>

/** Returns the order of release that spares everybody. */
export function rolloutFor(breaks: readonly Sufferer[]): RolloutOfEnds {
  const newClients = breaks.includes('old-server-new-client')
  const oldClients = breaks.includes('new-server-old-client')
  if (newClients && oldClients) return 'lockstep'
  if (newClients) return 'server-first'
  return oldClients ? 'client-first' : 'any-order'
}

/** Returns the bump for a change that breaks these, and is an addition otherwise. */
export function bumpForBreaks(breaks: readonly Sufferer[], { rollout }: Policy): Bump {
  const newClients = breaks.includes('old-server-new-client')
  const oldClients = breaks.includes('new-server-old-client')
  const isMajor = rollout === 'full' ? newClients || oldClients : rollout === 'client-first' ? newClients : oldClients
  return isMajor ? 'major' : 'minor'
}
