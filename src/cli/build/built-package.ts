import { posix } from 'node:path'
import { type LoadedContracts, loadContracts } from '../../build/load-contracts.js'
import type { KeptPart } from '../../build/print/built-parts.js'
import { type Layout, layoutOf, stemOf } from '../../build/print/layout.js'
import { printedDeclarations } from '../../build/print/printed-declarations.js'
import { printedModules, type Words } from '../../build/print/printed-modules.js'
import { eventsOf } from '../../contract/declaration.js'
import { ContractError } from '../../contract/error.js'
import { directions } from '../../contract/event/direction.js'
import type { EventContract } from '../../contract/event/event.js'
import { isDescribed } from '../../guards/described-schema.js'
import { type UnboundedPlace, unboundedPlaces } from '../../spec/reading/unbounded.js'
import { CommandError } from '../command.js'
import type { BuildSettings } from './build-settings.js'
import { contractFiles } from './contract-files.js'
import { checkDeclared } from './declared-check.js'
import { writtenList, writtenListOf } from './earlier-build.js'
import { moduleOfContract, moduleOfEvent } from './event-place.js'
import { exportedAs } from './exported-as.js'
import { type ImportPath, importPaths } from './import-path.js'
import { moduleMarker } from './module-marker.js'
import { checkProse } from './unsaid.js'

/** A package as it is built, before anything is written. */
export interface BuiltPackage {
  /** What is written, by path from the package's folder. */
  readonly files: ReadonlyMap<string, string>
  /** The files that were read. */
  readonly sources: readonly string[]
  readonly contracts: LoadedContracts['contracts']
  /** How others import its entries. */
  readonly paths: readonly ImportPath[]
  /** The events whose schemas stay as they are, with the module of each. */
  readonly kept: readonly KeptInModule[]
  /** The places of its events that have no bound. */
  readonly unbounded: readonly UnboundedInModule[]
}

/** A place of an event that has no bound, and the module where that is. */
export interface UnboundedInModule extends UnboundedPlace {
  readonly module: string
  readonly event: EventContract
  readonly part: 'payload' | 'reply'
}

/** An event whose schema stays as it was written, and where that is. */
export interface KeptInModule extends KeptPart {
  readonly module: string
}

const entry = 'socket-canon/built'
const words: Words = { plain: () => entry, helper: () => entry, unchecked: () => entry }

/** What a build is to know besides its settings. */
export interface BuildContext {
  /** The files that an earlier build wrote. */
  readonly earlier: ReadonlySet<string>
  /** Hears of every module as it is read, also where the build fails. */
  onRead?(path: string, text: string): void
}

/**
 * Builds a package in memory.
 * @throws BuildError or CommandError, in one line that says where, what is wrong, and what to do
 */
export async function builtPackage(settings: BuildSettings, { earlier, onRead }: BuildContext): Promise<BuiltPackage> {
  const { cwd, entries, out, formats, manifest } = settings
  const found = await loadContracts(entries, { cwd, ...(onRead && { onRead }) })
  const { loaded, contracts, prose } = found
  checkDeclared(found)
  if (settings.isProseRequired) checkProse(found)
  const layout = layoutOf(entries)
  const [modules, declarations] = await Promise.all([
    printedModules(loaded, { contracts: contracts.map(({ contract }) => contract), entries, formats, words }),
    printedDeclarations(loaded, {
      ...{ cwd, contracts, prose, entries, formats, layout },
      typeHome: () => 'socket-canon',
    }),
  ])
  checkStems(layout, modules.written)
  const marker = moduleMarker(settings, (path) => earlier.has(path))
  const output = new Map(
    [...modules.files, ...declarations, ...marker].map(([path, text]) => [posix.normalize(path), text] as const),
  )
  const paths = importPaths(settings, layout, modules.browser)
  const files = new Map([
    ...described(found, () =>
      contractFiles({ manifest, contracts, prose, exports: exportedAs(settings, found, paths) }),
    ),
    ...output,
    [posix.join(out, writtenList), writtenListOf(out, [...output.keys()])] as const,
  ])
  const [overwritten] = loaded.files.filter((file) => files.has(file))
  if (overwritten !== undefined)
    throw new CommandError(`${overwritten} is read, and would be written too: choose another folder with --out`)
  const kept = modules.kept.map((part) => ({ ...part, module: moduleOfEvent(loaded, part.event) }))
  return { files, sources: loaded.files, contracts, paths, kept, unbounded: unboundedOf(found) }
}

function unboundedOf({ loaded, contracts }: LoadedContracts): UnboundedInModule[] {
  return contracts.flatMap(({ contract }) =>
    directions
      .flatMap((direction) => eventsOf(contract, direction))
      .flatMap((event) =>
        (['payload', 'reply'] as const).flatMap((part) => {
          const schema = event[part]
          if (!schema || !isDescribed(schema)) return []
          const module = moduleOfEvent(loaded, event)
          return unboundedPlaces(schema).map((place) => ({ ...place, module, event, part }))
        }),
      ),
  )
}

/** Names the module of a contract that can't be described. */
function described<Result>({ loaded, contracts }: LoadedContracts, describe: () => Result): Result {
  try {
    return describe()
  } catch (error) {
    if (!(error instanceof ContractError)) throw error
    const { message } = error
    const at = contracts.find(
      ({ contract: { path } }) => message.startsWith(`${path}:`) || message.startsWith(`${path} `),
    )
    const home = at && moduleOfContract(loaded, at.contract.path)
    throw new CommandError(`${home ?? loaded.entries[0]?.path}: ${message}`, { cause: error })
  }
}

/** Checks that no two modules are written to one file. */
function checkStems(layout: Layout, written: readonly string[]): void {
  const homes = new Map<string, string>()
  for (const path of written) {
    const stem = stemOf(layout, path)
    for (const each of [stem, `${stem}.browser`, `${stem}.built`]) {
      const other = homes.get(each)
      if (other !== undefined)
        throw new CommandError(`${other} and ${path} would be written to the same files: rename one`)
      homes.set(each, path)
    }
  }
}
