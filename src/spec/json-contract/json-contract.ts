import type { AliasRow, AliasTable, ShapeRow } from '../../contract/alias/alias.js'
import type { LoginRow } from '../../contract/alias/login-row.js'
import type { Direction } from '../../contract/event/direction.js'
import type { EventContract } from '../../contract/event/event.js'
import type { NamespaceContract } from '../../contract/namespace.js'
import { defineRoom, type RoomFamily } from '../../contract/room/room.js'
import type { Schema } from '../../contract/schema.js'
import type { JsonSchema } from '../../guards/json-schema.js'
import type { AliasJson, AliasTableJson, LoginJson, ShapeJson } from '../alias/alias-json.js'
import type { EventJson, NamespaceJson } from '../contract-json.js'
import { withBytes } from '../spelled-bytes.js'
import { schemaFromJson } from './json-schema.js'

/** A contract that was made of data, with its legacy names. */
export interface JsonContract {
  readonly contract: NamespaceContract
  readonly aliases: AliasTable
  /** A digest by which two states of one version differ. */
  readonly digest: string
  /** The legacy names of which the file can't tell how their payload differs. */
  readonly opaque: ReadonlySet<string>
  /** The legacy names of which the file can't tell when they are sent. */
  readonly conditional: ReadonlySet<string>
}

/** Makes a contract of what `contract.json` says of one namespace; functions it only tells of in words are missing. */
export function contractFromJson(
  path: string,
  json: NamespaceJson,
  schemaOf: (schema: JsonSchema) => Schema<unknown> = schemaFromJson,
): JsonContract {
  const rooms = new Map<string, RoomFamily>(
    Object.entries(json.rooms).map(([pattern, { legacy }]) => [pattern, defineRoom(pattern, { legacy })]),
  )
  const families = (patterns: readonly string[]): RoomFamily[] =>
    patterns.flatMap((pattern) => rooms.get(pattern) ?? [])
  const event = (name: string, direction: Direction, each: EventJson): EventContract => ({
    name,
    direction,
    namespace: path,
    ...(each.payload && { payload: schemaOf(each.payload) }),
    ...(each.reply && { reply: schemaOf(each.reply) }),
    ...(each.example !== undefined && { example: withBytes(each.payload ?? {}, each.example) }),
    ...(each.replyExample !== undefined && { replyExample: withBytes(each.reply ?? {}, each.replyExample) }),
    ...(each.limit && { limit: each.limit }),
    to: families(each.to),
    joins: families(each.joins),
    leaves: families(each.leaves),
    ...(each.within && { within: families(each.within) }),
    everybody: each.everybody,
    direct: each.direct,
    volatile: each.volatile,
    ...(each.query && { query: true }),
    identity: each.identity?.paths ?? [],
    ...(each.state && { state: each.state }),
    ...(each.endsAfter && { endsAfter: each.endsAfter }),
  })
  const events = (direction: Direction): Record<string, EventContract> =>
    Object.fromEntries(Object.entries(json[direction]).map(([name, each]) => [name, event(name, direction, each)]))
  const contract: NamespaceContract = {
    path,
    version: json.version,
    legacyPath: json.legacyPath,
    rooms: [...rooms.values()],
    serverToClient: events('serverToClient'),
    clientToServer: events('clientToServer'),
  }
  const { serverToClient } = json.aliases
  return {
    contract,
    digest: json.digest,
    aliases: tableFrom(json.aliases),
    opaque: new Set(Object.entries(serverToClient).flatMap(([name, { up }]) => (up ? [name] : []))),
    conditional: new Set(Object.entries(serverToClient).flatMap(([name, { when }]) => (when ? [name] : []))),
  }
}

function tableFrom({ serverToClient, clientToServer, unacknowledged, shapes, login }: AliasTableJson): AliasTable {
  return {
    serverToClient: rows(serverToClient),
    clientToServer: rows(clientToServer),
    unacknowledged: Object.fromEntries(
      Object.entries(unacknowledged).map(([name, { event }]) => [name, { event, down: () => undefined }]),
    ),
    ...(shapes && {
      shapes: {
        serverToClient: shapeRows(shapes.serverToClient),
        clientToServer: shapeRows(shapes.clientToServer),
      },
    }),
    ...(login && {
      login: {
        ...(login.query && { query: loginRow(login.query) }),
        ...(login.event && { event: loginRow(login.event) }),
      },
    }),
  }
}

function rows(aliases: { readonly [legacy: string]: AliasJson }): Record<string, AliasRow> {
  return Object.fromEntries(
    Object.entries(aliases).map(([name, alias]) => [name, { of: alias.of, emit: alias.emit, ...spelling(alias) }]),
  )
}

/** Writes how a row spells fields, which data can tell. */
export function spelling({ rename, heard, bare }: ShapeJson): ShapeRow {
  return { rename, heard, ...(bare !== undefined && { bare }) } as ShapeRow
}

/** Makes rows of the shapes that data can tell; of one that a function makes the rest would read something else. */
function shapeRows(shapes: { readonly [name: string]: ShapeJson }): Record<string, ShapeRow> {
  return Object.fromEntries(
    Object.entries(shapes).flatMap(([name, shape]) => (shape.up ? [] : [[name, spelling(shape)] as const])),
  )
}

function loginRow({ success, failure }: LoginJson): LoginRow {
  const told = (event: string): { readonly event: string; down(): object } => ({ event, down: () => ({}) })
  return { success: told(success), ...(failure !== undefined && { failure: told(failure) }) }
}
