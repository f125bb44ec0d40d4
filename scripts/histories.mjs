// Lets generated histories happen over real sockets, and judges them: what they are is told in `test/histories/main.ts`.
//
//   npm run histories -- --count 20000 --jobs 2       fresh seeds, or from `--from`; `--minutes 10` ends it earlier
//   npm run histories -- --seed 1234 --small --log    one history again, made small, with all that was seen
//   npm run histories -- --planted [name]             plants each known defect in a copy of `src` and looks for it;
//                                                     `--keep` writes what found it, made small, to `test/histories/shrunk.json`
//
// `--transport websocket|polling|both`, `--recovery on|off|both`, `--adapter memory|cluster|redis`, `--src folder`,
// `--ignore kind,...` and `--only kind,...` narrow it down. It exits with 1 where a promise was broken.
import { spawn } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { createInterface } from 'node:readline'
import { pathToFileURL } from 'node:url'
import { parseArgs } from 'node:util'
import { build } from 'esbuild'

const root = resolve(import.meta.dirname, '..')
const folder = join(root, `node_modules/.cache/histories/${process.pid}`)
mkdirSync(folder, { recursive: true })

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    src: { type: 'string', default: join(root, 'src') },
    seed: { type: 'string' },
    from: { type: 'string' },
    count: { type: 'string' },
    jobs: { type: 'string', default: '1' },
    minutes: { type: 'string' },
    width: { type: 'string' },
    transport: { type: 'string', default: 'both' },
    recovery: { type: 'string', default: 'both' },
    adapter: { type: 'string', default: 'memory' },
    ignore: { type: 'string', default: '' },
    only: { type: 'string', default: '' },
    logs: { type: 'string' },
    log: { type: 'boolean', default: false },
    small: { type: 'boolean', default: false },
    planted: { type: 'boolean', default: false },
    keep: { type: 'boolean', default: false },
  },
})
const passed = ['transport', 'recovery', 'adapter', 'ignore', 'only', 'width', 'logs'].flatMap((name) =>
  values[name] ? [`--${name}`, values[name]] : [],
)
const children = new Set()
let redis
process.on('exit', () => {
  for (const child of children) child.kill('SIGKILL')
  redis?.kill('SIGTERM')
  rmSync(folder, { recursive: true, force: true })
})
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => process.exit(1))

/** Bundles the machine with the sources of a folder. */
async function bundled(source, name, entry = 'main.ts') {
  const outfile = join(folder, `${name}.mjs`)
  await build({
    entryPoints: [join(root, 'test/histories', entry)],
    outfile,
    bundle: true,
    platform: 'node',
    format: 'esm',
    packages: 'external',
    target: 'node20',
    logLevel: 'error',
    sourcemap: 'inline',
    tsconfigRaw: {},
    plugins: [
      {
        name: 'source',
        setup: ({ onResolve }) =>
          onResolve({ filter: /^(\.\.\/)+src\// }, ({ path }) => ({
            path: resolve(source, path.replace(/^(\.\.\/)+src\//, '').replace(/\.js$/, '.ts')),
          })),
      },
    ],
  })
  return outfile
}

/** Starts a Redis of this run's own. */
async function startRedis() {
  const server = createServer()
  await new Promise((done) => server.listen(0, '127.0.0.1', done))
  const { port } = server.address()
  await new Promise((done) => server.close(done))
  const place = mkdtempSync(join(tmpdir(), 'redis-'))
  redis = spawn('redis-server', [
    '--port',
    `${port}`,
    '--bind',
    '127.0.0.1',
    '--save',
    '',
    '--appendonly',
    'no',
    '--dir',
    place,
  ])
  process.on('exit', () => rmSync(place, { recursive: true, force: true }))
  await new Promise((done, fail) => {
    redis.once('error', fail)
    redis.stdout.on('data', (text) => String(text).includes('Ready to accept connections') && done())
  })
  process.env['REDIS_PORT'] = `${port}`
}

/** Runs one process of the machine, and hands on what it says. */
function running(program, args, hear) {
  const child = spawn(process.execPath, ['--enable-source-maps', program, ...args, ...passed], {
    stdio: ['ignore', hear ? 'pipe' : 'inherit', 'inherit'],
  })
  children.add(child)
  if (hear)
    createInterface({ input: child.stdout }).on('line', (line) => line.startsWith('{') && hear(JSON.parse(line), child))
  return new Promise((done) =>
    child.once('close', (code) => {
      children.delete(child)
      done(code ?? 1)
    }),
  )
}

// a process of its own for every few histories: what the libraries never let go of goes with it
const most = 1000

/** Runs many histories in some processes; resolves with the figures and whatever broke a promise. */
async function many(program, { from, count, jobs, until = 0, first = false, hear = () => {} }) {
  const figures = {}
  const broken = []
  let next = 0
  const job = async () => {
    while (next < count && (!until || Date.now() < until) && !(first && broken.length)) {
      const size = Math.min(most, count - next, Math.max(50, Math.ceil((count - next) / jobs)))
      const start = from + next
      next += size
      const args = ['--from', `${start}`, '--count', `${size}`, '--until', `${until}`, ...(first ? ['--first'] : [])]
      await running(program, args, (said) => {
        if (said.figures) add(figures, said.figures)
        else {
          broken.push(said)
          hear(said)
        }
      })
    }
  }
  await Promise.all(Array.from({ length: jobs }, job))
  return { figures, broken }
}

function add(sum, more) {
  for (const [name, value] of Object.entries(more))
    if (typeof value === 'number') sum[name] = (sum[name] ?? 0) + value
    else {
      sum[name] ??= {}
      add(sum[name], value)
    }
}

/** Looks for each defect that is planted in a copy of the sources. */
async function planted() {
  const { defects } = await import(pathToFileURL(await bundled(values.src, 'planted', 'planted.ts')).href)
  const chosen = defects.filter(({ name }) => !positionals.length || positionals.includes(name))
  let missed = 0
  console.log(['defect'.padEnd(44), 'point', 'histories', 'kind'].join('  '))
  for (const [index, { name, point, edits }] of chosen.entries()) {
    const copy = join(folder, `planted-${index}`)
    cpSync(values.src, copy, { recursive: true })
    for (const { file, find, replace } of edits) {
      const path = join(copy, file)
      const text = readFileSync(path, 'utf8')
      const found = text.split(find).length - 1
      if (found !== 1) throw new Error(`${name}: its text stands ${found} times in ${file}, and should once`)
      writeFileSync(
        path,
        text.replace(find, () => replace),
      )
    }
    const program = await bundled(copy, `planted-${index}`)
    const { figures, broken } = await many(program, {
      from: Number(values.from ?? 1),
      count: Number(values.count ?? 2000),
      jobs: Number(values.jobs),
      first: true,
    })
    const [found] = broken
    if (!found) missed++
    const row = found
      ? [`${found.after ?? '?'}`, found.crash ? 'crash' : found.violations[0].kind, `seed ${found.seed}`]
      : [`none in ${figures.histories}`, '-', '-']
    console.log([name.padEnd(44), String(point ?? '-').padEnd(5), row[0].padEnd(9), row[1], row[2]].join('  '))
    if (!values.keep || !found?.violations) continue
    // what is a race may not come again at once
    for (let turn = 0; turn < 5; turn++) {
      let small
      const { kind } = found.violations[0]
      await running(program, ['--seed', `${found.seed}`, '--small', '--json', '--only', kind], (said) => {
        if (said.kind) small = { defect: name, ...said }
      })
      if (!small) continue
      keep(small)
      console.log(`  kept: ${small.plan.steps.length} steps`)
      break
    }
  }
  return missed ? 1 : 0
}

/** Writes a history that finds a defect in place of the one that is kept for it. */
function keep(small) {
  const file = join(root, 'test/histories/shrunk.json')
  const known = JSON.parse(readFileSync(file, 'utf8')).filter(({ defect }) => defect !== small.defect)
  const all = [...known, small].sort((one, other) => one.defect.localeCompare(other.defect))
  writeFileSync(file, `[\n${all.map((each) => JSON.stringify(each)).join(',\n')}\n]\n`)
}

async function whole() {
  const from = Number(values.from ?? Date.now() % 1_000_000_000)
  const began = Date.now()
  const until = values.minutes ? began + Number(values.minutes) * 60_000 : 0
  const count = Number(values.count ?? (until ? 1e9 : 1000))
  console.log(`Histories from seed ${from} on ...`)
  const program = await bundled(values.src, 'main')
  const shown = new Map()
  const { figures, broken } = await many(program, {
    from,
    count,
    jobs: Number(values.jobs),
    until,
    hear: ({ seed, violations, crash }) => {
      for (const { kind, text } of violations ?? [{ kind: 'crash', text: crash }]) {
        shown.set(kind, (shown.get(kind) ?? 0) + 1)
        if (shown.get(kind) <= 5) console.log(`seed ${seed}: ${kind}: ${text}`)
      }
    },
  })
  console.log(JSON.stringify({ ...figures, seconds: Math.round((Date.now() - began) / 1000) }, null, 2))
  const [first] = broken
  if (!first) return 0
  console.log(`The first as small as it can be made (again with --seed ${first.seed} --small --log):`)
  await running(program, ['--seed', `${first.seed}`, '--small'])
  return 1
}

if (values.adapter === 'redis') await startRedis()
process.exitCode = values.planted
  ? await planted()
  : values.seed
    ? await running(await bundled(values.src, 'main'), [
        '--seed',
        values.seed,
        ...(values.log ? ['--log'] : []),
        ...(values.small ? ['--small'] : []),
      ])
    : await whole()
process.exit()
