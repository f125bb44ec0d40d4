// Measures candidates against a baseline, interleaved in one process, in time on the processor: a noisy machine slows
// all of them alike, and what others run in between does not count.

const rounds = 15
const roundMs = 4
// a long parser is compiled by the engine only after a while
const warmMs = Number(process.env.WARM_MS ?? 150)

/** Runs every candidate once a round, and answers for each its time per call and its ratio to the baseline. */
export function interleaved(candidates, baseline, { rounds: count = rounds, ms = roundMs } = {}) {
  const names = Object.keys(candidates)
  const calls = Object.fromEntries(names.map((name) => [name, calibrated(candidates[name], ms)]))
  const times = Object.fromEntries(names.map((name) => [name, []]))
  for (let round = 0; round < count; round++)
    for (const name of turned(names, round)) times[name].push(timed(candidates[name], calls[name]))
  return Object.fromEntries(
    names.map((name) => [
      name,
      { ns: median(times[name]), ratio: spread(times[name].map((time, round) => time / times[baseline][round])) },
    ]),
  )
}

/** Answers the middle of the ratios and the range half of them lie in. */
export function spread(ratios) {
  return { median: median(ratios), low: quantile(ratios, 0.25), high: quantile(ratios, 0.75) }
}

export function median(values) {
  return quantile(values, 0.5)
}

export function quantile(values, share) {
  const sorted = [...values].sort((one, other) => one - other)
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))]
}

export function geometricMean(values) {
  return Math.exp(values.reduce((sum, value) => sum + Math.log(value), 0) / values.length)
}

function turned(names, round) {
  const first = round % names.length
  return [...names.slice(first), ...names.slice(0, first)]
}

function calibrated(run, ms) {
  let calls = 64
  for (const until = performance.now() + warmMs; performance.now() < until; ) timed(run, calls)
  while (timed(run, calls) * calls < ms * 1e6) calls *= 2
  return calls
}

/** Counts what the calls answered, so that no engine may leave them out. */
export const seen = { calls: 0 }

/** Answers nanoseconds per call. */
function timed(run, calls) {
  const from = process.cpuUsage()
  for (let call = 0; call < calls; call++) if (run(call)) seen.calls++
  const { user, system } = process.cpuUsage(from)
  return (1000 * (user + system)) / calls
}
