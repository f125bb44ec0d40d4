// What a contract of somebody else's costs once it is built, beside the same contract as this package ships it: bundles,
// accepting and refusing in Node and in Chromium, types, and how long the build takes.
import { execFileSync } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import { join, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { gzipSync } from 'node:zlib'
import { build as bundle } from 'esbuild'
import { chromium } from 'playwright-core'
import { browser } from '../../scripts/system-needs.mjs'
import { events } from '../guards/events.mjs'
import { handWritten } from '../guards/hand-written.mjs'
import { isPayload, safeParsePayload } from '../guards/packages.mjs'
import { printMachine, printTable, ratioText } from '../machine.mjs'
import { geometricMean, interleaved, median, spread } from '../measure.mjs'
import { build, largeContract, ownPackage, pharmacySource, rebuilds } from './package.mjs'

const path = '/patient-pharmacy'
const root = resolve(import.meta.dirname, '../..')
const rooms = 'chatRoom, dispatchRoom, orderRoom, pharmacyRoom'

printMachine()
const pharmacy = ownPackage('pharmacy', pharmacySource())
build(pharmacy)
const homes = { ours: join(root, 'dist/esm/patient-pharmacy.js'), own: join(pharmacy, 'dist/contract.js') }
const browsers = { ...homes, own: join(pharmacy, 'dist/contract.browser.js') }

const parts = { bundles, accepting, inBrowser, types, times }
for (const name of process.argv.length > 2 ? process.argv.slice(2) : Object.keys(parts)) await parts[name]()

async function bundles() {
  const guards = join(root, 'dist/esm/guards/index.js')
  const client = join(root, 'dist/esm/client/index.js')
  const sources = {
    'rooms alone': (home) => `export { ${rooms} } from '${home}'`,
    'contract, aliases, rooms and guards': (home) =>
      `export * from '${home}'\nexport { isPayload, parsePayload, safeParsePayload } from '${guards}'`,
    'the same and the client': (home) =>
      `export * from '${home}'\nexport { isPayload, parsePayload, safeParsePayload } from '${guards}'\nexport { connect } from '${client}'`,
  }
  const sizeOf = async (contents) => {
    const options = { bundle: true, minify: true, format: 'esm', target: 'es2022', platform: 'browser', write: false }
    const { outputFiles } = await bundle({ ...options, stdin: { contents, resolveDir: root } })
    return gzipSync(outputFiles[0].contents, { level: 9 }).length
  }
  const rows = []
  for (const [name, source] of Object.entries(sources)) {
    const [ours, own] = [await sizeOf(source(homes.ours)), await sizeOf(source(browsers.own))]
    rows.push([name, own, ours, (own / ours).toFixed(3)])
  }
  console.log('bundles, minified and compressed\n')
  printTable(['bundle', 'bytes of an own contract', 'of ours', 'ratio'], rows)
}

/** The events of the pharmacy, each with the same one of the own contract. */
async function pairs() {
  const { patientPharmacy } = await import(pathToFileURL(homes.own).href)
  return events
    .filter((event) => event.path === path)
    .map((event) => ({ ...event, own: patientPharmacy[event.direction][event.name] }))
}

async function accepting() {
  const found = await pairs()
  const over = (values, run) => (call) => run(values[call & 7])
  const measured = (each, run, beside, values) =>
    interleaved(
      {
        ours: over(values, (value) => run(each.event, value)),
        own: over(values, (value) => run(each.own, value)),
        ...(beside && { 'hand-written': over(values, beside) }),
      },
      beside ? 'hand-written' : 'ours',
    )
  const issues = (event, value) => safeParsePayload(event, value).error.issues.length
  const kinds = [
    ['accept', found.map((each) => measured(each, isPayload, undefined, each.values)), 'own', 'ours'],
    ['refuse, with issues', found.map((each) => measured(each, issues, undefined, each.unfit)), 'own', 'ours'],
    ...['own', 'ours'].map((name) => [
      'accept',
      found.flatMap((each) =>
        handWritten[each.title] ? [measured(each, isPayload, handWritten[each.title], each.values)] : [],
      ),
      name,
      'hand-written',
    ]),
  ]
  console.log(`in Node, ${found.length} events, geometric mean\n`)
  printTable(
    ['work', 'events', 'of', 'beside', 'ratio'],
    kinds.map(([work, results, name, beside]) => {
      const part = (key) => geometricMean(results.map((result) => result[name].ratio[key]))
      return [
        work,
        results.length,
        name,
        beside,
        ratioText({ median: part('median'), low: part('low'), high: part('high') }),
      ]
    }),
  )
}

async function inBrowser() {
  const cases = events.filter((event) => event.path === path)
  const examples = JSON.stringify(cases.map(({ direction, name, values }) => ({ direction, name, values })))
  const pageOf = async (home) => {
    const { outputFiles } = await bundle({
      stdin: {
        contents: `
          import { patientPharmacy } from '${home}'
          import { isPayload } from '${join(root, 'dist/esm/guards/index.js')}'
          import { acceptedASecond } from '${join(root, 'bench/guards/accepting.mjs')}'
          const cases = ${examples}.map(({ direction, name, values }) => ({ event: patientPharmacy[direction][name], values }))
          window.accepted = () => acceptedASecond(cases, isPayload)`,
        resolveDir: root,
      },
      bundle: true,
      minify: true,
      format: 'esm',
      platform: 'browser',
      write: false,
    })
    return outputFiles[0].text
  }
  const pages = { '/ours.js': await pageOf(browsers.ours), '/own.js': await pageOf(browsers.own) }
  const server = createServer(({ url }, response) => {
    const script = pages[url]
    if (script) return response.setHeader('content-type', 'text/javascript').end(script)
    response.setHeader('content-type', 'text/html').setHeader('content-security-policy', "script-src 'self'")
    response.end(`<!doctype html><script type="module" src="${url}.js"></script>`)
  })
  await new Promise((done) => server.listen(0, '127.0.0.1', done))
  const opened = await chromium.launch({ executablePath: browser(), args: ['--no-sandbox'] })
  const rates = { ours: [], own: [] }
  try {
    const page = await opened.newPage()
    for (let turn = 0; turn < 9; turn++)
      for (const name of turn % 2 ? ['ours', 'own'] : ['own', 'ours']) {
        await page.goto(`http://127.0.0.1:${server.address().port}/${name}`)
        rates[name].push(await page.evaluate(() => window.accepted()))
      }
  } finally {
    await opened.close()
    server.close()
  }
  console.log('in Chromium, where no code may be made: accept the example of every event\n')
  printTable(
    ['all events a second, own', 'ours', 'time beside ours'],
    [
      [
        Math.round(median(rates.own)),
        Math.round(median(rates.ours)),
        ratioText(spread(rates.ours.map((rate, turn) => rate / rates.own[turn]))),
      ],
    ],
  )
}

/** Counts what a compiler makes of both maps, and of every event on the types of socket.io. */
function types() {
  const rows = [14, 150].map((count) => {
    const { source, byHand, events: made } = largeContract(count)
    const folder = ownPackage(`types-${count}`, source)
    build(folder)
    writeFileSync(join(folder, 'by-hand.ts'), byHand)
    const used = (
      from,
    ) => `import type { Socket } from '${join(root, 'node_modules/socket.io-client/build/esm/index.js')}'
import type { LargeClientToServerEvents as Up, LargeServerToClientEvents as Down } from '${from}'
export function use(socket: Socket<Down, Up>) {
${made.map(({ name, isUp }) => (isUp ? `  socket.emit('${name}', null as unknown as Parameters<Up['${name}']>[0], (reply) => reply)` : `  socket.on('${name}', (payload) => payload)`)).join('\n')}
}
`
    writeFileSync(join(folder, 'use-own.ts'), used('./dist/contract.js'))
    writeFileSync(join(folder, 'use-by-hand.ts'), used('./by-hand.js'))
    const [own, hand] = ['use-own.ts', 'use-by-hand.ts'].map((file) => instantiations(folder, file))
    return [count, own, hand, (own / hand).toFixed(3)]
  })
  console.log('types that a consumer instantiates\n')
  printTable(['events', 'own contract', 'maps by hand', 'ratio'], rows)
}

function instantiations(folder, file) {
  const compilerOptions = {
    strict: true,
    noEmit: true,
    skipLibCheck: true,
    target: 'es2022',
    module: 'nodenext',
    types: [],
  }
  writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify({ compilerOptions, files: [file] }))
  const tsc = join(root, 'node_modules/typescript/bin/tsc')
  const said = execFileSync(process.execPath, [tsc, '-p', '.', '--extendedDiagnostics'], {
    cwd: folder,
    encoding: 'utf8',
  })
  return Number(/^Instantiations:\s+([\d,]+)/m.exec(said)[1].replaceAll(',', ''))
}

async function times() {
  const folder = ownPackage('large', largeContract(150).source)
  const rounds = Array.from({ length: 5 }, () => [build(folder), build(folder, '--check')])
  console.log('how long the command takes over 150 events, in seconds; the middle of five rounds\n')
  const seconds = (index) => (median(rounds.map((round) => round[index])) / 1000).toFixed(2)
  const again = await rebuilds(folder, 9)
  const range = `${(Math.min(...again) / 1000).toFixed(2)} to ${(Math.max(...again) / 1000).toFixed(2)}`
  const watched = `${(median(again) / 1000).toFixed(2)} (${range})`
  printTable(
    ['build', 'build --check', 'a change saved under --watch until it is built'],
    [[seconds(0), seconds(1), watched]],
  )
}
