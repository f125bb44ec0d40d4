import { askAll, type DeadlineResult } from '../../test/containment/deadline.js'

const [count = '2000', firstSeed = '1', timeout = '250'] = process.argv.slice(2)
const timeoutMs = Number(timeout)
const seeds = Array.from({ length: Number(count) }, (_, at) => Number(firstSeed) + at)
const results: DeadlineResult[] = []
const begin = performance.now()
const run = async (): Promise<void> => {
  await askAll(seeds, timeoutMs, (result) => {
    results.push(result)
    if ('ended' in result) console.log(`ENDED seed ${result.seed}`)
    else if (result.ms > timeoutMs * 1.5)
      console.log(`LATE seed ${result.seed} ${result.kind} ${result.ms.toFixed(0)} ms`)
  })
  const ended = results.filter((result) => 'ended' in result)
  const done = results.flatMap((result) => ('ended' in result ? [] : [result]))
  const share = (verdict: string): number => done.filter((result) => result.verdict === verdict).length
  const slowest = Math.max(...done.map(({ ms }) => ms))
  console.log(`seeds ${firstSeed} to ${seeds.at(-1)}, timeoutMs ${timeoutMs}: ${ended.length} ended from outside`)
  console.log(
    `proved ${share('proved')}, refuted ${share('refuted')}, unknown ${share('unknown')}; slowest ${slowest.toFixed(0)} ms`,
  )
  console.log(`total ${((performance.now() - begin) / 1000).toFixed(0)} s`)
  const reasons = new Map<string, number>()
  for (const { kind, reason, verdict } of done) {
    const name = `${kind}: ${reason.replace(/"[^"]*"/, 'P').slice(0, 90)}`
    if (verdict === 'unknown') reasons.set(name, (reasons.get(name) ?? 0) + 1)
  }
  for (const [name, times] of [...reasons].sort((left, right) => right[1] - left[1]).slice(0, 40))
    console.log(times, name)
  if (ended.length > 0) process.exitCode = 1
}

void run()
