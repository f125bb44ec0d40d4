import { resolve } from 'node:path'
import { directions } from '../../../contract/event/direction.js'
import { CommandError } from '../../command.js'
import type { ContractDraft, EventDraft, LeftOut, Remark } from '../draft.js'
import { type ModuleGraph, moduleAt, shownPath } from '../source/module-graph.js'
import type { DeclaringModule } from '../source/source-module.js'
import { keyed } from '../type/object-draft.js'
import type { TypeReading } from '../type/reading.js'
import { readAnyType } from '../type/type-reader.js'
import { directionIn } from './direction-word.js'
import { type ChosenMaps, type EventMap, findMaps } from './event-map.js'
import { eventsNamed, findNames, type NameGroup, nameGroups } from './event-name.js'
import { eventsInMap } from './event-reader.js'

/** What is to be taken for event maps and names, where somebody says it. */
export interface Choice extends ChosenMaps {
  readonly events: readonly string[]
}

/**
 * Reads the contract that files of types or names amount to.
 * @throws CommandError where a file can't be read, or holds neither
 */
export function readContractDraft(graph: ModuleGraph, paths: readonly string[], choice: Choice): ContractDraft {
  const files = paths.map((path) => fileAt(graph, path))
  const shown = files.map(({ file }) => shownPath(graph, file)).join(', ')
  const reading: TypeReading = { graph, named: new Map(), read: readAnyType }
  const groups = nameGroups(graph, files)
  const isGroup = (name: string): boolean => groups.some((group) => group.name === name)
  const chosen: ChosenMaps = {
    serverToClient: choice.serverToClient.filter((name) => !isGroup(name)),
    clientToServer: choice.clientToServer.filter((name) => !isGroup(name)),
  }
  const names = directions.flatMap((direction) =>
    choice[direction].filter(isGroup).map((name) => ({ name, direction })),
  )
  const isNamed = choice.events.length + names.length > 0
  const maps = isNamed && !directions.some((each) => chosen[each].length) ? [] : findMaps(reading, files, chosen)
  const taken =
    maps.length && !isNamed ? [] : findNames(groups, [...choice.events, ...names.map(({ name }) => name)], shown)
  const told = taken.map((group) => {
    const direction = names.find(({ name }) => name === group.name)?.direction
    return direction ? { ...group, names: group.names.map((each) => ({ ...each, direction })) } : group
  })
  if (!maps.length && !told.length)
    throw new CommandError(
      `${shown} holds no map of events and no names of events: choose with --server-to-client, --client-to-server or --events`,
    )
  return together(ofMaps(graph, maps), ofNames(graph, told), unusedTypes(reading, files, maps.length > 0))
}

function together(maps: ContractDraft, names: ContractDraft, unused: readonly string[]): ContractDraft {
  return {
    serverToClient: oncePerName([...maps.serverToClient, ...names.serverToClient]),
    clientToServer: oncePerName([...maps.clientToServer, ...names.clientToServer]),
    undecided: oncePerName([...maps.undecided, ...names.undecided]),
    leftOut: [...maps.leftOut, ...names.leftOut],
    found: [...maps.found, ...names.found],
    unused,
  }
}

/** Lists the types beside names of events, which may be what they carry. */
function unusedTypes({ named }: TypeReading, files: readonly DeclaringModule[], hasMaps: boolean): string[] {
  if (hasMaps) return []
  const read = new Set([...named.values()].map(({ typeName }) => typeName))
  const types = files.flatMap(({ types: declared }) => [...declared.values()])
  return types
    .filter(({ name, nodes }) => !read.has(name) && nodes.some(({ type }) => type !== 'TSEnumDeclaration'))
    .map(({ name }) => name)
}

function fileAt(graph: ModuleGraph, path: string): DeclaringModule {
  const module = moduleAt(graph, resolve(graph.cwd, path))
  if (!module) throw new CommandError(`there is no file ${path}`)
  return module
}

function ofMaps(graph: ModuleGraph, maps: readonly EventMap[]): ContractDraft {
  const read = maps.map(({ draft, direction }) => {
    const { events, leftOut } = eventsInMap(draft.kind === 'object' ? draft.fields : [])
    return { told: toldDirections(events, direction), leftOut }
  })
  const sent = (wanted: EventMap['direction']): EventDraft[] =>
    read.flatMap(({ told }) => told.flatMap(({ event, direction }) => (direction === wanted ? [event] : [])))
  return {
    serverToClient: sent('serverToClient'),
    clientToServer: sent('clientToServer'),
    undecided: sent(undefined),
    leftOut: [...read.flatMap(({ leftOut }) => leftOut), ...maps.flatMap(unreadOf)],
    found: maps.map(({ name, file }) => `${name} in ${shownPath(graph, file)}`),
    unused: [],
  }
}

/** Finds who sends each event of a map: as the map says, else what stands above the event, or above those before it. */
function toldDirections(
  events: readonly EventDraft[],
  known: EventMap['direction'],
): { readonly event: EventDraft; readonly direction: EventMap['direction'] }[] {
  let heading: string | undefined
  return events.map((event) => {
    heading = event.heading ?? heading
    return { event, direction: known ?? directionIn(event.comment ?? '') ?? directionIn(heading ?? '') }
  })
}

function unreadOf({ name, draft }: EventMap): LeftOut[] {
  return (draft.remarks ?? []).map(({ words }) => ({ name, why: words }))
}

/** Takes an event once; where it is declared again and otherwise, that is said. */
function oncePerName(events: readonly EventDraft[]): EventDraft[] {
  const known = new Map<string, EventDraft>()
  for (const event of events) {
    const first = known.get(event.name)
    const twice: Remark = { topic: 'type', words: 'declared twice, and not alike: the first was taken' }
    const isAlike = !first || JSON.stringify(shapeOf(first)) === JSON.stringify(shapeOf(event))
    known.set(event.name, first ? { ...first, remarks: [...first.remarks, ...(isAlike ? [] : [twice])] } : event)
  }
  return [...known.values()]
}

function shapeOf({ payload, reply }: EventDraft): unknown {
  return keyed([payload, reply])
}

function ofNames(graph: ModuleGraph, groups: readonly NameGroup[]): ContractDraft {
  const { events, leftOut } = eventsNamed(groups)
  return {
    serverToClient: events.filter(({ direction }) => direction === 'serverToClient'),
    clientToServer: events.filter(({ direction }) => direction === 'clientToServer'),
    undecided: events.filter(({ direction }) => direction === undefined),
    leftOut,
    found: groups.map(({ name, file }) => `${name} in ${shownPath(graph, file)}`),
    unused: [],
  }
}
