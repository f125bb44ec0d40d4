import type { NamespaceJson } from '../../contract-json.js'
import type { Comparison } from '../comparison.js'
import { fieldsWithin } from '../payload/mark.js'
import { entryOf } from '../record-entry.js'
import type { FindingDraft, Sufferer } from '../report/finding.js'
import { rolloutFor } from '../rules/policy.js'
import { isHeardByMore } from './audience-diff.js'
import { type Rooms, roomRenames } from './room-rename.js'

/** Compares the families of rooms of a namespace. */
export function diffRooms(old: NamespaceJson, next: NamespaceJson, path: string, comparison: Comparison): void {
  const [were, are] = [old.rooms, next.rooms]
  const { gone, come, renames } = roomRenames(were, are)
  for (const [from, to] of renames) renameRoom(from, to, old, next, path, comparison)
  const isRenamed = (pattern: string): boolean => [...renames].some((pair) => pair.includes(pattern))
  for (const pattern of gone) if (!isRenamed(pattern)) comparison.add(removed(pattern, old, next, path, comparison))
  for (const pattern of come)
    if (!isRenamed(pattern))
      comparison.add({ rule: 'R04', place: { namespace: path, name: pattern }, words: 'was added', bump: 'minor' })
  for (const pattern of Object.keys(were))
    if (Object.hasOwn(are, pattern)) diffLegacyNames(pattern, were, are, path, comparison)
}

/** Reports a family that went: what was said in it, and who entered it, says whom that breaks. */
function removed(
  pattern: string,
  old: NamespaceJson,
  next: NamespaceJson,
  path: string,
  comparison: Comparison,
): FindingDraft {
  const place = { namespace: path, name: pattern }
  const sent = Object.entries(old.serverToClient).filter(([, { to }]) => to.includes(pattern))
  const isEntered = Object.values(old.clientToServer).some(({ joins, leaves }) =>
    [...joins, ...leaves].includes(pattern),
  )
  if (!sent.length && !isEntered)
    return {
      rule: 'R04',
      place,
      words: 'was removed; no event was sent there, and none entered it',
      breaks: ['compile-time'],
      // code that builds its names is no end of the wire: no order of release spares it
      bump: 'major',
      advice: 'remove what builds its names from your code',
    }
  // an old node sends to that room alone what clients of a new one wait for elsewhere
  const isElsewhere = sent.some(([name, event]) => {
    const now = entryOf(next.serverToClient, name)
    return now !== undefined && isHeardByMore(event, now, path, comparison)
  })
  return {
    rule: 'R04',
    place,
    words: 'was removed',
    breaks: ['new-server-old-client', 'compile-time', ...(isElsewhere ? (['mixed-fleet'] as const) : [])],
    // its name is gone from the package in any order
    bump: 'major',
    advice: 'keep it until no old client is left: who is in it hears nothing more, and is not told',
  }
}

/** Lists the events by which clients name a room of a family themselves. */
function namedByClients({ clientToServer }: NamespaceJson, pattern: string): string[] {
  return Object.entries(clientToServer).flatMap(([name, { joins, leaves, within = [], payload }]) => {
    const fields = fieldsWithin(payload)
    return [...joins, ...leaves, ...within].includes(pattern) && (fields.has('room') || fields.has('channels'))
      ? [name]
      : []
  })
}

function renameRoom(
  from: string,
  to: string,
  old: NamespaceJson,
  next: NamespaceJson,
  path: string,
  { add }: Comparison,
): void {
  const isRead = next.rooms[to]?.legacy.includes(from) ?? false
  const wasRead = old.rooms[from]?.legacy.includes(to) ?? false
  const breaks: Sufferer[] = ['mixed-fleet']
  if (!wasRead && namedByClients(next, to).length) breaks.push('old-server-new-client')
  if (!isRead && namedByClients(old, from).length) breaks.push('new-server-old-client')
  add({
    rule: 'R01',
    related: breaks.length > 1 ? ['R02'] : [],
    place: { namespace: path, name: from },
    words: `is called \`${to}\` now${isRead ? '; servers still take the old name' : ''}${wasRead ? '; old servers take the new name too' : ''}`,
    breaks,
    ...(rolloutFor(breaks) !== 'lockstep' && { rollout: 'drain-or-dual-join' }),
    dangerous: !isRead,
    advice: renameAdvice(from, to, { isRead, isKnown: isRead || wasRead, breaks }),
    detail: wasRead ? [to, isRead, wasRead] : [to, isRead],
  })
}

interface Renaming {
  /** Whether the new release reads the old name. */
  readonly isRead: boolean
  /** Whether either release reads the other's name. */
  readonly isKnown: boolean
  readonly breaks: readonly Sufferer[]
}

function renameAdvice(from: string, to: string, { isRead, isKnown, breaks }: Renaming): string {
  const legacy = `add \`legacy: ['${from}']\``
  if (!isKnown)
    return `declare \`${to}\` beside it, send to both, and let clients into both until no old end is left, as the plan shows; or ${legacy} to it, which takes one release, in which no old server node may run beside a new one`
  const apart =
    'stop the old server nodes before a new one starts: side by side, each sends to its own name of the room, and misses the clients of the other'
  if (!isRead) return `${legacy} to the room, so that clients may still name it so, and ${apart}`
  return breaks.includes('old-server-new-client')
    ? `release servers before clients, for old ones refuse the new name, and ${apart}`
    : apart
}

function diffLegacyNames(pattern: string, were: Rooms, are: Rooms, path: string, { add }: Comparison): void {
  const [before, after] = [were[pattern]?.legacy ?? [], are[pattern]?.legacy ?? []]
  const place = { namespace: path, name: pattern }
  const lost = before.filter((each) => !after.includes(each))
  const won = after.filter((each) => !before.includes(each))
  const spelled = (names: readonly string[]): string => names.map((name) => `\`${name}\``).join(', ')
  if (lost.length)
    add({
      rule: 'R02',
      place,
      words: `may no longer be called ${spelled(lost)} by clients`,
      breaks: ['new-server-old-client'],
      advice: 'leave it in `legacy`: clients that still say that name are refused with ROOM_INVALID',
      detail: lost,
    })
  if (won.length)
    add({ rule: 'R02', place, words: `may be called ${spelled(won)} by clients too`, bump: 'minor', detail: won })
}
