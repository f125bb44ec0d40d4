import type { Finding, Rollout, Sufferer, Witness } from '../../spec/diff/report/finding.js'
import { rolloutFor } from '../../spec/diff/rules/policy.js'
import { pathWith } from '../../spec/diff/schema/field-path.js'

const sufferers: { readonly [Name in Sufferer]: string } = {
  'new-server-old-client': 'old clients on new servers',
  'old-server-new-client': 'new clients on old servers',
  'mixed-fleet': 'old and new server nodes side by side',
  'compile-time': 'code that uses its types',
}

const orders: { readonly [Name in Rollout]: string } = {
  'any-order': 'any order',
  'server-first': 'servers first',
  'client-first': 'clients first',
  lockstep: 'new beside old first',
  'no-order': 'no order spares everybody',
  'drain-or-dual-join': 'no old server nodes beside new ones',
}

/** Puts the order of release into words: that of the server nodes, and of the clients where they depend on it too. */
export function orderWords({ rollout, breaks }: Pick<Finding, 'rollout' | 'breaks'>): string {
  const ends = rolloutFor(breaks)
  return rollout === 'drain-or-dual-join' && ends !== 'any-order'
    ? `${orders[rollout]}, ${orders[ends]}`
    : orders[rollout]
}

/** Names whom a change breaks, code last. */
export function sufferersWords({ breaks }: Pick<Finding, 'breaks'>): string {
  return Object.entries(sufferers)
    .flatMap(([name, words]) => (breaks.includes(name as Sufferer) ? [words] : []))
    .join(', ')
}

const longest = 160

/** Describes a witness at the point of damage; as a whole where no point is to blame. */
export function witnessWords({ from, to, value, at, damage }: Witness): string {
  if (damage) return `${article(from)} may send ${damage.sent}; ${article(to)} ${damage.expected}`
  const text = JSON.stringify(value, inOrder)
  const shown = text.length > longest ? `${text.slice(0, longest)} ...` : text
  return `${article(from)} may send ${shown}; ${article(to)} refuses it${at ? ` at ${at}` : ''}`
}

function inOrder(_: string, value: unknown): unknown {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? Object.fromEntries(Object.entries(value).sort(([one], [other]) => (one < other ? -1 : 1)))
    : value
}

function article(end: string): string {
  return `${end.startsWith('old') ? 'an' : 'a'} ${end}`
}

/** Names where a change is, direction in words. */
export function whereWords({ place, address }: Finding): string {
  const { namespace, direction, name, part, path } = place
  if (direction === undefined) return address
  const within = part && path ? pathWith(part, path) : (part ?? '')
  return [namespace, name, within].filter((word) => word).join(' ')
}

/** Names who sends an event. */
export function directionWords({ place: { direction } }: Finding): string {
  return direction === undefined ? '' : direction === 'serverToClient' ? 'server to client' : 'client to server'
}

/** Counts in words: `1 change`, `2 changes`. */
export function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`
}

/** Returns whether a change has to be taken back: no bump and no order makes it right. */
export function isTakenBack({ forbidden, waiver }: Finding): boolean {
  return forbidden && !waiver
}
