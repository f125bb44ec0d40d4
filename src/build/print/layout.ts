import { posix } from 'node:path'
import type { Variant } from './module-edits.js'

/** One format that modules are written in. */
export interface OutputFormat {
  readonly kind: 'esm' | 'cjs'
  /** The folder that its files are written to. */
  readonly folder: string
  readonly extension: '.js' | '.cjs' | '.mjs'
}

/** What the declarations of a module end in, by what the module does. */
export const declarationExtensions = { '.js': '.d.ts', '.mjs': '.d.mts', '.cjs': '.d.cts' } as const

/** Where the modules of a package are written, from the folder that all entries have in common. */
export interface Layout {
  readonly base: string
}

/** Finds the folder that all entries have in common. */
export function layoutOf(entries: readonly string[]): Layout {
  const folders = entries.map((entry) => posix.dirname(posix.normalize(entry)).split('/'))
  const [first = [], ...others] = folders
  let depth = first.length
  for (const other of others) while (first.slice(0, depth).join('/') !== other.slice(0, depth).join('/')) depth--
  return { base: first.slice(0, depth).join('/') || '.' }
}

/** Names what is written of a module, without a folder of a format and without an extension. */
export function stemOf({ base }: Layout, path: string): string {
  const inside = posix.relative(base, path).replaceAll('../', '_/')
  return inside.replace(/\.[cm]?[jt]sx?$/, '')
}

/** The files that are made of one module. */
export type Made = Variant | 'built'

const suffixes: Readonly<Record<Made, string>> = { node: '', browser: '.browser', built: '.built' }

/** Names a file that is made of a module, without a folder of a format. */
export function fileOf(
  layout: Layout,
  path: string,
  made: Made,
  { extension }: Pick<OutputFormat, 'extension'>,
): string {
  return `${stemOf(layout, path)}${suffixes[made]}${extension}`
}

/** Writes the way from one file to another as an import has it. */
export function importPath(from: string, to: string): string {
  const way = posix.relative(posix.dirname(from), to)
  return way.startsWith('.') ? way : `./${way}`
}
