import type { Namespace, Socket } from 'socket.io'
import { RefusalError } from '../contract/refusal-error.js'
import { admitted } from './admission.js'
import { ended, expired, farewell } from './farewell.js'
import { receive } from './reception.js'
import { roomsRechecked } from './recheck.js'
import { held, shieldRecovery } from './recovery.js'
import { checkOwners, routesOf } from './route.js'
import type { Gate, Member, Pass, Route, Seat } from './service.js'
import { declareAgain, followRooms, shadowOf } from './shadow.js'
import { sweepAt } from './sweep.js'
import { connectionRefusal } from './wire-refusal.js'

// on the namespace itself, under a name every copy of this module knows: what `use` adds can't be taken away
const gateKey: unique symbol = Symbol.for('socket-canon.gate') as never

/** Finds the gate of a path, and builds it on first use. */
export function gateOf(namespace: Namespace): Gate {
  const carrier = namespace as { [gateKey]?: Gate }
  carrier[gateKey] ??= gate(namespace)
  return carrier[gateKey]
}

function gate(namespace: Namespace): Gate {
  const seats = new Map<string, Seat>()
  const passes = new WeakMap<Socket, Pass>()
  const followed = new WeakSet<object>()
  let routes: ReadonlyMap<string, Route> = new Map()

  const follow = (): void => {
    const { adapter } = namespace
    if (followed.has(adapter)) return
    followed.add(adapter)
    followRooms(adapter, () =>
      [...seats.values()].filter(({ isLegacy }) => isLegacy).map(({ service }) => service.contract),
    )
    shieldRecovery(adapter, () => seats.size > 0)
  }
  const attend = (socket: Socket, pass: Pass): void => {
    passes.set(socket, pass)
    socket.use((packet, next) => receive(self, pass, packet, next))
    socket.on('disconnect', (reason) => farewell(pass, reason))
  }

  namespace.use((socket, next) => {
    if (seats.size === 0) return next()
    follow()
    observeAttempt(seats, socket)
    admitted(socket, seats.values()).then(
      (members) => {
        for (const { seat, version } of members.values())
          if (seat.isLegacy && version !== undefined) void socket.join(shadowOf(seat.service.contract.path))
        passes.set(socket, { socket, members, waiting: undefined, turn: undefined })
        next()
      },
      (error) => {
        const refusal = connectionRefusal(error)
        next(Object.assign(new Error(refusal.message), { data: { error: refusal } }))
      },
    )
  })

  namespace.on('connection', (socket) => {
    if (seats.size === 0) return
    follow()
    const pass = passes.get(socket)
    if (pass) {
      attend(socket, pass)
      for (const member of pass.members.values()) void socket.join([...member.rooms])
      enter(pass)
    } else void readmit(socket)
  })

  // socket.io skips middleware for a recovered connection: it is asked here, and neither hears nor is heard meanwhile
  async function readmit(socket: Socket): Promise<void> {
    const pass: Pass = { socket, members: new Map(), waiting: [], turn: undefined }
    attend(socket, pass)
    const hold = held(socket)
    try {
      observeAttempt(seats, socket)
      const members = await admitted(socket, seats.values())
      for (const member of members.values()) checkSameUser(socket, member)
      const hasLostRooms = await roomsRechecked(socket, members.values())
      if (socket.recovered) await hold.renew(hasLostRooms)
      // the adapter would keep rooms for a connection that is gone
      const legacy = socket.connected ? [...seats.values()].filter(({ isLegacy }) => isLegacy) : []
      for (const { service } of legacy) {
        const { contract } = service
        declareAgain(namespace.adapter, socket.id, contract, members.get(contract.path)?.version !== undefined)
      }
      pass.members = members
      hold.release()
      if (socket.connected) enter(pass)
    } catch (error) {
      hold.drop()
      ended(socket, connectionRefusal(error))
    }
    const { waiting } = pass
    pass.waiting = undefined
    for (const resume of waiting ?? []) resume()
  }

  const self: Gate = {
    namespace,
    seats,
    get routes() {
      return routes
    },
    check: (seat) => checkOwners(seats.values(), seat),
    seat(seat) {
      seats.set(seat.service.contract.path, seat)
      routes = routesOf(seats.values())
    },
    unseat(seat) {
      if (seats.get(seat.service.contract.path) === seat) seats.delete(seat.service.contract.path)
      routes = routesOf(seats.values())
    },
  }
  follow()
  return self
}

function observeAttempt(seats: ReadonlyMap<string, Seat>, socket: Socket): void {
  for (const { service, namespace } of seats.values())
    service.observe?.({
      kind: 'connection-attempted',
      namespace: service.contract.path,
      path: namespace.name,
      socketId: socket.id,
    })
}

// the only key of `socket.data` that is ours: it travels with recovered connections, so it holds no user
const dataKey = 'socket-canon'

interface Remembered {
  readonly [contract: string]: { readonly userId?: string; readonly version?: number }
}

function checkSameUser(socket: Socket, { seat, userId }: Member): void {
  const remembered = (socket.data as { readonly [dataKey]?: Remembered })[dataKey]?.[seat.service.contract.path]
  if (remembered && remembered.userId !== userId)
    throw new RefusalError('AUTH_INVALID', 'Authentication names another user than the connection it recovers')
}

/** Greets a client and begins to watch over its time. */
function enter(pass: Pass): void {
  const { socket, members } = pass
  const remembered: Record<string, object> = {}
  for (const [path, member] of members) {
    const { seat, userId, version, refusal, expiresAt } = member
    const { contract, digest, observe } = seat.service
    if (refusal) continue
    remembered[path] = { ...(userId !== undefined && { userId }), ...(version !== undefined && { version }) }
    if (version !== undefined) socket.emit('contract:welcome', { contract: contract.path, version, digest })
    if (expiresAt !== undefined) member.forgetExpiry = sweepAt(expiresAt, () => expired(pass, member))
    observe?.({
      kind: 'connection-made',
      namespace: path,
      path: socket.nsp.name,
      socketId: socket.id,
      declared: version !== undefined,
      recovered: socket.recovered,
    })
  }
  ;(socket.data as Record<string, unknown>)[dataKey] = remembered
}
