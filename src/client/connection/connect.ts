import type { Socket } from 'socket.io-client'
import type { NamespaceContract } from '../../contract/namespace.js'
import type { Client, ConnectOptions } from '../client.js'
import { defineGetters } from '../define-getters.js'
import { eventOf } from '../event-of.js'
import { factMemory } from '../facts/fact-memory.js'
import { reception } from '../facts/reception.js'
import type { LegacySpeech } from '../legacy/legacy-speech.js'
import { roomEntries } from '../rooms/room-entries.js'
import { type Outbox, outbox } from '../sending/outbox.js'
import { clientContext } from './client-context.js'
import { stateSetter } from './connection-state.js'
import { followSocket } from './follow-socket.js'
import { sharedSocketOf } from './handshake.js'
import { addListener, type ListenersOf, listenersFor } from './listeners.js'
import { reconnection, tryToConnect } from './reconnection.js'

/**
 * Connects a contract over a socket that the application made, best with `autoConnect: false`: it is connected here, and
 * the contract declared in its handshake. A second call on one socket answers the same client.
 * @example
 * const pharmacy = connect(io('/patient-pharmacy', { autoConnect: false }), patientPharmacy)
 * pharmacy.on('order:new', ({ id }) => console.log(id))
 */
export function connect<N extends NamespaceContract>(
  given: Pick<Socket, keyof Socket>,
  contract: N,
  options: ConnectOptions = {},
): Client<N> {
  const socket = given as Socket
  const shared = sharedSocketOf(socket)
  const known = shared.clients.get(contract) as Client<N> | undefined
  if (known) return known

  const context = clientContext(socket, shared, contract, options)
  const handlers: ListenersOf = new Map()
  const { legacy, memory = factMemory(), send = outbox as never, tell = reception } = options
  const out: Outbox = (legacy as Partial<LegacySpeech>)?.over?.<Outbox>(context, send) ?? send(context)
  const rooms = roomEntries(context, out)
  const setState = stateSetter(context, out, rooms)
  const connection = reconnection(context, setState, out, rooms)
  const stop = followSocket(context, setState, connection, rooms)
  const hear = tell(context, handlers, memory)
  socket.onAny(hear)

  const client = defineGetters(context, {
    contract,
    socket,
    watch: (part: string, listener: () => void) => addListener(listenersFor(context.watchers, part), listener),
    on: (name: string, handler: () => void) =>
      addListener(listenersFor(handlers, eventOf(contract, 'serverToClient', name).name), handler),
    emit: (name: string, payload: unknown) => out.emit(eventOf(contract, 'clientToServer', name, false), payload),
    request: async (name: string, first: unknown, second?: object) => {
      const event = eventOf(contract, 'clientToServer', name, true)
      return event.payload ? out.ask(event, first, second) : out.ask(event, undefined, first as object)
    },
    join: rooms.join,
    close: () => {
      if (context.isClosed) return
      stop()
      socket.offAny(hear)
      connection.close()
      shared.leave(contract)
    },
  })
  shared.enter(contract, client)
  if (socket.connected) connection.begin()
  else tryToConnect(context)
  return client as never
}
