import type { Direction } from '../../contract/event/direction.js'
import type { ContractJson, NamespaceJson } from '../../spec/contract-json.js'

/** What code that uses a namespace imports, and from where. */
export interface ExportedNames {
  /** The module: `socket-canon/patient-pharmacy`. */
  readonly from: string
  /** The contract: `patientPharmacy`. */
  readonly contract: string
  /** Its table of aliases, where it has one. */
  readonly aliases?: string
  /** Its table of earlier versions, where it has one. */
  readonly past?: string
  /** Its event maps. */
  readonly maps: Readonly<Record<Direction, string>>
  /** The builders of its families of rooms, by pattern. */
  readonly rooms: ReadonlyMap<string, string>
}

/**
 * Returns what a namespace is called in code. `contract.json` may say it in `exports`; what it does not say follows from the
 * path: `/patient-pharmacy` of the package `acme` is `patientPharmacy` from `acme/patient-pharmacy`, with `patientPharmacyAliases`,
 * `PatientPharmacyServerToClientEvents` and, for `chat:{roomId}`, `chatRoom`.
 */
export function exportedNames({ package: owner }: ContractJson, path: string, namespace: NamespaceJson): ExportedNames {
  const { exports: said = {}, aliases, past, rooms } = namespace
  const contract = said.contract ?? identifier(camel(capitalWords(path)), 'Contract')
  const hasAliases = [aliases.serverToClient, aliases.clientToServer].some((names) => Object.keys(names).length > 0)
  const table = said.aliases ?? (hasAliases ? `${contract}Aliases` : undefined)
  const earlier = said.past ?? (past && `${contract}Past`)
  const map = (direction: string): string => `${pascal(capitalWords(path))}${direction}Events`
  const entry = capitalWords(path).join('-') || 'main'
  return {
    from: said.from ?? (owner === undefined ? `./${entry}.js` : `${owner.name}/${entry}`),
    contract,
    ...(table !== undefined && { aliases: table }),
    ...(earlier !== undefined && { past: earlier }),
    maps: {
      serverToClient: said.serverToClient ?? map('ServerToClient'),
      clientToServer: said.clientToServer ?? map('ClientToServer'),
    },
    rooms: new Map([...builders(Object.keys(rooms)), ...Object.entries(said.rooms ?? {})]),
  }
}

/** Names the builders of rooms by what patterns begin with; by all their words where two begin alike. */
function builders(patterns: readonly string[]): [string, string][] {
  const short = (pattern: string): string =>
    identifier(`${camel(capitalWords(pattern.split(/[:{]/)[0] ?? ''))}Room`, '')
  const long = (pattern: string): string =>
    identifier(`${camel(capitalWords(pattern.replace(/\{\w*\}/g, ' ')))}Room`, '')
  const isShared = (name: string): boolean => patterns.filter((each) => short(each) === name).length > 1
  return patterns.map((pattern) => [pattern, isShared(short(pattern)) ? long(pattern) : short(pattern)])
}

function capitalWords(text: string): string[] {
  return text.split(/[^\p{L}\p{N}_$]+/u).filter((word) => word !== '')
}

function camel([first = '', ...others]: readonly string[]): string {
  return first.charAt(0).toLowerCase() + first.slice(1) + pascal(others)
}

function pascal(words: readonly string[]): string {
  return words.map((word) => word.charAt(0).toUpperCase() + word.slice(1)).join('')
}

const kept = new Set(
  'await break case catch class const continue debugger default delete do else enum export extends false finally for function if implements import in instanceof interface let new null package private protected public return static super switch this throw true try typeof var void while with yield'.split(
    ' ',
  ),
)

/** Makes a name of words: one that JavaScript keeps for itself, and none at all, get a second word. */
function identifier(name: string, second: string): string {
  if (name === '' || kept.has(name)) return name === '' ? `main${second}` : `${name}${second}`
  return /^\d/.test(name) ? `_${name}` : name
}
