import { loadContracts } from '../../src/build/load-contracts.js'
import { printedDeclarations } from '../../src/build/print/printed-declarations.js'
import { type PrintedModules, printedModules, type Words } from '../../src/build/print/printed-modules.js'
import type { ContractWithAliases } from '../../src/spec/contract-source.js'
import { ownPackage } from './own-package.js'

/** A package as a build prints it. */
export interface PrintedPackage {
  /** Its folder, in which nothing is written. */
  readonly cwd: string
  readonly contracts: readonly ContractWithAliases[]
  readonly modules: PrintedModules
  /** The text of each declaration, by file. */
  readonly declarations: ReadonlyMap<string, string>
}

const formats = [
  { kind: 'esm', folder: 'dist', extension: '.js' },
  { kind: 'cjs', folder: 'dist', extension: '.cjs' },
] as const
const homes = {
  defineNamespace: 'contract/namespace.js',
  defineRoom: 'contract/room/room.js',
  defineAliases: 'contract/alias/alias.js',
  past: 'contract/past/past.js',
}
const installed = (format: { readonly kind: string }, file: string): string =>
  `../node_modules/socket-canon/dist/${format.kind}/${file}`
const words: Words = {
  plain: (_, format) => installed(format, 'plain/vocabulary.js'),
  helper: (_, file, format) => installed(format, `fields/${file}.js`),
  unchecked: (_, word, format) => installed(format, homes[word]),
}

/** Prints a package of these files as a build does, without writing it. */
export async function printedPackage(files: Readonly<Record<string, string>>, entry: string): Promise<PrintedPackage> {
  const cwd = ownPackage(files)
  const { loaded, contracts, prose } = await loadContracts([entry], { cwd })
  const options = { contracts: contracts.map(({ contract }) => contract), entries: [entry], formats, words }
  const modules = await printedModules(loaded, options)
  const declared = { cwd, contracts, prose, entries: [entry], formats, layout: modules.layout }
  const declarations = await printedDeclarations(loaded, { ...declared, typeHome: () => 'socket-canon' })
  return { cwd, contracts, modules, declarations }
}
