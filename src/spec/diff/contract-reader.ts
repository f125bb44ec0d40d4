import { ContractError } from '../../contract/error.js'
import { isJsonObject, type JsonObject } from '../containment/json.js'
import { contractFormat } from '../contract-json.js'
import type { ReleasedContract } from './comparison.js'

/** The error of what is no contract, or none this release can read. */
export class ContractFileError extends ContractError {
  override readonly name = 'ContractFileError'
  readonly code = 'CONTRACT_INVALID'
}

const lists = ['to', 'joins', 'leaves']

/**
 * Checks that a value is a `contract.json` as this release writes it.
 * @throws ContractFileError that says where it is not
 */
export function readContract(value: unknown, what: string): ReleasedContract {
  const refuse = (problem: string): never => {
    throw new ContractFileError(`${what} ${problem}`)
  }
  if (!isJsonObject(value)) return refuse('is no contract: it has to be a JSON object')
  const { format, namespaces, protocol } = value
  if (format === undefined || namespaces === undefined)
    return refuse('is no contract: it has no `format` or no `namespaces`; write one with toContractJson')
  if (typeof format !== 'number' || !Number.isInteger(format))
    return refuse('is no contract: its `format` is no whole number')
  if (format !== contractFormat)
    return refuse(
      `has format ${format}, and this release reads format ${contractFormat}: use the release that wrote it`,
    )
  if (!isJsonObject(namespaces)) return refuse('is cut short or changed: `namespaces` is no object')
  for (const [path, namespace] of Object.entries(namespaces)) checkNamespace(path, namespace, refuse)
  for (const key of ['serverToClient', 'clientToServer', 'handshake', 'refusal', 'errorCodes'])
    if (!isJsonObject(isJsonObject(protocol) ? protocol[key] : undefined))
      refuse(`is cut short or changed: \`protocol\` has no object \`${key}\``)
  if (value['tombstones'] !== undefined && !Array.isArray(value['tombstones']))
    refuse('is cut short or changed: `tombstones` is no list')
  return value as unknown as ReleasedContract
}

function hasSchemas({ payload, reply }: JsonObject): boolean {
  return [payload, reply].every((schema) => schema === undefined || isJsonObject(schema))
}

function checkNamespace(path: string, namespace: unknown, refuse: (problem: string) => never): void {
  if (!isJsonObject(namespace)) {
    refuse(`is cut short or changed: the namespace ${path} is no object`)
    return
  }
  for (const key of ['rooms', 'serverToClient', 'clientToServer', 'aliases'])
    if (!isJsonObject(namespace[key])) refuse(`is cut short or changed: ${path} has no object \`${key}\``)
  if (!Number.isInteger(namespace['version']))
    refuse(`is cut short or changed: ${path} has no whole number \`version\``)
  const tables = namespace['aliases'] as JsonObject
  checkOlderEnds(path, tables, refuse)
  checkPastRows(path, namespace['past'], refuse)
  for (const direction of ['serverToClient', 'clientToServer'] as const) {
    for (const [name, event] of Object.entries(namespace[direction] as object)) {
      const isEvent =
        isJsonObject(event) &&
        isJsonObject(event['types']) &&
        lists.every((key) => Array.isArray(event[key])) &&
        hasSchemas(event)
      if (!isEvent) refuse(`is cut short or changed: ${path} ${direction} ${name} is no event`)
    }
    const aliases = tables[direction]
    if (!isJsonObject(aliases))
      refuse(`is cut short or changed: the aliases of ${path} have no object \`${direction}\``)
    for (const [name, alias] of Object.entries(aliases as object))
      if (!isJsonObject(alias) || typeof alias['of'] !== 'string')
        refuse(`is cut short or changed: the alias ${name} of ${path} says not what it stands for`)
  }
}

/** Checks what is said of earlier versions. */
function checkPastRows(path: string, past: unknown, refuse: (problem: string) => never): void {
  if (past === undefined) return
  if (!isJsonObject(past)) refuse(`is cut short or changed: \`past\` of ${path} is no object`)
  for (const [version, rows] of Object.entries(past as object)) {
    if (!/^[1-9]\d{0,8}$/.test(version) || !isJsonObject(rows))
      refuse(`is cut short or changed: \`past\` of ${path} has a version ${version} that is none`)
    for (const direction of ['serverToClient', 'clientToServer'])
      for (const [name, row] of Object.entries((rows as JsonObject)[direction] ?? {}))
        if (row !== false && !(isJsonObject(row) && isJsonObject(row['rename']) && isJsonObject(row['heard'])))
          refuse(`is cut short or changed: the row ${name} of version ${version} of ${path} is none`)
  }
}

/** Checks what a table may say besides names. */
function checkOlderEnds(path: string, tables: JsonObject, refuse: (problem: string) => never): void {
  const partOf = (key: string): JsonObject => {
    const part = tables[key] ?? {}
    if (tables[key] === null || !isJsonObject(part))
      return refuse(`is cut short or changed: \`${key}\` of the aliases of ${path} is no object`)
    return part
  }
  partOf('opening')
  for (const rows of Object.values(partOf('shapes')))
    for (const [name, shape] of Object.entries(isJsonObject(rows) ? rows : {}))
      if (!isJsonObject(shape) || !isJsonObject(shape['rename']) || !isJsonObject(shape['heard']))
        refuse(`is cut short or changed: the shape of ${name} in ${path} is none`)
  for (const [way, row] of Object.entries(partOf('login')))
    if (!isJsonObject(row) || typeof row['success'] !== 'string')
      refuse(`is cut short or changed: the login by ${way} in ${path} says not by what it succeeds`)
}
