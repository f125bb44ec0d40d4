// Runs benchmarks by several versions of Node and by Bun, and prints the ratios of all in one table: `npm run build` first.
// `node bench/runtimes.mjs [names of benchmarks]`. Each is quick here; WHOLE=1 runs them as they are by themselves.
import { execFileSync, spawn } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { printMachine, printTable } from './machine.mjs'

const isWhole = process.env.WHOLE === '1'
const mostMinutes = Number(process.env.MOST_MINUTES ?? (isWhole ? 30 : 4))

/** Lists the benchmarks that run where none are named, with what makes them quick. */
const quick = {
  'guards/guards': { EVENTS: '16', WARM_MS: '100' },
  import: { TURNS: '12' },
  'live/round-trips': { ROUNDS: '12', ROUND_MS: '100' },
  'live/client': { ROUNDS: '8', FACTS: '5000', JOINS: '200' },
  'live/room': { MEMBERS: '200', ROUNDS: '10', FACTS: '20', WARM_FACTS: '5000' },
  'live/memory': { CONNECTIONS: '1000', RUNS: '3' },
}

const bunArch = process.arch === 'arm64' ? 'aarch64' : process.arch
const node = (major) => ({
  package: `node${major}@npm:node-${process.platform}-${process.arch}@${major}`,
  program: `node${major}/bin/node`,
})
const packaged = {
  'Node 20': node(20),
  'Node 22': node(22),
  'Node 24': node(24),
  Bun: {
    package: `@oven/bun-${process.platform}-${bunArch}@1`,
    program: `@oven/bun-${process.platform}-${bunArch}/bin/bun`,
  },
}

/** Installs runtimes as packages of a folder, and answers the program of each with its version. */
function installed(names, folder) {
  const all = names.map((name) => packaged[name])
  const options = ['--no-audit', '--no-fund', '--prefer-offline', '--loglevel=error', '--ignore-scripts']
  const packages = all.map((each) => each.package)
  // one that hangs would hang all
  execFileSync('npm', ['install', '--prefix', folder, ...options, ...packages], { stdio: 'inherit', timeout: 300_000 })
  return all.map(({ program }, index) => {
    const path = join(folder, 'node_modules', program)
    const version = execFileSync(path, ['--version'], { encoding: 'utf8' }).trim().replace(/^v/, '')
    return { name: `${names[index].split(' ')[0]} ${version}`, program: path }
  })
}

/** Runs a benchmark; answers the tables that it printed, and why it did not come to its end, where it did not. */
async function tablesOf(benchmark, { name, program }, folder) {
  const file = join(folder, `${benchmark}-${name}`.replace(/\W+/g, '-'))
  const env = { ...(isWhole ? {} : quick[benchmark]), ...process.env, TABLES_FILE: file }
  const child = spawn(program, [join(import.meta.dirname, `${benchmark}.mjs`)], {
    env,
    stdio: ['ignore', 'ignore', 'pipe'],
  })
  let said = ''
  child.stderr.setEncoding('utf8').on('data', (text) => {
    said = (said + text).slice(-20_000)
  })
  let isLate = false
  const timer = setTimeout(() => {
    isLate = true
    child.kill('SIGKILL')
  }, mostMinutes * 60_000)
  const code = await new Promise((resolve) => child.once('close', resolve))
  clearTimeout(timer)
  const tables = existsSync(file) ? readFileSync(file, 'utf8').trim().split('\n').map(JSON.parse) : []
  if (isLate) return { tables, failure: `not done after ${mostMinutes} minutes` }
  if (code === 0) return { tables }
  const lines = said.split('\n').map((line) => line.trim())
  const failure = lines.find((line) => /^(\w*error\w*|E[A-Z]{3,}): /i.test(line)) ?? lines.find((line) => line)
  return { tables, failure: (failure ?? `ended with ${code}`).slice(0, 160) }
}

const ratio = /^(\d+\.\d+) \((\d+\.\d+) to (\d+\.\d+)\)$/
const baseline = '1.000 (1.000 to 1.000)'

/** Reads the ratios out of a table: by row and column, but those of a baseline beside itself. */
function ratiosOf({ head, rows }) {
  const nameOf = (row) => (rows.some((other) => other !== row && other[0] === row[0]) ? `${row[0]}, ${row[1]}` : row[0])
  return rows.flatMap((row) =>
    row.flatMap((cell, column) => {
      if (cell === baseline) return []
      const found = ratio.exec(cell)
      if (!found) return []
      const [median, low, high] = found.slice(1).map((part) => Number(part).toFixed(2))
      return [[`${nameOf(row)}, ${head[column]}`, `${median} (${low} to ${high})`]]
    }),
  )
}

function refused(words) {
  console.error(words)
  process.exit(2)
}

async function compared(benchmarks, names, folder) {
  const runtimes = installed(names, folder)
  const notes = []
  const rows = []
  for (const benchmark of benchmarks) {
    const byRow = new Map()
    const failed = new Map()
    for (const runtime of runtimes) {
      console.error(`${benchmark} by ${runtime.name}`)
      const { tables, failure } = await tablesOf(benchmark, runtime, folder)
      for (const [row, text] of tables.flatMap(ratiosOf))
        byRow.set(row, (byRow.get(row) ?? new Map()).set(runtime.name, text))
      if (!failure) continue
      failed.set(runtime.name, notes.push(`${benchmark} by ${runtime.name}: ${failure}`))
      // what is served must run there; of Bun it is told what does not
      if (runtime.name.startsWith('Node')) process.exitCode = 1
    }
    if (byRow.size === 0) byRow.set('all of it', new Map())
    const missing = ({ name }) => (failed.has(name) ? `does not run: note ${failed.get(name)}` : '-')
    for (const [row, texts] of byRow)
      rows.push([benchmark, row, ...runtimes.map((each) => texts.get(each.name) ?? missing(each))])
  }
  printMachine()
  console.log(
    `ratios in one run of each, with the range half of the rounds lie in${isWhole ? '' : '; quick settings'}\n`,
  )
  printTable(['benchmark', 'work, beside', ...runtimes.map(({ name }) => name)], rows)
  for (const [index, note] of notes.entries()) console.log(`${index + 1}. ${note}`)
}

const benchmarks = process.argv.length > 2 ? process.argv.slice(2).map(fileOf) : Object.keys(quick)
const names = process.env.RUNTIMES?.split(',') ?? Object.keys(packaged)
for (const name of names)
  if (!packaged[name]) refused(`RUNTIMES names "${name}", which is none of these: ${Object.keys(packaged).join(', ')}`)

/** Answers the name of a benchmark's file, however it was written. */
function fileOf(given) {
  const name = given.replace(/^(.*\/)?bench\//, '').replace(/\.mjs$/, '')
  if (!existsSync(join(import.meta.dirname, `${name}.mjs`))) refused(`no benchmark is called ${given}: try live/client`)
  return name
}

const folder = mkdtempSync(join(tmpdir(), 'runtimes-'))
try {
  await compared(benchmarks, names, folder)
} finally {
  rmSync(folder, { recursive: true, force: true })
}
