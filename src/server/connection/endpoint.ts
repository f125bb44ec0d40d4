import type { Namespace, Socket } from 'socket.io'
import { receive } from '../inbound/reception.js'
import { checkOwners, routesOf, volatileNamesOf } from '../inbound/route.js'
import { connectionRefusal } from '../inbound/wire-refusal.js'
import { trackHalves } from '../outbound/halves.js'
import { watchAdapter } from '../recovery/adapter-watch.js'
import { claimsOf, roomsRechecked } from '../recovery/recheck.js'
import { endSession, held, shieldRecovery } from '../recovery/recovery.js'
import { forget, isSameUser, remember, rememberedBy } from '../recovery/session.js'
import { keepStreamOrder } from '../recovery/stream-order.js'
import { grantRoom } from '../rooms/grants.js'
import { barredOf, shadowOf } from '../rooms/shadow.js'
import { castAgain, followRooms } from '../rooms/shadow-casting.js'
import { sharingContracts } from '../rooms/shared-rooms.js'
import { runAt } from '../schedule.js'
import type { Endpoint, Mount, Peer, Route } from '../service.js'
import { admitted } from './admission.js'
import { watchBacklog } from './backlog.js'
import { disconnected, ended, expired, tellContractRefused, tellLeft } from './disconnection.js'

// on the namespace itself, under a name every copy of this module knows: what `use` adds can't be taken away
const endpointKey: unique symbol = Symbol.for('socket-canon.endpoint') as never

/** Finds the endpoint of a path, and builds it on first use. */
export function endpointOf(namespace: Namespace): Endpoint {
  const carrier = namespace as { [endpointKey]?: Endpoint }
  carrier[endpointKey] ??= endpoint(namespace)
  return carrier[endpointKey]
}

function endpoint(namespace: Namespace): Endpoint {
  const mounts = new Map<string, Mount>()
  const peers = new WeakMap<Socket, Peer>()
  const connections = { namespace, peerOf: (socket: Socket) => peers.get(socket) }
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
      () => mounts.values(),
      (contract, room, id) => {
        const socket = namespace.sockets.get(id)
        if (socket) peers.get(socket)?.admissions.get(contract)?.granted.delete(room)
      },
    )
    keepStreamOrder(adapter)
    trackHalves(adapter)
    watchAdapter(adapter, () => mounts.values())
    shieldRecovery(
      adapter,
      () => mounts.size > 0,
      (name) => volatileNames.has(name as string),
    )
  }
  const attend = (socket: Socket, peer: Peer): void => {
    peers.set(socket, peer)
    watchBacklog(connections)
    socket.use((packet, next) => receive(self, peer, packet, next))
    socket.on('disconnect', (reason) => disconnected(peer, reason))
  }

  namespace.use((socket, next) => {
    if (mounts.size === 0) return next()
    follow()
    observeAttempt(mounts, socket)
    admitted(socket, mounts.values()).then(
      (admissions) => {
        for (const mount of mounts.values()) {
          const { path } = mount.service.contract
          if (!isIn(admissions, path)) void socket.join(barredOf(path))
          else if (isShadowed(admissions, mount)) void socket.join(shadowOf(path))
        }
        peers.set(socket, peerOf(socket, admissions))
        next()
      },
      (error) => {
        const refusal = connectionRefusal(error)
        next(Object.assign(new Error(refusal.message), { data: { error: refusal } }))
      },
    )
  })

  namespace.on('connection', (socket) => {
    if (mounts.size === 0) return
    follow()
    const peer = peers.get(socket)
    if (peer) {
      attend(socket, peer)
      // what is served since it was asked did not let it in
      for (const [path, mount] of mounts)
        if (!isIn(peer.admissions, path)) castAgain(namespace.adapter, socket.id, mount, barredOf, true)
      for (const admission of peer.admissions.values())
        for (const room of admission.rooms) void grantRoom(peer, admission, room)
      enter(peer)
    } else void readmit(socket)
  })

  // socket.io skips middleware for a recovered connection: it is asked here, and neither hears nor is heard meanwhile
  async function readmit(socket: Socket): Promise<void> {
    const peer = peerOf(socket, new Map())
    peer.waiting = []
    attend(socket, peer)
    const hold = held(socket)
    try {
      observeAttempt(mounts, socket)
      const admissions = await admitted(socket, mounts.values(), owedTo(peer, mounts.values()))
      // who came back meanwhile goes by the same id: its rooms are not this connection's to take
      if (!socket.connected) return
      if (socket.recovered && !isSameUser(socket, admissions.values())) return sendBack(socket)
      peer.admissions = admissions
      const isLess = ([path]: [string, Mount]): boolean => !isIn(admissions, path) && !socket.rooms.has(barredOf(path))
      const losesContract = [...mounts].some(isLess)
      if (losesContract) forget(socket)
      const lost = await roomsRechecked(peer, mounts.values())
      const hearsLess = losesContract || lost.length > 0
      // the adapter would keep rooms for a connection that is gone
      if (socket.connected)
        for (const mount of mounts.values()) {
          castAgain(namespace.adapter, socket.id, mount, barredOf, !isIn(admissions, mount.service.contract.path))
          castAgain(namespace.adapter, socket.id, mount, shadowOf, isShadowed(admissions, mount))
        }
      if (socket.recovered && !(await hold.renew(hearsLess))) return sendBack(socket)
      hold.release()
      for (const each of lost) if (isIn(admissions, each.mount.service.contract.path)) tellLeft(socket, each)
      if (socket.connected) enter(peer)
    } catch (error) {
      hold.drop()
      if (socket.connected) ended(socket, connectionRefusal(error))
    }
    const { waiting } = peer
    peer.waiting = undefined
    for (const resume of waiting ?? []) resume()
  }

  const self: Endpoint = {
    namespace,
    mounts,
    get routes() {
      return routes
    },
    get sharing() {
      return sharing
    },
    check: (mount) => checkOwners(mounts.values(), mount),
    mount(mount) {
      const { path } = mount.service.contract
      mounts.set(path, mount)
      routes = routesOf(mounts.values())
      sharing = sharingContracts(mounts.values())
      volatileNames = volatileNamesOf(mounts.values())
      // who is here already was not let in by it
      for (const socket of namespace.sockets.values()) {
        const peer = peers.get(socket)
        if (!peer?.waiting && !isIn(peer?.admissions, path))
          castAgain(namespace.adapter, socket.id, mount, barredOf, true)
      }
    },
    unmount(mount) {
      if (mounts.get(mount.service.contract.path) === mount) mounts.delete(mount.service.contract.path)
      routes = routesOf(mounts.values())
      sharing = sharingContracts(mounts.values())
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

const peerOf = (socket: Socket, admissions: Peer['admissions']): Peer => ({
  socket,
  admissions,
  waiting: undefined,
  joins: undefined,
  untold: 0,
})

const isIn = (admissions: Peer['admissions'] | undefined, contract: string): boolean =>
  admissions?.get(contract)?.refusal === undefined && admissions?.has(contract) === true

const isShadowed = (admissions: Peer['admissions'], { isLegacy, service }: Mount): boolean =>
  isLegacy && admissions.get(service.contract.path)?.version !== undefined

/** Lists the contracts that a recovered connection owes an answer, whatever it declared: those that know it, or have a room it sits in. */
function owedTo(peer: Peer, mounts: Iterable<Mount>): ReadonlySet<Mount> {
  const remembered = rememberedBy(peer.socket)
  const all = [...mounts]
  const known = all.filter(({ service }) => remembered[service.contract.path])
  return new Set([...known, ...claimsOf(peer, all).map(({ mount }) => mount)])
}

function observeAttempt(mounts: ReadonlyMap<string, Mount>, socket: Socket): void {
  for (const { service, namespace } of mounts.values())
    service.observe?.({
      kind: 'connection-attempted',
      namespace: service.contract.path,
      path: namespace.name,
      socketId: socket.id,
    })
}

/** Greets a client and begins to watch over its time. */
function enter(peer: Peer): void {
  const { socket, admissions } = peer
  for (const [path, admission] of admissions) {
    const { mount, version, refusal, isDeclared, expiresAt } = admission
    const { contract, digest, observe } = mount.service
    if (refusal) {
      // another contract holds the connection: nothing else would tell this one's client
      if (isDeclared) tellContractRefused(peer, connectionRefusal(refusal), path)
      continue
    }
    if (version !== undefined) socket.emit('contract:welcome', { contract: contract.path, version, digest })
    if (expiresAt !== undefined) admission.forgetExpiry = runAt(expiresAt, () => expired(peer, admission))
    observe?.({
      kind: 'connection-made',
      namespace: path,
      path: socket.nsp.name,
      socketId: socket.id,
      declared: version !== undefined,
      recovered: socket.recovered,
    })
  }
  if (!peer.untold) remember(socket, admissions.values())
}
