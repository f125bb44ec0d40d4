// What accepting and refusing a payload costs, beside hand-written checks and other validators.
import { printMachine, printTable, ratioText } from '../machine.mjs'
import { geometricMean, interleaved } from '../measure.mjs'
import { events } from './events.mjs'
import { handWritten } from './hand-written.mjs'
import { isPayload, safeParsePayload } from './packages.mjs'
import { byAjv, byArkType, byValibot, byZodSockets } from './rivals.mjs'
import { zodContracts } from './sources.mjs'

const most = Number(process.env.EVENTS ?? events.length)
/** Lists as many events as are asked for, from all namespaces. */
const some = events.filter(
  (_, index) => Math.floor((index * most) / events.length) !== Math.floor(((index - 1) * most) / events.length),
)

const zodOf = ({ path, direction, name }) => zodContracts[path][direction][name].payload
const over = (values, accepts) => (call) => accepts(values[call & 7])

/** Fails loudly where a rival does not judge as the guard does: it would be measured at other work. */
function sameWork({ title, values, unfit }, candidates) {
  for (const [name, accepts] of Object.entries(candidates)) {
    if (!accepts(values[0])) throw new Error(`${name} refuses the example of ${title}`)
    if (accepts(unfit[0])) throw new Error(`${name} accepts what does not fit ${title}`)
  }
}

function besideHandWritten() {
  const results = events
    .filter(({ title }) => handWritten[title])
    .map((each) => {
      const accepts = { 'hand-written': handWritten[each.title], isPayload: (value) => isPayload(each.event, value) }
      sameWork(each, accepts)
      const runs = Object.fromEntries(Object.entries(accepts).map(([name, run]) => [name, over(each.values, run)]))
      return { title: each.title, measured: interleaved(runs, 'hand-written') }
    })
  if (results.length !== Object.keys(handWritten).length) throw new Error('a hand-written check has no event')
  return results
}

function besideRivals() {
  return some.map((each) => {
    const zod = zodOf(each)
    const accepts = {
      isPayload: (value) => isPayload(each.event, value),
      'zod interpreted': (value) => zod.safeParse(value).success,
      Ajv: byAjv(each.schema),
      ArkType: byArkType(each.schema),
      Valibot: byValibot(each.schema),
      'zod-sockets': byZodSockets(each.schema),
    }
    sameWork(each, accepts)
    const runs = Object.fromEntries(Object.entries(accepts).map(([name, run]) => [name, over(each.values, run)]))
    return { title: each.title, measured: interleaved(runs, 'isPayload', { rounds: 9, ms: 2 }) }
  })
}

function refusing() {
  return some.map((each) => {
    const zod = zodOf(each)
    const refuses = {
      safeParsePayload: (value) => safeParsePayload(each.event, value).error.issues.length,
      'zod safeParse': (value) => zod.safeParse(value).error.issues.length,
    }
    const runs = Object.fromEntries(Object.entries(refuses).map(([name, run]) => [name, over(each.unfit, run)]))
    return { title: each.title, measured: interleaved(runs, 'zod safeParse', { rounds: 9, ms: 2 }) }
  })
}

/** Prints what each candidate takes over all events, as the geometric mean, beside the baseline. */
function print(title, results, baseline) {
  const names = Object.keys(results[0].measured)
  const mean = (name, part) => geometricMean(results.map(({ measured }) => part(measured[name])))
  console.log(`${title}; ${results.length} events, geometric mean\n`)
  printTable(
    ['candidate', 'ns', `beside ${baseline}`, 'lowest event', 'highest event'],
    names.map((name) => {
      const each = results.map(({ title: event, measured }) => ({ event, ratio: measured[name].ratio.median }))
      each.sort((one, other) => one.ratio - other.ratio)
      const at = ({ event, ratio }) => `${ratio.toFixed(2)} ${event}`
      const ratio = Object.fromEntries(
        ['median', 'low', 'high'].map((part) => [part, mean(name, (measured) => measured.ratio[part])]),
      )
      const span = name === baseline ? ['', ''] : [at(each[0]), at(each.at(-1))]
      return [name, Math.round(mean(name, ({ ns }) => ns)), ratioText(ratio), ...span]
    }),
  )
}

printMachine()
print('accept a valid payload', besideHandWritten(), 'hand-written')
print('accept a valid payload', besideRivals(), 'isPayload')
print('refuse an invalid payload, with issues', refusing(), 'zod safeParse')
