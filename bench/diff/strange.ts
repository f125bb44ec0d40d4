import { Validator } from '@cfworker/json-schema'
import { Ajv2020 } from 'ajv/dist/2020.js'
import addFormats from 'ajv-formats'
import { contains, type Verdict } from '../../src/spec/containment/containment.js'
import { Random } from '../../src/spec/containment/search/random.js'
import { sample } from '../../test/containment/sampler.js'
import { StrangeSchemaMaker } from './strange-schema-maker.js'

const [pairCount = '1500', firstSeed = '1'] = process.argv.slice(2)
const samplesEach = 40

type Judge = (schema: object) => (value: unknown) => boolean

const byAjv: Judge = (schema) => {
  const ajv = new Ajv2020({ strict: false, logger: false, multipleOfPrecision: 9 })
  addFormats.default(ajv)
  const check = ajv.compile(schema)
  return (value) => check(value) === true
}
const byWorker: Judge = (schema) => {
  const validator = new Validator(schema, '2020-12', true)
  return (value) => validator.validate(value).valid
}
const judges: readonly (readonly [string, Judge])[] = [
  ['ajv', byAjv],
  ['@cfworker/json-schema', byWorker],
]

const counts = { claims: 0, proved: 0, refuted: 0, unknown: 0, unsafe: 0, badWitness: 0 }
const reasons = new Map<string, number>()
const times: number[] = []

/** Finds a judge that a verdict does not hold up before. */
const faultOf = (sub: object, sup: object, verdict: Verdict, seed: number): string | undefined => {
  if (verdict.verdict === 'unknown') return undefined
  const values = verdict.verdict === 'refuted' ? [verdict.witness] : sample(sub, { seed, count: samplesEach })
  for (const [name, judge] of judges) {
    const [isSub, isSup] = [judge(sub), judge(sup)]
    for (const value of values) {
      const isCounter = isSub(value) && !isSup(value)
      if (isCounter !== (verdict.verdict === 'refuted')) return `${name} ${JSON.stringify(value).slice(0, 300)}`
    }
  }
  return undefined
}

interface Claim {
  readonly sub: object
  readonly sup: object
  readonly seed: number
  readonly edits: readonly string[]
}

const decide = ({ sub, sup }: Claim): Verdict => {
  const start = performance.now()
  const verdict = contains(sub, sup)
  times.push(performance.now() - start)
  return verdict
}

const judgeClaim = ({ sub, sup, seed, edits }: Claim, verdict: Verdict): void => {
  counts.claims += 1
  counts[verdict.verdict] += 1
  if (verdict.verdict === 'unknown') {
    const reason = verdict.reason.replace(/#\S*|"[^"]*"/g, '*')
    reasons.set(reason, (reasons.get(reason) ?? 0) + 1)
  }
  const fault = faultOf(sub, sup, verdict, seed)
  if (fault === undefined) return
  counts[verdict.verdict === 'refuted' ? 'badWitness' : 'unsafe'] += 1
  console.log(`FAULT seed ${seed} ${verdict.verdict} (${edits.join(', ')}): ${fault}`)
}

const claims: Claim[] = []
for (let seed = Number(firstSeed); seed < Number(firstSeed) + Number(pairCount); seed += 1) {
  const { old, next, edits } = new StrangeSchemaMaker(new Random(seed)).make()
  const [before, after] = [old as object, next as object]
  claims.push({ sub: before, sup: after, seed, edits }, { sub: after, sup: before, seed, edits })
}
// all of them before anything is judged: what the validators leave behind would be collected in the time of the next one
const verdicts = claims.map(decide)
claims.forEach((claim, at) => {
  judgeClaim(claim, verdicts[at] as Verdict)
})
times.sort((left, right) => left - right)
const share = ((100 * counts.unknown) / counts.claims).toFixed(2)
const at = (part: number): string => (times[Math.floor((times.length - 1) * part)] as number).toFixed(2)
console.log(
  `made-up schemas, seeds ${firstSeed} to ${Number(firstSeed) + Number(pairCount) - 1}: ${counts.claims} claims`,
)
console.log(`proved ${counts.proved}, refuted ${counts.refuted}, unknown ${counts.unknown} (${share} %)`)
console.log(
  `unsafe ${counts.unsafe}, bad witnesses ${counts.badWitness}, by ${judges.map(([name]) => name).join(' and ')}`,
)
console.log(`median ${at(0.5)} ms, 95th of 100 ${at(0.95)} ms, slowest ${at(1)} ms`)
for (const [reason, times] of [...reasons].sort((left, right) => right[1] - left[1]).slice(0, 8))
  console.log(times, reason)

// a breaking change called safe is no figure but a fault
if (counts.unsafe + counts.badWitness > 0 || counts.unknown > 0.03 * counts.claims) process.exitCode = 1
