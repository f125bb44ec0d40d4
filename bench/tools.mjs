// How long the tools take, in milliseconds: `npm run build` first. Nothing else does the same work, so each stands beside its
// goal; on a machine with other work all of them are slower.
import { spawnSync } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { contains, diff } from '../dist/esm/spec/index.js'
import { printMachine, printTable } from './machine.mjs'
import { median, quantile } from './measure.mjs'
import { build, largeContract, ownPackage } from './own/package.mjs'

const root = resolve(import.meta.dirname, '..')
const contract = () => JSON.parse(readFileSync(join(root, 'contract.json'), 'utf8'))

/** Lists every payload of the contracts, each with one that has a field less, and the other way round. */
function pairs() {
  const events = Object.values(contract().namespaces).flatMap(({ serverToClient, clientToServer }) => [
    ...Object.values(serverToClient),
    ...Object.values(clientToServer),
  ])
  return events.flatMap(({ payload }) => {
    const [field] = Object.keys(payload?.properties ?? {})
    if (field === undefined) return []
    const { [field]: _, ...properties } = payload.properties
    const less = { ...payload, properties, required: payload.required?.filter((each) => each !== field) }
    return [
      [payload, less],
      [less, payload],
      [payload, payload],
    ]
  })
}

function timesOf(run, count) {
  return Array.from({ length: count }, () => {
    const from = performance.now()
    run()
    return performance.now() - from
  })
}

const askContains = () => pairs().flatMap(([from, to]) => timesOf(() => contains(from, to), 3))

/** Compares the contracts with a release before, in which every third event lacks its first field. */
function askDiff() {
  const [old, next] = [contract(), contract()]
  for (const { serverToClient, clientToServer } of Object.values(old.namespaces))
    for (const [index, { payload }] of [...Object.values(serverToClient), ...Object.values(clientToServer)].entries()) {
      const [field] = Object.keys(payload?.properties ?? {})
      if (field === undefined || index % 3) continue
      delete payload.properties[field]
      payload.required = payload.required?.filter((each) => each !== field)
    }
  return timesOf(() => diff(old, next), 15)
}

/** Scans 2,000 files: this repository's own code, which speaks of sockets nearly everywhere, and as much of a copy as it takes. */
function askScan() {
  const folder = mkdtempSync(join(tmpdir(), 'scan-'))
  try {
    const parts = ['package.json', 'src', 'test', 'examples', 'scripts', 'bench']
    const own = { recursive: true, filter: (path) => !path.includes('node_modules') }
    for (const copy of ['one', 'two']) {
      mkdirSync(join(folder, copy))
      for (const part of parts) cpSync(join(root, part), join(folder, copy, part), own)
    }
    const scripts = readdirSync(folder, { recursive: true }).filter((file) => /\.[cm]?[jt]sx?$/.test(file))
    for (const file of scripts.sort().slice(2000)) rmSync(join(folder, file))
    const files = Math.min(2000, scripts.length)
    const args = [
      join(root, 'dist/esm/cli/main.js'),
      'scan',
      folder,
      '--contract',
      join(root, 'contract.json'),
      '--json',
    ]
    const times = timesOf(() => {
      const { status, stderr } = spawnSync(process.execPath, args, { encoding: 'utf8', maxBuffer: 2 ** 28 })
      if (status !== 0 && status !== 1) throw new Error(stderr)
    }, 3)
    return { files, times }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

function askBuild() {
  const folder = ownPackage('large', largeContract(150).source)
  return Array.from({ length: 5 }, () => build(folder))
}

printMachine()
const { files, times } = askScan()
const work = [
  ['`contains`, payloads of the contracts with a field less or more', '1 ms', askContains()],
  ['`diff` of `contract.json` and a release before', '300 ms', askDiff()],
  [`\`socket-canon scan\` of ${files} files`, '5 s', times],
  ['`socket-canon build` of 150 events', '3 s', askBuild()],
]
const text = (ms) =>
  ms < 10 ? `${ms.toFixed(2)} ms` : ms < 1000 ? `${ms.toFixed(0)} ms` : `${(ms / 1000).toFixed(2)} s`
printTable(
  ['work', 'median', '95 of 100', 'goal, of the median'],
  work.map(([what, goal, all]) => [what, text(median(all)), text(quantile(all, 0.95)), `under ${goal}`]),
)
