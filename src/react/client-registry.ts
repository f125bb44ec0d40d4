import type { Client } from '../client/index.js'
import type { NamespaceContract } from '../contract/namespace.js'
import { NoClientError } from './no-client-error.js'

/** A client of any contract, as far as a provider handles it. */
export type AnyClient = Pick<Client<NamespaceContract>, 'close' | 'connection' | 'socket'>

/** A client, or what makes one when it is first needed, which is never while a server renders. */
export type ClientSource = AnyClient | (() => AnyClient)

/** The client of each contract. */
export type ClientList = readonly (readonly [contract: NamespaceContract, client: ClientSource])[]

/** Finds what a list says of a contract. */
export function sourceIn(list: ClientList, contract: NamespaceContract): ClientSource | undefined {
  return list.find(([each]) => each === contract)?.[1]
}

/** How the client of one contract is reached. */
export interface ClientRef<Each = AnyClient> {
  /**
   * Returns the client, made now if need be.
   * @throws NoClientError when the provider has none
   */
  open(): Each
  /** Returns the client, if there is one already. */
  peek(): Each | undefined
}

/** The clients of one provider. */
export interface ClientRegistry {
  sources: ClientList
  /** Makes how the client of a contract is reached, of what `sources` then says. */
  refTo(contract: NamespaceContract): ClientRef
  /** Takes a mounted provider in; returns how it goes, which closes what was made here unless it returns in the same turn. */
  enter(): () => void
}

// a provider that takes another's place in one turn gets the same client, which must not go with the other
const holds = new WeakMap<AnyClient, number>()

/** Makes the registry of a provider. */
export function clientRegistry(): ClientRegistry {
  const made = new Map<NamespaceContract, AnyClient>()
  let users = 0
  const self: ClientRegistry = {
    sources: [],
    refTo: (contract) => {
      const source = (): ClientSource | undefined => sourceIn(self.sources, contract)
      const peek = (): AnyClient | undefined => {
        const found = source()
        return typeof found === 'function' ? made.get(contract) : found
      }
      const open = (): AnyClient => {
        const known = peek()
        if (known) return known
        const client = (source() as () => AnyClient | undefined)?.()
        if (!client) throw new NoClientError(contract)
        made.set(contract, client)
        holds.set(client, (holds.get(client) ?? 0) + 1)
        return client
      }
      return { open, peek }
    },
    enter: () => {
      users++
      return () => {
        users--
        queueMicrotask(() => {
          if (users) return
          for (const client of made.values()) {
            const others = (holds.get(client) ?? 1) - 1
            holds.set(client, others)
            if (!others) client.close()
          }
          made.clear()
        })
      }
    },
  }
  return self
}
