'use client'

import {
  createContext,
  createElement,
  type ReactNode,
  useContext,
  useEffect,
  useInsertionEffect,
  useMemo,
  useState,
} from 'react'
import type { Client } from '../client/index.js'
import type { NamespaceContract } from '../contract/namespace.js'
import { type ClientSource, type Holder, holder } from './holder.js'
import { NoClientError } from './no-client-error.js'

interface Given {
  readonly held: Holder
  readonly clients: ReadonlyMap<NamespaceContract, ClientSource>
}

const none: Given = { held: holder(), clients: new Map() }
const context = /* @__PURE__ */ createContext(none)

/** Is what a provider is given. */
export interface ClientProviderProps {
  /** The client of each contract, or how to make it; one that is made here is closed with the provider. */
  readonly clients: ReadonlyMap<NamespaceContract, ClientSource>
  readonly children?: ReactNode
}

/**
 * Gives clients to the hooks below it.
 * @example
 * const clients = new Map([[patientPharmacy, () => connect(io('/patient-pharmacy', { autoConnect: false }), patientPharmacy)]])
 * <ClientProvider clients={clients}>...</ClientProvider>
 */
export function ClientProvider({ clients, children }: ClientProviderProps): ReactNode {
  const [held] = useState(holder)
  // before the effects of the children, which open clients
  useInsertionEffect(() => {
    held.sources = clients
  }, [held, clients])
  useEffect(() => held.enter(), [held])
  return createElement(context.Provider, { value: useMemo(() => ({ held, clients }), [held, clients]) }, children)
}

/** Is how a hook reaches its client; it stays the same while the client does. */
export interface Reach<N extends NamespaceContract> {
  open(): Client<N>
  peek(): Client<N> | undefined
}

/**
 * Finds how to reach the client of a contract, and touches none.
 * @throws NoClientError when no provider above has one
 */
export function useReach<N extends NamespaceContract>(contract: N): Reach<N> {
  const { held, clients } = useContext(context)
  const source = clients.get(contract)
  if (!source) throw new NoClientError(contract)
  const client = typeof source === 'function' ? 'made' : source
  // biome-ignore lint/correctness/useExhaustiveDependencies: another client is another way
  return useMemo(
    () => ({ open: () => held.open(contract) as never, peek: () => held.peek(contract) as never }),
    [held, contract, client],
  )
}
