import { type Direction, directions } from '../../../contract/event/direction.js'
import type { AliasJson } from '../../alias/alias-json.js'
import type { NamespaceJson } from '../../contract-json.js'
import type { Comparison } from '../comparison.js'
import { isAlike } from '../contract/event-diff.js'
import { entryOf } from '../record-entry.js'
import type { FindingDraft, Place, Sufferer } from '../report/finding.js'
import { rules } from '../rules/rule.js'
import { checkOverdue, hasGrace, hastySunset, movedSunset, timingOf } from '../rules/sunset.js'
import { toVersion } from '../rules/version.js'
import { diffMapping } from './alias-mapping-diff.js'
import { isPlainAlias } from './plain-alias.js'

/** Compares the legacy names of a namespace. */
export function diffAliases(old: NamespaceJson, next: NamespaceJson, path: string, comparison: Comparison): void {
  for (const direction of directions) {
    const [were, are] = [old.aliases[direction], next.aliases[direction]]
    for (const [name, alias] of Object.entries(are)) {
      const place = { namespace: path, direction, name }
      checkAlias(name, alias, next, place, comparison)
      const before = entryOf(were, name)
      if (before) changeAlias(before, alias, place, { old, next }, comparison)
      // a renamed event brings its alias along
      else if (!Object.hasOwn(old[direction], name))
        comparison.add({
          rule: 'A01',
          place,
          words: `was added as an old name of \`${alias.of}\``,
          bump: 'minor',
          detail: alias.of,
        })
      if (!before) checkSunset(alias, place, comparison)
      checkOverdue(alias.removeIn, place, comparison)
    }
    for (const [name, alias] of Object.entries(were))
      if (!Object.hasOwn(are, name) && !Object.hasOwn(next[direction], name))
        removeAlias(alias, { namespace: path, direction, name }, comparison)
  }
}

interface Namespaces {
  readonly old: NamespaceJson
  readonly next: NamespaceJson
}

/** Returns what became of the event an alias stood for: it may be there, be called otherwise, or be gone. */
function fateOf(
  before: AliasJson,
  after: AliasJson,
  direction: Direction,
  { old, next }: Namespaces,
): 'there' | 'renamed' | 'gone' {
  if (Object.hasOwn(next[direction], before.of)) return 'there'
  const [was, is] = [old[direction][before.of], next[direction][after.of]]
  const isRenamed =
    next.aliases[direction][before.of]?.of === after.of ||
    isPlainAlias(old, direction, after.of, before.of) ||
    (was && is && isAlike(was, is))
  return is && isRenamed ? 'renamed' : 'gone'
}

/** Returns who hears nothing when a legacy name falls silent. */
function starved(direction: Direction, alias: AliasJson): Sufferer[] {
  return direction === 'serverToClient' && !alias.emit ? ['old-server-new-client'] : ['new-server-old-client']
}

function removeAlias(
  alias: AliasJson,
  place: Place & { direction: Direction },
  { nextVersion, add }: Comparison,
): void {
  const isDue = timingOf(alias.removeIn, nextVersion) === 'due'
  add({
    rule: isDue ? 'A03' : 'A02',
    place,
    words: isDue
      ? `was removed, as announced for ${alias.removeIn}`
      : alias.removeIn === undefined
        ? 'was removed, and its end was never announced'
        : `was removed before ${alias.removeIn}, the release it was to go with`,
    breaks: starved(place.direction, alias),
    // people planned for the date that they were told, whichever end is released first
    ...(!isDue && { bump: 'major' }),
    forbidden: !isDue,
    advice: isDue
      ? rules.A03.advice
      : alias.removeIn === undefined
        ? 'put it back with `removeIn`, the major release it may go in'
        : `put it back until ${alias.removeIn}`,
    detail: alias.of,
  })
}

function changeAlias(
  before: AliasJson,
  after: AliasJson,
  place: Place & { direction: Direction },
  namespaces: Namespaces,
  { add }: Comparison,
): void {
  if (before.of !== after.of) add(turned(before, after, place, fateOf(before, after, place.direction, namespaces)))
  if (before.emit !== after.emit && place.direction === 'serverToClient')
    add({
      rule: after.emit ? 'A01' : 'A02',
      place,
      words: after.emit ? 'is sent by servers too now' : 'is no longer sent by servers, only heard',
      breaks: after.emit ? [] : ['new-server-old-client'],
      forbidden: !after.emit,
      advice: after.emit ? '' : 'old clients that know no other name hear nothing: send it until the alias goes',
      detail: after.emit,
    })
  diffMapping(before, after, place, add)
  moveSunset(before, after, place, add)
}

function turned(before: AliasJson, after: AliasJson, place: Place, fate: ReturnType<typeof fateOf>): FindingDraft {
  const detail = [before.of, after.of]
  if (fate === 'renamed') {
    const words = `stands for \`${after.of}\`, as \`${before.of}\` is called now`
    return { rule: 'A05', place, words, bump: 'patch', advice: 'nothing: it follows its event', detail }
  }
  return {
    rule: 'A05',
    place,
    words: `stands for \`${after.of}\` now, it stood for \`${before.of}\``,
    breaks: ['old-server-new-client', 'new-server-old-client'],
    forbidden: true,
    advice:
      fate === 'gone'
        ? `if \`${after.of}\` is what \`${before.of}\` was, add the alias \`'${before.of}': '${after.of}'\`; else put \`${before.of}\` back`
        : rules.A05.advice,
    detail,
  }
}

function moveSunset(before: AliasJson, after: AliasJson, place: Place, add: Comparison['add']): void {
  if (before.removeIn === after.removeIn) return
  const moved = movedSunset(before.removeIn, after.removeIn, place)
  const endless = { forbidden: true, advice: 'say in `removeIn` which release drops it' }
  add(after.removeIn === undefined ? { ...moved, ...endless } : moved)
}

/** Refuses an end that comes before people can have moved: the first release that may break them. */
function checkSunset({ since, removeIn }: AliasJson, place: Place, { nextVersion, add }: Comparison): void {
  const [from, until] = [toVersion(since) ?? nextVersion, toVersion(removeIn)]
  if (removeIn === undefined || !until) {
    const advice = 'say in `removeIn` which release drops it'
    add({ rule: 'A04', place, words: 'has no announced end', bump: 'patch', forbidden: true, advice })
  } else if (!hasGrace(from, until)) add(hastySunset(removeIn, place))
}

function checkAlias(
  name: string,
  alias: AliasJson,
  next: NamespaceJson,
  place: Place & { direction: Direction },
  { add }: Comparison,
): void {
  const problem = problemWith(name, alias, next, place)
  if (problem)
    add({
      rule: 'A05',
      place,
      words: problem.words,
      breaks: ['old-server-new-client', 'new-server-old-client'],
      forbidden: true,
      advice: problem.advice,
      detail: problem.words,
    })
}

/** Returns why a name can be no alias, and what to do about it. */
function problemWith(
  name: string,
  { of }: AliasJson,
  next: NamespaceJson,
  { direction, namespace }: Place & { direction: Direction },
): { readonly words: string; readonly advice: string } | undefined {
  const [events, table] = [next[direction], next.aliases[direction]]
  if (Object.hasOwn(events, name))
    return { words: 'is also the name of an event', advice: 'remove the alias: an event needs none of its own name' }
  const target = entryOf(table, of)
  if (target)
    return {
      words: `stands for \`${of}\`, which is an alias itself`,
      advice: `let it stand for the event, \`of: '${target.of}'\``,
    }
  if (Object.hasOwn(events, of)) return undefined
  return {
    words: `stands for \`${of}\`, which is no event of \`${namespace}\``,
    advice: `keep \`${of}\` in \`${namespace}\` until the last of its old names there may go`,
  }
}
