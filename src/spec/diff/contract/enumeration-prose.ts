import type { EnumerationJson, EventJson } from '../../contract-json.js'
import { enumerationIn } from '../../enumerations.js'
import { fieldParts } from './field-parts.js'

/** Lists what is said otherwise of the values of enumerations that are there before and after: what each means, and what follows it. */
export function enumerationsRestated(old: EventJson, next: EventJson): string[] {
  const meant = fieldsWhere(old, next, ({ meanings }) => meanings)
  const followed = fieldsWhere(
    old,
    next,
    ({ next: followers }, values) =>
      followers && mapped(followers, (each) => each.filter((value) => values.has(value)).toSorted()),
  )
  return [
    ...(meant.length ? [`what the values of ${meant.join(', ')} mean changed`] : []),
    ...(followed.length ? [`the next states of ${followed.join(', ')} changed`] : []),
  ]
}

type Said = Readonly<Record<string, unknown>> | undefined
type SaidOf = (enumeration: Omit<EnumerationJson, 'summary'>, shared: ReadonlySet<string>) => Said

/** Lists the fields whose values are said otherwise; a value that came or went is no new wording. */
function fieldsWhere(old: EventJson, next: EventJson, saidOf: SaidOf): string[] {
  const names = (['payload', 'reply'] as const).flatMap((part) => {
    const [were, are] = [fieldParts(old[part]), fieldParts(next[part])]
    return [...were].flatMap(([path, parts]) => {
      const [one] = parts.flatMap((each) => enumerationIn(each) ?? [])
      const [other] = (are.get(path) ?? []).flatMap((each) => enumerationIn(each) ?? [])
      if (!one || !other) return []
      const shared = new Set(one.values.filter((value) => other.values.includes(value)))
      const [before, after] = [saidOf(one, shared), saidOf(other, shared)]
      const isOther = [...shared].some((value) => JSON.stringify(before?.[value]) !== JSON.stringify(after?.[value]))
      return isOther ? [path ? `\`${path}\`` : 'the payload'] : []
    })
  })
  return [...new Set(names)]
}

function mapped<Value>(
  record: Readonly<Record<string, Value>>,
  change: (value: Value) => Value,
): Record<string, Value> {
  return Object.fromEntries(Object.entries(record).map(([key, value]) => [key, change(value)]))
}
