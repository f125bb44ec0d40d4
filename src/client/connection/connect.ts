import type { Socket } from 'socket.io-client'
import type { NamespaceContract } from '../../contract/namespace.js'
import type { Observation } from '../../contract/observation.js'
import type { ContractLeft, ContractRefused } from '../../contract/wire/protocol.js'
import type { Refusal } from '../../contract/wire/refusal.js'
import { revealed } from '../../guards/reveal.js'
import type { Client, Connection, ConnectOptions } from '../client.js'
import { systemClock } from '../clock.js'
import { defineGetters } from '../define-getters.js'
import { eventOf } from '../event-of.js'
import { factMemory } from '../facts/fact-memory.js'
import { reception } from '../facts/reception.js'
import { isRefusal } from '../refusal.js'
import { roomEntries } from '../rooms/room-entries.js'
import { outbox } from '../sending/outbox.js'
import type { ClientContext, Notice, RefusalReason } from './context.js'
import { sharedSocketOf } from './handshake.js'
import { listeners, runSafely } from './listeners.js'
import { pause } from './pause.js'
import { probe } from './probe.js'

type Refused = Refusal['error']

const gone: Pick<Connection, 'refusal' | 'quality' | 'latencyMs'> = {
  refusal: undefined,
  quality: 'offline',
  latencyMs: undefined,
}

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
  const manager = socket.io
  const shared = sharedSocketOf(socket)
  const known = shared.clients.get(contract) as Client<N> | undefined
  if (known) return known

  const { legacy, validate = 'enforce', observe, clock = systemClock } = options
  const { nsp } = socket as unknown as { nsp: string }
  const notice =
    observe && ((seen: Notice): void => runSafely(() => observe(observed(seen, contract.path, nsp, socket.id))))
  const context: ClientContext = {
    contract,
    socket,
    clock,
    validate,
    aliases: legacy ? options.aliases : undefined,
    queue: options.queue ?? 100,
    notice,
    // socket.io would put it in a buffer of its own when the server is overdue
    isOpen: () =>
      socket.connected &&
      !isTurnedAway &&
      !isClosed &&
      !(manager.engine as Partial<typeof manager.engine> | undefined)?._hasPingExpired?.(),
    refuse: (direction, event, why, legacyName) =>
      notice?.({ kind: 'refused', direction, event, legacyName, error: plain(why) }),
    shut: () => {
      if (isClosed) return { code: 'DISCONNECTED', message: 'the client was closed' }
      // another try that the application began may be let in
      return connection.status === 'refused' && (isTurnedAway || !socket.active) ? connection.refusal : undefined
    },
  }
  const handlers = listeners()
  const watchers = listeners()
  const out = typeof legacy === 'object' ? legacy.over(context, outbox) : outbox(context)
  const rooms = roomEntries(context, out)
  const hear = reception(context, handlers, options.memory ?? factMemory())
  const meter = probe(context, (measured) => {
    admitted()
    setState(measured)
  })

  let connection: Connection = { status: 'connecting', recovered: false, ...gone }
  function setState(changes: Partial<Connection>): void {
    const before = connection
    connection = { ...before, ...changes }
    if (changes.status === 'refused') {
      out.drop()
      rooms.bar()
    }
    for (const part of Object.keys(changes) as (keyof Connection)[])
      if (before[part] !== connection[part] || part === 'recovered') watchers.tell(part, connection[part])
  }

  let isClosed = false
  let hasConnected = false
  // whether the server serves another contract over this connection, and not this one
  let isTurnedAway = false
  let hasAskedAgain = false
  let retries = 0
  let retryTimer: unknown
  let lastWord: Refused | undefined

  function admitted(): void {
    hasAskedAgain = false
    retries = 0
  }
  const attempted = (): void => notice?.({ kind: 'connection-attempted' })
  const made = (): void => {
    // who was turned away heard nothing, and is let in when an answer comes
    const recovered = hasConnected && !isTurnedAway && socket.recovered === true
    // a server asks about a recovered connection afterwards, and answers nothing before
    if (!recovered && !isTurnedAway) admitted()
    hasConnected = true
    isTurnedAway = false
    lastWord = undefined
    meter.start()
    setState({ status: 'connected', refusal: undefined, recovered, quality: undefined })
    notice?.({ kind: 'connection-made', declared: shared.isDeclared(), recovered })
    void rooms.enterAll(recovered).then(out.open)
  }
  const away = (refusal?: Refused): void => {
    out.lose()
    meter.stop()
    clock.clearTimeout(retryTimer)
    const isTrying = refusal ? returns(refusal) : socket.active && manager.reconnection()
    const trying = hasConnected ? 'reconnecting' : 'connecting'
    const status = isTrying ? trying : refusal ? 'refused' : 'offline'
    setState({ ...gone, status, refusal: isTrying ? undefined : refusal })
  }
  /** Returns whether another try follows a refusal, and sees to it. */
  function returns({ code, retryable, retryAfterMs }: Refused): boolean {
    const isExpired = code === 'AUTH_EXPIRED'
    if (isExpired ? hasAskedAgain : !retryable) return false
    hasAskedAgain ||= isExpired
    if (isExpired) queueMicrotask(retry)
    else retryTimer = clock.setTimeout(retry, pause(retries++, retryAfterMs))
    return true
  }
  function retry(): void {
    // this client may have been closed
    if (!isLive()) return
    if (socket.connected) {
      // the other contract's connection is recovered
      if (isTurnedAway) manager.engine.close()
    }
    // another contract's client on this socket may have been first
    else if (!socket.active) {
      attempted()
      socket.connect()
    }
  }
  const lost = (reason: string): void => {
    const word = !socket.active && reason === 'io server disconnect' ? lastWord : undefined
    notice?.({ kind: 'connection-lost', reason: word?.code ?? reason })
    away(word)
  }
  const failed = (error: Error & { data?: unknown }): void => {
    const { active } = socket
    const refusal = isRefusal(error.data)
      ? error.data.error
      : { code: 'REFUSED', message: error.message, retryable: false }
    notice?.({ kind: 'connection-failed', reason: active ? error.message : refusal.code })
    away(active ? undefined : refusal)
  }
  const gaveUp = (): void => {
    if (socket.active) setState({ ...gone, status: 'offline' })
  }
  const refused = (told: ContractRefused, heard?: unknown): void => {
    const { path, clientToServer } = contract
    if (!isRefusal(told) || (told.contract ?? path) !== path) return
    const { event, error } = told
    // who is told of no event is told of the connection, or sent one that nobody knows
    if (!event && error.code !== 'EVENT_UNKNOWN') lastWord = error
    context.refuse('clientToServer', Object.hasOwn(clientToServer, event) ? event : undefined, error)
    if (!told.contract) return
    // a packet that can be recovered has an offset here
    if (typeof heard === 'function') heard()
    isTurnedAway = true
    away(error)
  }
  const left = (told: ContractLeft): void => {
    if (isRefusal(told) && told.contract === contract.path) rooms.lose(told.room, told.error)
  }

  const ears: [Pick<Socket, 'on' | 'off'>, string, (told: never) => void][] = [
    [socket, 'connect', made],
    [socket, 'disconnect', lost],
    [socket, 'connect_error', failed],
    [socket, 'contract:refused', refused],
    [socket, 'contract:left', left],
    [manager as never, 'reconnect_attempt', attempted],
    [manager as never, 'reconnect_failed', gaveUp],
  ]
  for (const [speaker, name, ear] of ears) speaker.on(name, ear as () => void)
  socket.onAny(hear)

  const isLive = (): boolean => shared.clients.get(contract) === client
  const client = defineGetters(() => connection, {
    contract,
    socket,
    watch: watchers.add,
    on: (name: string, handler: () => void) => handlers.add(eventOf(contract, 'serverToClient', name).name, handler),
    emit: (name: string, payload: unknown) => out.emit(eventOf(contract, 'clientToServer', name, false), payload),
    request: (name: string, first: unknown, second?: object) => {
      try {
        const event = eventOf(contract, 'clientToServer', name, true)
        return event.payload ? out.ask(event, first, second) : out.ask(event, undefined, first as object)
      } catch (error) {
        return Promise.reject(error)
      }
    },
    join: rooms.join,
    close: () => {
      if (!isLive()) return
      for (const [speaker, name, ear] of ears) speaker.off(name, ear as () => void)
      socket.offAny(hear)
      clock.clearTimeout(retryTimer)
      meter.stop()
      rooms.close()
      isClosed = true
      out.drop()
      setState({ ...gone, status: 'offline' })
      shared.leave(contract)
    },
  })
  if (socket.connected) made()
  else if (!socket.active) attempted()
  shared.enter(contract, client)
  return client as never
}

/** Writes a refusal as the wire has it. */
function plain({
  code,
  message,
  retryable = false,
  retryAfterMs,
  issues,
  supported,
  requested,
}: RefusalReason): Refused {
  return { code, message, retryable, retryAfterMs, issues, supported, requested }
}

/** Adds where something was noticed, and lets an observer see no marked value it does not ask for. */
function observed(seen: Notice, namespace: string, path: string, socketId: string | undefined): Observation {
  if (!('payload' in seen)) return { namespace, path, socketId, ...seen }
  const { kind, event, legacyName, payload } = seen
  const { name, direction } = event
  const copy = (...reveal: string[]) => revealed(event, payload, reveal)
  // field by field: this is made for every event, and a spread into a wider object is slow
  return { kind, namespace, path, socketId, direction, event: name, legacyName, payload: copy }
}
