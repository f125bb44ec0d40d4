import type { AliasJson } from '../../alias/alias-json.js'
import { isJsonObject, type JsonObject } from '../../containment/json.js'
import type { EventJson, NamespaceJson } from '../../contract-json.js'
import { isPlainAlias } from '../alias/plain-alias.js'
import type { Comparison, EventPlace } from '../comparison.js'
import type { SpokenEvent } from '../past/past-rows.js'
import type { FindingDraft, Sufferer } from '../report/finding.js'
import { rules } from '../rules/rule.js'
import { movedSunset } from '../rules/sunset.js'
import { compareVersions, toVersion } from '../rules/version.js'
import { diffEvent } from './event-diff.js'

/** What a renaming breaks, and why. */
interface Outcome {
  /** The ends that stop understanding one another. */
  readonly breaks: readonly Sufferer[]
  /** What the data can't show. */
  readonly unknown?: string
  readonly advice?: string
}

/** Compares an event with the one its name became an alias of. */
export function diffRenamedEvent(
  old: EventJson,
  next: EventJson,
  alias: AliasJson,
  place: EventPlace,
  isNewName: boolean,
  comparison: Comparison,
): void {
  // what a function or a condition makes of a payload is not certain
  const certain = outcomesOfName(alias, place, comparison)
  const uncertain = outcomesOfMapping(alias, place)
  const outcomes = [...certain, ...uncertain]
  const unknown = uncertain.flatMap((outcome) => outcome.unknown ?? [])
  const [was, is] = [toVersion(old.deprecated?.removeIn), toVersion(alias.removeIn)]
  if (was && is && compareVersions(is, was) < 0)
    comparison.add(movedSunset(old.deprecated?.removeIn, alias.removeIn, place))
  comparison.add({
    rule: 'E05',
    related: unknown.length ? ['M02'] : [],
    place,
    words: `is called \`${alias.of}\` now; the old name is an alias${unknown.length ? ' that a function shapes' : ''}`,
    breaks: [...new Set(outcomes.flatMap(({ breaks }) => breaks))],
    certain: certain.flatMap(({ breaks }) => breaks),
    unknown,
    advice: outcomes.flatMap(({ advice }) => advice ?? []).join('; '),
    detail: { of: alias.of, emit: alias.emit },
  })
  // an event that was there before has its own comparison
  if (!isNewName || unknown.length) return
  const { payload } = old
  diffEvent(
    payload === undefined ? old : { ...old, payload: renamed(payload as JsonObject, alias) },
    next,
    { ...place, name: alias.of },
    comparison,
  )
}

/** Compares an event with the one whose row has its old name; whom its shape breaks is seen by that row. */
export function diffEventRenamedInPast(
  old: EventJson,
  next: EventJson,
  { name, row }: SpokenEvent,
  place: EventPlace,
  isNewName: boolean,
  comparison: Comparison,
): void {
  const { direction } = place
  comparison.add({
    rule: 'E05',
    place,
    words: `is called \`${name}\` now`,
    // that the old name is served to old clients is seen by the row
    breaks: ['new-server-old-client', ...(direction === 'clientToServer' ? (['old-server-new-client'] as const) : [])],
    detail: { of: name },
  })
  if (!isNewName) return
  const { payload } = old
  const spelled = payload === undefined || !row ? old : { ...old, payload: renamed(payload as JsonObject, row) }
  diffEvent(spelled, next, { ...place, name }, comparison)
}

/** Lists what it breaks that the old name is an alias now, whatever the alias makes of a payload. */
function outcomesOfName(
  alias: AliasJson,
  { direction, name, namespace }: EventPlace,
  { old, next }: Comparison,
): readonly Outcome[] {
  if (direction === 'clientToServer') {
    const deaf: readonly Outcome[] = canHearOldNames(next.namespaces[namespace]) ? [] : [unheard]
    if (isPlainAlias(old.namespaces[namespace], direction, alias.of, name)) return deaf
    const advice = 'release servers first, which hear both with `legacy: true`: old ones don’t know the new name'
    return [...deaf, { breaks: ['old-server-new-client'], advice }]
  }
  // a server sends old names at the legacy path alone, to clients that declare no contract
  const late: Outcome = {
    breaks: ['new-server-old-client'],
    advice:
      'release clients first: with `legacy: true` they hear both names; or declare the new event beside the old one, and send both until no old client is left',
  }
  if (alias.emit) return [late]
  return [late, { breaks: [], advice: 'take `emit: false` from the alias, or nobody is sent the old name' }]
}

const unheard: Outcome = {
  breaks: ['new-server-old-client'],
  advice:
    'declare a `legacyPath`, which may be the path itself: without one no server that sends old names can be given `legacy: true`, by which it hears them',
}

/** Whether servers can be told to hear old names: where some are sent too, that takes a path on which they are. */
function canHearOldNames(namespace: NamespaceJson | undefined): boolean {
  const sent = Object.values(namespace?.aliases.serverToClient ?? {}).some(({ emit }) => emit)
  return namespace?.legacyPath !== undefined || !sent
}

/** Lists what the conditions and functions of the alias may break. */
function outcomesOfMapping(alias: AliasJson, { direction }: EventPlace): readonly Outcome[] {
  const fromServer = direction === 'serverToClient'
  const outcomes: Outcome[] = []
  if (fromServer && alias.when)
    outcomes.push({
      breaks: ['new-server-old-client'],
      unknown: '`when` sends the old name for some payloads only',
    })
  if (fromServer ? alias.down : alias.up)
    outcomes.push({
      breaks: ['new-server-old-client'],
      unknown: `the function \`${fromServer ? 'down' : 'up'}\` shapes what goes by the old name, which data can't show`,
      advice: rules.M02.advice,
    })
  if (fromServer && alias.up)
    outcomes.push({
      breaks: ['old-server-new-client'],
      unknown: "the function `up` shapes what old servers send, which data can't show",
    })
  return outcomes
}

/**
 * Reports an event that goes back to a name which the old release has as an alias of it. Who hears a name knows its aliases,
 * while a server sends them at the legacy path alone, to clients that declare no contract.
 */
export function renamedBack(place: EventPlace, to: string): FindingDraft {
  const fromServer = place.direction === 'serverToClient'
  return {
    rule: 'E06',
    place,
    words: `is called \`${to}\` again, which is its alias in the old release`,
    breaks: [...(fromServer ? (['old-server-new-client'] as const) : []), 'new-server-old-client', 'compile-time'],
    advice: fromServer
      ? `declare \`${to}\` beside \`${place.name}\` and send both until no old end is left: old servers send \`${to}\` at the legacy path alone, and old clients hear it with \`legacy: true\` alone`
      : `add the alias \`'${place.name}': '${to}'\` to ${place.direction} of the namespace's table: then servers first spares everybody`,
    detail: to,
  }
}

/** Spells the fields of an old payload as the alias does. */
function renamed(schema: JsonObject, { rename, bare }: Pick<AliasJson, 'rename' | 'bare'>): JsonObject {
  if (bare !== undefined && schema['properties'] === undefined)
    return { type: 'object', properties: { [bare]: schema }, required: [bare], 'x-unknown': 'strip' }
  if (!isJsonObject(schema['properties'])) return schema
  const nameOf = (name: string): string => (Object.hasOwn(rename, name) ? (rename[name] ?? name) : name)
  return {
    ...schema,
    properties: Object.fromEntries(Object.entries(schema['properties']).map(([name, field]) => [nameOf(name), field])),
    ...(Array.isArray(schema['required']) && { required: schema['required'].map((name) => nameOf(String(name))) }),
  }
}
