import { declarationExtensions, type Layout, type OutputFormat, stemOf } from '../../build/print/layout.js'
import type { BuildSettings } from './build-settings.js'
import { exportedPaths, pathOfFile, resolvedTarget } from './exports-map.js'

/** What one format of a module is found by: the conditions that ask for it, and its files. */
type Conditions = Readonly<Record<string, string>>

/** How others import an entry. */
export interface ImportPath {
  readonly entry: string
  /** Its key in `exports`: `.` or `./shop`. */
  readonly key: string
  /** What `exports` has to say so that the right file is found everywhere; nothing where it says that. */
  readonly missing?: Readonly<Record<string, Conditions>>
}

/** Finds how others import each entry, by the `exports` of the package. */
export function importPaths(
  { entries, formats, manifest: { exports } }: BuildSettings,
  layout: Layout,
  browser: readonly string[],
): ImportPath[] {
  const taken = new Set(exportedPaths(exports).map(({ key }) => key))
  return entries.map((entry) => {
    const stem = stemOf(layout, entry)
    const wanted = Object.fromEntries(
      formats.map((format) => [condition[format.kind], conditionsOf(stem, format, browser.includes(entry))]),
    )
    const leads = Object.values(wanted).flatMap((each) => pathOfFile(exports, each['default'] as string) ?? [])
    const [found] = leads
    if (found && isComplete(found.target, wanted)) return { entry, key: found.key }
    const key = found?.key ?? (entries.length === 1 && !taken.has('.') ? '.' : `./${stem}`)
    return { entry, key, missing: wanted }
  })
}

const condition = { esm: 'import', cjs: 'require' } as const

/** Lists the files of a module, types first: whoever looks for a condition takes the first that fits. */
function conditionsOf(stem: string, { folder, extension }: OutputFormat, hasBrowser: boolean): Conditions {
  const file = `./${folder === '.' ? '' : `${folder}/`}${stem}`
  return {
    types: `${file}${declarationExtensions[extension]}`,
    ...(hasBrowser && { browser: `${file}.browser${extension}` }),
    default: `${file}${extension}`,
  }
}

function isComplete(target: unknown, wanted: Readonly<Record<string, Conditions>>): boolean {
  return Object.entries(wanted).every(([format, files]) =>
    Object.entries(files).every(([name, file]) => {
      const asked = name === 'default' ? ['node', 'module-sync'] : [name]
      return resolvedTarget(target, [format, ...asked]) === file
    }),
  )
}
