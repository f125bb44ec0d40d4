import type { Namespace, Socket } from 'socket.io'
import { watchAdapter } from './adapter-watch.js'
import { admitted } from './admission.js'
import { watchBacklog } from './backlog.js'
import { ended, expired, farewell, tellLeft, tellRefused } from './farewell.js'
import { grantRoom } from './grants.js'
import { joins } from './joins.js'
import { receive } from './reception.js'
import { claimsOf, roomsRechecked } from './recheck.js'
import { endSession, held, shieldRecovery } from './recovery.js'
import { checkOwners, routesOf, volatileNamesOf } from './route.js'
import type { Gate, Pass, Route, Seat } from './service.js'
import { isSameUser, remember, rememberedBy } from './session.js'
import { barredOf, shadowOf } from './shadow.js'
import { castAgain, followRooms } from './shadow-casting.js'
import { sharingContracts } from './shared-rooms.js'
import { keepStreamOrder } from './stream-order.js'
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
  let sharing: ReadonlySet<string> = new Set()
  let volatileNames: ReadonlySet<string> = new Set()

  const follow = (): void => {
    const { adapter } = namespace
    if (followed.has(adapter)) return
    followed.add(adapter)
    followRooms(
      adapter,
      () => seats.values(),
      (contract, room, id) => {
        const socket = namespace.sockets.get(id)
        if (socket) passes.get(socket)?.members.get(contract)?.granted.delete(room)
      },
    )
    keepStreamOrder(adapter)
    watchAdapter(adapter, () => seats.values())
    shieldRecovery(
      adapter,
      () => seats.size > 0,
      (name) => volatileNames.has(name as string),
    )
  }
  const attend = (socket: Socket, pass: Pass): void => {
    passes.set(socket, pass)
    watchBacklog(pass)
    socket.use((packet, next) => receive(self, pass, packet, next))
    socket.on('disconnect', (reason) => farewell(pass, reason))
  }

  namespace.use((socket, next) => {
    if (seats.size === 0) return next()
    follow()
    observeAttempt(seats, socket)
    admitted(socket, seats.values()).then(
      (members) => {
        for (const seat of seats.values()) {
          const { path } = seat.service.contract
          if (!isIn(members, path)) void socket.join(barredOf(path))
          else if (isShadowed(members, seat)) void socket.join(shadowOf(path))
        }
        passes.set(socket, passOf(socket, members))
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
      // what is served since it was asked did not let it in
      for (const [path, seat] of seats)
        if (!isIn(pass.members, path)) castAgain(namespace.adapter, socket.id, seat, barredOf, true)
      for (const member of pass.members.values()) for (const room of member.rooms) void grantRoom(pass, member, room)
      enter(pass)
    } else void readmit(socket)
  })

  // socket.io skips middleware for a recovered connection: it is asked here, and neither hears nor is heard meanwhile
  async function readmit(socket: Socket): Promise<void> {
    const pass = passOf(socket, new Map())
    pass.waiting = []
    attend(socket, pass)
    const hold = held(socket)
    try {
      observeAttempt(seats, socket)
      const members = await admitted(socket, seats.values(), owedTo(pass, seats.values()))
      // who came back meanwhile goes by the same id: its rooms are not this connection's to take
      if (!socket.connected) return
      if (socket.recovered && !isSameUser(socket, members.values())) return sendBack(socket)
      pass.members = members
      const lost = await roomsRechecked(pass, seats.values())
      const isLess = ([path]: [string, Seat]): boolean => !isIn(members, path) && !socket.rooms.has(barredOf(path))
      const hearsLess = lost.length > 0 || [...seats].some(isLess)
      // the adapter would keep rooms for a connection that is gone
      if (socket.connected)
        for (const seat of seats.values()) {
          castAgain(namespace.adapter, socket.id, seat, barredOf, !isIn(members, seat.service.contract.path))
          castAgain(namespace.adapter, socket.id, seat, shadowOf, isShadowed(members, seat))
        }
      if (socket.recovered && !(await hold.renew(hearsLess))) return sendBack(socket)
      hold.release()
      for (const each of lost) if (isIn(members, each.seat.service.contract.path)) tellLeft(socket, each)
      if (socket.connected) enter(pass)
    } catch (error) {
      hold.drop()
      if (socket.connected) ended(socket, connectionRefusal(error))
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
    get sharing() {
      return sharing
    },
    check: (seat) => checkOwners(seats.values(), seat),
    seat(seat) {
      const { path } = seat.service.contract
      seats.set(path, seat)
      routes = routesOf(seats.values())
      sharing = sharingContracts(seats.values())
      volatileNames = volatileNamesOf(seats.values())
      // who is here already was not let in by it
      for (const socket of namespace.sockets.values()) {
        const pass = passes.get(socket)
        if (!pass?.waiting && !isIn(pass?.members, path)) castAgain(namespace.adapter, socket.id, seat, barredOf, true)
      }
    },
    unseat(seat) {
      if (seats.get(seat.service.contract.path) === seat) seats.delete(seat.service.contract.path)
      routes = routesOf(seats.values())
      sharing = sharingContracts(seats.values())
    },
  }
  follow()
  return self
}

/** Lets a client come back without its session, so that it is asked like everybody and knows what it may have missed. */
function sendBack(socket: Socket): void {
  endSession(socket)
  socket.conn.close()
}

const passOf = (socket: Socket, members: Pass['members']): Pass => ({
  socket,
  members,
  waiting: undefined,
  joins: joins(),
})

const isIn = (members: Pass['members'] | undefined, contract: string): boolean =>
  members?.get(contract)?.refusal === undefined && members?.has(contract) === true

const isShadowed = (members: Pass['members'], { isLegacy, service }: Seat): boolean =>
  isLegacy && members.get(service.contract.path)?.version !== undefined

/** Lists the contracts that a recovered connection owes an answer, whatever it declared: those that know it, or have a room it sits in. */
function owedTo(pass: Pass, seats: Iterable<Seat>): ReadonlySet<Seat> {
  const remembered = rememberedBy(pass.socket)
  const all = [...seats]
  const known = all.filter(({ service }) => remembered[service.contract.path])
  return new Set([...known, ...claimsOf(pass, all).map(({ seat }) => seat)])
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

/** Greets a client and begins to watch over its time. */
function enter(pass: Pass): void {
  const { socket, members } = pass
  for (const [path, member] of members) {
    const { seat, version, refusal, isDeclared, expiresAt } = member
    const { contract, digest, observe } = seat.service
    if (refusal) {
      // another contract holds the connection: nothing else would tell this one's client
      if (isDeclared) tellRefused(socket, connectionRefusal(refusal), path)
      continue
    }
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
  remember(socket, members.values())
}
