import type { ContractLeft, ContractRefused, ContractWelcome } from '../../contract/wire/protocol.js'
import type { Refusal } from '../../contract/wire/refusal.js'
import { isRefusal } from '../refusal.js'
import type { RoomEntries } from '../rooms/room-entries.js'
import { unconnected } from './connection.js'
import type { SetState } from './connection-state.js'
import type { ClientContext } from './context.js'
import type { Reconnection } from './reconnection.js'
import { subscribe } from './subscribe.js'

/** Lets a client hear of its connection, by its socket and by what connects that; returns how to stop. */
export function followSocket(
  context: ClientContext,
  setState: SetState,
  connection: Reconnection,
  rooms: RoomEntries,
): () => void {
  const { contract, socket, notice } = context
  const { path, clientToServer } = contract
  let lastWord: Refusal['error'] | undefined
  const stopSocket = subscribe(socket, {
    connect: () => {
      lastWord = undefined
      connection.begin()
    },
    disconnect: (reason: string) => {
      const word = !socket.active && reason === 'io server disconnect' ? lastWord : undefined
      notice?.({ kind: 'connection-lost', version: context.connection.version, reason: word?.code ?? reason })
      connection.end(word)
    },
    connect_error: ({ message, data }: Error & { data?: unknown }) => {
      const { active } = socket
      const refusal = isRefusal(data) ? data.error : { code: 'REFUSED', message, retryable: false }
      notice?.({ kind: 'connection-failed', reason: active ? message : refusal.code })
      connection.end(active ? undefined : refusal)
    },
    'contract:welcome': (told?: ContractWelcome) => {
      if (told?.contract === path) setState({ version: told.version })
    },
    'contract:refused': (told: ContractRefused, heard?: unknown) => {
      if (!isRefusal(told) || (told.contract ?? path) !== path) return
      const { event, error } = told
      // who is told of no event is told of the connection, or sent one that nobody knows
      if (!event && error.code !== 'EVENT_UNKNOWN') lastWord = error
      context.refuse('clientToServer', Object.hasOwn(clientToServer, event) ? event : undefined, error)
      if (!told.contract) return
      // a packet that can be recovered has an offset here
      if (typeof heard === 'function') heard()
      context.isTurnedAway = true
      connection.end(error)
    },
    'contract:left': (told: ContractLeft) => {
      if (isRefusal(told) && told.contract === path) rooms.lose(told.room, told.error)
    },
  })
  const stopManager = subscribe(socket.io as never, {
    reconnect_attempt: () => notice?.({ kind: 'connection-attempted' }),
    reconnect_failed: () => {
      if (socket.active) setState({ ...unconnected, status: 'offline' })
    },
  })
  return () => {
    stopSocket()
    stopManager()
  }
}
