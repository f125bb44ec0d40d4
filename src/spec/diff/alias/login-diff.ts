import type { LoginJson } from '../../alias/alias-json.js'
import { type JsonValue, toCanonicalText } from '../../containment/json.js'
import type { NamespaceJson } from '../../contract-json.js'
import type { Comparison } from '../comparison.js'
import { entryOf } from '../record-entry.js'
import type { FindingDraft, Place, Sufferer } from '../report/finding.js'

const ways = {
  query: { words: 'by the query', breaks: ['new-server-old-client'] },
  // a client of today that logs in so waits for the same events
  event: { words: 'by `authenticate`', breaks: ['old-server-new-client', 'new-server-old-client'] },
} as const satisfies { readonly [way: string]: { readonly words: string; readonly breaks: readonly Sufferer[] } }
const fates = { success: 'that they are in', failure: 'that they are not' } as const

/** Compares what older ends wait for before anything else: clients when they log in, and servers at each connection. */
export function diffLogins(old: NamespaceJson, next: NamespaceJson, path: string, { add }: Comparison): void {
  for (const way of ['query', 'event'] as const) {
    const [before, after] = [old.aliases.login?.[way], next.aliases.login?.[way]]
    // a login that goes is one change
    for (const key of before && after ? (['success', 'failure'] as const) : (['success'] as const))
      if (before?.[key] !== after?.[key]) add(toldOtherwise(way, key, before, after, path))
    if (before && after && before.notes !== after.notes)
      add({
        rule: 'T04',
        place: placeOf(path, 'serverToClient', after.success),
        words: 'the description of the login changed',
        bump: 'patch',
      })
  }
  diffOpenings(old, next, path, add)
}

function toldOtherwise(
  way: keyof typeof ways,
  key: keyof typeof fates,
  before: LoginJson | undefined,
  after: LoginJson | undefined,
  path: string,
): FindingDraft {
  const [was, is] = [before?.[key], after?.[key]]
  const clients = `older clients that log in ${ways[way].words} ${fates[key]}`
  return {
    rule: 'A06',
    place: placeOf(path, 'serverToClient', was ?? is ?? ''),
    words:
      was === undefined
        ? `tells ${clients} now`
        : is === undefined
          ? `no longer tells ${clients}`
          : `told ${clients}, \`${is}\` does now`,
    breaks: was === undefined ? [] : ways[way].breaks,
    detail: [way, key, was ?? null, is ?? null],
  }
}

function diffOpenings(old: NamespaceJson, next: NamespaceJson, path: string, add: Comparison['add']): void {
  const [were, are] = [old.aliases.opening ?? {}, next.aliases.opening ?? {}]
  for (const name of new Set([...Object.keys(were), ...Object.keys(are)])) {
    const [was, is] = [textOf(were, name), textOf(are, name)]
    if (was === is) continue
    add({
      rule: 'A06',
      place: placeOf(path, 'clientToServer', name),
      words:
        is === undefined
          ? 'is no longer sent first to servers of old, which want it'
          : was === undefined
            ? 'is sent first to servers of old now'
            : 'is sent first to servers of old with another payload',
      breaks: was === undefined ? [] : ['old-server-new-client'],
      advice: was === undefined ? '' : 'servers from before the contract want it: keep it until none is left',
      detail: [was ?? null, is ?? null],
    })
  }
}

function textOf(rows: { readonly [name: string]: unknown }, name: string): string | undefined {
  return Object.hasOwn(rows, name) ? toCanonicalText((entryOf(rows, name) ?? null) as JsonValue) : undefined
}

function placeOf(namespace: string, direction: NonNullable<Place['direction']>, name: string): Place {
  return { namespace, direction, name }
}
