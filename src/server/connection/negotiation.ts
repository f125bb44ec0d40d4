import { RefusalError } from '../../contract/wire/refusal-error.js'

/** The versions a client knows, by the path of the contract. */
export type Declared = ReadonlyMap<string, readonly number[]>

const most = 16
const longestText = 128
const highestVersion = 1_000_000

/**
 * Reads what a client declared in its handshake; nothing where it comes from before the contract.
 * @throws RefusalError with `CONTRACT_MALFORMED`, for what can't be read is never taken for nothing
 */
export function declaredIn(auth: unknown): Declared | undefined {
  const contract = isFields(auth) && Object.hasOwn(auth, 'contract') ? auth['contract'] : undefined
  if (contract === undefined) return undefined
  if (!isFields(contract) || !isName(own(contract, 'package'))) throw malformed()
  const versions = own(contract, 'versions')
  if (!isFields(versions)) throw malformed()
  const paths = Object.keys(versions)
  if (paths.length > most || !paths.every(isName)) throw malformed()
  return new Map(paths.map((path) => [path, versionsIn(versions[path])]))
}

/** Returns whether a client asked for the trace of a contract, in the handshake that declared it. */
export function asksForTrace(auth: unknown, contract: string): boolean {
  const declared = isFields(auth) ? own(auth, 'contract') : undefined
  const paths = isFields(declared) ? own(declared, 'trace') : undefined
  return Array.isArray(paths) && paths.length <= most && paths.includes(contract)
}

/**
 * Returns the greatest version both sides know.
 * @throws RefusalError with `CONTRACT_UNSUPPORTED` where there is none
 */
export function negotiate(supported: readonly number[], requested: readonly number[]): number {
  const common = supported.filter((version) => requested.includes(version))
  if (common.length) return Math.max(...common)
  throw new RefusalError('CONTRACT_UNSUPPORTED', 'the server knows none of the versions this client knows', {
    supported,
    requested,
    // this server is not replaced yet: the next one may be
    retryable: requested.some((version) => version > Math.max(...supported)),
  })
}

function versionsIn(value: unknown): readonly number[] {
  if (!Array.isArray(value) || value.length > most || !value.every(isVersion)) throw malformed()
  return value
}

function isVersion(value: unknown): value is number {
  return Number.isInteger(value) && (value as number) >= 1 && (value as number) <= highestVersion
}

function isName(value: unknown): value is string {
  return typeof value === 'string' && value.length <= longestText
}

function isFields(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function own(fields: Readonly<Record<string, unknown>>, name: string): unknown {
  return Object.hasOwn(fields, name) ? fields[name] : undefined
}

function malformed(): RefusalError {
  return new RefusalError(
    'CONTRACT_MALFORMED',
    'the handshake declares its contracts in a form the server does not know',
  )
}
