'use client'

import { initialConnection } from '../client/connection/connection.js'
import type { Connection, EventNames, RequestArguments } from '../client/index.js'
import type { PayloadOf, ReplyOf } from '../contract/event/event-map.js'
import type { NamespaceContract, RoomName } from '../contract/namespace.js'
import { useClientRef } from './provider.js'
import { useCallback, useEarlyEffect, useEffect, useRef, useState, useStore } from './react.js'

/** Keeps the latest of what changes with every render, for those that run later. */
function useLatest<Value>(value: Value): { readonly current: Value } {
  const latest = useRef(value)
  useEarlyEffect(() => {
    latest.current = value
  })
  return latest
}

/**
 * Hears an event while the component is mounted; the handler may be another one at every render.
 * @throws NoClientError below no provider of the contract
 * @example
 * useEvent(patientPharmacy, 'order:new', (order) => setOrders((orders) => [...orders, order]))
 */
export function useEvent<N extends NamespaceContract, Name extends EventNames<N>['heard']>(
  contract: N,
  event: Name,
  handler: (payload: PayloadOf<N, 'serverToClient', Name>) => void,
): void {
  const ref = useClientRef(contract)
  const latest = useLatest(handler)
  useEffect(() => ref.open().on(event, (payload) => latest.current(payload)), [ref, event, latest])
}

type Send<N extends NamespaceContract, Name extends EventNames<N>['requested']> = (
  event: Name,
  ...rest: readonly unknown[]
) => Promise<ReplyOf<N, 'clientToServer', Name>>

/** How a component asks, and whether it waits for an answer. */
export interface RequestHandle<N extends NamespaceContract, Name extends EventNames<N>['requested']> {
  /** Sends the event and answers its reply; rejects with `RefusalError` or `RequestTimeoutError`. */
  readonly send: (...rest: RequestArguments<N, Name>) => Promise<ReplyOf<N, 'clientToServer', Name>>
  /** Whether anything this component sent still waits for its answer. */
  readonly pending: boolean
}

/**
 * Returns how to ask for the reply of an event.
 * @throws NoClientError below no provider of the contract
 * @example
 * const { send, pending } = useRequest(patientPharmacy, 'chat:join')
 */
export function useRequest<N extends NamespaceContract, Name extends EventNames<N>['requested']>(
  contract: N,
  event: Name,
): RequestHandle<N, Name> {
  const ref = useClientRef(contract)
  const [waiting, setWaiting] = useState(0)
  // React 17 complains of what is told to a component that is gone
  const isThere = useRef(true)
  useEffect(() => {
    isThere.current = true
    return () => {
      isThere.current = false
    }
  }, [])
  const send = useCallback(
    async (...rest: RequestArguments<N, Name>) => {
      setWaiting((count) => count + 1)
      try {
        // an optional last argument can't be handed on with its type
        return await (ref.open().request as Send<N, Name>)(event, ...rest)
      } finally {
        if (isThere.current) setWaiting((count) => count - 1)
      }
    },
    [ref, event],
  )
  return { send, pending: waiting > 0 }
}

/** What became of a wish to be in a room. */
export interface RoomState {
  /** Whether the user is in it now; not while a connection that was not recovered enters it again. */
  readonly joined: boolean
  /** Why the server did not let the user in. */
  readonly error: unknown
}

const outside: RoomState = { joined: false, error: undefined }

/**
 * Keeps the user in a room while the component is mounted; `undefined` is no room. `extra` is what the event carries besides the
 * room; a function is asked again each time.
 * @throws NoClientError below no provider of the contract
 * @example
 * const { joined, error } = useRoom(patientPharmacy, pharmacyRoom(pharmacyId))
 */
export function useRoom<N extends NamespaceContract>(
  contract: N,
  room: RoomName<N> | undefined,
  extra?: object | (() => object),
): RoomState {
  const ref = useClientRef(contract)
  const latest = useLatest(extra)
  const [state, setState] = useState<RoomState & { readonly room?: string }>(outside)
  const isMore = extra !== undefined
  useEffect(() => {
    if (room === undefined) return
    const more = (): object => (typeof latest.current === 'function' ? latest.current() : (latest.current ?? {}))
    // who has nothing to add leaves alone what others in this room add
    const membership = ref.open().join(room, isMore ? more : undefined)
    membership.watch((joined, error) => setState({ room, joined, error }))
    return membership.leave
  }, [ref, room, latest, isMore])
  return room !== undefined && state.room === room ? state : outside
}

const parts = Object.keys(initialConnection) as (keyof Connection)[]

/**
 * Returns how the connection stands, and renders again when that changes.
 * @throws NoClientError below no provider of the contract
 * @example
 * const { status, quality } = useConnection(patientPharmacy)
 */
export function useConnection<N extends NamespaceContract>(contract: N): Connection {
  const ref = useClientRef(contract)
  const subscribe = useCallback(
    (changed: () => void) => {
      const client = ref.open()
      const stops = parts.map((part) => client.watch(part, changed))
      return () => {
        for (const stop of stops) stop()
      }
    },
    [ref],
  )
  return useStore(
    subscribe,
    () => ref.peek()?.connection ?? initialConnection,
    () => initialConnection,
  )
}
