import { directions } from '../../../contract/event/direction.js'
import { contains } from '../../containment/containment.js'
import { type JsonObject, type JsonValue, toCanonicalText } from '../../containment/json.js'
import type { EventJson } from '../../contract-json.js'
import type { Comparison, ReleasedContract, Tombstone } from '../comparison.js'
import { describedFields } from '../payload/field-list.js'
import { entryOf } from '../record-entry.js'

const parts = ['payload', 'reply'] as const
function textOf({ kind, namespace, direction, event, part, path, value }: Tombstone): string {
  return JSON.stringify([kind, namespace, direction, event, part ?? null, path ?? null, value ?? null])
}

/** Lists the names a release takes away, together with those that were taken before. */
export function tombstonesAfter(old: ReleasedContract, next: ReleasedContract): Tombstone[] {
  const all = new Map((old.tombstones ?? []).map((stone) => [textOf(stone), stone]))
  const removedIn = next.package?.version
  for (const stone of newlyGone(old, next))
    all.set(textOf(stone), removedIn === undefined ? stone : { ...stone, removedIn })
  return [...all].sort(([one], [other]) => (one < other ? -1 : 1)).map(([, stone]) => stone)
}

function newlyGone(old: ReleasedContract, next: ReleasedContract): Tombstone[] {
  return Object.entries(old.namespaces).flatMap(([namespace, before]) => {
    const after = next.namespaces[namespace]
    return directions.flatMap((direction) =>
      Object.entries(before[direction]).flatMap(([event, was]): Tombstone[] => {
        const at = { namespace, direction, event }
        const is = after && entryOf(after[direction], event)
        const isAlias = after !== undefined && Object.hasOwn(after.aliases[direction], event)
        if (!is) return isAlias ? [] : [{ kind: 'event', ...at }]
        return parts.flatMap((part) => goneWithin(was, is, part, at))
      }),
    )
  })
}

function goneWithin(
  was: EventJson,
  is: EventJson,
  part: 'payload' | 'reply',
  at: Pick<Tombstone, 'namespace' | 'direction' | 'event'>,
): Tombstone[] {
  const [before, after] = [describedFields(was[part]), describedFields(is[part])]
  return [...before].flatMap(([path, schema]): Tombstone[] => {
    const now = after.get(path)
    if (!now) {
      const parent = path.slice(0, Math.max(path.lastIndexOf('.'), 0))
      // what went with its parent needs no stone of its own
      return parent && !after.has(parent) ? [] : [{ kind: 'field', ...at, part, path, schema }]
    }
    return wordsOf(schema)
      .filter((value) => wordsOf(now).length && !wordsOf(now).includes(value))
      .map((value) => ({ kind: 'value', ...at, part, path, value }))
  })
}

function wordsOf(schema: JsonObject): (string | number | boolean)[] {
  const list = schema['enum'] ?? schema['x-known']
  return Array.isArray(list) ? (list as (string | number | boolean)[]) : []
}

/** Reports names that were retired and mean something again, and retirements that were forgotten. */
export function checkTombstones({ old, next, policy, add }: Comparison): void {
  const stones = old.tombstones ?? []
  for (const stone of stones) {
    const { kind, namespace, direction, event, part, path } = stone
    const now = next.namespaces[namespace]?.[direction]
    const used = now && entryOf(now, event)
    const place = { namespace, direction, name: event, ...(part && { part }), ...(path && { path }) }
    if (kind === 'event' && used)
      add({
        rule: 'E08',
        place,
        words: `has a name again that was retired${stone.removedIn ? ` with ${stone.removedIn}` : ''}`,
        breaks: ['old-server-new-client', 'new-server-old-client'],
        forbidden: true,
      })
    if (kind !== 'event' && used && isReused(stone, used, policy))
      add({
        rule: 'F28',
        place,
        words:
          kind === 'field'
            ? 'is a field that was retired, and takes something else now'
            : `takes \`${String(stone.value)}\` again, which was retired`,
        breaks: ['old-server-new-client', 'new-server-old-client'],
        forbidden: true,
        advice: 'take another name: ends that were never updated still read the old meaning',
        detail: stone.value ?? null,
      })
  }
  if (next.tombstones === undefined) return
  const kept = new Set(next.tombstones.map(textOf))
  for (const stone of stones)
    if (!kept.has(textOf(stone)))
      add({
        rule: 'E08',
        place: { namespace: stone.namespace, direction: stone.direction, name: stone.event },
        words: forgottenWords(stone),
        bump: 'patch',
        forbidden: true,
        advice: 'put it back into `tombstones`',
        detail: textOf(stone),
      })
}

function forgottenWords({ part, path, value }: Tombstone): string {
  const what =
    path === undefined ? '' : value === undefined ? ` field \`${path}\`` : ` value \`${String(value)}\` of \`${path}\``
  return `is missing from the retired names (\`tombstones\`)${what && ` with its${what}${part === 'reply' ? ' of the reply' : ''}`}`
}

function isReused(stone: Tombstone, event: EventJson, policy: Comparison['policy']): boolean {
  const field = stone.part && describedFields(event[stone.part]).get(stone.path ?? '')
  if (!field) return false
  if (stone.kind === 'value') return wordsOf(field).includes(stone.value as string)
  const [was, is] = [stone.schema as JsonValue, field]
  if (toCanonicalText(was) === toCanonicalText(is)) return false
  return [contains(was, is, policy), contains(is, was, policy)].some(({ verdict }) => verdict !== 'proved')
}
