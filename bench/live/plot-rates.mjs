// Draws what facts cost against how many there are a second, ours and raw: `npm run build` first. Writes rates.svg.
// Two servers with as many clients each, which take turns at every rate; each fact goes to a room of 50.
import { writeFileSync } from 'node:fs'
import { cpus } from 'node:os'
import { join } from 'node:path'
import { drawn } from '../drawing.mjs'
import { printMachine, printTable, ratioText } from '../machine.mjs'
import { median, spread } from '../measure.mjs'
import { streaming } from './load.mjs'
import { run, setting } from './parts.mjs'
import { roomsOf } from './served.mjs'

const rates = process.env.RATES?.split(',').map(Number) ?? [10, 25, 50, 100, 200, 400, 800]
const connections = setting('CONNECTIONS', 500)
const seconds = setting('SECONDS', 4)
const runs = setting('RUNS', 5)
const file = process.env.SVG ?? join(import.meta.dirname, 'rates.svg')

const costs = { server: 'server', clients: 'all clients', p95: 'p95' }
const variants = ['raw', 'socket-canon']

/** Returns whether a machine is full: it is late with facts, or has nothing left for the next rate. */
const isFull = (wanted, { rate, server, clients }) =>
  rate < 0.9 * wanted || server > 950 || server + clients > 950 * cpus().length

await run(
  async () => {
    printMachine()
    const sides = {}
    for (const variant of variants) sides[variant] = await streaming(variant, connections)
    // until the engine has made of their code what it will
    for (const side of Object.values(sides)) await side.stream({ rate: Math.min(200, Math.max(...rates)), seconds: 5 })
    const points = { raw: [], 'socket-canon': [] }
    const rows = []
    for (const wanted of rates) {
      const found = { raw: [], 'socket-canon': [] }
      for (let turn = 0; turn < runs; turn++)
        for (const variant of turn % 2 ? variants.toReversed() : variants)
          found[variant].push(await sides[variant].stream({ rate: wanted, seconds }))
      const middle = (variant, what) => median(found[variant].map((each) => each[what]))
      const middles = (variant) =>
        Object.fromEntries(['rate', ...Object.keys(costs)].map((what) => [what, middle(variant, what)]))
      // one run that others on the machine held up is no full machine
      const full = variants.filter((variant) => isFull(wanted, middles(variant)))
      rows.push([
        wanted,
        ...Object.keys(costs).flatMap((what) => [
          ...variants.map((variant) => middle(variant, what).toFixed(1)),
          ratioText(spread(found['socket-canon'].map((each, turn) => each[what] / found.raw[turn][what]))),
        ]),
        variants.map((variant) => found[variant].reduce((sum, { lost }) => sum + lost, 0)).join(', '),
        full.join(', '),
      ])
      if (full.length) break
      for (const variant of variants) points[variant].push({ ...middles(variant), rate: wanted })
    }
    await Promise.all(Object.values(sides).map((side) => side.end()))
    console.log(
      `${connections} connections, rooms of ${roomsOf}; ${runs} runs of ${seconds} s each, in turns; ms of the processor a second, and ms of delivery\n`,
    )
    printTable(
      [
        'facts/s',
        ...Object.values(costs).flatMap((what) => [`${what}, raw`, 'socket-canon', `${what} / raw`]),
        'lost: raw, ours',
        'full',
      ],
      rows,
    )
    if (points.raw.length < 2) return console.log('not drawn: the machine was full at the first rates')
    const panel = (what, shows) => ({
      shows,
      along: `facts a second, each to a room of ${roomsOf}`,
      series: Object.fromEntries(variants.map((name) => [name, points[name].map((each) => [each.rate, each[what]])])),
    })
    const drawing = drawn(`What facts cost, with ${connections} connections`, [
      panel('server', "The server's processor time, ms a second"),
      panel('clients', 'The processor time of all clients, ms a second'),
      panel('p95', 'p95 of delivery, ms'),
    ])
    writeFileSync(file, drawing)
    console.log(`drawn to ${file}`)
  },
  setting('MOST_MINUTES', 15),
)
