import { type Direction, directions } from '../../contract/event/direction.js'
import type { AliasJson, ShapeJson } from '../../spec/alias/alias-json.js'
import type { EventJson, NamespaceJson, ProtocolJson } from '../../spec/contract-json.js'

/** What a contract is called in code, as far as rewritten code names it. */
export interface VocabularyExports {
  /** The module that exports it. */
  readonly from: string
  /** The builders of its families of rooms, by pattern. */
  readonly rooms: ReadonlyMap<string, string>
}

/** One namespace that code is read against. */
export interface KnownNamespace {
  readonly path: string
  readonly json: NamespaceJson
  readonly exports?: VocabularyExports | undefined
}

/** An event that a contract declares. */
export interface KnownEvent {
  readonly path: string
  readonly direction: Direction
  readonly name: string
  readonly json: EventJson
}

/** A legacy name, with the event that it stands for. */
export interface KnownAlias {
  readonly path: string
  readonly direction: Direction
  readonly legacy: string
  readonly alias: AliasJson
  readonly event: EventJson | undefined
}

/** All names that code may use, by every contract it is read against. */
export interface Vocabulary {
  readonly namespaces: readonly KnownNamespace[]
  readonly events: ReadonlyMap<string, readonly KnownEvent[]>
  readonly aliases: ReadonlyMap<string, readonly KnownAlias[]>
  /** The names that older ends use beside the events: answers, and steps of a login. */
  readonly others: ReadonlySet<string>
  /** The release that code is read for; nothing where none is told. */
  readonly release: string | undefined
}

/** What a contract says beside its namespaces that code may use. */
export interface VocabularyOptions {
  readonly protocol?: Pick<ProtocolJson, Direction> | undefined
  readonly release?: string | undefined
}

/** Gathers the names of contracts. */
export function vocabularyOf(
  namespaces: readonly KnownNamespace[],
  { protocol, release }: VocabularyOptions = {},
): Vocabulary {
  const events = new Map<string, KnownEvent[]>()
  const aliases = new Map<string, KnownAlias[]>()
  const others = new Set([
    'authenticate',
    ...Object.keys(protocol?.serverToClient ?? {}),
    ...Object.keys(protocol?.clientToServer ?? {}),
  ])
  for (const { path, json } of namespaces) {
    for (const direction of directions) {
      for (const [name, event] of Object.entries(json[direction]))
        keep(events, name, { path, direction, name, json: event })
      for (const [legacy, alias] of Object.entries(json.aliases[direction]))
        keep(aliases, legacy, { path, direction, legacy, alias, event: json[direction][alias.of] })
    }
    for (const name of olderNames(json)) others.add(name)
  }
  return { namespaces, events, aliases, others, release }
}

function olderNames({ aliases: { unacknowledged, opening, login } }: NamespaceJson): string[] {
  const answers = Object.values(unacknowledged).map(({ event }) => event)
  const steps = Object.values(login ?? {}).flatMap(({ success, failure }) => [
    success,
    ...(failure === undefined ? [] : [failure]),
  ])
  return [...answers, ...Object.keys(opening ?? {}), ...steps]
}

function keep<Each>(map: Map<string, Each[]>, name: string, each: Each): void {
  const known = map.get(name)
  if (known) known.push(each)
  else map.set(name, [each])
}

/** Lists the namespaces that a use may be of; those of every contract where it is not known. */
export function namespacesOf(
  { namespaces }: Vocabulary,
  paths: readonly string[] | undefined,
): readonly KnownNamespace[] {
  if (!paths) return namespaces
  return namespaces.filter(
    ({ path, json }) => paths.includes(path) || (json.legacyPath && paths.includes(json.legacyPath.path)),
  )
}

/** Lists the fields that older releases name otherwise, and what each is called today. */
export function renamedFields(
  { aliases }: NamespaceJson,
  direction: Direction,
  name: string,
): Readonly<Record<string, string>> {
  const rows: ShapeJson[] = Object.values(aliases[direction]).filter(({ of }) => of === name)
  const shape = aliases.shapes?.[direction][name]
  return Object.assign(
    {},
    ...[...rows, ...(shape ? [shape] : [])].map(({ rename, heard }) => ({ ...heard, ...rename })),
  )
}
