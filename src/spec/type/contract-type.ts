import type { Direction } from '../../contract/event/direction.js'
import type { EventContract } from '../../contract/event/event.js'
import type { NamespaceContract } from '../../contract/namespace.js'
import type { RoomFamily } from '../../contract/room/room.js'
import type { Schema } from '../../contract/schema.js'
import { isDescribed } from '../../guards/described-schema.js'
import { circlesIn } from '../../guards/print/described.js'
import { keyLiteral, textLiteral } from '../../guards/print/literal.js'
import type { EventProse, NamespaceProse } from '../prose.js'
import { commentOf } from './comment.js'
import { namedType, printedType } from './printed-type.js'
import { capitalWords, type TypedPart, typeNameOf } from './type-name.js'
import { ownEntry } from './type-place.js'
import { type NamedType, TypeScope } from './type-scope.js'

/** What the type of a contract is printed with. */
export interface ContractTypeOptions {
  /** What is said of the contract's events and fields, and the names that its types have already. */
  readonly prose?: NamespaceProse
  /** What names begin with that would be the language's own; the words of the path, where it is not given. */
  readonly name?: string
  /** The scope of the file; it refers to the types of this package, and knows what names are taken. */
  readonly scope?: TypeScope
}

/** The type of a contract, with the types that stand beside it. */
export interface ContractType {
  /** The type of the contract itself. */
  readonly type: string
  /** What its events carry, one named type each, in the order of the events. */
  readonly carried: readonly NamedType[]
  /** The event maps of both directions, as the bodies of interfaces. */
  readonly maps: { readonly [Each in Direction]: string }
}

const directions = ['serverToClient', 'clientToServer'] as const
const always = {
  serverToClient: 'ContractServerToClientEvents',
  clientToServer: 'ContractClientToServerEvents',
} as const

/**
 * Prints the type of a contract, the types of what its events carry and its event maps. Types that hold themselves, and the
 * schemas that no type can be printed of, stand in the scope.
 */
export function printedContractType(contract: NamespaceContract, options: ContractTypeOptions = {}): ContractType {
  const { prose = {}, scope = new TypeScope(), name = capitalWords(contract.path) } = options
  const events = directions.map((direction) => eventsOf(contract, { direction, prose, scope, name }))
  const carried = events.flatMap((each) => each.flatMap(({ types }) => types.flatMap((type) => type ?? [])))
  const [down = [], up = []] = events
  const pattern = patternType(contract.rooms)
  const typed = [down, up].map((each) => declaredEvents(each, scope))
  const declared = [textLiteral(contract.path), ...typed, pattern, String(contract.version)]
  return {
    type: `${scope.refer('NamespaceContract')}<${declared.join(', ')}>`,
    carried: carried.map((named) => ({ ...named, text: printCarried(named, scope) })),
    maps: { serverToClient: mapOf('serverToClient', down, scope), clientToServer: mapOf('clientToServer', up, scope) },
  }
}

interface Place {
  readonly direction: Direction
  readonly prose: NamespaceProse
  readonly scope: TypeScope
  readonly name: string
}

/** A type of an event before it is printed: all have their names first, for one may hold another. */
interface CarriedType extends NamedType {
  readonly schema: Schema<unknown>
  readonly said: EventProse
  readonly at: TypedPart
}

/** An event with the types of its payload and its reply. */
interface TypedEvent {
  readonly event: EventContract
  readonly comment: string
  readonly types: readonly [CarriedType | undefined, CarriedType | undefined]
}

function eventsOf(contract: NamespaceContract, place: Place): TypedEvent[] {
  const { direction, prose } = place
  return Object.entries(contract[direction] as Readonly<Record<string, EventContract>>).map(([name, event]) => {
    const said = ownEntry(prose[direction], name) ?? {}
    const typed = (part: 'payload' | 'reply'): CarriedType | undefined =>
      event[part] && carriedType(event[part], { direction, event: name, part }, { ...place, said })
    return {
      event,
      comment: commentOf(said.summary, event.deprecated, '    '),
      types: [typed('payload'), typed('reply')],
    }
  })
}

function carriedType(
  schema: Schema<unknown>,
  at: TypedPart,
  place: Place & { readonly said: EventProse },
): CarriedType {
  const { said, scope } = place
  const name = scope.reserve(said.types?.[at.part] ?? typeNameOf(at, place.name))
  if (isDescribed(schema) && circlesIn(schema).has(schema) && !scope.nameOf(schema)) scope.name(schema, name)
  const whose =
    ownEntry(place.prose.clientToServer, at.event) && ownEntry(place.prose.serverToClient, at.event)
      ? from[at.direction]
      : ''
  const comment = at.part === 'reply' ? `What comes back for \`${at.event}\`.` : `What \`${at.event}\` carries${whose}.`
  return { name, comment: commentOf(comment, undefined, ''), text: '', schema, said, at }
}

const from = { serverToClient: ' from the server', clientToServer: ' from a client' } as const

function printCarried({ name, schema, said, at }: CarriedType, scope: TypeScope): string {
  if (!isDescribed(schema)) {
    const { vendor } = schema['~standard']
    scope.unprintable.push({ path: [at.event, at.part], reason: `a schema of ${vendor}` })
    return `type ${name} = unknown;`
  }
  const before = scope.unprintable.length
  const type = printedType(schema, {
    scope,
    name,
    sentences: said[at.part] ?? {},
    meanings: said.meanings?.[at.part] ?? {},
  })
  // of the whole contract it matters where it is
  const found = scope.unprintable.splice(before)
  scope.unprintable.push(...found.map(({ path, reason }) => ({ path: [at.event, at.part, ...path], reason })))
  return namedType(name, type).text
}

function declaredEvents(events: readonly TypedEvent[], scope: TypeScope): string {
  const lines = events.map(({ event, comment, types: [payload, reply] }) => {
    const rooms = [...event.to, ...event.joins, ...event.leaves, ...(event.within ?? [])]
    const carried = [payload?.name ?? 'void', reply?.name ?? 'never', patternType(rooms)]
    const type = `${scope.refer('EventContract')}<${carried.join(', ')}>`
    return `${comment}    ${keyOf(event)}: ${[type, ...typeMarks(event)].join(' & ')};\n`
  })
  return lines.length ? `{\n${lines.join('')}}` : '{}'
}

/** Writes the marks of an event that are kept in its type. */
export function typeMarks({ everybody, direct, state, to }: EventContract): string[] {
  return [
    // an event without rooms goes to everybody without saying so
    ...(everybody && to.length ? ['{ readonly everybody: true }'] : []),
    ...(direct ? ['{ readonly direct: true }'] : []),
    ...(state ? [`{ readonly state: ${textLiteral(state)} }`] : []),
  ]
}

function mapOf(direction: Direction, events: readonly TypedEvent[], scope: TypeScope): string {
  const lines = events.map(({ event, comment, types: [payload, reply] }) => {
    const parameters = [
      ...(payload ? [`payload: ${payload.name}`] : []),
      ...(reply ? [`ack: ${scope.refer('Ack')}<${reply.name}>`] : []),
    ]
    return `${comment}    ${keyOf(event)}: (${parameters.join(', ')}) => void;\n`
  })
  return `extends ${scope.refer(always[direction])} {\n${lines.join('')}}`
}

function keyOf({ name }: EventContract): string {
  return keyLiteral(name)
}

/** Writes the patterns of families of rooms as a type. */
export function patternType(rooms: readonly RoomFamily[]): string {
  const patterns = [...new Set(rooms.map(({ pattern }) => textLiteral(pattern)))]
  return patterns.join(' | ') || 'never'
}
