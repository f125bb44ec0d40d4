import type { Tick } from '../clock.js'
import { isJsonObject, type JsonValue } from '../json.js'
import type { SchemaDocument } from '../schema/schema-document.js'
import { gatherMaterial, type Material } from './material.js'
import { Random } from './random.js'
import { ValueGenerator } from './value-generator.js'

const drawCount = 300
const probeSeed = 20_260_101

/** Changes one part of a value, with material that the schemas speak of. */
function mutate(value: JsonValue, random: Random, material: Material): JsonValue {
  if (Array.isArray(value) && value.length > 0 && random.chance(0.7)) {
    const at = random.below(value.length)
    if (random.chance(0.3)) return value.filter((_, index) => index !== at)
    return value.map((item, index) => (index === at ? mutate(item, random, material) : item))
  }
  if (isJsonObject(value) && random.chance(0.9)) {
    const keys = Object.keys(value)
    const key = keys.length > 0 && random.chance(0.6) ? random.pick(keys) : random.pick(material.keys)
    const entries = Object.entries(value).filter(([name]) => name !== key)
    if (Object.hasOwn(value, key) && random.chance(0.3)) return Object.fromEntries(entries)
    const changed = Object.hasOwn(value, key)
      ? mutate(value[key] as JsonValue, random, material)
      : random.pick(material.values)
    return Object.fromEntries([...entries, [key, changed]])
  }
  return random.pick(material.values)
}

function* draw(sub: SchemaDocument, sup: SchemaDocument, tick: Tick): Iterable<JsonValue> {
  const random = new Random(probeSeed)
  const material = gatherMaterial([sub.root.schema, sup.root.schema])
  yield* material.values
  const generators = [new ValueGenerator(sub, random, material, tick), new ValueGenerator(sup, random, material, tick)]
  for (let count = 0; count < drawCount; count += 1) {
    for (const generator of generators) {
      const value = generator.draw()
      yield value
      yield mutate(value, random, material)
    }
  }
}

/** Looks for a witness by drawing values from both schemas and changing them a little. */
export function findByProbing(
  sub: SchemaDocument,
  sup: SchemaDocument,
  isWitness: (value: JsonValue) => boolean,
  tick: Tick,
): JsonValue | undefined {
  for (const value of draw(sub, sup, tick)) if (isWitness(value)) return value
  return undefined
}
