import type { EventContract } from '../../../contract/event/event.js'
import type { NamespaceContract } from '../../../contract/namespace.js'
import { parseRoom } from '../../../contract/room/parsed-room.js'
import type { RoomFamily } from '../../../contract/room/room.js'
import { fillPattern, parametersIn } from '../../../contract/room/room-pattern.js'
import { CommandError } from '../../command.js'
import { fieldsIn } from './model.js'

/** A room the token's user may enter. */
export interface RoomTarget {
  readonly name: string
  readonly family: RoomFamily
  readonly ids: Readonly<Record<string, string>>
  /** How it may be written down: what came out of a token may not. */
  readonly shown: string
  /** Whether the server enters its user by itself. */
  readonly isOwn: boolean
}

/** The rooms that the options name. */
export interface RoomWishes {
  readonly chat: readonly string[]
  readonly room: readonly string[]
  readonly ownRoom: readonly string[]
  readonly token: string | undefined
}

/**
 * Finds the rooms to try: those that were named, and those the token's claims name.
 * @throws CommandError when a name is of no family of the contract
 */
export function roomTargets(contract: NamespaceContract, wishes: RoomWishes): RoomTarget[] {
  const named = (option: string, name: string, isOwn: boolean): RoomTarget => {
    const found = parseRoom(contract, name)
    if (!found)
      throw new CommandError(
        contract.rooms.length
          ? `--${option}: ${name} is no room of ${contract.path}, which has ${contract.rooms.map(({ pattern }) => pattern).join(', ')}`
          : `--${option}: ${contract.path} has no rooms`,
      )
    return { name: found.name, family: found.room, ids: found.ids, shown: found.name, isOwn }
  }
  const own = wishes.ownRoom.map((name) => named('own-room', name, true))
  const targets = [
    ...(own.length ? own : roomsOfClaims(contract, wishes.token)),
    ...wishes.chat.map((id) => named('chat', `chat:${id}`, false)),
    ...wishes.room.map((name) => named('room', name, false)),
  ]
  return targets.filter(({ name }, index) => targets.findIndex((other) => other.name === name) === index)
}

/** Reads rooms out of a JSON Web Token: a claim named like a family's parameter says whose it is. */
function roomsOfClaims(contract: NamespaceContract, token: string | undefined): RoomTarget[] {
  const claims = claimsOf(token)
  return contract.rooms.flatMap((family): RoomTarget[] => {
    const ids = Object.fromEntries(
      parametersIn(family.pattern).map((parameter) => [
        parameter,
        claims[parameter] ?? (parameter === 'userId' ? claims['sub'] : ''),
      ]),
    )
    const name = roomName(family, ids)
    return name === undefined
      ? []
      : [{ name, family, ids: ids as Record<string, string>, shown: family.pattern, isOwn: true }]
  })
}

function claimsOf(token: string | undefined): Readonly<Record<string, unknown>> {
  try {
    return Object(JSON.parse(Buffer.from(token?.split('.')[1] ?? '', 'base64url').toString())) as Record<
      string,
      unknown
    >
  } catch {
    return {}
  }
}

/** Builds a room's name; nothing where an id can't stand in one. */
export function roomName(family: RoomFamily, ids: Readonly<Record<string, unknown>>): string | undefined {
  const name = fillPattern(family.pattern, (parameter) => String(ids[parameter]))
  return family.is(name) ? name : undefined
}

/** Makes a payload that names a room: the event's example, with the room in it. */
export function payloadNaming(
  event: EventContract,
  name: string,
  ids: Readonly<Record<string, string>>,
): Record<string, unknown> {
  const fields = fieldsIn(event)
  const example = { ...(Object(event.example) as Record<string, unknown>) }
  if ('room' in fields) return { ...example, room: name }
  if ('channels' in fields) return { ...example, channels: [name] }
  return { ...example, ...ids }
}
