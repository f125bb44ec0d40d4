import { eventsOf } from '../../contract/declaration.js'
import { directions } from '../../contract/event/direction.js'
import { paintFor, wrapped } from '../report/paint.js'
import type { Terminal } from '../terminal.js'
import type { BuildSettings } from './build-settings.js'
import type { BuiltPackage, KeptInModule, UnboundedInModule } from './built-package.js'
import { writtenList } from './earlier-build.js'
import type { FileChanges } from './file-changes.js'
import type { ImportPath } from './import-path.js'

/** What a build did. */
export interface BuildOutcome {
  readonly settings: BuildSettings
  readonly built: BuiltPackage
  readonly changes: FileChanges
  /** How long it took, in milliseconds. */
  readonly ms: number
}

const shownFiles = 16

/** Writes what was built, how large it is, what was kept and why, and what to do next. */
export function buildReport({ settings, built, changes, ms }: BuildOutcome, { hasColour, columns }: Terminal): string {
  const { bold, dim, yellow } = paintFor(hasColour)
  const { files, kept, unbounded, paths } = built
  const touched = changes.missing.length + changes.changed.length
  const contracts = built.contracts.map(({ contract }) => {
    const events = directions.flatMap((direction) => eventsOf(contract, direction)).length
    return `${contract.path} (${counted(events, 'event')})`
  })
  const news = touched ? `${counted(touched, 'file')} written` : 'nothing to write, all is fresh'
  const blocks = [
    [`${bold(`Built ${contracts.join(', ')}`)}: ${news}, in ${seconds(ms)}`, ...sizeTable(settings, files)],
    changes.gone.length ? ['Removed, for nothing makes them any more:', ...listed(changes.gone)] : [],
    kept.length ? keptLines(kept, columns).map((line, at) => (at ? line : yellow(line))) : [],
    unbounded.length ? unboundedLines(unbounded, columns).map((line, at) => (at ? line : yellow(line))) : [],
    importHint(settings, paths),
    changes.missing.includes('contract.json') ? nextSteps(settings, columns).map((line) => dim(line)) : [],
  ]
  return blocks.flatMap((lines) => (lines.length ? [lines.join('\n')] : [])).join('\n\n')
}

function sizeTable({ out }: BuildSettings, files: ReadonlyMap<string, string>): string[] {
  const size = (paths: readonly string[]): number =>
    paths.reduce((sum, path) => sum + Buffer.byteLength(files.get(path) as string), 0)
  const beside = ['contract.json', 'schemas/', 'asyncapi/'].map((place) => {
    const inside = [...files.keys()].filter((path) => path.startsWith(place))
    const name = place === 'asyncapi/' ? (inside[0] as string) : place
    return [name, size(inside), place === 'schemas/' ? `, ${counted(inside.length, 'file')}` : ''] as const
  })
  const known = new Set(beside.map(([place]) => place))
  const output = [...files.keys()].filter(
    (path) => !path.startsWith('schemas/') && !known.has(path) && !path.endsWith(writtenList),
  )
  const rows = [
    ...(output.length > shownFiles
      ? [[`${out}/`, size(output), `, ${counted(output.length, 'file')}`] as const]
      : output.sort().map((path) => [path, size([path]), ''] as const)),
    ...beside,
  ]
  const width = Math.max(...rows.map(([name]) => name.length))
  return rows.map(([name, bytes, more]) => `  ${name.padEnd(width)}  ${sizeOf(bytes).padStart(8)}${more}`)
}

/** Lists which schemas stay as they were written, and why. */
function keptLines(kept: readonly KeptInModule[], columns: number): string[] {
  const lines = kept.map(({ module, event, part, reasons }) => {
    const why = reasons.map(({ path, reason }) => (path.length ? `${path.join('.')} is ${reason}` : reason))
    return `${module}: ${event.namespace} ${event.name}, ${part}: ${[...new Set(why)].join('; ')}`
  })
  return [
    ...wrapped(
      'Kept as they were written, for no source says them: their library comes along and judges them, slower and in every bundle. Checks that are data, such as a pattern or a bound, are printed.',
      columns,
    ),
    ...[...new Set(lines)].flatMap((line) =>
      wrapped(line, columns - 4).map((each, at) => `${at ? '    ' : '  '}${each}`),
    ),
  ]
}

/** Lists what has no bound, and how it gets one. */
function unboundedLines(unbounded: readonly UnboundedInModule[], columns: number): string[] {
  const lines = unbounded.map(
    ({ module, event, part, where, lack }) =>
      `${module}: ${event.namespace} ${event.name}, ${part}: ${where || 'the whole'} is ${lack}`,
  )
  const more = lines.length - shownFiles
  return [
    ...wrapped(
      'Without a bound, so that whoever sends them decides how much they hold. `conformance` refuses these, but those that it is told to allow.',
      columns,
    ),
    ...[...lines.slice(0, shownFiles), ...(more > 0 ? [`and ${more} more`] : [])].flatMap((line) =>
      wrapped(line, columns - 4).map((each, at) => `${at ? '    ' : '  '}${each}`),
    ),
  ]
}

/** Writes what `exports` has to say of entries that nobody finds, or not in every format. */
function importHint(
  { manifest: { name, exports, sideEffects } }: BuildSettings,
  paths: readonly ImportPath[],
): string[] {
  const missing = paths.filter((path) => path.missing)
  if (!missing.length || name === undefined) return []
  const say = {
    ...(exports === undefined && sideEffects === undefined && { sideEffects: false }),
    exports: Object.fromEntries(missing.map((path) => [path.key, path.missing])),
  }
  const names = missing.map(({ key }) => `${name}${key.slice(1)}`).join(' and ')
  const text = JSON.stringify(say, null, 2).split('\n').slice(1, -1)
  return [`package.json does not lead to all of this yet. To import ${names}, it has to say:`, ...text]
}

function nextSteps({ out }: BuildSettings, columns: number): string[] {
  return wrapped(
    `Commit contract.json, schemas and asyncapi: a review sees in them what changes on the wire. ${out} is made anew by each build. In CI, \`socket-canon build --check\` says whether they are fresh.`,
    columns,
  )
}

/** Lists what is stale, or says that nothing is. */
export function checkReport({ settings, built, changes }: BuildOutcome, isOutputLeftOut: boolean): string {
  const { missing, changed, gone } = changes
  const rows = [
    ...missing.map((path) => [path, 'is missing'] as const),
    ...changed.map((path) => [path, 'is stale'] as const),
    ...gone.map((path) => [path, 'is made by nothing any more'] as const),
  ].sort()
  const left = isOutputLeftOut ? `; ${settings.out} is not built here, and git ignores it` : ''
  const looked = [...built.files.keys()].filter((path) => !isOutputLeftOut || !path.startsWith(`${settings.out}/`))
  if (!rows.length) return `Fresh: ${counted(looked.length, 'file')} made of ${settings.entries.join(' and ')}${left}`
  const width = Math.max(...rows.map(([path]) => path.length))
  return [
    `${counted(rows.length, 'file')} to write anew, by \`socket-canon build\`${left}:`,
    ...rows.map(([path, what]) => `  ${path.padEnd(width)}  ${what}`),
  ].join('\n')
}

/** Describes in a line what a build wrote that a change set off. */
export function rebuildLine({ changes, ms }: BuildOutcome): string {
  const paths = [...changes.missing, ...changes.changed, ...changes.gone]
  const [first, second, ...others] = paths
  const more = others.length ? ` and ${others.length} more` : ''
  return `${paths.length ? `Built ${[first, second].filter(Boolean).join(', ')}${more}` : 'Built, and nothing changed'} in ${seconds(ms)}`
}

function listed(paths: readonly string[]): string[] {
  const more = paths.length - shownFiles
  return [...paths.slice(0, shownFiles).map((path) => `  ${path}`), ...(more > 0 ? [`  and ${more} more`] : [])]
}

function counted(count: number, word: string): string {
  return `${count} ${word}${count === 1 ? '' : 's'}`
}

function sizeOf(bytes: number): string {
  return bytes < 1000 ? `${bytes} B` : `${(bytes / 1000).toFixed(1)} kB`
}

function seconds(ms: number): string {
  return ms < 1000 ? `${Math.round(ms)} ms` : `${(ms / 1000).toFixed(1)} s`
}
