import type { Direction } from './event/direction.js'
import type { EventContract } from './event/event.js'
import type { RoomFamily, RoomNameOf } from './room/room.js'

/** Where older releases of a namespace are served. */
export interface LegacyPath {
  readonly path: string
  /** The events that another namespace of the same legacy path owns there. */
  readonly without: readonly string[]
}

/** The contract of both ends of one namespace. */
export interface NamespaceContract<
  Path extends string = string,
  Down = object,
  Up = object,
  Pattern extends string = string,
  Version extends number = number,
> {
  readonly path: Path
  /** The contract's own major version, apart from the package's. */
  readonly version: Version
  readonly legacyPath: LegacyPath | undefined
  readonly rooms: readonly RoomFamily<Pattern>[]
  readonly serverToClient: Down
  readonly clientToServer: Up
  /** The digest of what it puts on the wire, where that was read and need not be made: of a contract that was made of data. */
  readonly digest?: string
}

type Events = { readonly [name: string]: EventContract }
type Illegal<Name> = Name extends
  | 'connect'
  | 'connect_error'
  | 'disconnect'
  | 'disconnecting'
  | 'newListener'
  | 'removeListener'
  ? 'Socket.IO keeps this name for itself'
  : Name extends `contract:${string}`
    ? 'names that begin contract: belong to every contract already'
    : never
type Legal<Declared> = {
  readonly [Name in keyof Declared as Illegal<Name> extends never ? never : Name]: Illegal<Name>
}

// unchecked, so that no front end carries the checks: the entry's `namespace` makes them, and the tests for this package's own
export function defineNamespace<
  const Path extends `/${string}`,
  Down extends Events,
  Up extends Events,
  Pattern extends string = never,
  const Version extends number = 1,
>(
  path: Path,
  declaration: {
    /** The contract's integer version, raised by a change that breaks somebody. */
    readonly version?: Version
    /** Where older releases are served, and what another contract owns there. */
    readonly legacyPath?:
      | `/${string}`
      | { readonly path: `/${string}`; readonly without: readonly (keyof Down | keyof Up)[] }
    /** Every family of rooms its events may be addressed to. */
    readonly rooms?: readonly RoomFamily<Pattern>[]
    readonly serverToClient: Down & Legal<Down>
    readonly clientToServer: Up & Legal<Up>
  },
): NamespaceContract<Path, Down, Up, Pattern, Version> {
  const { legacyPath } = declaration
  const placed = <D extends Direction>(direction: D): (typeof declaration)[D] =>
    Object.fromEntries(
      Object.entries(declaration[direction]).map(([name, each]) => [
        name,
        { ...each, name, direction, namespace: path },
      ]),
    ) as never
  return {
    version: 1 as Version,
    rooms: [],
    ...declaration,
    path,
    legacyPath: (typeof legacyPath === 'string' ? { path: legacyPath, without: [] } : legacyPath) as LegacyPath,
    serverToClient: placed('serverToClient'),
    clientToServer: placed('clientToServer'),
  }
}

/** Every room name of a contract. */
export type RoomName<N extends NamespaceContract> =
  N extends NamespaceContract<infer _Path, infer _Down, infer _Up, infer Pattern> ? RoomNameOf<Pattern> : never
