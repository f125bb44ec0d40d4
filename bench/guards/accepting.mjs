// Accepts every event's example, for the benchmarks that run it in other places: with eval and without, in a browser.

/** Answers how often a second all examples are accepted, as the middle of some rounds. */
export function acceptedASecond(cases, isPayload, rounds = 9) {
  const rates = Array.from({ length: rounds }, () => {
    const until = performance.now() + 120
    let turns = 0
    let seen = 0
    const from = performance.now()
    while (performance.now() < until) {
      turns++
      for (const { event, values } of cases) if (isPayload(event, values[turns & 7])) seen++
    }
    if (seen !== turns * cases.length) throw new Error('an example was refused')
    return (1000 * turns) / (performance.now() - from)
  })
  return rates.sort((one, other) => one - other)[rounds >> 1]
}
