import type { Socket } from 'socket.io-client'
import type { NamespaceContract } from '../contract/namespace.js'
import { RefusalError } from '../contract/wire/refusal-error.js'
import type { Client, Connection, ConnectOptions } from './client.js'
import { systemClock } from './clock.js'
import { connect } from './connection/connect.js'
import { listeners } from './connection/listeners.js'
import { waitable } from './connection/pause.js'
import { defineGetters, type Shown } from './define-getters.js'
import { factMemory } from './facts/fact-memory.js'
import { type Link, type Ring, ring } from './facts/ring.js'
import { scopedMemory } from './facts/scoped-memory.js'
import { type MovableMembership, movableMembership } from './rooms/movable-membership.js'
import { unseen } from './rooms/unseen.js'
import { RequestTimeoutError } from './sending/request-timeout-error.js'

/** How a client moves to another path. */
export interface MoveOptions {
  /**
   * Whether the legacy names are heard there too.
   * @default false
   */
  readonly legacy?: boolean
  /**
   * How long the new path may take to connect and to let the user into the rooms, in milliseconds.
   * @default 15_000
   */
  readonly timeoutMs?: number
}

/** A client that can move to another path, and back, without losing or doubling a fact. */
export interface Handover<N extends NamespaceContract> extends Client<N> {
  /**
   * Moves to another socket: the new path is connected and its rooms are entered before the old one is left.
   * Rejects where the new path refuses, denies a room the user is in, or takes too long; the client stays where it was.
   */
  moveTo(socket: Pick<Socket, keyof Socket>, options?: MoveOptions): Promise<void>
}

type AnyClient = Client<NamespaceContract>
interface Asked extends Link {
  readonly answer: Promise<unknown>
}

const lingerMs = 5000
const parts = ['status', 'refusal', 'quality', 'latencyMs'] as const

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
  const { memory = factMemory(), observe, clock = systemClock } = options
  const clients = new Set<AnyClient>()
  const heard = new Set<{ attach(client: AnyClient): void; detach(client: AnyClient): void }>()
  const movableMemberships = new Set<MovableMembership>()
  const waiting = new Map<AnyClient, Ring<Asked>>()
  const watchers = listeners()
  const complain = observe ? () => {} : unseen(contract)
  let moving: Promise<unknown> = Promise.resolve()
  let isClosed = false

  const open = (given: Pick<Socket, keyof Socket>, legacy: boolean | undefined): AnyClient => {
    const way = scopedMemory(memory, observe)
    const client = connect(given, contract as NamespaceContract, {
      ...options,
      memory: way.memory,
      ...(way.observe && { observe: way.observe }),
      legacy: legacy ?? false,
    })
    clients.add(client)
    waiting.set(client, ring())
    for (const each of [...heard, ...movableMemberships]) each.attach(client)
    for (const part of [...parts, 'recovered'] as const) client.watch(part, () => show(client))
    return client
  }
  const shut = (client: AnyClient): void => {
    clients.delete(client)
    waiting.delete(client)
    for (const each of [...heard, ...movableMemberships]) each.detach(client)
    client.close()
  }

  let current = open(socket, options.legacy)
  // the old path's state is shown until it is left
  let shown = current
  let connection: Connection = current.connection
  // a first connection, and yet nothing was missed
  let nothingMissed = false
  function show(client: AnyClient, isNew = false): void {
    if (client !== shown) return
    nothingMissed &&= client.status === 'connected'
    setState(nothingMissed ? { ...client.connection, recovered: true } : client.connection, isNew)
  }
  function setState(next: Connection, isNew = false): void {
    const before = connection
    connection = next
    for (const part of parts) if (before[part] !== next[part]) watchers.tell(part, next[part])
    const isOther = isNew || before.status !== 'connected' || before.recovered !== next.recovered
    if (next.status === 'connected' && isOther) watchers.tell('recovered', next.recovered)
  }

  const arrived = (client: AnyClient): Promise<void> =>
    new Promise((resolve, reject) => {
      const check = () => {
        const { status, refusal } = client
        if (status === 'connected') resolve()
        else if (refusal) reject(new RefusalError(refusal.code, refusal.message, refusal))
        else if (status === 'offline') reject(new RefusalError('DISCONNECTED', 'the new path was not reached'))
      }
      client.watch('status', check)
      check()
    })

  /** Waits until the user is in every room of the new path that they are in on the old one. */
  const settledIn = async (client: AnyClient): Promise<void> => {
    for (
      let left = [...movableMemberships];
      left.length;
      left = [...movableMemberships].filter((each) => !each.isSettled(client))
    )
      await Promise.all(left.map((each) => each.settles(client, current)))
  }

  /**
   * Waits for what the old path still owes: answers, and facts that were sent before the new path was joined.
   * They come before the answer to a question that is asked now; a server that answers none is given a while.
   */
  const settledUp = async (client: AnyClient): Promise<boolean> => {
    const answers = Promise.allSettled((waiting.get(client)?.all() ?? []).map(({ answer }) => answer))
    const last = new Promise<boolean>((resolve) => {
      client.watch('status', () => resolve(false))
      if (client.status === 'connected') client.socket.emit('contract:ping', () => resolve(true))
      else resolve(false)
    })
    return within(lingerMs, Promise.all([last, answers])).then(
      ([isComplete]) => isComplete,
      () => false,
    )
  }

  function within<Value>(ms: number, promise: Promise<Value>): Promise<Value> {
    return new Promise((resolve, reject) => {
      const late = () => reject(new RequestTimeoutError(`the new path was not joined within ${ms} ms`))
      const timer = clock.setTimeout(late, waitable(ms))
      promise.then(resolve, reject).finally(() => clock.clearTimeout(timer))
    })
  }

  const move = async (to: Pick<Socket, keyof Socket>, { legacy, timeoutMs = 15_000 }: MoveOptions): Promise<void> => {
    if (isClosed) throw new RefusalError('DISCONNECTED', 'the client was closed')
    if (to === current.socket) return
    const [old, next] = [current, open(to, legacy)]
    try {
      await within(
        timeoutMs,
        arrived(next).then(() => settledIn(next)),
      )
      if (isClosed) throw new RefusalError('DISCONNECTED', 'the client was closed')
    } catch (error) {
      shut(next)
      throw error
    }
    current = next
    for (const each of movableMemberships) each.moved(old)
    nothingMissed = await settledUp(old)
    shown = next
    shut(old)
    show(next, true)
  }

  return defineGetters<Omit<Handover<N>, keyof Shown>>(() => connection, {
    contract,
    get socket() {
      return current.socket
    },
    watch: watchers.add,
    on: (event, handler) => {
      const stops = new Map<AnyClient, () => void>()
      const ear = {
        attach: (client: AnyClient) => void stops.set(client, client.on(event as never, handler as never)),
        detach: (client: AnyClient) => {
          stops.get(client)?.()
          stops.delete(client)
        },
      }
      for (const client of clients) ear.attach(client)
      heard.add(ear)
      return () => {
        heard.delete(ear)
        for (const stop of stops.values()) stop()
      }
    },
    emit: (event, ...payload) => (current as unknown as Client<N>).emit(event, ...payload),
    request: ((...given: readonly unknown[]) => {
      const unanswered = waiting.get(current)
      // an optional last argument can't be handed on with its type
      const answer = (current.request as (...given: readonly unknown[]) => Promise<unknown>)(...given)
      const asked: Asked = { answer }
      const forget = () => void unanswered?.delete(asked)
      unanswered?.add(asked)
      answer.then(forget, forget)
      return answer
    }) as Client<N>['request'],
    join: (room, extra) => {
      const membership = movableMembership(room, extra, () => current, complain)
      for (const client of isClosed ? [current] : clients) membership.attach(client)
      movableMemberships.add(membership)
      return {
        get joined() {
          return membership.joined
        },
        watch: membership.watch,
        leave: () => {
          movableMemberships.delete(membership)
          membership.leave()
        },
      }
    },
    close: () => {
      isClosed = true
      for (const membership of movableMemberships) membership.leave()
      movableMemberships.clear()
      for (const client of clients) shut(client)
      setState({ ...connection, status: 'offline', quality: 'offline', latencyMs: undefined })
    },
    moveTo: (to, how = {}) => {
      const moved = moving.then(() => move(to, how))
      moving = moved.catch(() => {})
      return moved
    },
  })
}
