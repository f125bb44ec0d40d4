import type { Direction } from '../contract/event/direction.js'
import { addressOf } from '../spec/address.js'
import type { AliasTableJson, ShapeJson } from '../spec/alias/alias-json.js'
import type { ContractJson, EventJson, NamespaceJson, ProtocolJson, RoomJson } from '../spec/contract-json.js'
import type { PastJson, PastTableJson } from '../spec/past/past-json.js'

/**
 * Fills what a contract written by an older release, or by hand, leaves out, and gives an event an address that has none a page
 * could lead to.
 */
export function prepared(contract: ContractJson): ContractJson {
  const namespaces = Object.entries(contract.namespaces).map(([path, namespace]) => [path, filled(namespace)] as const)
  const systems = Object.entries(contract.systems ?? {}).map(([name, system]) => {
    const members = (system.namespaces ?? []).filter((path) => Object.hasOwn(contract.namespaces, path))
    return [name, { title: system.title ?? name, summary: system.summary ?? '', namespaces: members }] as const
  })
  return {
    ...contract,
    systems: fromEntries(systems),
    namespaces: fromEntries(namespaces),
    protocol: { ...contract.protocol, ...events(contract.protocol) },
  }
}

function filled(namespace: NamespaceJson): NamespaceJson {
  const { rooms, aliases, past, enumerations } = namespace
  return {
    ...namespace,
    ...events(namespace),
    rooms: fromEntries(Object.entries(rooms).map(([pattern, room]) => [pattern, filledRoom(pattern, room)])),
    aliases: filledAliases(aliases),
    ...(past && { past: filledPast(past) }),
    enumerations: fromEntries(Object.entries(enumerations ?? {})),
  }
}

function filledRoom(pattern: string, room: Partial<RoomJson>): RoomJson {
  const params = [...pattern.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => name)
  return { params, legacy: [], ...room }
}

function filledAliases(aliases: AliasTableJson): AliasTableJson {
  const rows = <Row extends ShapeJson>(held: Readonly<Record<string, Row>> = {}): Record<string, Row> =>
    fromEntries(Object.entries(held).map(([name, row]) => [name, { ...noShape, ...row }]))
  const { shapes } = aliases
  return {
    ...aliases,
    serverToClient: rows(aliases.serverToClient),
    clientToServer: rows(aliases.clientToServer),
    unacknowledged: fromEntries(Object.entries(aliases.unacknowledged ?? {})),
    ...(shapes && {
      shapes: { serverToClient: rows(shapes.serverToClient), clientToServer: rows(shapes.clientToServer) },
    }),
  }
}

function filledPast(past: PastTableJson): PastTableJson {
  const rows = (held: Readonly<Record<string, PastJson | false>> = {}): Record<string, PastJson | false> =>
    fromEntries(Object.entries(held).map(([name, row]) => [name, row && { ...noShape, ...row }]))
  return fromEntries(
    Object.entries(past).map(([version, { serverToClient, clientToServer }]) => [
      version,
      { serverToClient: rows(serverToClient), clientToServer: rows(clientToServer) },
    ]),
  )
}

const noShape = { rename: {}, heard: {}, up: false, down: false, reply: false, when: false, emit: true }

function events(owner: NamespaceJson | ProtocolJson): Record<Direction, Record<string, EventJson>> {
  const taken = new Set<string>()
  const inDirection = (direction: Direction): Record<string, EventJson> =>
    fromEntries(
      Object.entries(owner[direction]).map(([name, event]) => [
        name,
        { ...event, direction, address: ownAddress(event.address ?? addressOf(direction, name), taken) },
      ]),
    )
  return { serverToClient: inDirection('serverToClient'), clientToServer: inDirection('clientToServer') }
}

/** Keeps an address that can stand in a page and that no other event has. */
function ownAddress(said: string, taken: Set<string>): string {
  const base = /^[\w-]+$/.test(said) ? said : 'event'
  let address = base
  for (let next = 2; taken.has(address); next++) address = `${base}-${next}`
  taken.add(address)
  return address
}

/** Makes an object that has nothing but its own: an event may be called `constructor`. */
function fromEntries<Value>(entries: readonly (readonly [string, Value])[]): Record<string, Value> {
  return Object.assign(Object.create(null), Object.fromEntries(entries)) as Record<string, Value>
}
