// Draws how the p95 of delivery grows with connections, ours and raw: `npm run build` first. Writes delivery.svg.
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
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

const colours = { raw: '#6b7280', 'socket-canon': '#0f766e' }
const width = 720
const height = 420
const margin = { left: 70, right: 130, top: 30, bottom: 55 }

/** Finds round numbers to mark an axis with. */
function marks(most) {
  const rough = most / 5
  const size = 10 ** Math.floor(Math.log10(rough))
  const step = [1, 2, 5, 10].map((factor) => factor * size).find((each) => each >= rough)
  return Array.from({ length: Math.floor(most / step) + 1 }, (_, index) => Math.round(index * step * 1000) / 1000)
}

function svgOf(series) {
  const points = Object.values(series).flat()
  const mostX = Math.max(...points.map(({ connections }) => connections))
  const mostY = Math.max(...points.map(({ p95 }) => p95))
  const x = (value) => margin.left + (value / mostX) * (width - margin.left - margin.right)
  const y = (value) => height - margin.bottom - (value / mostY) * (height - margin.top - margin.bottom)
  const text = (at, content, more = '') =>
    `<text x="${at[0].toFixed(1)}" y="${at[1].toFixed(1)}" ${more}>${content}</text>`
  const right = width - margin.right
  const bottom = height - margin.bottom
  const grid = marks(mostY).map(
    (mark) =>
      `<line x1="${margin.left}" x2="${right}" y1="${y(mark).toFixed(1)}" y2="${y(mark).toFixed(1)}" stroke="#e5e7eb"/>` +
      text([margin.left - 8, y(mark) + 4], mark, 'text-anchor="end"'),
  )
  const ticks = marks(mostX).map((mark) => text([x(mark), bottom + 20], mark, 'text-anchor="middle"'))
  const lines = Object.entries(series).map(([name, each]) => {
    const path = each.map(({ connections, p95 }) => `${x(connections).toFixed(1)},${y(p95).toFixed(1)}`)
    const dots = path.map(
      (point) => `<circle cx="${point.split(',')[0]}" cy="${point.split(',')[1]}" r="3.5" fill="${colours[name]}"/>`,
    )
    const last = each.at(-1)
    const label = text([x(last.connections) + 10, y(last.p95) + 4], name, `fill="${colours[name]}"`)
    return `<polyline points="${path.join(' ')}" fill="none" stroke="${colours[name]}" stroke-width="2"/>${dots.join('')}${label}`
  })
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" font-family="sans-serif" font-size="12" fill="#374151">`,
    '<title>p95 of delivery against connections, socket-canon and raw socket.io</title>',
    `<rect width="${width}" height="${height}" fill="#ffffff"/>`,
    ...grid,
    ...ticks,
    `<line x1="${margin.left}" x2="${right}" y1="${bottom}" y2="${bottom}" stroke="#374151"/>`,
    text([(margin.left + right) / 2, height - 12], 'connections', 'text-anchor="middle"'),
    text([margin.left - 8, margin.top - 12], 'p95 of delivery, ms', 'text-anchor="start"'),
    ...lines,
    '</svg>\n',
  ].join('\n')
}

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
        series[variant].push({ connections, p95 })
        const cell = `${[p50, p95, p99].map((ms) => ms.toFixed(1)).join(' / ')}; lost ${lost}, twice ${twice}, in ${(100 * success).toFixed(1)} %`
        row[variant === 'raw' ? 1 : 2] = cell
      }
      rows.push(row)
    }
    printTable(['connections', 'raw p50 / p95 / p99 ms', 'socket-canon'], rows)
    writeFileSync(file, svgOf(series))
    console.log(`drawn to ${file}`)
  },
  setting('MOST_MINUTES', 25),
)
