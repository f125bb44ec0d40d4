import type { Namespace, Socket } from 'socket.io'
import { notice } from '../notice.js'
import { type NewerPacket, newerPackets, type OlderEvent, olderEvent } from '../outbound/older-packet.js'
import { aboveIn, aboveOf, earlierVersions, isAbove, speakersOf, versionIn } from '../rooms/version-room.js'
import type { Mount } from '../service.js'
import { endSession, sendBack } from './recovery.js'

type Adapter = Namespace['adapter']
/** A packet, as adapters have it. */
interface Packet {
  readonly type: number
  readonly id?: number
  readonly data?: readonly unknown[]
}
/** What a packet goes to, as adapters have it. */
interface Target {
  readonly rooms: ReadonlySet<string>
  readonly except?: ReadonlySet<string>
  readonly flags?: { readonly volatile?: boolean; readonly local?: boolean }
}
/** The parts of an adapter that its types keep for itself: it encodes a packet once, then runs something for each local socket. */
interface Delivering {
  _encode(packet: Packet, options: unknown): unknown
  apply(target: Target, each: (socket: Socket) => void): void
  broadcast(packet: Packet, target: Target): unknown
}
/** A contract here, and the version below its own that a server sends it by. */
interface Older {
  readonly mount: Mount
  readonly version: number
}

const untilBroughtBackMs = 1000
const eventPacket = 2

// until when something may be in a store that a server of an earlier version sent
const sentUntil = new WeakMap<Adapter, number>()

/**
 * Lets those hear what a server of an earlier version sends who speak a later one: it knows no shape for them, and so
 * leaves them out. Who can't be told by such a packet is made to come back, and so knows that something was missed.
 */
export function bridgeOlderServers(adapter: Adapter, mounts: () => Iterable<Mount>): void {
  const delivering = adapter as unknown as Delivering
  if (typeof delivering._encode !== 'function' || typeof delivering.apply !== 'function') return
  const encode = delivering._encode.bind(delivering)
  const apply = delivering.apply.bind(delivering)
  const missing = missingHearers(adapter)
  let encoded: Packet | undefined
  // what was sent before this process began is not known to it
  noteOlder(adapter)
  delivering._encode = (packet, options) => {
    encoded = packet
    return encode(packet, options)
  }
  delivering.apply = (target, each) => {
    const packet = encoded
    encoded = undefined
    apply(target, each)
    const older = packet && olderSender(target, mounts)
    if (!older) return
    noteOlder(adapter)
    if (packet.type === eventPacket && packet.id === undefined) tellNewer(packet, target, older)
  }

  function tellNewer({ data = [] }: Packet, target: Target, older: Older): void {
    const { service } = older.mount
    const { path } = service.contract
    if (!adapter.rooms.has(aboveOf(path, older.version))) return
    const known = olderEvent(service, older.version, String(data[0]))
    if (!known) return
    const end = hasOffset(adapter, target) ? data.length - 1 : data.length
    for (const newer of newerPackets(known, data.slice(1, end))) {
      if (!newer.versions.some((version) => adapter.rooms.has(speakersOf(path, version)))) continue
      const hearers = {
        ...target,
        except: othersThan(newer, target, older),
        flags: { ...target.flags, trace: undefined, local: true },
      }
      if (newer.packet)
        delivering.broadcast({ type: eventPacket, data: [...newer.packet, ...data.slice(end)] }, hearers)
      else tellMissing(newer, known, hearers, older)
    }
  }
  function tellMissing({ cause }: NewerPacket, { event }: OlderEvent, hearers: Target, { mount }: Older): void {
    notice(mount, undefined, { kind: 'failed', part: 'past', event: event.name, cause })
    if (!hearers.flags?.volatile) apply(hearers, missing)
  }
}

/** Lists the rooms for which a server of an earlier version may have passed a connection over that was away. */
export function passedOverIn({ nsp, rooms }: Socket, mounts: Iterable<Mount>): string[] {
  const all = [...mounts]
  return [...rooms].filter((room) => {
    const above = aboveIn(room)
    const mount = above && all.find(({ service }) => service.contract.path === above.contract)
    if (!above || !mount) return false
    // this server sends by such a version itself, or a later one that has an earlier beside it
    return above.version >= mount.service.contract.version || Date.now() < (sentUntil.get(nsp.adapter) ?? 0)
  })
}

function noteOlder(adapter: Adapter): void {
  const { connectionStateRecovery: recovery } = adapter.nsp.server._opts
  if (recovery) sentUntil.set(adapter, Date.now() + (recovery.maxDisconnectionDuration ?? 0))
}

/** Finds the server of an earlier version that sent a packet, where one did: it passes over who is above, and nobody who speaks as it does. */
function olderSender({ except }: Target, mounts: () => Iterable<Mount>): Older | undefined {
  if (!except) return undefined
  for (const room of except) {
    if (!isAbove(room)) continue
    // nearly always what a server of this version sent, as this one does: nothing is read of the name then
    for (const { service } of mounts()) if (service.above === room) return undefined
    const { contract, version } = versionIn(room)
    for (const mount of mounts())
      if (mount.service.contract.path === contract)
        return version < mount.service.contract.version && !except.has(speakersOf(contract, version))
          ? { mount, version }
          : undefined
  }
  return undefined
}

/** Lists the rooms of all who do not get what a newer version hears. */
function othersThan({ versions }: NewerPacket, { except }: Target, { mount, version }: Older): Set<string> {
  const { service } = mount
  const { path } = service.contract
  const others = new Set(except)
  others.delete(aboveOf(path, version))
  for (const each of [0, ...earlierVersions(service), service.contract.version])
    if (!versions.includes(each)) others.add(speakersOf(path, each))
  return others
}

/** Returns whether an adapter puts the offset of a packet behind what it carries. */
function hasOffset(adapter: Adapter, { flags }: Target): boolean {
  const { connectionStateRecovery } = adapter.nsp.server._opts
  return connectionStateRecovery !== undefined && !('pubClient' in adapter) && !flags?.volatile
}

/** Makes connections come back that missed something, all of a second at once. */
function missingHearers(adapter: Adapter): (socket: Socket) => void {
  const missing = new Set<Socket>()
  let timer: NodeJS.Timeout | undefined
  const close = adapter.close.bind(adapter)
  adapter.close = () => {
    clearTimeout(timer)
    return close()
  }
  return (socket) => {
    // nor may it be recovered if it is lost before
    endSession(socket)
    missing.add(socket)
    timer ??= setTimeout(() => {
      timer = undefined
      for (const each of missing) sendBack(each)
      missing.clear()
    }, untilBroughtBackMs).unref()
  }
}
