import type { Kind } from './checker.js'
import { happen, type Outcome } from './history.js'
import type { Plan, Step } from './plan.js'

/** How often a smaller history is tried before it counts as one that holds. */
const tries = 3

/**
 * Makes a history that broke a promise as small as it still breaks the same one.
 * Every part of a plan is a plan, so steps are taken out, halves first; real sockets may race, so each candidate has several tries.
 */
export async function shrunk(outcome: Outcome, kind: Kind, mostMs = 60_000): Promise<Outcome> {
  const until = performance.now() + mostMs
  const breaks = async (plan: Plan): Promise<Outcome | undefined> => {
    const outcomes = await Promise.all(Array.from({ length: tries }, () => happen(plan).catch(() => undefined)))
    return outcomes.find((each) => each?.violations.some((found) => found.kind === kind))
  }
  let best = outcome
  for (let size = Math.ceil(best.plan.steps.length / 2); size >= 1 && performance.now() < until; ) {
    const { steps } = best.plan
    let smaller: Outcome | undefined
    for (let from = steps.length - size; from > -size && !smaller && performance.now() < until; from -= size) {
      const start = Math.max(0, from)
      const rest = [...steps.slice(0, start), ...steps.slice(from + size)]
      if (rest.length) smaller = await breaks({ ...best.plan, steps: rest })
    }
    if (smaller) {
      best = smaller
      size = Math.min(size, Math.ceil(best.plan.steps.length / 2))
    } else size = size === 1 ? 0 : Math.ceil(size / 2)
  }
  for (const plain of simpler(best.plan)) {
    if (performance.now() > until) break
    best = (await breaks({ ...best.plan, ...plain(best.plan) })) ?? best
  }
  return best
}

/** Lists ways to say a plan more plainly. */
function simpler({ steps }: Plan): ((plan: Plan) => Partial<Plan>)[] {
  const ways: ((plan: Plan) => Partial<Plan>)[] = [
    ({ setting }) => ({ setting: { ...setting, transport: 'websocket' } }),
    ({ setting }) => ({ setting: { ...setting, nameless: false } }),
    ({ setting }) => ({ setting: { ...setting, recovery: false } }),
  ]
  const replaced = (at: number, step: Step) => (plan: Plan) => ({
    steps: plan.steps.map((each, place) => (place === at ? step : each)),
  })
  steps.forEach((step, at) => {
    if (step.do === 'connect' && step.kind !== 'declared') ways.push(replaced(at, { ...step, kind: 'declared' }))
    if (step.do === 'connect' && step.declares.length > 1)
      for (const of of step.declares)
        ways.push((plan) => replaced(at, { ...(plan.steps[at] as typeof step), declares: [of] })(plan))
    if (step.do === 'connect' && step.paths.length > 1)
      for (const path of step.paths)
        ways.push((plan) => replaced(at, { ...(plan.steps[at] as typeof step), paths: [path] })(plan))
    if (step.do === 'autoJoin' && step.rooms.length > 1)
      for (const room of step.rooms) ways.push(replaced(at, { ...step, rooms: [room] }))
  })
  return ways
}
