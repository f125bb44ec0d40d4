import type { Socket } from 'socket.io-client'
import type { NamespaceContract } from '../../contract/namespace.js'
import type { Client, ConnectOptions } from '../client.js'
import { systemClock } from '../clock.js'
import { unconnected } from '../connection/connection.js'
import { addListener, listenersFor } from '../connection/listeners.js'
import { defineGetters, type Shown } from '../define-getters.js'
import { unseen } from '../rooms/unseen.js'
import { movableMembership } from './movable-membership.js'
import { type MoveOptions, moveTo } from './move.js'
import { type Asked, type Listening, listenOn, type Path, stopOn } from './path.js'
import { handoverPaths, shutPath } from './paths.js'
import { replaceShown } from './shown-connection.js'

/** A client that can move to another path, and back, without losing or doubling a fact. */
export interface Handover<N extends NamespaceContract> extends Client<N> {
  /**
   * Moves to another socket: the new path is connected and its rooms are entered before the old one is left.
   * Rejects where the new path refuses, denies a room the user is in, or takes too long; the client stays where it was.
   */
  moveTo(socket: Pick<Socket, keyof Socket>, options?: MoveOptions): Promise<void>
}

/**
 * Connects a contract as `connect` does, over a socket that can be exchanged for another one.
 * @example
 * const pharmacy = handover(io('/', { autoConnect: false }), patientPharmacy, { aliases: patientPharmacyAliases, legacy: true })
 * pharmacy.on('order:new', ({ id }) => console.log(id))
 * await pharmacy.moveTo(io('/patient-pharmacy', { autoConnect: false }))
 */
export function handover<N extends NamespaceContract>(
  socket: Pick<Socket, keyof Socket>,
  contract: N,
  options: ConnectOptions = {},
): Handover<N> {
  const paths = handoverPaths(socket, contract, options)
  const { listened, memberships, shown } = paths
  const complain = options.observe ? () => {} : unseen(contract)
  let moving: Promise<unknown> = Promise.resolve()

  return defineGetters<Omit<Handover<N>, keyof Shown>>(shown, {
    contract,
    get socket() {
      return paths.current.client.socket
    },
    watch: (part, listener) => addListener(listenersFor(shown.watchers, part), listener),
    on: (event, handler) => {
      const listening: Listening = { event, handler }
      for (const path of paths.all) listenOn(path, listening)
      listened.add(listening)
      return () => {
        listened.delete(listening)
        for (const path of paths.all) stopOn(path, listening)
      }
    },
    emit: (event, ...payload) => (paths.current.client as unknown as Client<N>).emit(event, ...payload),
    request: ((...given: readonly unknown[]) => request(paths.current, given)) as Client<N>['request'],
    join: (room, extra) => {
      const membership = movableMembership(room, extra, paths, complain)
      for (const path of paths.list()) membership.attach(path)
      memberships.add(membership)
      return {
        get joined() {
          return membership.joined
        },
        watch: membership.watch,
        leave: () => {
          memberships.delete(membership)
          membership.leave()
        },
      }
    },
    close: () => {
      paths.isClosed = true
      for (const membership of memberships) membership.leave()
      memberships.clear()
      for (const path of paths.all) shutPath(paths, path)
      replaceShown(shown, { ...shown.connection, ...unconnected, status: 'offline' })
    },
    moveTo: (to, how = {}) => {
      const moved = moving.then(() => moveTo(paths, to, how, options.clock ?? systemClock))
      moving = moved.catch(() => {})
      return moved
    },
  })
}

/** Sends a request by a path, and remembers it until it is answered. */
function request({ client, requests }: Path, given: readonly unknown[]): Promise<unknown> {
  // an optional last argument can't be handed on with its type
  const answer = (client.request as (...given: readonly unknown[]) => Promise<unknown>)(...given)
  const asked: Asked = { answer }
  const forget = () => void requests.delete(asked)
  requests.add(asked)
  answer.then(forget, forget)
  return answer
}
