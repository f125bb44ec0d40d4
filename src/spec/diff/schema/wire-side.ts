import { isJsonObject, type JsonObject, type JsonValue } from '../../containment/json.js'
import type { Policy } from '../rules/policy.js'
import { type SchemaTree, toSchema } from './schema-tree.js'

/** Writes the schema of all a producer may put on the wire. */
export function toProduced(tree: SchemaTree, policy: Policy, others: SchemaTree): JsonObject {
  return shaped(tree, others, {
    closes: policy.objects !== 'loose',
    opens: policy.objects === 'loose' || policy.objects === 'strip',
    fillsIn: policy.producerParses,
  })
}

/** Writes the schema of all a consumer accepts. */
export function toAccepted(tree: SchemaTree, policy: Policy, others: SchemaTree): JsonObject {
  return shaped(tree, others, {
    closes: policy.objects === 'strict',
    opens: policy.objects === 'strip' || policy.objects === 'loose',
    fillsIn: false,
  })
}

interface Shaping {
  /** Whether objects that say nothing of other keys have none. */
  readonly closes: boolean
  /** Whether the policy overrides what objects say of other keys. */
  readonly opens: boolean
  /** Whether defaults are there when a value leaves. */
  readonly fillsIn: boolean
}

function shaped(tree: SchemaTree, others: SchemaTree, how: Shaping): JsonObject {
  const definitions = { ...others.definitions, ...tree.definitions }
  return toSchema({
    root: shapedPart(tree.root, how),
    definitions: Object.fromEntries(Object.entries(definitions).map(([name, part]) => [name, shapedPart(part, how)])),
  })
}

const sideways = ['anyOf', 'oneOf', 'allOf', 'if', 'then', 'else', 'dependentSchemas', '$ref']

/** Closes or opens the objects of a schema; inside what negates or tests, nothing is touched. */
function shapedPart(part: JsonObject, how: Shaping, isWithin = false): JsonObject {
  const result: JsonObject = { ...withoutHidden(part) }
  for (const key of ['items', 'additionalProperties'])
    if (isJsonObject(result[key])) result[key] = shapedPart(result[key], how)
  if (Array.isArray(result['prefixItems']))
    result['prefixItems'] = (result['prefixItems'] as JsonObject[]).map((each) => shapedPart(each, how))
  for (const key of ['properties', 'patternProperties'])
    if (isJsonObject(result[key]))
      result[key] = Object.fromEntries(
        Object.entries(result[key]).map(([name, each]) => [name, shapedPart(each as JsonObject, how)]),
      )
  const isMixed =
    result['allOf'] !== undefined || (result['properties'] !== undefined && sideways.some((key) => key in result))
  for (const key of ['anyOf', 'oneOf', 'allOf'])
    if (Array.isArray(result[key]))
      result[key] = (result[key] as JsonObject[]).map((each) => shapedPart(each, how, isWithin || isMixed))
  fillIn(result, how)
  if (!isWithin) settleOtherKeys(result, how, isMixed)
  return result
}

/** Leaves out what `contains` is not asked about, for it is judged apart. */
function withoutHidden({ checkId: _, ...part }: JsonObject): JsonObject {
  return part
}

function fillIn(part: JsonObject, { fillsIn }: Shaping): void {
  if (!fillsIn || !isJsonObject(part['properties'])) return
  const filled = Object.entries(part['properties'])
    .filter(([, field]) => isJsonObject(field) && field['default'] !== undefined)
    .map(([name]) => name)
  const required = new Set<JsonValue>([...((part['required'] as string[] | undefined) ?? []), ...filled])
  if (required.size) part['required'] = [...required].sort()
}

function settleOtherKeys(part: JsonObject, { closes, opens }: Shaping, isMixed: boolean): void {
  const hasKeys = part['properties'] !== undefined || part['patternProperties'] !== undefined
  const says = part['additionalProperties']
  const isPolicy = says === undefined || says === false || (isJsonObject(says) && Object.keys(says).length === 0)
  if (!isPolicy || !(hasKeys || isMixed)) return
  if (opens && hasKeys) delete part['additionalProperties']
  if (!closes || part['additionalProperties'] !== undefined) return
  if (isMixed) part['unevaluatedProperties'] ??= false
  else part['additionalProperties'] = false
}
