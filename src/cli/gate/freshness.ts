import { directions } from '../../contract/event/direction.js'
import type { ContractJson, NamespaceJson } from '../../spec/contract-json.js'
import type { ExportedContract } from '../../spec/exported-contract.js'
import { toContractJson } from '../../spec/to-contract-json.js'
import { CommandError } from '../command.js'
import { contractsIn } from '../contract-module.js'
import { packageEntries } from '../package-entries.js'

/** Whether a contract.json says what the contracts in code say, as far as that is known. */
export interface Freshness {
  readonly state: 'fresh' | 'stale' | 'unknown'
  /** Where the two differ, or what is not known. */
  readonly places: readonly string[]
}

/** Whether a file says what the contracts in code say. */
export interface FreshnessOfFile {
  readonly file: string
  readonly freshness: Freshness
}

/**
 * Lists the contracts that modules export: those that are named, else those that the package exports.
 * @throws CommandError where a named module can't be imported, or exports none
 */
export async function exportedBy(cwd: string, sources: readonly string[]): Promise<ExportedContract[]> {
  const found = sources.length ? await inNamed(cwd, sources) : await inEntries(cwd)
  return found.filter(isDescribable)
}

/** Compares a contract.json with the contracts that modules export. */
export function freshnessOf(contract: ContractJson, exported: readonly ExportedContract[]): Freshness {
  if (!exported.length) return { state: 'unknown', places: [] }
  const paths = [...new Set(exported.map((each) => each.contract.path))]
  const stale = paths.flatMap((path) => {
    const written = contract.namespaces[path]
    if (!written) return [path]
    const differences = exported.flatMap((each) => (each.contract.path === path ? [closest(written, each)] : []))
    return differences.some((each) => !each.length) ? [] : (differences[0] ?? [])
  })
  if (stale.length) return { state: 'stale', places: stale }
  const unseen = Object.keys(contract.namespaces).filter((path) => !paths.includes(path))
  return { state: unseen.length ? 'unknown' : 'fresh', places: unseen }
}

async function inNamed(cwd: string, sources: readonly string[]): Promise<ExportedContract[]> {
  const found: ExportedContract[] = []
  for (const source of sources) {
    const here = await contractsIn(cwd, source)
    if (!here.length) throw new CommandError(`--source: ${source} exports no contract`)
    found.push(...here)
  }
  return found
}

async function inEntries(cwd: string): Promise<ExportedContract[]> {
  const all = packageEntries(cwd).map((file) => contractsIn(cwd, file).catch(() => []))
  return (await Promise.all(all)).flat()
}

// another build of this package may not read its schemas, and a schema of another library may not say what it takes
function isDescribable({ contract }: ExportedContract): boolean {
  try {
    return toContractJson([contract]).namespaces[contract.path] !== undefined
  } catch {
    return false
  }
}

/** Lists where a namespace differs from a contract, with the tables that fit best. */
function closest(written: NamespaceJson, { contract, tables, pasts }: ExportedContract): string[] {
  const [bare = [], ...candidates] = [undefined, ...tables].map((aliases) => {
    // of several tables of earlier versions, the one that fits best
    const found = (pasts.length ? pasts : [undefined]).map((past) => {
      const source = { contract, ...(aliases && { aliases }), ...(past && { past }) }
      const made = toContractJson([source]).namespaces[contract.path]
      return made ? differences(contract.path, written, made) : [contract.path]
    })
    return found.reduce((best, each) => (each.length < best.length ? each : best))
  })
  // without its aliases it may be written as well
  const [first = bare, ...others] = candidates
  return bare.length ? others.reduce((best, each) => (each.length < best.length ? each : best), first) : bare
}

function differences(path: string, written: NamespaceJson, made: NamespaceJson): string[] {
  const parts = (namespace: NamespaceJson): [place: string, part: unknown][] => [
    [`${path} version`, namespace.version],
    [`${path} legacyPath`, namespace.legacyPath],
    [`${path} opening (alias)`, namespace.aliases.opening],
    [`${path} login (alias)`, namespace.aliases.login],
    ...Object.entries(namespace.rooms).map(([name, room]): [string, unknown] => [`${path} ${name}`, room]),
    ...directions.flatMap((direction) => [
      ...Object.entries(namespace[direction]).map(([name, event]): [string, unknown] => [
        `${path} ${direction} ${name}`,
        event,
      ]),
      ...Object.entries(namespace.aliases[direction]).map(([name, alias]): [string, unknown] => [
        `${path} ${direction} ${name} (alias)`,
        alias,
      ]),
      ...Object.entries(namespace.aliases.shapes?.[direction] ?? {}).map(([name, shape]): [string, unknown] => [
        `${path} ${direction} ${name} (shape)`,
        shape,
      ]),
    ]),
    ...Object.entries(namespace.past ?? {}).flatMap(([version, rows]): [string, unknown][] => [
      [`${path} version ${version} (past)`, true],
      ...directions.flatMap((direction) =>
        Object.entries(rows[direction]).map(([name, row]): [string, unknown] => [
          `${path} ${direction} ${name} (version ${version})`,
          row,
        ]),
      ),
    ]),
  ]
  const [were, are] = [new Map(parts(written)), new Map(parts(made))]
  return [...new Set([...were.keys(), ...are.keys()])].filter(
    (place) => textOf(were.get(place)) !== textOf(are.get(place)),
  )
}

// what people say of a contract may come from elsewhere than its code
const prose = new Set([
  'summary',
  'notes',
  'title',
  'description',
  'examples',
  'types',
  'words',
  'x-order',
  'x-enumDescriptions',
  'x-nextStates',
])

// these hold names of the contract's own
const named = new Set(['properties', '$defs', 'rename', 'heard', 'by'])

function textOf(part: unknown): string {
  return (
    JSON.stringify(part, (key, held: unknown) => {
      if (typeof held !== 'object' || held === null || Array.isArray(held)) return held
      const isNamed = named.has(key)
      const entries = Object.entries(held).filter(([name]) => isNamed || !prose.has(name))
      return Object.fromEntries(entries.sort(([one], [other]) => (one < other ? -1 : 1)))
    }) ?? ''
  )
}

const shown = 5

function listed(places: readonly string[]): string {
  return `${places.slice(0, shown).join(', ')}${places.length > shown ? ` and ${places.length - shown} more` : ''}`
}

/** Returns whether a file says something else than the contracts in code. */
export function isStale({ freshness }: FreshnessOfFile): boolean {
  return freshness.state === 'stale'
}

/** Describes where a file that is stale differs from the contracts in code. */
export function staleWords({ file, freshness: { places } }: FreshnessOfFile): string {
  return `${file} is stale: the contracts in code say something else of ${listed(places)}`
}

/** Describes what is not known of a file; nothing where all is. */
export function notKnownWords({ file, freshness: { state, places } }: FreshnessOfFile): string {
  if (state !== 'unknown') return ''
  return places.length
    ? `Not known: whether ${file} is fresh for ${listed(places)}, which no module exports. Name the built modules with --source.`
    : `Not known: whether ${file} is fresh. Name the built module that exports the contracts with --source.`
}
