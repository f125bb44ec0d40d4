// Draws how the p95 of delivery grows with connections, ours and raw: `npm run build` first. Writes delivery.svg.
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { drawn } from '../drawing.mjs'
import { printMachine, printTable } from '../machine.mjs'
import { load, percentiles } from './load.mjs'
import { run, setting } from './parts.mjs'

const portRange = '/proc/sys/net/ipv4/ip_local_port_range'

/** Tells how many connections one process may hold here: each takes a descriptor, and at the other end a port. */
function mostConnections() {
  const descriptors = Number(process.report.getReport().userLimits.open_files.soft) || Number.POSITIVE_INFINITY
  const [first, last] = existsSync(portRange)
    ? readFileSync(portRange, 'utf8').split(/\s+/).map(Number)
    : [49_152, 65_535]
  return 500 * Math.floor((Math.min(descriptors, last - first) - 200) / 500)
}

const most = mostConnections()
const usual = [500, 1000, 2000, 3000, 5000, 7500, 10_000, 15_000].filter((step) => step < most)
const steps = process.env.STEPS?.split(',').map(Number) ?? [...usual, most]
const facts = setting('FACTS', 33)
const intervalMs = setting('INTERVAL_MS', 500)
const file = process.env.SVG ?? join(import.meta.dirname, 'delivery.svg')

await run(
  async () => {
    printMachine()
    const series = { raw: [], 'socket-canon': [] }
    const rows = []
    for (const connections of steps) {
      const row = [connections]
      // who is first changes, for the machine is not the same all the time
      for (const variant of rows.length % 2 ? ['socket-canon', 'raw'] : ['raw', 'socket-canon']) {
        const { delays, lost, twice, success } = await load(variant, { connections, facts, intervalMs })
        const [p50, p95, p99] = percentiles([...delays.room, ...delays.all])
        series[variant].push([connections, p95])
        const cell = `${[p50, p95, p99].map((ms) => ms.toFixed(1)).join(' / ')}; lost ${lost}, twice ${twice}, in ${(100 * success).toFixed(1)} %`
        row[variant === 'raw' ? 1 : 2] = cell
      }
      rows.push(row)
    }
    printTable(['connections', 'raw p50 / p95 / p99 ms', 'socket-canon'], rows)
    const panel = { shows: 'p95 of delivery, ms', along: 'connections', series }
    writeFileSync(file, drawn('Delivery against connections', [panel]))
    console.log(`drawn to ${file}`)
  },
  setting('MOST_MINUTES', 35),
)
