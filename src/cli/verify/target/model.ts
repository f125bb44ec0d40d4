import type { AliasRow, AliasTable } from '../../../contract/alias/alias.js'
import { aliasRow } from '../../../contract/alias/alias-name.js'
import { eventsOf } from '../../../contract/declaration.js'
import type { EventContract } from '../../../contract/event/event.js'
import type { NamespaceContract } from '../../../contract/namespace.js'
import { type JsonSchema, jsonSchemaOf } from '../../../guards/json-schema.js'

/** A contract to verify, with its legacy names. */
export interface Chosen {
  readonly contract: NamespaceContract
  readonly aliases: AliasTable
  /** A digest by which two states of one version differ. */
  readonly digest: string
  /** The legacy names of which the file can't tell how their payload differs. */
  readonly opaque: ReadonlySet<string>
  /** The legacy names of which the file can't tell when they are sent. */
  readonly conditional: ReadonlySet<string>
}

/** A legacy name that a server of today still sends. */
export interface LiveAlias {
  readonly name: string
  readonly row: AliasRow
  readonly event: EventContract
}

/** What a contract says, in the order the checks ask. */
export interface Model extends Chosen {
  readonly path: string
  /** Where older releases are served; nothing where they are served no more, or at the same place. */
  readonly legacyPath: string | undefined
  /** Whether older releases are served on the contract's own path, where who declares no contract is one of theirs. */
  readonly isShared: boolean
  /** What the server sends to rooms or to everybody, and does not lose. */
  readonly facts: readonly EventContract[]
  /** The facts that a legacy path has too. */
  readonly legacyFacts: readonly EventContract[]
  /** What a client sends and the others in the room get under the same name. */
  readonly relays: readonly Relay[]
  readonly joins: readonly EventContract[]
  readonly leaves: readonly EventContract[]
  /** What a client sends besides: it may change data. */
  readonly requests: readonly EventContract[]
  readonly aliasesSent: readonly LiveAlias[]
  /** Every legacy name, sent or only heard. */
  readonly legacyNames: ReadonlySet<string>
  /** What legacy clients that ask without an acknowledgement are told. */
  readonly told: readonly { readonly event: EventContract; readonly by: string }[]
}

/** An event of a client, and the same event as the others get it. */
export interface Relay {
  readonly up: EventContract
  readonly down: EventContract
}

/** Derives what there is to check from a contract. */
export function modelOf(chosen: Chosen, hasLegacy: boolean): Model {
  const { contract, aliases } = chosen
  const { path, legacyPath } = contract
  const [down, up] = [eventsOf(contract, 'serverToClient'), eventsOf(contract, 'clientToServer')]
  const old = hasLegacy && legacyPath && legacyPath.path !== path ? legacyPath : undefined
  const facts = down.filter(({ volatile, direct }) => !volatile && !direct)
  const legacyFacts = old ? facts.filter(({ name }) => !old.without.includes(name)) : []
  const byName = new Map(down.map((event) => [event.name, event]))
  const relays = up.flatMap((event): Relay[] => {
    const same = byName.get(event.name)
    return event.volatile && same?.volatile && same.to.length > 0 ? [{ up: event, down: same }] : []
  })
  const moves = (event: EventContract): boolean => event.joins.length + event.leaves.length > 0
  return {
    ...chosen,
    path,
    legacyPath: old?.path,
    isShared: hasLegacy && legacyPath?.path === path,
    facts,
    legacyFacts,
    relays,
    joins: up.filter(({ joins }) => joins.length > 0),
    leaves: up.filter(({ leaves }) => leaves.length > 0),
    requests: up.filter((event) => !moves(event) && !relays.some((relay) => relay.up === event)),
    aliasesSent: Object.keys(aliases.serverToClient).flatMap((name): LiveAlias[] => {
      const row = aliasRow(aliases, 'serverToClient', name)
      const event = row && legacyFacts.find((fact) => fact.name === row.of)
      return row && event && row.emit !== false ? [{ name, row, event }] : []
    }),
    legacyNames: new Set(Object.keys(aliases.serverToClient)),
    told: old
      ? up.flatMap((event) => {
          const answer = aliases.unacknowledged?.[event.name]
          return answer ? [{ event, by: answer.event }] : []
        })
      : [],
  }
}

/** Lists the fields an event's payload declares. */
export function fieldsIn(event: EventContract): Readonly<Record<string, JsonSchema>> {
  const schema = event.payload && schemaIn(event.payload)
  return (schema?.['properties'] ?? {}) as Readonly<Record<string, JsonSchema>>
}

/** Describes a schema, where its library can say it. */
export function schemaIn(schema: NonNullable<EventContract['payload']>): JsonSchema | undefined {
  try {
    return jsonSchemaOf(schema)
  } catch {
    return undefined
  }
}
