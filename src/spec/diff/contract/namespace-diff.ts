import type { EventJson, NamespaceJson } from '../../contract-json.js'
import { diffAliases } from '../alias/alias-diff.js'
import { diffLogins } from '../alias/login-diff.js'
import { diffShapes } from '../alias/shape-diff.js'
import type { Comparison, EventPlace } from '../comparison.js'
import { entryOf } from '../record-entry.js'
import type { FindingDraft } from '../report/finding.js'
import { timingOf, withTiming } from '../rules/sunset.js'
import { isAlike } from './event-diff.js'
import { diffEvents, type LoneEvents } from './event-set-diff.js'
import { findLeaks } from './leak-diff.js'
import { addEvent, type LoneEvent, removeEvent } from './lone-event.js'
import { diffRooms } from './room-diff.js'
import { diffServing } from './serving-diff.js'

interface LoneInNamespace extends LoneEvents {
  readonly path: string
}

/** Compares all namespaces, those that moved to another path included. */
export function diffNamespaces(comparison: Comparison): void {
  const [were, are] = [comparison.old.namespaces, comparison.next.namespaces]
  const gone = Object.keys(were).filter((path) => !Object.hasOwn(are, path))
  const come = Object.keys(are).filter((path) => !Object.hasOwn(were, path))
  const moves = movesAmong(gone, come, comparison)
  const lone: LoneInNamespace[] = []
  for (const [path, namespace] of Object.entries(were)) {
    const target = moves.get(path) ?? path
    const now = entryOf(are, target)
    if (!now) continue
    diffServing(namespace, now, target, path, comparison)
    lone.push({ path: target, ...diffEvents(namespace, now, target, comparison) })
    diffRooms(namespace, now, target, comparison)
    diffAliases(namespace, now, target, comparison)
    diffShapes(namespace, now, target, comparison)
    diffLogins(namespace, now, target, comparison)
  }
  const moved = new Set(moves.values())
  for (const path of come) if (!moved.has(path)) addNamespace(path, comparison)
  for (const path of gone) if (!moves.has(path)) removeNamespace(path, comparison)
  reportLone(lone, comparison)
}

function isMove(
  old: NamespaceJson | undefined,
  next: NamespaceJson | undefined,
  path: string,
  target: string,
): boolean {
  if (!old || !next) return false
  const isThere = next.legacyPath?.path === path && old.legacyPath?.path !== path
  const isBack = old.legacyPath?.path === target && next.legacyPath?.path !== target
  if (isThere || isBack) return hasCommonEvent(old, next)
  const names = ({ serverToClient, clientToServer }: NamespaceJson): string =>
    JSON.stringify([Object.keys(serverToClient).sort(), Object.keys(clientToServer).sort()])
  return names(old) === names(next) && hasCommonEvent(old, next)
}

function hasCommonEvent(old: NamespaceJson, next: NamespaceJson): boolean {
  return [old.serverToClient, old.clientToServer].some((events, index) =>
    Object.keys(events).some((name) => Object.hasOwn([next.serverToClient, next.clientToServer][index] ?? {}, name)),
  )
}

function movesAmong(gone: readonly string[], come: readonly string[], { old, next }: Comparison): Map<string, string> {
  const moves = new Map<string, string>()
  for (const path of gone) {
    const found = come.filter((target) => isMove(old.namespaces[path], next.namespaces[target], path, target))
    if (found.length === 1 && ![...moves.values()].includes(found[0] as string)) moves.set(path, found[0] as string)
  }
  return moves
}

function addNamespace(path: string, comparison: Comparison): void {
  comparison.add({
    rule: 'N01',
    place: { namespace: path },
    words: 'was added',
    breaks: ['old-server-new-client'],
    advice: 'release servers first: old ones refuse it with "Invalid namespace", and clients don’t try again',
  })
  const { serverToClient, clientToServer } = comparison.next.namespaces[path] as NamespaceJson
  for (const [direction, events] of Object.entries({ serverToClient, clientToServer }))
    for (const [name, event] of Object.entries(events))
      findLeaks(undefined, event, { namespace: path, direction, name } as EventPlace, comparison)
}

function removeNamespace(path: string, { old, nextVersion, add }: Comparison): void {
  const { serverToClient = {}, clientToServer = {} } = old.namespaces[path] ?? {}
  const early = [serverToClient, clientToServer].flatMap((events) =>
    Object.entries(events).flatMap(([name, { deprecated }]) =>
      timingOf(deprecated?.removeIn, nextVersion) === 'early' ? [`\`${name}\``] : [],
    ),
  )
  add({
    rule: 'N01',
    place: { namespace: path },
    words: early.length ? `was removed before the time of ${early.join(', ')}` : 'was removed',
    breaks: ['new-server-old-client', 'compile-time'],
    // the names that it exports are gone from the package in any order
    bump: 'major',
    forbidden: early.length > 0,
    advice: 'serve it until no old client connects; a client that does is refused and doesn’t try again',
  })
}

function reportLone(lone: readonly LoneInNamespace[], comparison: Comparison): void {
  const { old, next } = comparison
  const arrived = new Set<LoneEvent>()
  for (const { path, removed } of lone)
    for (const event of removed) {
      const was = eventIn(old.namespaces[path], event)
      const target = lone
        .filter((other) => other.path !== path)
        .flatMap((other) => other.added.map((to) => ({ path: other.path, to })))
        .find(({ path: other, to }) => isMovedTo(was, eventIn(next.namespaces[other], to), event, to))
      if (!target) {
        removeEvent(path, event, was, comparison)
        continue
      }
      arrived.add(target.to)
      const moved: FindingDraft = {
        rule: 'N03',
        place: { namespace: path, ...event },
        words: `was moved to \`${target.path}\``,
        breaks: ['old-server-new-client', 'new-server-old-client', 'compile-time'],
        detail: target.path,
      }
      comparison.add(withTiming(moved, was?.deprecated?.removeIn, comparison.nextVersion))
      const now = eventIn(next.namespaces[target.path], target.to)
      // who connects there is somebody else
      if (now) findLeaks(undefined, now, { namespace: target.path, ...target.to }, comparison)
    }
  for (const { path, added } of lone)
    for (const event of added)
      if (!arrived.has(event)) addEvent(path, event, eventIn(next.namespaces[path], event), comparison)
}

function eventIn(namespace: NamespaceJson | undefined, { direction, name }: LoneEvent): EventJson | undefined {
  return namespace?.[direction][name]
}

function isMovedTo(was: EventJson | undefined, is: EventJson | undefined, from: LoneEvent, to: LoneEvent): boolean {
  return (
    from.direction === to.direction &&
    from.name === to.name &&
    was !== undefined &&
    is !== undefined &&
    isAlike(was, is)
  )
}
