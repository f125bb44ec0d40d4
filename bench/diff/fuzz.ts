import { contains } from '../../src/spec/containment/containment.js'
import type { JsonValue } from '../../src/spec/containment/json.js'
import { mergeEqualNodes } from '../../src/spec/containment/schema/graph-merge.js'
import { SchemaCompiler } from '../../src/spec/containment/schema/schema-compiler.js'
import { SchemaDocument } from '../../src/spec/containment/schema/schema-document.js'
import { SchemaValidator } from '../../src/spec/containment/schema/schema-validator.js'
import { gatherMaterial } from '../../src/spec/containment/search/material.js'
import { NodeEvaluator } from '../../src/spec/containment/search/node-evaluator.js'
import { Random } from '../../src/spec/containment/search/random.js'
import { ValueGenerator } from '../../src/spec/containment/search/value-generator.js'
import { toOracle } from '../../test/containment/ajv-oracle.js'
import { alterSchema, SchemaMaker } from '../../test/containment/schema-maker.js'

const [seconds = '60', firstSeed = '1', mode = 'plain'] = process.argv.slice(2)
const end = performance.now() + Number(seconds) * 1000
const counts = {
  pairs: 0,
  proved: 0,
  refuted: 0,
  unknown: 0,
  missed: 0,
  falseProved: 0,
  badWitness: 0,
  skipped: 0,
  crashed: 0,
}
const reasons = new Map<string, number>()
let slowest = 0

/** Asks Ajv, or our own validator where Ajv strays from the draft. */
const toOracleOrOwn = (schema: unknown): ((value: unknown) => boolean | undefined) | undefined => {
  if (!JSON.stringify(schema).includes('unevaluated')) return toOracle(schema)
  const own = new SchemaValidator(new SchemaDocument(schema, '2020-12', 'sub'), false, () => undefined)
  return (value) => own.isValid(value as JsonValue)
}

for (let seed = Number(firstSeed); performance.now() < end; seed += 1) {
  const random = new Random(seed)
  const maker = new SchemaMaker(random, mode === 'recursive')
  const kind = random.pick(['array', 'array', 'object', 'object', 'number', 'string'] as const)
  const make = (): Record<string, unknown> | boolean =>
    mode === 'focused' ? maker.makeFocused(kind) : maker.makeRoot()
  const sub = make()
  const sup = random.chance(mode === 'focused' ? 0.5 : 0.7) ? alterSchema(maker, sub) : make()
  const [isSub, isSup] = [toOracleOrOwn(sub), toOracleOrOwn(sup)]
  if (!isSub || !isSup) {
    counts.skipped += 1
    continue
  }
  counts.pairs += 1
  const show = (label: string, extra: unknown): void =>
    console.log(label, seed, JSON.stringify(sub), JSON.stringify(sup), JSON.stringify(extra))
  const start = performance.now()
  try {
    const verdict = contains(sub, sup, { timeoutMs: 1000 })
    slowest = Math.max(slowest, performance.now() - start)
    counts[verdict.verdict] += 1
    if (verdict.verdict === 'refuted') {
      if (isSub(verdict.witness) !== false && isSup(verdict.witness) !== true) continue
      if (JSON.stringify([sub, sup]).includes('unevaluatedItems')) continue
      counts.badWitness += 1
      show('BAD WITNESS', verdict.witness)
      continue
    }
    if (verdict.verdict === 'unknown' && verdict.reason.includes('leads back')) continue
    const material = gatherMaterial([sub, sup])
    const generators = [sub, sup].map(
      (schema) => new ValueGenerator(new SchemaDocument(schema, '2020-12', 'sub'), random, material),
    )
    const values = [...material.values]
    for (let count = 0; count < 120; count += 1)
      values.push(maker.value(), maker.value(), ...generators.map((generator) => generator.draw()))
    const document = new SchemaDocument(sub, '2020-12', 'sub')
    const validator = new SchemaValidator(document, false, () => undefined)
    const supValidator = new SchemaValidator(new SchemaDocument(sup, '2020-12', 'sup'), false, () => undefined)
    const compiler = new SchemaCompiler(false)
    const merged =
      verdict.verdict === 'unknown'
        ? undefined
        : mergeEqualNodes(compiler.shapes, [compiler.compile(document, document.root)])
    const asker = merged && new NodeEvaluator(merged.graph, () => undefined)
    for (const value of values.slice(0, 150)) {
      const expected = isSub(value)
      if (expected === undefined) continue
      const answer = validator.isValid(value)
      if (answer !== expected && !JSON.stringify(sub).includes('unevaluated')) show('VALIDATOR DIFFERS', value)
      if (asker && asker.accepts(merged.roots[0] as number, value, true) !== answer) show('EVALUATOR DIFFERS', value)
    }
    const counter = values.find(
      (value) =>
        isSub(value) === true &&
        isSup(value) === false &&
        validator.isValid(value) === true &&
        supValidator.isValid(value) === false,
    )
    if (verdict.verdict === 'unknown') {
      if (verdict.reason.includes('search failed')) show('FAILED', verdict.reason)
      const reason = verdict.reason.replace(/at #\S*:/, 'at:')
      reasons.set(reason, (reasons.get(reason) ?? 0) + 1)
      if (counter !== undefined) counts.missed += 1
      if (process.env['SHOW_UNKNOWN']) show(`UNKNOWN ${verdict.reason}`, counter)
    } else if (counter !== undefined) {
      counts.falseProved += 1
      show('FALSE PROVED', counter)
    }
  } catch (error) {
    if (error instanceof RangeError) continue
    counts.crashed += 1
    console.log(error)
    show('CRASH', '')
  }
}
console.log(counts, `slowest ${slowest.toFixed(0)} ms`)
console.log([...reasons].sort((left, right) => right[1] - left[1]).slice(0, 12))
