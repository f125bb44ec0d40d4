import type { HelperFile } from '../../guards/print/scope.js'
import { BuildError } from '../build-error.js'
import { unreadKeys } from '../instrument.js'
import type { LoadedModule, LoadedPackage } from '../load.js'
import {
  type BuiltParts,
  builtParts,
  type EventHolder,
  type KeptPart,
  type PlacedSchema,
  placedSchemas,
} from './built-parts.js'
import { fileOf, importPath, type Layout, layoutOf, type OutputFormat } from './layout.js'
import {
  exportedSchemas,
  onlyValue,
  type UncheckedWord,
  uncheckedPrefix,
  unreadIn,
  type Variant,
} from './module-edits.js'
import { asCommonJs, printedModule, withImports } from './printed-module.js'
import { hasReleases } from './table-edits.js'
import { ownSchemas, type WholeEvent, wholeEvents } from './whole-events.js'

/** The words that what is built needs, and where it has them from. */
export interface Words {
  /** The module that exports the words of plain schemas, as a file of the output at this place imports it. */
  plain(file: string, format: OutputFormat): string
  /** The module of a word that takes the place of one that checks what is declared. */
  unchecked(file: string, word: UncheckedWord, format: OutputFormat): string
  /** The module of a function that printed parsers call. */
  helper(file: string, home: HelperFile, format: OutputFormat): string
}

/** What modules are printed for. */
export interface PrintedModulesOptions {
  readonly contracts: readonly EventHolder[]
  readonly entries: readonly string[]
  readonly formats: readonly OutputFormat[]
  readonly words: Words
  /** Returns whether a module is written; by default all are that an entry needs. */
  readonly isWritten?: ((path: string) => boolean) | undefined
  readonly base?: string | undefined
}

/** The modules of a package as they are written. */
export interface PrintedModules {
  readonly layout: Layout
  readonly files: ReadonlyMap<string, string>
  /** The modules that are written, by path. */
  readonly written: readonly string[]
  /** Those of which browsers get a file of their own. */
  readonly browser: readonly string[]
  readonly kept: readonly KeptPart[]
}

/** Prints the modules that entries need, in each format, with a file of their own for browsers where that is smaller. */
export async function printedModules(loaded: LoadedPackage, options: PrintedModulesOptions): Promise<PrintedModules> {
  const { contracts, formats, words, isWritten = () => true } = options
  const layout = options.base === undefined ? layoutOf(options.entries) : { base: options.base }
  const placed = placedSchemas(contracts)
  const own = ownSchemas(loaded.modules)
  const wholeIn = new Map(
    [...loaded.modules].map(([path, module]) => [path, wholeEvents(module, loaded.modules, { placed, own })] as const),
  )
  const partsOf = new Map(
    [...loaded.modules].map(([path, module]): [string, BuiltParts] => {
      const whole = wholeIn.get(path)?.flatMap(({ schemas }) => schemas.map(({ schema }) => schema)) ?? []
      const inPlaces = module.places.map((_, index) => onlyValue(module, index))
      const inEvents = [...inPlaces, ...whole].flatMap((schema) => placed.get(schema) ?? [])
      const exported = exportedSchemas(module).map(({ schema }): PlacedSchema => ({ schema, uses: [] }))
      return [path, builtParts([...new Map([...exported, ...inEvents].map((each) => [each.schema, each])).values()])]
    }),
  )
  const texts = new Map<string, Promise<string>>()
  const print = (path: string, variant: Variant): Promise<string> => {
    const key = `${variant} ${path}`
    const parts = partsOf.get(path) as BuiltParts
    const how = { contracts, variant, parts, whole: wholeIn.get(path) ?? [], builtFile: builtName }
    const text = texts.get(key) ?? printedModule(loaded.modules.get(path) as LoadedModule, how)
    texts.set(key, text)
    return text
  }
  const written = await reached(loaded, options.entries.filter(isWritten), print, isWritten)
  const browser = differing(loaded, written, partsOf, { contracts, wholeIn })
  const printing = formats.flatMap((format) =>
    written.flatMap((path): Promise<readonly [file: string, text: string]>[] => {
      const parts = partsOf.get(path) as BuiltParts
      const variants: Variant[] = browser.has(path) ? ['node', 'browser'] : ['node']
      const modules = variants.map(async (variant) => {
        const file = fileOf(layout, path, variant, format)
        const isWhole = options.isWritten === undefined
        const importing = { loaded, path, file, variant, layout, format, words, browser, written, isWhole }
        const text = await withImports('printed.js', await print(path, variant), (specifier) =>
          specifierIn(importing, specifier),
        )
        return inFormat(path, { file, text, format })
      })
      const file = fileOf(layout, path, 'built', format)
      return parts.text
        ? [...modules, inFormat(path, { file, text: builtText(parts, file, words, format), format })]
        : modules
    }),
  )
  const files = new Map(await Promise.all(printing))
  const parts = written.map((path) => partsOf.get(path) as BuiltParts)
  const kept = [...parts.flatMap((each) => each.kept), ...unplaced(placed, parts)]
  return { layout, files, written, browser: [...browser], kept }
}

async function inFormat(
  path: string,
  { file, text, format: { folder, kind } }: { file: string; text: string; format: OutputFormat },
): Promise<readonly [file: string, text: string]> {
  return [`${folder}/${file}`, kind === 'esm' ? text : await asCommonJs(path, text)]
}

/** Lists the schemas that are printed nowhere, for no place holds them alone. */
function unplaced(placed: ReadonlyMap<unknown, PlacedSchema>, parts: readonly BuiltParts[]): KeptPart[] {
  const told = parts.flatMap(({ kept }) => kept.map(({ event, part }) => event[part]))
  const found = new Set<unknown>([...parts.flatMap(({ of }) => [...of.keys()]), ...told])
  const reason = 'a schema that a function makes beside others; write it in the place where its event stands'
  return [...placed.values()].flatMap(({ schema, uses }) =>
    found.has(schema)
      ? []
      : uses.map(({ event, part }): KeptPart => ({ event, part, reasons: [{ path: [], reason }] })),
  )
}

const builtName = 'socket-canon:built'

interface Importing {
  readonly loaded: LoadedPackage
  readonly path: string
  readonly file: string
  readonly variant: Variant
  readonly layout: Layout
  readonly format: OutputFormat
  readonly words: Words
  readonly browser: ReadonlySet<string>
  readonly written: readonly string[]
  /** Whether every module is written that an entry needs. */
  readonly isWhole: boolean
}

/** Writes what a module imports as the written one has to. */
function specifierIn(importing: Importing, specifier: string): string | undefined {
  const { loaded, path, file, variant, layout, format, words, browser, written } = importing
  if (specifier === builtName) return importPath(file, fileOf(layout, path, 'built', format))
  if (specifier.startsWith(uncheckedPrefix))
    return words.unchecked(file, specifier.slice(uncheckedPrefix.length) as UncheckedWord, format)
  const other = loaded.modules.get(path)?.imports.get(specifier)
  if (other === undefined || !written.includes(other)) {
    // where all is written that an entry needs, nothing else lies beside it
    if (importing.isWhole && specifier.startsWith('.'))
      throw new BuildError(
        `${path}: ${specifier} is needed where the contract runs, and is no module: write its data in one`,
      )
    return undefined
  }
  return importPath(
    file,
    fileOf(layout, other, variant === 'browser' && browser.has(other) ? 'browser' : 'node', format),
  )
}

function builtText({ text, helpers }: BuiltParts, file: string, words: Words, format: OutputFormat): string {
  const homes = new Map<string, string[]>()
  for (const [name, home] of helpers) {
    const from = words.helper(file, home, format)
    homes.set(from, [...(homes.get(from) ?? []), name])
  }
  const imports = [...homes].map(([from, names]) => `import { ${names.join(', ')} } from '${from}'\n`)
  return `import * as z from '${words.plain(file, format)}'\n${imports.join('')}${text}`
}

/** Lists the modules that entries need once their schemas are printed. */
async function reached(
  loaded: LoadedPackage,
  entries: readonly string[],
  print: (path: string, variant: Variant) => Promise<string>,
  isWritten: (path: string) => boolean,
): Promise<string[]> {
  const found = new Set<string>()
  const open = [...entries]
  for (let path = open.pop(); path !== undefined; path = open.pop()) {
    if (found.has(path)) continue
    found.add(path)
    const { imports } = loaded.modules.get(path) as LoadedModule
    await withImports(path, await print(path, 'node'), (specifier) => {
      const other = imports.get(specifier)
      if (other !== undefined && isWritten(other)) open.push(other)
      return undefined
    })
  }
  return [...found].sort()
}

/** Finds the modules that are smaller in browsers, and those that import them. */
function differing(
  loaded: LoadedPackage,
  written: readonly string[],
  partsOf: ReadonlyMap<string, BuiltParts>,
  { contracts, wholeIn }: { contracts: readonly EventHolder[]; wholeIn: ReadonlyMap<string, readonly WholeEvent[]> },
): Set<string> {
  const unread = unreadIn(contracts)
  const own = written.filter((path) => {
    const module = loaded.modules.get(path) as LoadedModule
    const isUnheard = [...(partsOf.get(path) as BuiltParts).of.values()].some(({ isHeard }) => !isHeard)
    const hasUnread = wholeIn.get(path)?.some(({ unread }) => unread.length)
    return (
      isUnheard ||
      hasReleases(module.source) ||
      hasUnread ||
      module.places.some(({ key }, index) => unreadKeys.has(key) && unread.has(onlyValue(module, index)))
    )
  })
  const found = new Set(own)
  for (let before = -1; before !== found.size; ) {
    before = found.size
    for (const path of written) {
      const imports = [...(loaded.modules.get(path) as LoadedModule).imports.values()]
      if (imports.some((other) => found.has(other))) found.add(path)
    }
  }
  return found
}
