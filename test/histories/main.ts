/**
 * Histories: clients of every kind and servers that fail, over real sockets, drawn from a seed and judged by what was seen.
 *
 * `plan.ts` says what a step is, `generator.ts` draws a plan from a seed, out of moves that others hold: `room-moves.ts`,
 * `absence-moves.ts`, `call-moves.ts` and `server-moves.ts`, with the dice of `dice.ts`. `history.ts` lets it happen with the
 * steps of `steps.ts` in the world of `world.ts` (servers), `application.ts` (what is asked of the application), `clients.ts`
 * and `network.ts`. All ends write into the one log of `recorder.ts`. `checker.ts` judges that log and nothing else:
 * `rights.ts` reads who may hear what, `loss.ts` what each receiver believes to have. `shrink.ts` makes what broke small.
 *
 * The generator is our own and not fast-check's: its commands shrink one candidate after the other, while a history
 * mostly waits; ours are data of which every part is a plan, so that candidates, and several tries of each, run at once.
 *
 * This file is what `scripts/histories.mjs` bundles: it runs seeds from a range, and prints one line of JSON for each that broke a promise.
 */
import { writeFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { type Choice, planOf } from './generator.js'
import { happen } from './history.js'
import { count, noFigures, written } from './report.js'
import { shrunk } from './shrink.js'

const { values } = parseArgs({
  options: {
    from: { type: 'string', default: '1' },
    count: { type: 'string', default: '200' },
    stride: { type: 'string', default: '1' },
    width: { type: 'string', default: '24' },
    seed: { type: 'string' },
    transport: { type: 'string', default: 'both' },
    recovery: { type: 'string', default: 'both' },
    adapter: { type: 'string', default: 'memory' },
    ignore: { type: 'string', default: '' },
    only: { type: 'string', default: '' },
    until: { type: 'string', default: '0' },
    logs: { type: 'string', default: '' },
    first: { type: 'boolean', default: false },
    log: { type: 'boolean', default: false },
    small: { type: 'boolean', default: false },
    json: { type: 'boolean', default: false },
  },
})
const choice = { transport: values.transport, recovery: values.recovery, adapter: values.adapter } as Choice
const ignored = values.ignore.split(',').filter(Boolean)
const only = values.only.split(',').filter(Boolean)
const counts = (kind: string): boolean =>
  only.length ? only.some((each) => kind.startsWith(each)) : !ignored.some((each) => kind.startsWith(each))
const say = (what: object): void => void process.stdout.write(`${JSON.stringify(what)}\n`)

// what nobody awaits is the application's at a real client; here it is a fault of the machine or of the bindings
let stray = ''
process.on('unhandledRejection', (error) => {
  stray = String((error as Error)?.stack ?? error)
})
process.on('uncaughtException', (error) => {
  stray = String(error?.stack ?? error)
})

async function one(seed: number): Promise<Awaited<ReturnType<typeof happen>>> {
  const outcome = await happen(planOf(seed, choice))
  if (!stray) return outcome
  const text = stray
  stray = ''
  return { ...outcome, violations: [...outcome.violations, { kind: 'fault', at: outcome.log.length - 1, text }] }
}

async function replay(seed: number): Promise<void> {
  const outcome = await one(seed)
  const [first] = outcome.violations.filter(({ kind }) => counts(kind))
  const small = first && values.small ? await shrunk(outcome, first.kind) : outcome
  if (values.json) say({ kind: first?.kind, plan: small.plan })
  else console.log(written(small, values.log))
  process.exitCode = first ? 1 : 0
}

async function run(): Promise<void> {
  const figures = noFigures()
  const [from, total, stride, until] = [values.from, values.count, values.stride, values.until].map(Number) as [
    number,
    number,
    number,
    number,
  ]
  let next = 0
  let isDone = false
  const worker = async (): Promise<void> => {
    while (next < total && !isDone && (!until || Date.now() < until)) {
      const seed = from + next++ * stride
      const outcome = await one(seed).catch((error: Error) => void say({ seed, crash: String(error.stack) }))
      if (!outcome) continue
      const violations = outcome.violations.filter(({ kind }) => counts(kind))
      count(figures, { ...outcome, violations })
      if (!violations.length) continue
      say({
        seed,
        after: figures.histories,
        violations: violations.slice(0, 3).map(({ kind, text }) => ({ kind, text })),
      })
      if (values.logs) writeFileSync(`${values.logs}/${seed}.txt`, written({ ...outcome, violations }, true))
      isDone ||= values.first
    }
  }
  await Promise.all(Array.from({ length: Math.min(Number(values.width), total) }, worker))
  say({ figures, heapMb: Math.round(process.memoryUsage().heapUsed / 1e6) })
}

await (values.seed ? replay(Number(values.seed)) : run())
process.exit()
