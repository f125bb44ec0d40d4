import { defineAliases } from './alias/alias.js'
import { DeclarationError } from './declaration-error.js'
import { checkParts, checkRows } from './declared-part.js'
import { type Direction, directions } from './event/direction.js'
import type { EventContract } from './event/event.js'
import { defineNamespace, type NamespaceContract } from './namespace.js'
import type { RoomFamily } from './room/room.js'
import { checkPattern } from './room/room-declaration.js'
import { patternsOverlap } from './room/room-overlap.js'
import { parametersIn } from './room/room-pattern.js'
import type { Schema } from './schema.js'
import { faultOf } from './schema-fault.js'
import { uncarriedValue } from './uncarried.js'

/** Lists the names that Socket.IO keeps for itself. */
const reservedNames: readonly string[] = [
  'connect',
  'connect_error',
  'disconnect',
  'disconnecting',
  'newListener',
  'removeListener',
]

/**
 * Declares a namespace: every event of both directions, once.
 * @function
 * @throws DeclarationError when something is missing, a name is reserved, rooms can't be told apart, or an event names a room that is not listed
 * @example
 * const shop = namespace('/shop', { version: 1, serverToClient: { 'shop:opened': event({}) }, clientToServer: {} })
 */
export const namespace: typeof defineNamespace = (path, declaration) => {
  checkParts(path, declaration)
  const contract = defineNamespace(path, declaration)
  checkNamespace(contract)
  return contract
}

/**
 * Declares the legacy names of a contract, which is named as a type so that no schema follows.
 * @function
 * @throws DeclarationError when an alias stands for another alias, or has a row among `shapes` too
 * @example
 * const table = aliases<PatientPharmacy>()({ serverToClient: { 'new-message': 'chat:message' }, clientToServer: {} })
 */
export const aliases: typeof defineAliases = () => (declaration) => {
  for (const direction of directions) {
    const rows = checkRows(direction, declaration)
    for (const [name, row] of Object.entries(rows)) {
      const of = typeof row === 'string' ? row : String((row as { of?: unknown } | undefined)?.of)
      if (Object.hasOwn(declaration[direction], of))
        throw new DeclarationError(`the alias ${name} stands for ${of}, which is an alias itself`)
    }
    for (const name of Object.keys(declaration.shapes?.[direction] ?? {}))
      if (Object.hasOwn(rows, name))
        throw new DeclarationError(`${name} is an alias, whose row tells its shape: \`shapes\` is for canonical names`)
  }
  return (defineAliases() as (table: typeof declaration) => never)(declaration)
}

/**
 * Checks what the compiler can't see, or could not because there was none.
 * @throws DeclarationError that says what is wrong, and where
 */
export function checkNamespace(contract: NamespaceContract): void {
  const { path, version, rooms } = contract
  if (typeof path !== 'string' || !path.startsWith('/')) refuse('a namespace', 'its path must begin with /')
  if (!Number.isInteger(version) || version < 1) refuse(path, 'its version must be a whole number from 1')
  checkRooms(path, rooms)
  for (const direction of directions) for (const each of eventsOf(contract, direction)) checkEvent(each, rooms)
}

/** Lists the events of one direction. */
export function eventsOf(contract: NamespaceContract, direction: Direction): EventContract[] {
  return Object.values(contract[direction])
}

function checkEvent(event: EventContract, rooms: readonly RoomFamily[]): void {
  const { namespace: path, name, direction, to, joins, leaves, within, endsAfter } = event
  const { payload, reply, query, example, replyExample } = event
  const where = `${path} ${name}`
  if (reservedNames.includes(name)) refuse(where, 'Socket.IO keeps this name for itself')
  if (name.startsWith('contract:')) refuse(where, 'names that begin contract: belong to every contract already')
  if (endsAfter && direction === 'clientToServer') refuse(where, 'endsAfter is for what the server sends')
  if (endsAfter && !(endsAfter.ms > 0 && Object.keys(endsAfter.by).length))
    refuse(where, 'endsAfter needs ms above 0, and in by the fields that say the end')
  if (query && (!reply || direction === 'serverToClient' || joins.length + leaves.length))
    refuse(
      where,
      'query is for what a client sends for its reply and nothing else: it needs a reply, and enters no room',
    )
  if (within && (direction === 'serverToClient' || joins.length + leaves.length))
    refuse(where, 'within is for what a client sends from inside a room, and not for what enters or leaves one')
  for (const family of [...to, ...joins, ...leaves, ...(within ?? [])])
    if (!rooms.includes(family)) refuse(where, `its room ${family.pattern} is not among the namespace's rooms`)
  checkSchema(where, 'payload', payload, 'example', example)
  checkSchema(where, 'reply', reply, 'replyExample', replyExample)
}

function checkSchema(
  where: string,
  part: string,
  schema: Schema<unknown> | undefined,
  key: string,
  example: unknown,
): void {
  const fault = faultOf(schema)
  if (fault) refuse(`${where}, ${part}`, fault)
  if (!schema || example === undefined) return
  const uncarried = uncarriedValue(example)
  if (uncarried) refuse(`${where}, ${key}`, uncarried)
  const read = schema['~standard'].validate(example)
  if ('then' in read) read.then(undefined, () => {})
  else if (read.issues) {
    const paths = read.issues.map(({ path }) =>
      path?.map((step) => (typeof step === 'object' ? step.key : step)).join('.'),
    )
    refuse(where, `its \`${key}\` does not fit its ${part}${paths[0] ? `; look at ${paths.join(', ')}` : ''}`)
  }
}

function checkRooms(path: string, rooms: readonly RoomFamily[]): void {
  rooms.forEach(({ pattern, legacy }, index) => {
    for (const each of [pattern, ...legacy]) checkPattern(each)
    if (!/^[^{}]+\{/.test(pattern)) refuse(path, `the room ${pattern} needs a prefix and a parameter in braces`)
    for (const old of legacy)
      if (parametersOf(old) !== parametersOf(pattern))
        refuse(path, `the room ${old} needs the parameters of ${pattern}, of which it is the legacy name`)
    for (const other of rooms.slice(index + 1))
      for (const one of [pattern, ...legacy])
        for (const two of [other.pattern, ...other.legacy])
          if (patternsOverlap(one, two)) refuse(path, `the rooms ${one} and ${two} can bear the same name`)
  })
}

function parametersOf(pattern: string): string {
  return parametersIn(pattern).sort().join(' ')
}

function refuse(where: string, reason: string): never {
  throw new DeclarationError(`${where}: ${reason}`)
}
