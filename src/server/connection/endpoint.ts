import type { Namespace, Socket } from 'socket.io'
import { carryTraces } from '../around/carried-fact.js'
import { pastRoutesOf } from '../inbound/past-routes.js'
import { receive } from '../inbound/reception.js'
import { checkOwners, routesOf, volatileNamesOf } from '../inbound/route.js'
import { connectionRefusal } from '../inbound/wire-refusal.js'
import { hasQueryRead } from '../login/credentials.js'
import {
  awaitLogin,
  isUnknown,
  mayLogInLater,
  type PendingLogin,
  pendingLogin,
  showsNothing,
} from '../login/pending-login.js'
import { successesOf, type Told, tellSuccess } from '../login/told.js'
import { trackHalves } from '../outbound/halves.js'
import { encodeLate } from '../outbound/late-encoding.js'
import { skipLeftOut } from '../outbound/left-out.js'
import { keepPublishOrder } from '../outbound/publish-order.js'
import { filterVersions } from '../outbound/version-filter.js'
import { deliverVolatile } from '../outbound/volatile.js'
import { answerMembers } from '../presence/members-answer.js'
import { watchAdapter } from '../recovery/adapter-watch.js'
import { bridgeOlderServers } from '../recovery/older-servers.js'
import { readmit } from '../recovery/readmission.js'
import { sendBack, shieldRecovery } from '../recovery/recovery.js'
import { noteStart } from '../recovery/session-start.js'
import { keepStreamOrder } from '../recovery/stream-order.js'
import { grantRoom } from '../rooms/grants.js'
import { barredOf, dividedOf, roomBarredBy, shadowOf } from '../rooms/shadow.js'
import { castAgain, followRooms } from '../rooms/shadow-casting.js'
import { sharingContracts } from '../rooms/shared-rooms.js'
import { isServed, versionRooms } from '../rooms/version-room.js'
import { takeSeat } from '../rooms/version-seat.js'
import type { Endpoint, Mount, PastRoutes, Peer, Route } from '../service.js'
import { admitted } from './admission.js'
import { watchBacklog } from './backlog.js'
import { disconnected } from './disconnection.js'
import { addMiddleware } from './event-middleware.js'
import { admissionTo, isLetIn, isShadowed, peerOf } from './peer.js'
import { observeAttempt, welcome } from './welcome.js'

// on the namespace itself, under a name every copy of this module knows: what `use` adds can't be taken away
const endpointKey: unique symbol = Symbol.for('socket-canon.endpoint') as never

/** An endpoint, with what it knows of its path. */
interface Path extends Endpoint {
  readonly mounts: Map<string, Mount>
  readonly peers: WeakMap<Socket, Peer>
  /** The adapters that it has prepared: an application may give the namespace another one. */
  readonly adapters: WeakSet<object>
  routes: ReadonlyMap<string, Route>
  past: PastRoutes | undefined
  sharing: ReadonlySet<string>
  volatileNames: ReadonlySet<string>
  /** Hears the end of any of its connections, as that connection's own listener. */
  readonly onDisconnect: (this: Socket, reason: string) => void
  /** Those who are to show by an event who they are. */
  readonly logins: WeakMap<Socket, PendingLogin>
  /** What those are told who showed it in the query, until they are. */
  readonly told: WeakMap<Socket, readonly Told[]>
}

/** Finds the endpoint of a path, and builds it on first use. */
export function endpointOf(namespace: Namespace): Endpoint {
  const carrier = namespace as { [endpointKey]?: Endpoint }
  carrier[endpointKey] ??= endpoint(namespace)
  return carrier[endpointKey]
}

function endpoint(namespace: Namespace): Endpoint {
  const mounts = new Map<string, Mount>()
  const peers = new WeakMap<Socket, Peer>()
  const path: Path = {
    namespace,
    mounts,
    peers,
    adapters: new WeakSet(),
    routes: new Map(),
    past: undefined,
    sharing: new Set(),
    volatileNames: new Set(),
    logins: new WeakMap(),
    told: new WeakMap(),
    peerOf: (socket) => peers.get(socket),
    check: (mount) => checkOwners(mounts.values(), mount),
    mount: (mount) => mountOn(path, mount),
    unmount: (mount) => unmountFrom(path, mount),
    onDisconnect(reason) {
      const peer = peers.get(this)
      if (peer) disconnected(peer, reason)
    },
  }
  namespace.use((socket, next) => {
    if (mounts.size === 0) next()
    else letIn(path, socket, next)
  })
  namespace.on('connection', (socket) => {
    if (mounts.size > 0) takeIn(path, socket)
  })
  prepareAdapter(path)
  return path
}

function mountOn(path: Path, mount: Mount): void {
  const { namespace, mounts, peers } = path
  const { contract } = mount.service
  mounts.set(contract.path, mount)
  path.routes = routesOf(mounts.values())
  path.past = pastRoutesOf(mounts, path.routes)
  path.sharing = sharingContracts(mounts.values())
  path.volatileNames = volatileNamesOf(mounts.values())
  // who is here already was not let in by it, or speaks a version that it may have no words for
  for (const socket of namespace.sockets.values()) {
    const peer = peers.get(socket)
    if (peer?.waiting) continue
    if (!isLetIn(peer?.admissions, contract.path)) castAgain(namespace.adapter, socket.id, mount, barredOf, true)
    else if (!isServed(mount.service, admissionTo(peer?.admissions, contract.path)?.version)) sendBack(socket)
  }
}

function unmountFrom(path: Path, mount: Mount): void {
  const { mounts } = path
  if (mounts.get(mount.service.contract.path) === mount) mounts.delete(mount.service.contract.path)
  path.routes = routesOf(mounts.values())
  path.past = pastRoutesOf(mounts, path.routes)
  path.sharing = sharingContracts(mounts.values())
}

/** Asks whether a client may come in, before socket.io connects it; one of old may say later who it is, where that is switched on. */
function letIn(path: Path, socket: Socket, next: (error?: Error) => void): void {
  const { mounts } = path
  prepareAdapter(path)
  observeAttempt(mounts.values(), socket)
  const isLate = mayLogInLater(socket, mounts.values())
  if (isLate && showsNothing(socket, mounts.values())) {
    later(path, socket, next)
    return
  }
  admitted(socket, mounts.values()).then(
    (admissions) => admit(path, socket, admissions, next),
    (error) => {
      const refusal = connectionRefusal(error)
      if (isLate && isUnknown(refusal)) later(path, socket, next)
      else next(Object.assign(new Error(refusal.message), { data: { error: refusal } }))
    },
  )
}

/** Connects a client that a contract lets in. */
function admit({ mounts, peers, told }: Path, socket: Socket, admissions: Peer['admissions'], next: () => void): void {
  const rooms: string[] = []
  for (const mount of mounts.values()) {
    const contract = mount.service.contract.path
    if (!isLetIn(admissions, contract)) rooms.push(barredOf(contract))
    else {
      if (isShadowed(admissions, mount)) rooms.push(shadowOf(contract))
      rooms.push(...versionRooms(mount.service, admissionTo(admissions, contract)?.version))
    }
  }
  void socket.join(rooms)
  peers.set(socket, peerOf(socket, admissions))
  if (!hasQueryRead(socket, mounts.values())) next()
  else
    void successesOf(socket, admissions, 'query').then((successes) => {
      told.set(socket, successes)
      next()
    })
}

/** Connects a client that no contract lets in yet. */
function later(path: Path, socket: Socket, next: () => void): void {
  const peer = peerOf(socket, [])
  for (const contract of path.mounts.keys()) void socket.join(barredOf(contract))
  path.peers.set(socket, peer)
  path.logins.set(
    socket,
    pendingLogin(path, peer, (admissions) => {
      peer.admissions = admissions
      for (const mount of path.mounts.values())
        if (isLetIn(admissions, mount.service.contract.path)) lift(path, socket, mount)
      enter(path, peer)
    }),
  )
  next()
}

/** Lets a contract be heard that barred a client as long as it had not logged in. */
function lift({ namespace: { adapter } }: Path, socket: Socket, mount: Mount): void {
  const contract = mount.service.contract.path
  // of old, it declared no version
  takeSeat(adapter, socket.id, mount.service, undefined)
  castAgain(adapter, socket.id, mount, barredOf, false)
  const isBarredSomewhere = [...socket.rooms].some((room) => roomBarredBy(contract, room) !== undefined)
  if (!isBarredSomewhere) castAgain(adapter, socket.id, mount, dividedOf, false)
}

/** Takes in a client that is connected: one that was asked, one that is to log in, or one whose connection was recovered. */
function takeIn(path: Path, socket: Socket): void {
  const { mounts, peers, logins, told } = path
  prepareAdapter(path)
  if (!socket.recovered) noteStart(socket)
  const peer = peers.get(socket)
  if (!peer) {
    const recovered = peerOf(socket, [])
    recovered.waiting = []
    attend(path, recovered)
    void readmit(recovered, mounts).then(() => greetLoggedIn(path, recovered))
    return
  }
  const login = logins.get(socket)
  if (login) awaitLogin(login)
  attend(path, peer)
  if (login) return
  enter(path, peer)
  const successes = told.get(socket)
  if (successes) tellSuccess(peer, successes)
  told.delete(socket)
}

/** Notifies a client of old that came back, and shows by its query again who it is, that it is in. */
function greetLoggedIn({ mounts }: Path, peer: Peer): void {
  const { socket, admissions } = peer
  if (socket.connected && hasQueryRead(socket, mounts.values()))
    void successesOf(socket, admissions, 'query').then((successes) => tellSuccess(peer, successes))
}

/** Puts a client that is let in where it belongs, and greets it. */
function enter({ namespace, mounts }: Path, peer: Peer): void {
  const { socket, admissions } = peer
  // what is served since it was asked did not let it in
  for (const [contract, mount] of mounts)
    if (!isLetIn(admissions, contract)) castAgain(namespace.adapter, socket.id, mount, barredOf, true)
  for (const admission of admissions) for (const room of admission.rooms) void grantRoom(peer, admission, room)
  welcome(peer)
}

/** Listens to a client from now on, until it is gone. */
function attend(path: Path, peer: Peer): void {
  const { socket } = peer
  path.peers.set(socket, peer)
  watchBacklog(path)
  addMiddleware(socket, (packet, next) => receive(path, peer, packet, next))
  socket.on('disconnect', path.onDisconnect)
}

/** Prepares the adapter of a path, once: for shadows, for recovery, and for what it fails to publish. */
function prepareAdapter(path: Path): void {
  const { namespace, mounts, peers, adapters } = path
  const { adapter } = namespace
  if (adapters.has(adapter)) return
  adapters.add(adapter)
  followRooms(
    adapter,
    () => mounts.values(),
    (contract, room, id) => {
      const socket = namespace.sockets.get(id)
      if (socket) admissionTo(peers.get(socket)?.admissions, contract)?.granted.delete(room)
    },
  )
  keepStreamOrder(adapter)
  keepPublishOrder(adapter)
  const mayBeLost = (name: unknown): boolean => path.volatileNames.has(name as string)
  skipLeftOut(adapter)
  filterVersions(adapter)
  // after what asks each recipient, so that who is left out is no hearer
  encodeLate(adapter)
  trackHalves(adapter)
  deliverVolatile(adapter, mayBeLost)
  bridgeOlderServers(adapter, () => mounts.values())
  watchAdapter(adapter, () => mounts.values())
  carryTraces(adapter, (socket, contract) => admissionTo(peers.get(socket)?.admissions, contract)?.isTraced === true)
  shieldRecovery(adapter, () => mounts.size > 0, mayBeLost)
  answerMembers(adapter, path.peerOf)
}
