// Prints the package's own contracts as `socket-canon build` prints anybody's, over what tsup made of their modules.
import { readdirSync, writeFileSync } from 'node:fs'
import { basename, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'

const built = (file) => import(pathToFileURL(resolve(`dist/esm/${file}`)).href)
const formats = [
  { kind: 'esm', folder: 'dist/esm', extension: '.js' },
  { kind: 'cjs', folder: 'dist/cjs', extension: '.js' },
]
const events = readdirSync('src/events')
  .filter((file) => file.endsWith('.ts') && !file.includes('.test'))
  .map((file) => `src/events/${file}`)

/** Writes the modules of `src/events` anew; returns the contracts, each with the module and the name that export it. */
export async function printOwnContracts() {
  const { loadPackage } = await built('build/load.js')
  const { printedModules } = await built('build/print/printed-modules.js')
  const loaded = await loadPackage(events, { cwd: resolve('.'), isOwn: isContract })
  const exported = loaded.entries.flatMap(({ path, exports }) =>
    Object.entries(exports).flatMap(([name, contract]) =>
      holdsEvents(contract) ? [{ module: basename(path, '.ts'), name, contract }] : [],
    ),
  )
  const { files, kept } = await printedModules(loaded, {
    contracts: exported.map(({ contract }) => contract),
    entries: events,
    base: 'src',
    formats,
    isWritten: (path) => events.includes(path),
    words: {
      plain: () => '../plain/vocabulary.js',
      helper: (_, home) => `../fields/${home}.js`,
      // they are declared with the words that do not check
      unchecked: (_, word) => `no module imports ${word}`,
    },
  })
  if (kept.length) throw new Error(`no plain schema can be printed of\n${kept.map(faultOf).join('\n')}`)
  for (const [file, text] of files) writeFileSync(file, text)
  return exported
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
