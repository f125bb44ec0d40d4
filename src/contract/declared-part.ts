import { DeclarationError } from './declaration-error.js'
import { type Direction, directions } from './event/direction.js'
import type { EventContract } from './event/event.js'
import { givenWords } from './given.js'
import type { RoomFamily } from './room/room.js'

/**
 * Checks that there is something wherever something belongs: where no compiler looked, or an import in a circle gave nothing.
 * @throws DeclarationError that says what is there, and what belongs there
 */
export function checkParts(path: string, declaration: unknown): void {
  const where = typeof path === 'string' ? path : 'a namespace'
  const { rooms = [], ...parts } = Object(declaration) as { rooms?: unknown } & Record<string, unknown>
  checkFamilies(where, rooms)
  for (const direction of directions) {
    const events = parts[direction]
    if (typeof events !== 'object' || events === null)
      refuse(
        where,
        `its ${direction} is ${givenWords(events, 'map of events')}: give it its events, or {} where it has none`,
      )
    for (const [name, each] of Object.entries(events)) {
      const { to, joins, leaves, within = [] } = Object(each) as Partial<EventContract>
      if (!to || !joins || !leaves)
        refuse(`${where} ${name}`, `it is ${givenWords(each, 'event')}: declare it with event()`)
      for (const families of [to, joins, leaves, within]) checkFamilies(`${where} ${name}`, families)
    }
  }
}

function checkFamilies(where: string, families: unknown): void {
  if (!Array.isArray(families)) refuse(where, `its rooms are ${givenWords(families, 'list')}: list what room() made`)
  for (const each of families)
    if (typeof (each as Partial<RoomFamily> | undefined)?.pattern !== 'string')
      refuse(where, `one of its rooms is ${givenWords(each, 'room')}: list what room() made, and look at its import`)
}

/**
 * Returns the rows of one direction of an alias table.
 * @throws DeclarationError where there are none
 */
export function checkRows(direction: Direction, table: unknown): object {
  const { [direction]: rows } = Object(table) as Partial<Record<Direction, unknown>>
  if (typeof rows !== 'object' || rows === null)
    refuse(
      'an alias table',
      `its ${direction} is ${givenWords(rows, 'map of names')}: give it its rows, or {} where it has none`,
    )
  return rows
}

function refuse(where: string, reason: string): never {
  throw new DeclarationError(`${where}: ${reason}`)
}
