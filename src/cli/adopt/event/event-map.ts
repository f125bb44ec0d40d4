import type { Direction } from '../../../contract/event/direction.js'
import { CommandError } from '../../command.js'
import { resolved, type SchemaDraft } from '../draft.js'
import { exportedModules, findType, type Located, type ModuleGraph, shownPath } from '../source/module-graph.js'
import type { DeclaredType, DeclaringModule } from '../source/source-module.js'
import { declaredType } from '../type/named-type.js'
import type { TypeReading } from '../type/reading.js'
import { directionIn } from './direction-word.js'

/** The names of maps, as somebody gives them on the command line. */
export interface ChosenMaps {
  readonly serverToClient: readonly string[]
  readonly clientToServer: readonly string[]
}

/** A type that maps the names of events to what they carry. */
export interface EventMap {
  readonly name: string
  readonly file: string
  /** Who sends its events; nothing where nobody knows. */
  readonly direction: Direction | undefined
  readonly draft: SchemaDraft
}

type Candidate = Located<DeclaredType> & { readonly direction: Direction | undefined }

/**
 * Finds the event maps of some files: those that are chosen, else by name, by what sockets are made with, or by kind.
 * @throws CommandError where one that is chosen is not there
 */
export function findMaps(reading: TypeReading, files: readonly DeclaringModule[], chosen: ChosenMaps): EventMap[] {
  const modules = [...new Set(files.flatMap((file) => exportedModules(reading.graph, file)))]
  if (chosen.serverToClient.length + chosen.clientToServer.length) return chosenMaps(reading, files, chosen)
  const told = [
    ...modules.flatMap((module) => [...namedMaps(module), ...renamedMaps(reading.graph, module)]),
    ...modules.flatMap((module) => usedMaps(reading.graph, module)),
  ]
  const maps = mapsAmong(reading, told)
  if (maps.length) return maps
  return mapsAmong(
    reading,
    modules.flatMap((module) =>
      typesOf(module, (name) => /events?(?:map)?$/i.test(name) && !/inter_?server/i.test(name)),
    ),
  )
}

function chosenMaps(reading: TypeReading, files: readonly DeclaringModule[], chosen: ChosenMaps): EventMap[] {
  return (['serverToClient', 'clientToServer'] as const).flatMap((direction) =>
    chosen[direction].map((name) => {
      const found = files.flatMap((file) => findType(reading.graph, file, name) ?? [])[0]
      const shown = files.map(({ file }) => shownPath(reading.graph, file)).join(', ')
      if (!found) throw new CommandError(`there is no type ${name} in ${shown}`)
      const [map] = mapsAmong(reading, [{ ...found, direction }], true)
      if (!map) throw new CommandError(`${name} in ${shown} is no map of events: it has no members`)
      return map
    }),
  )
}

function typesOf({ types, ...rest }: DeclaringModule, fits: (name: string) => boolean): Candidate[] {
  const module = { types, ...rest }
  return [...types.values()]
    .filter(({ name }) => fits(name))
    .map((declared) => ({ module, declared, direction: directionIn(declared.name) }))
}

function namedMaps(module: DeclaringModule): Candidate[] {
  return typesOf(module, (name) => directionIn(name) !== undefined)
}

/** Finds maps that are exported under another name, which says who sends what. */
function renamedMaps(graph: ModuleGraph, module: DeclaringModule): Candidate[] {
  return [...module.exports.keys()].flatMap((name) => {
    const direction = directionIn(name)
    const found = direction && findType(graph, module, name)
    return found ? [{ ...found, direction }] : []
  })
}

/** Finds maps by the sockets and servers that are made with them: the first is what they hear, the second what they send. */
function usedMaps(graph: ModuleGraph, module: DeclaringModule): Candidate[] {
  return module.sockets.flatMap(({ of, maps }) => {
    const link = module.imports.get(of)
    const isServer = link?.specifier === 'socket.io'
    if (!(isServer || link?.specifier === 'socket.io-client')) return []
    return maps.flatMap((name, at) => {
      const found = name === undefined ? undefined : findType(graph, module, name)
      const said = name === undefined ? undefined : directionIn(name)
      return found
        ? [{ ...found, direction: said ?? (isServer === (at === 1) ? 'serverToClient' : 'clientToServer') }]
        : []
    })
  })
}

function mapsAmong(reading: TypeReading, candidates: readonly Candidate[], isChosen: boolean = false): EventMap[] {
  const seen = new Set<DeclaredType>()
  return candidates.flatMap((found) => {
    if (seen.has(found.declared)) return []
    seen.add(found.declared)
    const { module, declared, direction } = found
    const scope = { reading, module, bound: new Map(), depth: 0 }
    const draft = resolved(declaredType(scope, found, []))
    if (!isMap(draft, declared.name, isChosen)) return []
    return [{ name: declared.name, file: module.file, direction, draft }]
  })
}

function isMap(draft: SchemaDraft, name: string, isChosen: boolean): boolean {
  if (draft.kind !== 'object' || !draft.fields.length) return isChosen && draft.kind === 'object'
  if (!isChosen && isOfTexts(draft)) return false
  const functions = draft.fields.filter((field) => resolved(field.draft).kind === 'function')
  const isUnread = draft.fields.every((field) => resolved(field.draft).kind === 'unknown')
  return isChosen || functions.length * 2 > draft.fields.length || (!isUnread && /(?:events|map|payloads)$/i.test(name))
}

/** Returns whether all that something holds is text, as in a type of constants. */
function isOfTexts(draft: SchemaDraft): boolean {
  const found = resolved(draft)
  return found.kind === 'object' ? found.fields.every((field) => isOfTexts(field.draft)) : found.kind === 'text'
}
