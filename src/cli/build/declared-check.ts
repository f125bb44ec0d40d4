import type { LoadedContracts } from '../../build/load-contracts.js'
import type { AliasRow, AliasTable, ShapeRow } from '../../contract/alias/alias.js'
import { eventsOf } from '../../contract/declaration.js'
import { directions } from '../../contract/event/direction.js'
import type { EventContract, EventOptions } from '../../contract/event/event.js'
import type { NamespaceContract } from '../../contract/namespace.js'
import { nearestNames, nearName } from '../../contract/nearest-name.js'
import type { PastTable } from '../../contract/past/past.js'
import { pastVersions } from '../../contract/past/past-row.js'
import type { Schema } from '../../contract/schema.js'
import { isDescribed } from '../../guards/described-schema.js'
import { leadsTo } from '../../spec/reading/schema-reading.js'
import { walkSchema } from '../../spec/reading/schema-walk.js'
import { CommandError } from '../command.js'
import { moduleOfContract, moduleOfEvent } from './event-place.js'

type AnyEventOptions = EventOptions<Schema<unknown>, Schema<unknown>, [], [], []>

/** What an event is declared with: the compiler asks for all of it. */
const eventOptions: Readonly<Record<keyof AnyEventOptions, true>> = {
  payload: true,
  reply: true,
  example: true,
  replyExample: true,
  to: true,
  everybody: true,
  direct: true,
  joins: true,
  leaves: true,
  within: true,
  identity: true,
  state: true,
  volatile: true,
  query: true,
  limit: true,
  endsAfter: true,
  since: true,
  deprecated: true,
}
/** What an event has besides, once it is made. */
const eventParts: Readonly<Record<Exclude<keyof EventContract, keyof AnyEventOptions>, true>> = {
  name: true,
  direction: true,
  namespace: true,
  identify: true,
  parse: true,
  parseReply: true,
}
const namespaceOptions: Readonly<Record<Exclude<keyof NamespaceContract, 'path' | 'digest'>, true>> = {
  version: true,
  legacyPath: true,
  rooms: true,
  serverToClient: true,
  clientToServer: true,
}

/**
 * Checks what the compiler of a package would: that nothing is declared that no contract has, and that aliases and earlier versions
 * rename fields that are there.
 * @throws CommandError that names the module, the event and the key, and what to do
 */
export function checkDeclared({ loaded, contracts }: LoadedContracts): void {
  for (const { contract, aliases, past } of contracts) {
    const home = moduleOfContract(loaded, contract.path)
    checkKeys(`${home}: ${contract.path}`, 'namespace()', contract, [...Object.keys(namespaceOptions), 'path'])
    for (const direction of directions)
      for (const event of eventsOf(contract, direction)) {
        const where = `${moduleOfEvent(loaded, event)}: ${contract.path} ${event.name}`
        checkKeys(where, 'event()', event, Object.keys(eventOptions), Object.keys(eventParts))
      }
    if (aliases) checkFields(home, contract, aliases)
    if (past) checkPastFields(home, contract, past)
  }
}

function checkKeys(
  where: string,
  maker: string,
  declared: object,
  options: readonly string[],
  parts: readonly string[] = [],
): void {
  const unknown = Object.keys(declared).find((key) => !options.includes(key) && !parts.includes(key))
  if (unknown !== undefined)
    throw new CommandError(`${where}: \`${unknown}\` is nothing that ${maker} takes${meant(unknown, options)}`)
}

function checkFields(home: string, contract: NamespaceContract, aliases: AliasTable): void {
  for (const direction of directions) {
    const events = contract[direction] as Readonly<Record<string, EventContract>>
    const rows = Object.entries(aliases[direction] as Readonly<Record<string, string | AliasRow>>)
    for (const [name, row] of rows)
      if (typeof row === 'object')
        checkRow(`${home}: ${contract.path}: the alias ${name} (${direction})`, row, events[row.of])
    for (const [name, row] of Object.entries(aliases.shapes?.[direction] ?? {}))
      if (row) checkRow(`${home}: ${contract.path}: the row of ${name} among \`shapes\``, row, events[name])
  }
}

function checkPastFields(home: string, contract: NamespaceContract, past: PastTable): void {
  for (const version of pastVersions(past))
    for (const direction of directions)
      for (const [name, row] of Object.entries(past[version]?.[direction] ?? {})) {
        const events = contract[direction] as Readonly<Record<string, EventContract>>
        const where = `${home}: ${contract.path}: version ${version} of \`past\`, ${name} (${direction})`
        if (row) checkRow(where, row, events[name])
      }
}

/** Checks that what a row renames is a field of its event. */
function checkRow(where: string, { rename, heard, bare }: ShapeRow, event: EventContract | undefined): void {
  const payload = event?.payload
  // what another library's schema holds nobody can tell
  if (!event || (payload && !isDescribed(payload))) return
  const fields = bare === undefined ? [] : [['bare', bare] as const]
  for (const [key, names] of Object.entries({ rename, heard }))
    for (const name of Object.values(names ?? {})) fields.push([key, name] as never)
  for (const [key, name] of fields)
    if (!payload || !leadsTo(payload, [name]))
      throw new CommandError(
        `${where}: its \`${key}\` names ${name}, which is no field of ${event.name}${payload ? meant(name, fieldsIn(payload)) : ': it carries nothing'}`,
      )
}

function fieldsIn(payload: Parameters<typeof walkSchema>[0]): string[] {
  const found = new Set<string>()
  walkSchema(payload, (_, where) => {
    if (where && !/[.[ *]/.test(where)) found.add(where)
  })
  return [...found]
}

function meant(name: string, names: readonly string[]): string {
  const near = nearName(name, names)
  if (near !== undefined) return `: write \`${near}\``
  return names.length ? `; nearest: ${nearestNames(name, names).join(', ')}` : ''
}
