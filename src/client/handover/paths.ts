import type { Socket } from 'socket.io-client'
import type { NamespaceContract } from '../../contract/namespace.js'
import type { ConnectOptions } from '../client.js'
import { connect } from '../connection/connect.js'
import { factMemory } from '../facts/fact-memory.js'
import { ring } from '../facts/ring.js'
import type { MovableMembership, PathList } from './movable-membership.js'
import { type Listening, leaveByPath, listenOn, type Path } from './path.js'
import { scopedMemory } from './scoped-memory.js'
import { type ShownConnection, showChanges } from './shown-connection.js'

/** The paths of a handover, and what is had on each of them. */
export interface HandoverPaths extends PathList {
  readonly all: Set<Path>
  current: Path
  isClosed: boolean
  readonly listened: Set<Listening>
  readonly memberships: Set<MovableMembership>
  readonly shown: ShownConnection
  /** Connects one more path, on which all is had that is had on the others. */
  open(socket: Pick<Socket, keyof Socket>, legacy: ConnectOptions['legacy']): Path
}

/** Makes the paths of a handover, the first of which is connected. */
export function handoverPaths(
  socket: Pick<Socket, keyof Socket>,
  contract: NamespaceContract,
  options: ConnectOptions,
): HandoverPaths {
  const { memory = factMemory(), observe } = options
  const open: HandoverPaths['open'] = (given, legacy = false) => {
    const scope = scopedMemory(memory, observe)
    const client = connect(given, contract, {
      ...options,
      memory: scope.memory,
      ...(scope.observe && { observe: scope.observe }),
      legacy,
    })
    const path: Path = { client, requests: ring(), listeners: new Map(), memberships: new Map() }
    paths.all.add(path)
    for (const listening of paths.listened) listenOn(path, listening)
    for (const membership of paths.memberships) membership.attach(path)
    showChanges(paths.shown, client)
    return path
  }
  const paths = {
    all: new Set<Path>(),
    isClosed: false,
    listened: new Set<Listening>(),
    memberships: new Set<MovableMembership>(),
    list: () => new Set(paths.all).add(paths.current),
    open,
    shown: { nothingMissed: false, watchers: new Map() },
  } as unknown as HandoverPaths
  paths.current = open(socket, options.legacy)
  const { client } = paths.current
  Object.assign(paths.shown, { client, connection: client.connection })
  return paths
}

/** Ends a path, and all that is had on it. */
export function shutPath({ all }: HandoverPaths, path: Path): void {
  all.delete(path)
  for (const stop of path.listeners.values()) stop()
  for (const place of path.memberships.values()) leaveByPath(place)
  path.listeners.clear()
  path.memberships.clear()
  path.client.close()
}
