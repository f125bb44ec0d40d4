import { type Direction, directions } from '../../contract/event/direction.js'
import type { EventContract } from '../../contract/event/event.js'
import type { NamespaceContract } from '../../contract/namespace.js'
import type { PastTable } from '../../contract/past/past.js'
import { pastRow, pastVersions } from '../../contract/past/past-row.js'
import type { NamespaceJson } from '../../spec/contract-json.js'
import { readContract } from '../../spec/diff/contract-reader.js'
import { contractFromJson } from '../../spec/json-contract/json-contract.js'
import { toContractJson } from '../../spec/to-contract-json.js'
import { type ConformanceCheck, failCheck } from '../conformance/check.js'
import { drawnPayloads } from './drawn-payloads.js'
import { type Exchange, playExchange } from './exchange.js'
import { type LiveContract, type LiveEnds, withLivePair } from './live-ends.js'
import { openedContract } from './opened-contract.js'

/** A contract, and what earlier versions of it said otherwise. */
export interface VersionedContract {
  readonly contract: NamespaceContract
  readonly past: PastTable
}

/**
 * Lists checks that clients of earlier versions are served: each connects over a real socket as the contract that was recorded of
 * its version, to a server of today, and every event goes between them. Rooms, limits and identities play no part.
 * @param versions the parsed `contract.versions/N.json`, by version
 * @throws Error where no earlier version is served
 * @example
 * const versions = { 1: JSON.parse(readFileSync('contract.versions/1.json', 'utf8')) }
 * const checks = versionsConformance({ contract: shop, past: shopPast }, versions, { serve, Server, io })
 * for (const { title, check } of checks) test(title, check)
 */
export function versionsConformance(
  served: VersionedContract,
  versions: { readonly [version: number]: unknown },
  ends: LiveEnds,
): readonly ConformanceCheck[] {
  const { contract, past } = served
  const all = pastVersions(past)
  if (!all.length)
    failCheck('versionsConformance()', 'its table of earlier versions has none, so nothing would be checked')
  return all.flatMap((version) => {
    const recorded = recordedOf(versions, version, contract.path)
    return recorded ? versionChecks(served, recorded, ends) : [missingCheck(contract.path, version)]
  })
}

function recordedOf(
  versions: { readonly [version: number]: unknown },
  version: number,
  path: string,
): NamespaceJson | undefined {
  if (versions[version] === undefined) return undefined
  const { namespaces } = readContract(versions[version], `version ${version}`)
  const recorded = Object.hasOwn(namespaces, path) ? namespaces[path] : undefined
  return recorded?.version === version ? recorded : undefined
}

function missingCheck(path: string, version: number): ConformanceCheck {
  return {
    title: `${path}: version ${version} is recorded`,
    check: () =>
      failCheck(
        `${path}, version ${version}`,
        'nothing is recorded of it: `socket-canon gate --record-versions` writes contract.versions/',
      ),
  }
}

function versionChecks(
  { contract, past }: VersionedContract,
  recorded: NamespaceJson,
  ends: LiveEnds,
): ConformanceCheck[] {
  const { path } = contract
  const { version } = recorded
  const server: LiveContract = { contract: openedContract(contract), past }
  const client: LiveContract = { contract: openedContract(contractFromJson(path, recorded).contract) }
  // a contract is described once its first check is made
  let described: NamespaceJson | undefined
  const today = (): NamespaceJson => {
    described ??= toContractJson([contract]).namespaces[path]
    return described ?? failCheck(path, 'it can not be described')
  }
  return directions.flatMap((direction) =>
    Object.keys(recorded[direction]).map((name): ConformanceCheck => {
      const where = `${path} ${name} (${direction}, version ${version})`
      return {
        title: `${where}: ${direction === 'serverToClient' ? 'its clients hear it as it was' : 'it is taken from its clients as it was'}`,
        check: async () => {
          const bearer = Object.keys(contract[direction]).find((each) => {
            const row = pastRow(past, version, direction, each)
            return row !== false && (row?.name ?? each) === name
          })
          const exchange = exchangeOf({ server, client, recorded, today: today() }, direction, name, bearer)
          const misfit = await withLivePair(ends, server, client, async (pair) =>
            'refused' in pair ? `its clients are refused with ${pair.refused}` : playExchange(pair, exchange),
          )
          if (misfit !== undefined)
            failCheck(where, `${misfit}: look at the row of ${bearer ?? 'the event that took its place'}`)
        },
      }
    }),
  )
}

interface BothSides {
  readonly server: LiveContract
  readonly client: LiveContract
  readonly recorded: NamespaceJson
  readonly today: NamespaceJson
}

function exchangeOf(
  { server, client, recorded, today }: BothSides,
  direction: Direction,
  name: string,
  bearer: string | undefined,
): Exchange {
  const [was, is] = [recorded[direction][name], bearer === undefined ? undefined : today[direction][bearer]]
  const [sent, read] = direction === 'serverToClient' ? [is, was] : [was, is]
  return {
    direction,
    server: bearer === undefined ? undefined : eventNamed(server, direction, bearer),
    client: eventNamed(client, direction, name),
    payloads: drawnPayloads(sent?.payload, read?.payload, sent?.example),
    replies: direction === 'serverToClient' ? [] : drawnPayloads(is?.reply, was?.reply, is?.replyExample),
  }
}

function eventNamed({ contract }: LiveContract, direction: Direction, name: string): EventContract | undefined {
  return (contract[direction] as Readonly<Record<string, EventContract>>)[name]
}
