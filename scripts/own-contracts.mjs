// Prints the package's own contracts as `socket-canon build` prints anybody's, over what tsup made of their modules.
import { readdirSync, writeFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { pathToFileURL } from 'node:url'

const built = (file) => import(pathToFileURL(resolve(`dist/esm/${file}`)).href)
const formats = [
  { kind: 'esm', folder: 'dist/esm', extension: '.js' },
  { kind: 'cjs', folder: 'dist/cjs', extension: '.js' },
]
const events = readdirSync('src/events')
  .filter((file) => file.endsWith('.ts') && !file.includes('.test'))
  .map((file) => `src/events/${file}`)

/** Writes the modules of `src/events` anew; returns the contracts, for what is made of them. */
export async function printOwnContracts() {
  const { loadPackage } = await built('build/load.js')
  const { printedModules } = await built('build/print/printed-modules.js')
  const loaded = await loadPackage(events, { cwd: resolve('.'), isOwn: isContract })
  const contracts = loaded.entries.flatMap(({ exports }) => Object.values(exports).filter(holdsEvents))
  const { files, kept } = await printedModules(loaded, {
    contracts,
    entries: events,
    base: 'src',
    formats,
    isWritten: (path) => events.includes(path),
    words: { plain: () => '../plain/vocabulary.js', helper: (_, home) => `../fields/${home}.js` },
  })
  if (kept.length) throw new Error(`no plain schema can be printed of\n${kept.map(faultOf).join('\n')}`)
  for (const [file, text] of files) writeFileSync(file, text)
  return contracts
}

function isContract(path) {
  return /^src\/(?:events|rooms|aliases|fields\/appointment)\b/.test(path)
}

function holdsEvents(value) {
  return typeof value?.serverToClient === 'object' && typeof value?.clientToServer === 'object'
}

function faultOf({ event, part, reasons }) {
  return `${event.name}, ${part}: ${reasons.map(({ path, reason }) => `${path.join('.')} is ${reason}`).join(', ')}`
}
