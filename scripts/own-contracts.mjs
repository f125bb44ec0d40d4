// Prints the package's own contracts as `socket-canon build` prints anybody's, over what tsup and TypeScript made of them.
import { existsSync, readdirSync, writeFileSync } from 'node:fs'
import { basename, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'

const modulesIn = (folder) =>
  readdirSync(folder)
    .filter((file) => file.endsWith('.ts') && !file.includes('.test'))
    .map((file) => `${folder}/${file}`)
const events = modulesIn('src/events')
const aliases = modulesIn('src/aliases')
// no entry imports what stands in every namespace
const always = 'src/events/protocol.ts'

/** The entries that export a contract each. */
export const ownEntries = events.map((path) => `src/${basename(path)}`).filter((path) => existsSync(path))

/** How they are loaded: the modules that say something of them are read, the others only run. */
export const ownLoading = {
  cwd: resolve('.'),
  isOwn: (path) => isPrinted(path) || path.startsWith('src/fields/domain/'),
}

const esm = { kind: 'esm', folder: 'dist/esm', extension: '.js' }
const formats = [esm, { kind: 'cjs', folder: 'dist/cjs', extension: '.js' }]
const words = {
  plain: () => '../plain/vocabulary.js',
  helper: (_, home) => `../fields/${home}.js`,
  // they are declared with the words that do not check
  unchecked: (_, word) => `no module imports ${word}`,
}
const typeHomes = {
  Ack: 'contract/wire/protocol',
  AliasTable: 'contract/alias/alias',
  ContractClientToServerEvents: 'contract/wire/protocol',
  ContractServerToClientEvents: 'contract/wire/protocol',
  EventContract: 'contract/event/event',
  NamespaceContract: 'contract/namespace',
  Scalar: 'fields/scalar',
}

/** How their declarations are printed. */
export const ownDeclaring = {
  cwd: ownLoading.cwd,
  entries: [...ownEntries, ...events.filter((path) => path !== always)],
  formats: [esm],
  layout: { base: 'src' },
  isWritten: isPrinted,
  typeHome: (_, name) => `../${typeHomes[name]}.js`,
}

const built = (file) => import(pathToFileURL(resolve(`dist/esm/${file}`)).href)

/** Writes their modules and declarations anew; returns the contracts, each with the module and the name that export it. */
export async function printOwnContracts() {
  const { loadContracts } = await built('build/load-contracts.js')
  const { loadPackage } = await built('build/load.js')
  const { printedDeclarations } = await built('build/print/printed-declarations.js')
  const own = await loadContracts(ownEntries, ownLoading)
  const bare = await unsaid(own)
  if (bare.length) throw new Error(`these have no sentence of their own:\n${bare.join('\n')}`)
  const shared = await loadPackage([always], ownLoading)
  const [{ exports }] = shared.entries
  const contracts = own.contracts.map(({ contract }) => contract)
  const files = [
    ...(await modulesOf(own.loaded, [...ownDeclaring.entries, ...aliases], contracts)),
    ...(await modulesOf(shared, [always], [exports.protocol])),
    ...(await printedDeclarations(own.loaded, { ...ownDeclaring, contracts: own.contracts, prose: own.prose })),
  ]
  for (const [file, text] of files) writeFileSync(file, text)
  return [
    { module: basename(always, '.ts'), name: 'protocol', contract: exports.protocol },
    ...own.loaded.entries.flatMap(({ path, exports }) =>
      Object.entries(exports).flatMap(([name, contract]) =>
        contracts.includes(contract) ? [{ module: basename(path, '.ts'), name, contract }] : [],
      ),
    ),
  ]
}

function isPrinted(path) {
  return ownEntries.includes(path) || /^src\/(?:events|rooms|aliases)\//.test(path)
}

async function modulesOf(loaded, entries, contracts) {
  const { printedModules } = await built('build/print/printed-modules.js')
  const isWritten = (path) => events.includes(path) || aliases.includes(path)
  const { files, kept } = await printedModules(loaded, { contracts, entries, base: 'src', formats, isWritten, words })
  if (kept.length) throw new Error(`no plain schema can be printed of\n${kept.map(faultOf).join('\n')}`)
  return files
}

function faultOf({ event, part, reasons }) {
  return `${event.name}, ${part}: ${reasons.map(({ path, reason }) => `${path.join('.')} is ${reason}`).join(', ')}`
}

/** Lists the events and fields that have no sentence. */
async function unsaid({ loaded: { sentenceOf }, contracts }) {
  const { fieldSentences } = await built('build/prose/field-sentences.js')
  return contracts.flatMap(({ contract: { path, serverToClient, clientToServer } }) =>
    [...Object.values(serverToClient), ...Object.values(clientToServer)].flatMap((event) => [
      ...(sentenceOf(event) === undefined ? [`${path}: ${event.name}`] : []),
      ...[event.payload, event.reply].flatMap((schema) => {
        const said = fieldSentences(schema, sentenceOf)
        const fields = Object.keys(fieldSentences(schema, () => ''))
        return fields.filter((field) => !said[field]).map((field) => `${path}: ${event.name} ${field}`)
      }),
    ]),
  )
}
