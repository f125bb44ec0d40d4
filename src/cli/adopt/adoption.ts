import type { Choice } from './event/contract-reader.js'
import { readContractDraft } from './event/contract-reader.js'
import type { SourceParser } from './parser.js'
import { contractText } from './print/contract-text.js'
import { adoptionReport } from './report/adoption-report.js'
import { moduleGraph } from './source/module-graph.js'
import type { ReadFile } from './source/specifier.js'

/** What is to be adopted, and as what. */
export interface AdoptionOptions {
  readonly cwd: string
  readonly files: readonly string[]
  readonly choice: Choice
  readonly name: string
  readonly path: string | undefined
  readonly out: string
  readonly columns: number
}

/** The module that declares a contract, and the report of what it could not know. */
export interface Adopted {
  readonly text: string
  readonly report: string
}

/**
 * Turns files of types or names into a module that declares a contract.
 * @throws CommandError where a file can't be read, or holds neither
 */
export function adopt(parser: SourceParser, read: ReadFile, options: AdoptionOptions): Adopted {
  const { cwd, files, choice, name, out, columns } = options
  const graph = moduleGraph(parser, cwd, read)
  const draft = readContractDraft(graph, files, choice)
  const path = options.path ?? `/${name.replace(/([a-z\d])([A-Z])/g, '$1-$2').toLowerCase()}`
  const { text, names } = contractText(draft, { name, path })
  const [fault] = parser.parseSync('contract.ts', text).errors
  // no input may do this; should one, nothing is written
  if (fault) throw new Error(`what was adopted can't be read: ${fault.message}`)
  const isPathGiven = options.path !== undefined
  const report = adoptionReport({ draft, names, missing: graph.missing, out, path, isPathGiven }, columns)
  return { text, report }
}
