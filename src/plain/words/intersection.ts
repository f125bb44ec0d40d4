import { mergedCopies, UNMERGED } from '../../fields/merge.js'
import { PlainSchema, type SchemaIssue } from '../schema.js'

/** Accepts what both of two schemas do, and makes one of their copies; a key is refused where both refuse it. */
export function intersection(left: PlainSchema, right: PlainSchema): PlainSchema {
  return new PlainSchema({ type: 'intersection', left, right }, (value, issues) => {
    const [one, other] = [reading(left, value), reading(right, value)]
    const found = [...one.others, ...other.others, ...refusedByBoth(one, other)]
    issues.push(...found)
    const copy = mergedCopies(one.copy, other.copy)
    if (copy !== UNMERGED) return copy
    if (found.some((each) => !each.continue)) return value
    // as zod does: it is the schema that is wrong
    throw new Error('an intersection whose copies can not be one')
  })
}

/** What a side says of a value. */
interface Reading {
  readonly copy: unknown
  /** The keys that it refuses, each by the issue that says so. */
  readonly refused: ReadonlyMap<string, SchemaIssue>
  readonly others: readonly SchemaIssue[]
}

function reading(side: PlainSchema, value: unknown): Reading {
  const found: SchemaIssue[] = []
  const copy = side.read(value, found)
  const refused = new Map<string, SchemaIssue>()
  const others = found.filter((issue) => {
    const keys = keysIn(issue)
    for (const key of keys ?? []) if (!refused.has(key)) refused.set(key, issue)
    return !keys
  })
  return { copy, refused, others }
}

/** Lists the keys that an issue refuses, where it does nothing else. */
function keysIn({ code, path, keys }: SchemaIssue): readonly string[] | undefined {
  if (code === 'unrecognized_keys' && !path.length) return keys ?? []
  return code === 'invalid_key' && path.length === 1 ? path.map(String) : undefined
}

function refusedByBoth(one: Reading, other: Reading): readonly SchemaIssue[] {
  const keys = [...one.refused.keys()].filter((key) => other.refused.has(key))
  const all = [...one.refused.values(), ...other.refused.values()]
  const unknown = all.find(({ code }) => code === 'unrecognized_keys')
  const listed = keys.filter((key) => unknown?.keys?.includes(key))
  const rest = keys.filter((key) => !listed.includes(key)).flatMap((key) => invalid(key, one, other))
  return [...(unknown && listed.length ? [{ ...unknown, keys: listed }] : []), ...rest]
}

function invalid(key: string, ...readings: readonly Reading[]): readonly SchemaIssue[] {
  const issues = readings.map(({ refused }) => refused.get(key))
  return issues.filter((issue) => issue?.code === 'invalid_key').slice(0, 1) as SchemaIssue[]
}
