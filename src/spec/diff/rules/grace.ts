import { isJsonObject, type JsonObject } from '../../containment/json.js'
import type { EventJson } from '../../contract-json.js'
import type { ReleasedContract } from '../comparison.js'
import { entryOf } from '../record-entry.js'
import type { Finding, Place } from '../report/finding.js'
import type { RuleId } from './rule.js'

/** How long events and fields have to be deprecated before they may go. */
export interface Grace {
  /** How many releases have to have said so. */
  readonly releases: number
  /** The releases there were, the newest first. */
  readonly history: readonly ReleasedContract[]
}

const removals: readonly RuleId[] = ['E03', 'E04', 'F04', 'F05']

/** Refuses a removal that too few releases announced. */
export function withGrace(finding: Finding, { releases, history }: Grace): Finding {
  if (!removals.includes(finding.rule)) return finding
  const first = history.findIndex((release) => !isDeprecatedIn(release, finding.place))
  const announced = first < 0 ? history.length : first
  if (announced >= releases) return finding
  return {
    ...finding,
    forbidden: true,
    words: `${finding.words}; ${announced || 'no'} ${announced === 1 ? 'release says' : 'releases say'} that it is deprecated, and ${releases} have to`,
    advice: `put it back as deprecated, and remove it after ${releases === 1 ? 'a release' : `${releases} releases`}`,
  }
}

function isDeprecatedIn(release: ReleasedContract, place: Place): boolean {
  const { namespace = '', direction, name = '', part, path } = place
  if (direction === undefined) return false
  const space = namespace === 'protocol' ? release.protocol : entryOf(release.namespaces, namespace)
  const event = space && entryOf(space[direction] as { readonly [name: string]: EventJson }, name)
  if (!event) return false
  if (part === undefined || event.deprecated !== undefined) return event.deprecated !== undefined
  const schema = event[part]
  return isJsonObject(schema) && isMarked(schema, plain(path ?? '').split(/\.|(?=\[)/), schema, 0)
}

// an alternative of a choice is named in a path, and has fields like any object
function plain(path: string): string {
  return path.replaceAll(/\([^)]*\)/g, '')
}

const deepest = 60

/** Follows a path such as `services[].urgency` through a schema, and tells whether its end, or what holds it, is deprecated. */
function isMarked(part: JsonObject, steps: readonly string[], root: JsonObject, depth: number): boolean {
  if (depth > deepest) return false
  const reference = part['$ref']
  const definitions = root['$defs']
  if (typeof reference === 'string' && isJsonObject(definitions)) {
    const target = definitions[reference.replace(/^#\/\$defs\//, '')]
    return isJsonObject(target) && isMarked(target, steps, root, depth + 1)
  }
  if (part['deprecated'] === true) return true
  const arms = ['anyOf', 'oneOf', 'allOf'].flatMap((key) => (Array.isArray(part[key]) ? part[key] : []))
  if (arms.some((arm) => isJsonObject(arm) && isMarked(arm, steps, root, depth + 1))) return true
  const [step, ...rest] = steps
  if (step === undefined || step === '') return false
  const { items, additionalProperties, properties } = part
  const inner = step.startsWith('[')
    ? items
    : step === '*'
      ? additionalProperties
      : isJsonObject(properties) && Object.hasOwn(properties, step)
        ? properties[step]
        : undefined
  return isJsonObject(inner) && isMarked(inner, rest, root, depth + 1)
}
