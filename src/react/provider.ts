'use client'

import type { ReactElement, ReactNode } from 'react'
import type { Client } from '../client/index.js'
import type { NamespaceContract } from '../contract/namespace.js'
import { type ClientList, type ClientRef, type ClientRegistry, clientRegistry, sourceIn } from './client-registry.js'
import { NoClientError } from './no-client-error.js'
import { createContext, createElement, useContext, useEarlyEffect, useEffect, useMemo, useState } from './react.js'

interface Given {
  readonly registry: ClientRegistry
  readonly clients: ClientList
}

// who has no provider finds no client, and asks no registry
const context = /* @__PURE__ */ createContext({ clients: [] as ClientList } as Given)

/** What a provider is given. */
export interface ClientProviderProps {
  /** The client of each contract, or how to make it; one that is made here is closed with the provider. */
  readonly clients: ClientList
  readonly children?: ReactNode
}

/**
 * Gives clients to the hooks below it.
 * @example
 * const socket = io('/patient-pharmacy', { autoConnect: false })
 * const clients = [[patientPharmacy, () => connect(socket, patientPharmacy)]] as const
 * <ClientProvider clients={clients}>...</ClientProvider>
 */
export function ClientProvider({ clients, children }: ClientProviderProps): ReactElement {
  const [registry] = useState(clientRegistry)
  // before the effects of the children, which open clients
  useEarlyEffect(() => {
    registry.sources = clients
  }, [registry, clients])
  useEffect(() => registry.enter(), [registry])
  return createElement(
    context.Provider,
    { value: useMemo(() => ({ registry, clients }), [registry, clients]) },
    children,
  )
}

/**
 * Finds how to reach the client of a contract, and touches none; it stays the same while the client does.
 * @throws NoClientError when no provider above has one
 */
export function useClientRef<N extends NamespaceContract>(contract: N): ClientRef<Client<N>> {
  const { registry, clients } = useContext(context)
  const source = sourceIn(clients, contract)
  if (!source) throw new NoClientError(contract)
  const client = typeof source === 'function' || source
  // biome-ignore lint/correctness/useExhaustiveDependencies: another client is another way
  return useMemo(() => registry.refTo(contract) as ClientRef<Client<N>>, [registry, contract, client])
}
