import { contains } from '../../src/spec/containment/containment.js'
import { claimsIn } from '../../test/containment/claim.js'

const claims = claimsIn(process.argv[2] ?? 'test/containment/corpora.jsonl')
const counts = { right: 0, unknown: 0, falseProved: 0, falseRefuted: 0 }
let slowest = { id: '', ms: 0 }
const begin = performance.now()
for (const { id, dialect, sub, sup, claim } of claims) {
  const start = performance.now()
  const verdict = contains(sub, sup, { dialect })
  const ms = performance.now() - start
  if (ms > slowest.ms) slowest = { id, ms }
  const isRight = verdict.verdict === (claim ? 'proved' : 'refuted')
  if (isRight) counts.right += 1
  else if (verdict.verdict === 'unknown') counts.unknown += 1
  else if (claim) counts.falseRefuted += 1
  else counts.falseProved += 1
  if (!isRight) console.log(id, JSON.stringify(sub), JSON.stringify(sup), JSON.stringify(verdict))
}
const share = ((100 * counts.right) / claims.length).toFixed(2)
console.log(`claims ${claims.length}, decided rightly ${counts.right} (${share} %), unknown ${counts.unknown}`)
console.log(`false proved ${counts.falseProved}, false refuted ${counts.falseRefuted}`)
console.log(`total ${(performance.now() - begin).toFixed(0)} ms, slowest ${slowest.id} ${slowest.ms.toFixed(1)} ms`)

// a breaking change called safe is no figure but a fault
if (counts.falseProved) process.exitCode = 1
