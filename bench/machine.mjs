// Says what a benchmark ran on.
import { execFileSync } from 'node:child_process'
import { appendFileSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { cpus, loadavg, totalmem } from 'node:os'

/** Is what runs this, with its version. */
const runtime = process.versions.bun ? `Bun ${process.versions.bun}` : `Node ${process.versions.node}`

const versionOf = (from, name) => {
  const path = createRequire(from).resolve(name)
  const at = path.lastIndexOf(`node_modules/${name}/`)
  // Bun has a `ws` of its own
  if (at < 0) return `of ${runtime}`
  const folder = path.slice(0, at)
  return JSON.parse(readFileSync(`${folder}node_modules/${name}/package.json`, 'utf8')).version
}

/** Prints the machine, the versions and how busy it was when the benchmark began. */
export function printMachine() {
  const [{ model }] = cpus()
  const root = new URL('../package.json', import.meta.url)
  const commit = execFileSync('git', ['rev-parse', '--short', 'HEAD'], { cwd: import.meta.dirname, encoding: 'utf8' })
  const packages = ['socket.io', 'socket.io-client', 'zod-sockets', 'ws']
  const versions = [...packages.map((name) => [import.meta.url, name]), [root, 'zod']]
  console.log(`${model.trim()}, ${cpus().length} cores, ${Math.round(totalmem() / 2 ** 30)} GB; ${runtime}`)
  console.log(versions.map(([from, name]) => `${name} ${versionOf(from, name)}`).join(', '))
  console.log(`socket-canon at ${commit.trim()}; load before the run ${loadavg()[0].toFixed(1)}\n`)
}

/** Prints rows as a table of Markdown, and adds them to a file where the environment names one, for who reads many tables. */
export function printTable(head, rows) {
  const { TABLES_FILE: file } = process.env
  if (file) appendFileSync(file, `${JSON.stringify({ runtime, head, rows })}\n`)
  const all = [head, ...rows].map((row) => row.map(String))
  const widths = head.map((_, column) => Math.max(...all.map((row) => row[column].length)))
  const line = (row) => `| ${row.map((cell, column) => cell.padEnd(widths[column])).join(' | ')} |`
  const [first, ...others] = all.map(line)
  console.log([first, line(widths.map((width) => '-'.repeat(width))), ...others].join('\n'))
  console.log()
}

/** Writes a ratio with the range half of its rounds lie in. */
export const ratioText = ({ median, low, high }) => `${median.toFixed(3)} (${low.toFixed(3)} to ${high.toFixed(3)})`
