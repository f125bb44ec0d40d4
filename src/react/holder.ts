import type { Client } from '../client/index.js'
import type { NamespaceContract } from '../contract/namespace.js'
import { NoClientError } from './no-client-error.js'

/** Is a client of any contract, as far as a provider handles it. */
export type AnyClient = Pick<Client<NamespaceContract>, 'close' | 'connection' | 'socket'>

/** Answers a client, or makes one when it is first needed, which is never while a server renders. */
export type ClientSource = AnyClient | (() => AnyClient)

/** Holds the clients of one provider. */
export interface Holder {
  sources: ReadonlyMap<NamespaceContract, ClientSource>
  /**
   * Answers the client of a contract, made now if need be.
   * @throws NoClientError when the provider has none
   */
  open(contract: NamespaceContract): AnyClient
  /** Answers the client of a contract, if there is one already. */
  peek(contract: NamespaceContract): AnyClient | undefined
  /** Takes a mounted provider in; answers how it goes, which closes what was made here unless it returns in the same turn. */
  enter(): () => void
}

/** Makes the holder of a provider. */
export function holder(): Holder {
  const made = new Map<NamespaceContract, AnyClient>()
  let users = 0
  const self: Holder = {
    sources: new Map(),
    peek: (contract) => {
      const source = self.sources.get(contract)
      return typeof source === 'function' ? made.get(contract) : source
    },
    open: (contract) => {
      const source = self.sources.get(contract)
      const client = self.peek(contract) ?? (source as () => AnyClient | undefined)?.()
      if (!client) throw new NoClientError(contract)
      if (typeof source === 'function') made.set(contract, client)
      return client
    },
    enter: () => {
      users++
      return () => {
        users--
        queueMicrotask(() => {
          if (users) return
          for (const client of made.values()) client.close()
          made.clear()
        })
      }
    },
  }
  return self
}
