import { directions } from '../../../contract/event/direction.js'
import type { NamespaceJson } from '../../contract-json.js'
import { isPlainAlias } from '../alias/plain-alias.js'
import type { Comparison, EventPlace } from '../comparison.js'
import { isServedStill } from '../past/past-cover.js'
import { bearerOf } from '../past/past-rows.js'
import { entryOf } from '../record-entry.js'
import type { FindingDraft } from '../report/finding.js'
import { withTiming } from '../rules/sunset.js'
import { diffEvent, isAlike } from './event-diff.js'
import { diffEventRenamedInPast, diffRenamedEvent, renamedBack } from './event-rename.js'
import { findLeaks } from './leak-diff.js'
import type { LoneEvent } from './lone-event.js'

/** The events of a namespace that have no counterpart. */
export interface LoneEvents {
  readonly removed: readonly LoneEvent[]
  readonly added: readonly LoneEvent[]
}

/** Compares the events of a namespace; answers those that were left without a counterpart. */
export function diffEvents(old: NamespaceJson, next: NamespaceJson, path: string, comparison: Comparison): LoneEvents {
  const removed: LoneEvent[] = []
  const added: LoneEvent[] = []
  for (const direction of directions) {
    const [were, are] = [old[direction], next[direction]]
    for (const [name, event] of Object.entries(were)) {
      const now = entryOf(are, name)
      const place: EventPlace = { namespace: path, direction, name }
      if (!now) removed.push({ direction, name })
      else {
        diffEvent(event, now, place, comparison)
        findLeaks(event, now, place, comparison)
      }
    }
    for (const name of Object.keys(are)) if (!Object.hasOwn(were, name)) added.push({ direction, name })
  }
  const namespace: ComparedNamespace = { old, next, path, comparison }
  return [reportRenamed, reportRenamedInPast, reportRenamedBack, reportLookingRenamed, reportTurned].reduce<LoneEvents>(
    (lone, report) => without(lone, report(lone, namespace)),
    { removed, added },
  )
}

function without({ removed, added }: LoneEvents, explained: ReadonlySet<LoneEvent>): LoneEvents {
  return {
    removed: removed.filter((event) => !explained.has(event)),
    added: added.filter((event) => !explained.has(event)),
  }
}

interface ComparedNamespace {
  readonly old: NamespaceJson
  readonly next: NamespaceJson
  readonly path: string
  readonly comparison: Comparison
}

/** Reports what became of some lone events; answers which these are. */
type LoneReport = (lone: LoneEvents, namespace: ComparedNamespace) => ReadonlySet<LoneEvent>

function endOf(namespace: NamespaceJson, { direction, name }: LoneEvent): string | undefined {
  return namespace[direction][name]?.deprecated?.removeIn
}

const reportRenamed: LoneReport = ({ removed, added }, { old, next, path, comparison }) => {
  const explained = new Set<LoneEvent>()
  for (const from of removed) {
    const alias = entryOf(next.aliases[from.direction], from.name)
    const to = alias && added.find(({ direction, name }) => direction === from.direction && name === alias.of)
    const target = alias && next[from.direction][alias.of]
    if (!alias || !target) continue
    const was = old[from.direction][from.name]
    if (was) diffRenamedEvent(was, target, alias, { namespace: path, ...from }, to !== undefined, comparison)
    explained.add(from)
    if (to) explained.add(to)
    if (to) findLeaks(was, target, { namespace: path, direction: to.direction, name: to.name }, comparison)
  }
  return explained
}

/** Reports events whose old name the row of the version before has, which is served still. */
const reportRenamedInPast: LoneReport = ({ removed, added }, { old, next, path, comparison }) => {
  const explained = new Set<LoneEvent>()
  if (!isServedStill(old, next)) return explained
  for (const from of removed) {
    const { direction, name } = from
    const bearer = bearerOf(next, old.version, direction, name)
    const to = added.find((other) => other.direction === direction && other.name === bearer?.name)
    const [was, is] = [old[direction][name], bearer && next[direction][bearer.name]]
    if (!bearer || !was || !is) continue
    explained.add(from)
    if (to) explained.add(to)
    diffEventRenamedInPast(was, is, bearer, { namespace: path, ...from }, to !== undefined, comparison)
    if (to) findLeaks(was, is, { namespace: path, ...to }, comparison)
  }
  return explained
}

/** Reports events that go back to a name which ends of the old release still know. */
const reportRenamedBack: LoneReport = ({ removed, added }, { old, next, path, comparison }) => {
  const explained = new Set<LoneEvent>()
  for (const from of removed) {
    const { direction } = from
    const to = added.find(
      (other) => other.direction === direction && isPlainAlias(old, direction, other.name, from.name),
    )
    const [was, is] = [old[direction][from.name], to && next[direction][to.name]]
    if (!to || !was || !is || explained.has(to)) continue
    explained.add(from).add(to)
    const back = renamedBack({ namespace: path, ...from }, to.name)
    comparison.add(withTiming(back, endOf(old, from), comparison.nextVersion))
    diffEvent(was, is, { namespace: path, ...to }, comparison)
    findLeaks(was, is, { namespace: path, ...to }, comparison)
  }
  return explained
}

const reportLookingRenamed: LoneReport = ({ removed, added }, { old, next, path, comparison }) => {
  const explained = new Set<LoneEvent>()
  const fits = (from: LoneEvent, to: LoneEvent): boolean => {
    const [was, is] = [old[from.direction][from.name], next[to.direction][to.name]]
    return from.direction === to.direction && was !== undefined && is !== undefined && isAlike(was, is)
  }
  for (const from of removed) {
    const targets = added.filter((to) => fits(from, to))
    const [to] = targets
    if (!to || targets.length > 1 || removed.filter((other) => fits(other, to)).length > 1) continue
    explained.add(from).add(to)
    const renamed: FindingDraft = {
      rule: 'E06',
      place: { namespace: path, ...from },
      words: `was removed while \`${to.name}\`, of the same shape, was added: it looks renamed`,
      breaks: ['old-server-new-client', 'new-server-old-client', 'compile-time'],
      advice: `declare \`${to.name}\` beside it until no old end is left, as the plan shows; or add the alias \`'${from.name}': '${to.name}'\` to ${from.direction} of the namespace's table, which takes one release${from.direction === 'serverToClient' ? ', clients with `legacy: true` first' : ', servers first'}`,
      detail: to.name,
    }
    comparison.add(withTiming(renamed, endOf(old, from), comparison.nextVersion))
    const now = next[to.direction][to.name]
    if (now) findLeaks(old[from.direction][from.name], now, { namespace: path, ...to }, comparison)
  }
  return explained
}

const reportTurned: LoneReport = ({ removed, added }, { old, next, path, comparison }) => {
  const explained = new Set<LoneEvent>()
  for (const from of removed) {
    const to = added.find(({ direction, name }) => name === from.name && direction !== from.direction)
    if (!to) continue
    explained.add(from).add(to)
    const [sender, other] = to.direction === 'serverToClient' ? ['the server', 'clients'] : ['clients', 'the server']
    const turned: FindingDraft = {
      rule: 'E07',
      place: { namespace: path, ...from },
      words: `is sent by ${sender} now, before by ${other}`,
      breaks: ['old-server-new-client', 'new-server-old-client', 'compile-time'],
    }
    comparison.add(withTiming(turned, endOf(old, from), comparison.nextVersion))
    const now = next[to.direction][to.name]
    if (now) findLeaks(undefined, now, { namespace: path, ...to }, comparison)
  }
  return explained
}
