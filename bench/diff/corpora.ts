import { readFileSync } from 'node:fs'
import { contains, type Dialect } from '../../src/spec/containment/index.js'

interface Pair {
  readonly id: string
  readonly dialect: Dialect
  readonly old: unknown
  readonly new: unknown
  readonly old_sub_new: boolean | null
  readonly new_sub_old: boolean | null
}

const path = process.argv[2] ?? 'test/containment/corpora.jsonl'
const pairs = readFileSync(path, 'utf8')
  .trim()
  .split('\n')
  .map((line) => JSON.parse(line) as Pair)
const counts = { right: 0, unknown: 0, falseProved: 0, falseRefuted: 0, claims: 0 }
let slowest = { id: '', ms: 0 }
const begin = performance.now()
for (const pair of pairs) {
  for (const [claim, sub, sup] of [
    [pair.old_sub_new, pair.old, pair.new],
    [pair.new_sub_old, pair.new, pair.old],
  ] as const) {
    if (claim === null) continue
    const start = performance.now()
    const verdict = contains(sub, sup, { dialect: pair.dialect })
    const ms = performance.now() - start
    if (ms > slowest.ms) slowest = { id: pair.id, ms }
    counts.claims += 1
    if (verdict.verdict === 'unknown') counts.unknown += 1
    else if ((verdict.verdict === 'proved') === claim) counts.right += 1
    else if (claim) counts.falseRefuted += 1
    else counts.falseProved += 1
    const isWrong = verdict.verdict === 'unknown' || (verdict.verdict === 'proved') !== claim
    if (isWrong) console.log(pair.id, JSON.stringify(sub), JSON.stringify(sup), JSON.stringify(verdict))
  }
}
const share = ((100 * counts.right) / counts.claims).toFixed(2)
console.log(`claims ${counts.claims}, decided rightly ${counts.right} (${share} %), unknown ${counts.unknown}`)
console.log(`false proved ${counts.falseProved}, false refuted ${counts.falseRefuted}`)
console.log(`total ${(performance.now() - begin).toFixed(0)} ms, slowest ${slowest.id} ${slowest.ms.toFixed(1)} ms`)
