import type { Socket } from 'socket.io-client'
import type { Direction } from '../contract/direction.js'
import type { EventContract } from '../contract/event.js'
import { UnknownEventError } from '../contract/event-error.js'
import type { NamespaceContract } from '../contract/namespace.js'
import type { Observation } from '../contract/observation.js'
import type { ContractRefused } from '../contract/protocol.js'
import type { Refusal } from '../contract/refusal.js'
import { revealed } from '../guards/reveal.js'
import type { Client, Connection, ConnectOptions } from './client.js'
import { systemClock } from './clock.js'
import type { Context, Notice, Reason } from './context.js'
import { factMemory } from './fact-memory.js'
import { lineOf } from './handshake.js'
import { apart, listeners } from './listeners.js'
import { isRefusal, outbox } from './outbox.js'
import { pause } from './pause.js'
import { probe } from './probe.js'
import { reception } from './reception.js'
import { showing } from './showing.js'
import { stays } from './stay.js'

// servers end a connection a second after they said why
const lastWordMs = 5000

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
  const line = lineOf(socket)
  const known = line.clients.get(contract) as Client<N> | undefined
  if (known) return known

  const {
    aliases,
    legacy,
    validate = 'enforce',
    queue = 100,
    memory = factMemory(),
    observe,
    clock = systemClock,
  } = options
  const { nsp } = socket as unknown as { nsp: string }
  const notice =
    observe && ((seen: Notice): void => apart(() => observe(observed(seen, contract.path, nsp, socket.id))))
  let isClosed = false
  function shut(): Reason | undefined {
    if (isClosed) return ['DISCONNECTED', 'the client was closed']
    const { status, refusal } = connection
    // another try that the application began may be let in
    return refusal && status === 'refused' && !socket.active ? [refusal.code, refusal.message, refusal] : undefined
  }
  const context: Context = { contract, socket, clock, validate, capacity: queue, notice, shut }
  const handlers = listeners()
  const watchers = listeners()
  const out = outbox(context)
  const rooms = stays(context, out)
  const hear = reception(context, handlers, memory, legacy ? aliases : undefined)
  const meter = probe(context, out.isOpen, (measured) => {
    admitted()
    put(measured)
  })

  let connection: Connection = {
    status: 'connecting',
    refusal: undefined,
    recovered: false,
    quality: 'offline',
    latencyMs: undefined,
  }
  function put(changes: Partial<Connection>): void {
    const before = connection
    connection = { ...before, ...changes }
    if (changes.status === 'refused') {
      out.drop()
      rooms.bar()
    }
    for (const part of Object.keys(changes) as (keyof Connection)[])
      if (before[part] !== connection[part] || part === 'recovered') watchers.tell(part, connection[part])
  }

  let hasConnected = false
  let hasAskedAgain = false
  let retries = 0
  let retryTimer: unknown
  let lastWord: Refusal['error'] | undefined
  let lastWordAt = 0

  function admitted(): void {
    hasAskedAgain = false
    retries = 0
  }
  const attempted = (): void => notice?.({ kind: 'connection-attempted' })
  const made = (): void => {
    const recovered = hasConnected && socket.recovered === true
    hasConnected = true
    lastWord = undefined
    // a server asks about a recovered connection afterwards, and answers nothing before
    if (!recovered) admitted()
    put({ status: 'connected', refusal: undefined, recovered, quality: undefined })
    notice?.({ kind: 'connection-made', declared: line.isDeclared(), recovered })
    meter.start()
    void rooms.enterAll(recovered).then(out.open)
  }
  const away = (refusal?: Refusal['error']): void => {
    meter.stop()
    clock.clearTimeout(retryTimer)
    const isTrying = refusal ? returns(refusal) : socket.active && socket.io.reconnection()
    const trying = hasConnected ? 'reconnecting' : 'connecting'
    const status = isTrying ? trying : refusal ? 'refused' : 'offline'
    put({ status, refusal: isTrying ? undefined : refusal, quality: 'offline', latencyMs: undefined })
  }
  /** Tells whether another try follows a refusal, and sees to it. */
  function returns({ code, retryable, retryAfterMs }: Refusal['error']): boolean {
    const isExpired = code === 'AUTH_EXPIRED'
    if (isExpired ? hasAskedAgain : !retryable) return false
    hasAskedAgain ||= isExpired
    if (isExpired) queueMicrotask(retry)
    else retryTimer = clock.setTimeout(retry, pause(retries++, retryAfterMs))
    return true
  }
  function retry(): void {
    // another contract's client on this socket may have been first, or this one was closed
    if (socket.active || !isLive()) return
    attempted()
    socket.connect()
  }
  const lost = (reason: string): void => {
    out.lose()
    const word = clock.elapsed() - lastWordAt < lastWordMs ? lastWord : undefined
    notice?.({ kind: 'connection-lost', reason: word?.code ?? reason })
    away(socket.active ? undefined : word)
  }
  const failed = (error: Error & { data?: unknown }): void => {
    const refusal = isRefusal(error.data)
      ? error.data.error
      : { code: 'REFUSED', message: error.message, retryable: false }
    notice?.({ kind: 'connection-failed', reason: socket.active ? error.message : refusal.code })
    away(socket.active ? undefined : refusal)
  }
  const gaveUp = (): void => put({ status: 'offline' })
  const refused = (told: ContractRefused): void => {
    if (!isRefusal(told)) return
    const { event, error } = told
    // who is told of no event is told of the connection, or sent one that nobody knows
    if (!event && error.code !== 'EVENT_UNKNOWN') {
      lastWord = error
      lastWordAt = clock.elapsed()
    }
    const isDeclared = Object.hasOwn(contract.clientToServer, event)
    notice?.({ kind: 'refused', direction: 'clientToServer', event: isDeclared ? event : undefined, error })
  }

  socket.on('connect', made)
  socket.on('disconnect', lost)
  socket.on('connect_error', failed)
  socket.on('contract:refused', refused)
  socket.onAny(hear)
  socket.io.on('reconnect_attempt', attempted)
  socket.io.on('reconnect_failed', gaveUp)

  const isLive = (): boolean => line.clients.get(contract) === client
  const eventOf = (direction: Direction, name: string): EventContract => {
    const events = contract[direction] as Readonly<Record<string, EventContract>>
    if (Object.hasOwn(events, name)) return events[name] as EventContract
    throw new UnknownEventError(contract.path, direction)
  }
  const sentOf = (name: string, isAsked: boolean): EventContract => {
    const event = eventOf('clientToServer', name)
    if (!event.reply === !isAsked) return event
    const words = isAsked ? 'no reply: use `emit`' : 'a reply: use `request`'
    throw new UnknownEventError(contract.path, event.direction, `${contract.path} ${name} has ${words}`)
  }
  const client = showing(() => connection, {
    contract,
    socket,
    watch: watchers.add,
    on: (name: string, handler: () => void) => handlers.add(eventOf('serverToClient', name).name, handler),
    emit: (name: string, payload: unknown) => out.emit(sentOf(name, false), payload),
    request: (name: string, first: unknown, second?: object) => {
      let event: EventContract
      try {
        event = sentOf(name, true)
      } catch (error) {
        return Promise.reject(error)
      }
      return event.payload ? out.ask(event, first, second) : out.ask(event, undefined, first as object)
    },
    join: rooms.join,
    close: () => {
      if (!isLive()) return
      socket.off('connect', made)
      socket.off('disconnect', lost)
      socket.off('connect_error', failed)
      socket.off('contract:refused', refused)
      socket.offAny(hear)
      socket.io.off('reconnect_attempt', attempted)
      socket.io.off('reconnect_failed', gaveUp)
      clock.clearTimeout(retryTimer)
      meter.stop()
      rooms.close()
      isClosed = true
      out.drop()
      put({ status: 'offline', quality: 'offline', latencyMs: undefined })
      line.leave(contract)
    },
  })
  if (socket.connected) made()
  else if (!socket.active) attempted()
  line.enter(contract, client)
  return client as never
}

/** Says where something was noticed, and lets an observer see no marked value it does not ask for. */
function observed(seen: Notice, namespace: string, path: string, socketId: string | undefined): Observation {
  if (!('payload' in seen)) return { namespace, path, socketId, ...seen }
  const { kind, event, legacyName, payload } = seen
  const { name, direction } = event
  const copy = (...reveal: string[]) => revealed(event, payload, reveal)
  // field by field: this is made for every event, and a spread into a wider object is slow
  return { kind, namespace, path, socketId, direction, event: name, legacyName, payload: copy }
}
