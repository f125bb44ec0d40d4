// What accepting and refusing a payload costs, beside hand-written checks and other validators.
import { geometricMean, interleaved } from '../measure.mjs'
import { events } from './events.mjs'
import { handWritten } from './hand-written.mjs'
import { isPayload, safeParsePayload } from './packages.mjs'
import { byAjv, byArkType, byValibot, byZodSockets } from './rivals.mjs'

const over = (values, accepts) => (call) => accepts(values[call & 7])

/** Fails loudly where a rival does not judge as the guard does: it would be measured at other work. */
function sameWork({ title, values, unfit }, candidates) {
  for (const [name, accepts] of Object.entries(candidates)) {
    if (!accepts(values[0])) throw new Error(`${name} refuses the example of ${title}`)
    if (accepts(unfit[0])) throw new Error(`${name} accepts what does not fit ${title}`)
  }
}

function summary(results, baseline) {
  const names = Object.keys(results[0].measured)
  return Object.fromEntries(
    names.map((name) => [
      name,
      {
        ns: geometricMean(results.map(({ measured }) => measured[name].ns)),
        ratio: Object.fromEntries(
          ['median', 'low', 'high'].map((part) => [
            part,
            geometricMean(results.map(({ measured }) => measured[name].ratio[part])),
          ]),
        ),
        slower: results.filter(({ measured }) => measured[name].ns < measured[baseline].ns).length,
      },
    ]),
  )
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
  return events.map((each) => {
    const accepts = {
      isPayload: (value) => isPayload(each.event, value),
      'zod interpreted': (value) => each.event.payload.safeParse(value).success,
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
  return events.map((each) => {
    const refuses = {
      safeParsePayload: (value) => safeParsePayload(each.event, value).error.issues.length,
      'zod safeParse': (value) => each.event.payload.safeParse(value).error.issues.length,
    }
    const runs = Object.fromEntries(Object.entries(refuses).map(([name, run]) => [name, over(each.unfit, run)]))
    return { title: each.title, measured: interleaved(runs, 'zod safeParse', { rounds: 9, ms: 2 }) }
  })
}

/** Measures all three kinds of work. */
export function measureGuards() {
  return {
    handWritten: summary(besideHandWritten(), 'hand-written'),
    rivals: summary(besideRivals(), 'isPayload'),
    refusing: summary(refusing(), 'zod safeParse'),
  }
}

if (process.argv[1] === new URL(import.meta.url).pathname) {
  console.log(JSON.stringify(measureGuards(), null, 1))
  if (process.argv.includes('--each'))
    for (const { title, measured } of besideHandWritten())
      console.log(title, measured.isPayload.ratio.median.toFixed(2), measured.isPayload.ns.toFixed(0))
}
