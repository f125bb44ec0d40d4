import type { Socket } from 'socket.io-client'
import { madeOnce } from '../../contract/made-once.js'
import type { NamespaceContract } from '../../contract/namespace.js'
import type { ContractHandshake } from '../../contract/wire/handshake.js'
import { release } from '../release.js'

/** What the clients of one socket share. */
export interface SharedSocket {
  /** What the handshake declares. */
  readonly contract: { -readonly [Name in keyof ContractHandshake]: ContractHandshake[Name] }
  readonly clients: Map<NamespaceContract, unknown>
  /** Returns whether the last handshake declared their contracts. */
  isDeclared(): boolean
  /** Takes a client in, before the socket is connected for it if nobody else did. */
  enter(contract: NamespaceContract, client: unknown): void
  /** Lets a client go; with the last one goes the connection, if it was made here and nobody returns in the same turn. */
  leave(contract: NamespaceContract): void
}

type Auth = Socket['auth']

const sharedSockets = new WeakMap<Socket, SharedSocket>()

/** Finds or makes what the clients of a socket share. */
export function sharedSocketOf(socket: Socket): SharedSocket {
  return madeOnce(sharedSockets, socket, shareSocket)
}

function shareSocket(socket: Socket): SharedSocket {
  const clients: SharedSocket['clients'] = new Map()
  const versions: Record<string, readonly number[]> = {}
  const declaration: SharedSocket['contract'] = { package: release, versions }
  let own = socket.auth
  let shown = declaring(own, declaration)
  let began = false
  let wasAsked = false
  // the application may still assign its token later, as it would without us
  Object.defineProperty(socket, 'auth', {
    configurable: true,
    enumerable: true,
    get: () => {
      wasAsked ||= !socket.connected
      return shown
    },
    set: (auth: Auth) => {
      own = auth
      shown = declaring(own, declaration)
    },
  })
  return {
    clients,
    contract: declaration,
    isDeclared: () => wasAsked,
    enter: (contract, client) => {
      clients.set(contract, client)
      versions[contract.path] = [contract.version]
      began ||= !socket.active
    },
    leave: (contract) => {
      clients.delete(contract)
      delete versions[contract.path]
      // were it left and entered at once, socket.io's server would take the one for the other and cut the connection
      queueMicrotask(() => {
        if (clients.size || !sharedSockets.delete(socket)) return
        Object.defineProperty(socket, 'auth', { value: own, writable: true })
        if (began) socket.disconnect()
      })
    },
  }
}

/** Adds the declaration to what a handshake says, which stays the application's: a function, or an object it may change. */
function declaring(auth: Auth | undefined, contract: ContractHandshake): Auth {
  if (typeof auth === 'function') return (answer) => auth((data) => answer({ ...data, contract }))
  const holderOf = (fields: object, key: unknown): Record<PropertyKey, unknown> =>
    (key === 'contract' ? { contract } : fields) as never
  return new Proxy(Object.isExtensible(auth) ? (auth as object) : { ...auth }, {
    get: (fields, key) => holderOf(fields, key)[key],
    ownKeys: (fields) => [...new Set([...Reflect.ownKeys(fields), 'contract'])],
    getOwnPropertyDescriptor: (fields, key) => Reflect.getOwnPropertyDescriptor(holderOf(fields, key), key),
  })
}
