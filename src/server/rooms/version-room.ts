import type { NamespaceContract } from '../../contract/namespace.js'
import type { PastTable } from '../../contract/past/past.js'
import { pastVersions } from '../../contract/past/past-row.js'

/** A contract, with what earlier versions of it said otherwise. */
export interface Versioned {
  readonly contract: NamespaceContract
  readonly past: PastTable | undefined
}

/** A version of a contract by which a room of our own making is named. */
export interface RoomVersion {
  readonly contract: string
  readonly version: number
}

// a space keeps these names apart from every room of a contract
const speaking = 'speaks '
const beyond = 'above '

// servers of more versions are not replaced at once, save by those that still serve them
const mostEarlier = 8

const seats = new WeakMap<Versioned, Map<number, readonly string[]>>()

/** Names where those sit who speak one version of a contract; 0 stands for those who declared none. */
export function speakersOf(contract: string, version: number): string {
  return `${speaking}${version} ${contract}`
}

/** Names where those sit who speak a version above one: a server of that version has nothing to tell them by itself. */
export function aboveOf(contract: string, version: number): string {
  return `${beyond}${version} ${contract}`
}

/** Returns whether clients of a version are served; those are who declared none. */
export function isServed({ contract, past = {} }: Versioned, version: number | undefined): boolean {
  return version === undefined || version === contract.version || pastVersions(past).includes(version)
}

/** Lists the versions below a contract's that somebody may speak: those that it knows of, and the last few. */
export function earlierVersions({ contract: { version }, past = {} }: Versioned): number[] {
  const first = Math.max(1, version - mostEarlier)
  const last = Array.from({ length: version - first }, (_, index) => first + index)
  return [...new Set([...pastVersions(past), ...last])].sort((one, other) => one - other)
}

/** Lists the rooms of those who speak a version of a contract, or who declared none. */
export function versionRooms(service: Versioned, version = 0): readonly string[] {
  const known = seats.get(service) ?? new Map<number, readonly string[]>()
  seats.set(service, known)
  const rooms = known.get(version) ?? roomsOf(service, version)
  // the very same texts for all connections, each of which keeps them
  known.set(version, rooms)
  return rooms
}

function roomsOf(service: Versioned, version: number): string[] {
  const { path } = service.contract
  const below = earlierVersions(service).filter((each) => each < version)
  return [speakersOf(path, version), ...below.map((each) => aboveOf(path, each))]
}

/** Returns whether a room holds those who speak some version of a contract. */
export function isVersionRoom(room: string): boolean {
  return room.startsWith(speaking) || room.startsWith(beyond)
}

/** Returns whether a room holds those who speak a version above some one. */
export function isAbove(room: string): boolean {
  return room.startsWith(beyond)
}

/** Reads above which version those are who sit in a room; nothing where it says no such thing. */
export function aboveIn(room: string): RoomVersion | undefined {
  return isAbove(room) ? versionIn(room) : undefined
}

/** Reads of which contract and version a room of either kind is. */
export function versionIn(room: string): RoomVersion {
  // read for every packet that leaves: no text is parted, and no list made
  const version = room.indexOf(' ') + 1
  const contract = room.indexOf(' ', version) + 1
  return { contract: room.slice(contract), version: Number(room.slice(version, contract)) }
}
