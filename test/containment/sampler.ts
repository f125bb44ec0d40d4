import { isJsonObject, type JsonValue } from '../../src/spec/containment/json.js'
import { type Dialect, toDialect } from '../../src/spec/containment/schema/dialect.js'
import { SchemaCompiler } from '../../src/spec/containment/schema/schema-compiler.js'
import { SchemaDocument } from '../../src/spec/containment/schema/schema-document.js'
import { SchemaValidator } from '../../src/spec/containment/schema/schema-validator.js'
import { gatherMaterial } from '../../src/spec/containment/search/material.js'
import { Random } from '../../src/spec/containment/search/random.js'
import { ValueGenerator } from '../../src/spec/containment/search/value-generator.js'

/** Adjusts which values are drawn, and how many. */
export interface SampleOptions {
  readonly seed: number
  readonly count: number
  readonly dialect?: Dialect
}

const attemptsEach = 20

/**
 * Draws values that are valid under a schema, the same ones for the same seed; fewer than asked for where it is
 * hard to draw any.
 *
 * @throws SchemaFault where the schema can't be judged.
 */
export const sample = (schema: unknown, { seed, count, dialect }: SampleOptions): JsonValue[] => {
  const named = isJsonObject(schema) ? toDialect(schema['$schema']) : undefined
  const document = new SchemaDocument(schema, dialect ?? named ?? '2020-12', 'sub')
  new SchemaCompiler(false).compile(document, document.root)
  const validator = new SchemaValidator(document, false, () => undefined)
  const generator = new ValueGenerator(document, new Random(seed), gatherMaterial([schema]))
  const values: JsonValue[] = []
  for (let attempt = 0; attempt < count * attemptsEach && values.length < count; attempt += 1) {
    const value = generator.draw()
    if (validator.isValid(value) === true) values.push(value)
  }
  return values
}
