import type { Socket } from 'socket.io-client'
import type { NamespaceContract } from '../../contract/namespace.js'
import { writeRefusal } from '../../contract/wire/refusal-error.js'
import type { ConnectOptions } from '../client.js'
import { systemClock } from '../clock.js'
import { initialConnection } from './connection.js'
import type { ClientContext } from './context.js'
import type { SharedSocket } from './handshake.js'
import { noticing } from './noticing.js'

type Engine = Partial<Socket['io']['engine']> | undefined

/** Makes what the parts of a client share. */
export function clientContext(
  socket: Socket,
  shared: SharedSocket,
  contract: NamespaceContract,
  { validate = 'enforce', queue = 100, clock = systemClock, observe, legacy, aliases }: ConnectOptions,
): ClientContext {
  const notice = noticing(observe, contract.path, socket)
  const context: ClientContext = {
    contract,
    socket,
    shared,
    clock,
    validate,
    aliases: legacy ? aliases : undefined,
    queue,
    notice,
    connection: initialConnection,
    watchers: new Map(),
    isTurnedAway: false,
    isClosed: false,
    // socket.io would put it in a buffer of its own when the server is overdue
    isOpen: () =>
      socket.connected &&
      !context.isTurnedAway &&
      !context.isClosed &&
      !(socket.io.engine as Engine)?._hasPingExpired?.(),
    refuse: (direction, event, why, legacyName) =>
      notice?.({
        kind: 'refused',
        direction,
        event,
        legacyName,
        error: writeRefusal(why.code, why, { message: why.message }),
      }),
    shut: () => {
      if (context.isClosed) return { code: 'DISCONNECTED', message: 'the client was closed' }
      // another try that the application began may be let in
      return context.isTurnedAway || !socket.active ? context.connection.refusal : undefined
    },
  }
  return context
}
