import type { LegacyPathJson, NamespaceJson } from '../../contract-json.js'
import type { Comparison } from '../comparison.js'
import { isServedStill } from '../past/past-cover.js'
import { marksWithin } from '../payload/mark.js'
import type { FindingDraft } from '../report/finding.js'

/** Compares where a namespace is served, and under which version. */
export function diffServing(
  old: NamespaceJson,
  next: NamespaceJson,
  path: string,
  oldPath: string,
  comparison: Comparison,
): void {
  if (path !== oldPath) diffPath(old, next, path, oldPath, comparison)
  else diffLegacyPath(old.legacyPath, next, path, comparison)
  const isLowered = next.version < old.version
  if (isServedStill(old, next)) comparison.add(raisedServing(old, next, path))
  else if (old.version !== next.version)
    comparison.add({
      rule: 'N06',
      place: { namespace: path },
      words: isLowered
        ? `went back to version ${next.version}, it was ${old.version}`
        : `is version ${next.version} now, it was ${old.version}: a server refuses the clients of a version that it does not serve`,
      breaks: ['old-server-new-client', 'new-server-old-client'],
      forbidden: isLowered,
      advice: isLowered
        ? `clients know another contract by version ${next.version}, or are refused: keep ${old.version}, or take ${old.version + 1}`
        : `keep version ${old.version} at \`${path}\`, declare the changed contract at a path of its own, and serve both until no old client connects`,
      ...(!isLowered && { rollout: 'no-order' }),
      detail: [old.version, next.version],
    })
  if (old.summary !== next.summary)
    comparison.add({ rule: 'T04', place: { namespace: path }, words: 'its description changed', bump: 'patch' })
}

/** Reports a version that was raised where servers go on serving the one before. */
function raisedServing(old: NamespaceJson, next: NamespaceJson, path: string): FindingDraft {
  return {
    rule: 'N06',
    place: { namespace: path },
    words: `is version ${next.version} now, and serves clients of version ${old.version} by \`past\`; an old server turns new clients away, who try again`,
    breaks: ['old-server-new-client'],
    advice: 'release servers before clients',
    detail: [old.version, next.version, 'served'],
  }
}

function diffPath(old: NamespaceJson, next: NamespaceJson, path: string, oldPath: string, { add }: Comparison): void {
  const isServed = next.legacyPath?.path === oldPath
  // old servers answer there, and have all events there
  const wasServed = old.legacyPath?.path === path && !old.legacyPath.without.length
  add({
    rule: 'N01',
    place: { namespace: path },
    words: [
      `was moved from \`${oldPath}\``,
      ...(isServed ? ['which is its legacy path now'] : []),
      ...(wasServed ? [`and old servers serve \`${path}\` as its legacy path`] : []),
    ].join(', '),
    breaks: [
      ...(wasServed ? [] : (['old-server-new-client'] as const)),
      ...(isServed ? [] : (['new-server-old-client', 'compile-time'] as const)),
    ],
    advice: isServed
      ? 'release servers first: old ones refuse the new path'
      : `declare \`legacyPath: '${oldPath}'\`, and servers go on serving it`,
    detail: oldPath,
  })
}

function diffLegacyPath(
  old: LegacyPathJson | undefined,
  namespace: NamespaceJson,
  path: string,
  comparison: Comparison,
): void {
  const next = namespace.legacyPath
  if (old && next && old.path === next.path) {
    diffEventsThere(old, next, namespace, path, comparison)
    return
  }
  const { add } = comparison
  const place = { namespace: path }
  if (old)
    add({
      rule: 'N01',
      place,
      words: `is no longer served at its legacy path \`${old.path}\``,
      breaks: ['new-server-old-client'],
      advice: 'make sure that nobody connects there any more',
      detail: [old.path, next?.path ?? null],
    })
  if (!next) return
  const marks = isServedByOthers(next.path, path, comparison)
    ? marksOf(namespace, (name) => !next.without.includes(name))
    : []
  const words = `is served at the legacy path \`${next.path}\` too`
  add(shownThere({ rule: 'N01', place, words, bump: 'minor', detail: next.path }, next.path, marks))
}

/** Compares which events a namespace has at a legacy path that stays. */
function diffEventsThere(
  old: LegacyPathJson,
  next: LegacyPathJson,
  namespace: NamespaceJson,
  path: string,
  { add }: Comparison,
): void {
  const place = { namespace: path }
  const lost = next.without.filter((name) => !old.without.includes(name))
  const won = old.without.filter((name) => !next.without.includes(name))
  const spelled = (names: readonly string[]): string => names.map((name) => `\`${name}\``).join(', ')
  if (lost.length)
    add({
      rule: 'N03',
      place,
      words: `no longer has ${spelled(lost)} at its legacy path \`${old.path}\``,
      breaks: ['new-server-old-client'],
      advice: `make sure that another contract serves the same at \`${old.path}\`, or take it out of \`without\``,
      detail: lost,
    })
  if (!won.length) return
  const marks = marksOf(namespace, (name) => won.includes(name))
  const words = `has ${spelled(won)} at its legacy path \`${old.path}\` too`
  add(shownThere({ rule: 'N03', place, words, bump: 'minor', detail: won }, old.path, marks))
}

/** Whether clients of other contracts connected at a path before. */
function isServedByOthers(path: string, own: string, { old }: Comparison): boolean {
  return Object.entries(old.namespaces).some(
    ([other, { legacyPath }]) => other !== own && (other === path || legacyPath?.path === path),
  )
}

/** Lists the marked fields that clients get by some events of a namespace, or in answer to them. */
function marksOf({ serverToClient, clientToServer }: NamespaceJson, has: (name: string) => boolean): string[] {
  return [
    ...Object.entries(serverToClient).map(([name, { payload }]) => [name, payload] as const),
    ...Object.entries(clientToServer).map(([name, { reply }]) => [name, reply] as const),
  ].flatMap(([name, shape]) => {
    const marks = has(name) ? marksWithin(shape) : []
    return marks.length ? [`\`${name}\` with ${marks.join(', ')}`] : []
  })
}

/** Asks for a name under what clients of a path newly get, where some of it is marked. */
function shownThere(draft: FindingDraft, path: string, marks: readonly string[]): FindingDraft {
  return marks.length
    ? {
        ...draft,
        related: ['S02'],
        words: `${draft.words}, where clients did not get it before: ${marks.join('; ')}`,
        needsApproval: true,
        advice: `leave it out there, or have somebody approve that every client at \`${path}\` may see it`,
        detail: [draft.detail, marks],
      }
    : draft
}
