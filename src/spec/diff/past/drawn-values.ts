import { SearchClock } from '../../containment/clock.js'
import { Exhausted } from '../../containment/exhausted.js'
import { isJsonObject, type JsonObject, type JsonValue, toCanonicalText } from '../../containment/json.js'
import { SchemaDocument } from '../../containment/schema/schema-document.js'
import { SchemaValidator } from '../../containment/schema/schema-validator.js'
import { gatherMaterial, type Material } from '../../containment/search/material.js'
import { Random } from '../../containment/search/random.js'
import { ValueGenerator } from '../../containment/search/value-generator.js'

const usual = 300
const tries = 2000
const seed = 20_260_501

/** Returns whether a value fits a schema; what turns on a format that nobody can judge fits. */
export type Fits = (value: JsonValue) => boolean

/** Makes the question whether a value fits a schema. */
export function fitsOf(schema: JsonObject): Fits {
  const validator = new SchemaValidator(new SchemaDocument(schema, '2020-12', 'sup'), false, () => undefined)
  return (value) => validator.isValid(value) !== false
}

/**
 * Draws values that fit a schema: its example, this with parts left out or drawn anew, and others. What another schema speaks
 * of is drawn too, for that is where the two may differ.
 * @throws SchemaFault where the schema can't be read
 */
export function drawnValues(
  schema: JsonObject,
  other: JsonObject,
  example: JsonValue | undefined,
  timeoutMs: number,
  most = usual,
): JsonValue[] {
  const clock = new SearchClock(timeoutMs, performance.now() + timeoutMs)
  const document = new SchemaDocument(schema, '2020-12', 'sub', { tick: clock.tick })
  const validator = new SchemaValidator(document, false, clock.tick)
  const random = new Random(seed)
  const material = gatherMaterial([schema, other])
  const found = new Map<string, JsonValue>()
  try {
    for (const value of candidates(new ValueGenerator(document, random, material, clock.tick), example, material)) {
      if (found.size >= most) break
      if (validator.isValid(value) === true) found.set(toCanonicalText(value), value)
    }
  } catch (error) {
    // what was drawn until then counts
    if (!(error instanceof Exhausted)) throw error
  }
  return [...found.values()]
}

function* candidates(
  generator: ValueGenerator,
  example: JsonValue | undefined,
  material: Material,
): Iterable<JsonValue> {
  const known = example === undefined ? [] : [example, ...variants(example, material)]
  yield* known
  yield* material.values
  for (let count = 0; count < tries; count += 1) {
    const value = generator.draw()
    yield value
    // parts of a drawn value in the example, which is fitting elsewhere
    if (isJsonObject(example) && isJsonObject(value))
      for (const [key, each] of Object.entries(value)) yield { ...example, [key]: each }
  }
}

/** Makes of a value others, each with one part left out or another one there. */
function* variants(value: JsonValue, material: Material, depth = 0): Iterable<JsonValue> {
  if (depth > 6) return
  if (Array.isArray(value)) {
    yield []
    for (const [index, item] of value.entries()) {
      yield value.filter((_, at) => at !== index)
      for (const each of variants(item, material, depth + 1))
        yield value.map((held, at) => (at === index ? each : held))
    }
    return
  }
  if (!isJsonObject(value)) {
    yield* material.values
    return
  }
  for (const [key, item] of Object.entries(value)) {
    const { [key]: _, ...rest } = value
    yield rest
    for (const each of variants(item, material, depth + 1)) yield { ...value, [key]: each }
  }
}
