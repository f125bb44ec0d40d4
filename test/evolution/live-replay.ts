import { Server } from 'socket.io'
import { io } from 'socket.io-client'
import { pastRow } from '../../src/contract/past/past-row.js'
import { isPayload } from '../../src/guards/index.js'
import type { AliasTable, EventContract, NamespaceContract, PastTable } from '../../src/index.js'
import { serve } from '../../src/server/index.js'
import type { EventJson, NamespaceJson, Witness } from '../../src/spec/index.js'
import { contractFromJson } from '../../src/spec/json-contract/json-contract.js'
import { drawnPayloads } from '../../src/testing/versions/drawn-payloads.js'
import { type Exchange, type Misfit, playExchange } from '../../src/testing/versions/exchange.js'
import { type LivePair, type RefusedPair, withLivePair } from '../../src/testing/versions/live-ends.js'
import { openedContract } from '../../src/testing/versions/opened-contract.js'
import { withPromiseEnds } from './promise-ends.js'

export type Mixture = 'new-server-old-client' | 'old-server-new-client'
export const mixtures: readonly Mixture[] = ['new-server-old-client', 'old-server-new-client']

type Direction = 'serverToClient' | 'clientToServer'
type Events = Readonly<Record<string, EventContract>>

interface End {
  readonly json: NamespaceJson
  readonly contract: NamespaceContract
  readonly aliases: AliasTable
  readonly past: PastTable
}

const path = '/shop'
const endOf = (json: NamespaceJson): End => {
  const { contract, aliases } = contractFromJson(path, json)
  return { json, contract: openedContract(contract), aliases, past: (json.past ?? {}) as PastTable }
}
const eventIn = ({ contract }: End, direction: Direction, name: string): EventContract | undefined =>
  (contract[direction] as Events)[name]
/** Finds the event that a server says, or hears, by a name of a client: its own, that of a row, or that of an alias. */
const calledAt = (end: End, direction: Direction, name: string, version: number): string | undefined => {
  const own = Object.keys(end.json[direction]).find((today) => {
    const row = version < end.json.version ? pastRow(end.past, version, direction, today) : undefined
    return row !== false && (row?.name ?? today) === name
  })
  return own ?? (direction === 'clientToServer' ? end.json.aliases[direction][name]?.of : undefined)
}

/** Puts together who says what to whom in a mixture of two releases. */
export const exchangesOf = (
  server: NamespaceJson,
  client: NamespaceJson,
  mixture: Mixture,
  witnesses: readonly Witness[] = [],
): readonly (Exchange & { readonly name: string })[] => {
  const [at, by] = [endOf(server), endOf(client)]
  const valuesOf = (sent: EventJson | undefined, read: EventJson | undefined, part: 'payload' | 'reply') => [
    ...witnesses.map(({ value }) => value),
    ...drawnPayloads(sent?.[part], read?.[part], part === 'payload' ? sent?.example : sent?.replyExample, 12),
  ]
  const exchange = (
    direction: Direction,
    serverName: string | undefined,
    clientName: string,
  ): Exchange & { readonly name: string } => {
    const [is, was] = [server[direction][serverName ?? ''], client[direction][clientName]]
    const fromServer = direction === 'serverToClient'
    return {
      name: clientName,
      direction,
      server: serverName === undefined ? undefined : eventIn(at, direction, serverName),
      client: eventIn(by, direction, clientName),
      payloads: fromServer ? valuesOf(is, was, 'payload') : valuesOf(was, is, 'payload'),
      replies: fromServer ? [] : valuesOf(is, was, 'reply'),
    }
  }
  const said = Object.keys(client.clientToServer).map((name) =>
    exchange('clientToServer', calledAt(at, 'clientToServer', name, client.version), name),
  )
  const heard = Object.keys(client.serverToClient).map((name) => {
    const legacy = Object.entries(client.aliases.serverToClient).flatMap(([old, { of }]) => (of === name ? [old] : []))
    const names = mixture === 'old-server-new-client' ? [name, ...legacy] : [name]
    const found = names.map((each) => calledAt(at, 'serverToClient', each, client.version)).find((each) => each)
    return exchange('serverToClient', found, name)
  })
  // what a new client hears besides is no loss, unless an old server says it by a name that it does not know
  const isLost = (name: string): boolean => !heard.some((each) => each.server?.name === name)
  const isUnheard = Object.keys(server.serverToClient).some(isLost)
  const isTurned = (name: string): boolean => Object.hasOwn(server.clientToServer, name)
  return [
    ...said,
    ...heard.filter(
      (each) => mixture === 'new-server-old-client' || each.server !== undefined || isUnheard || isTurned(each.name),
    ),
  ]
}

/** Lets a server talk to a client on plain Socket.IO, which reads what comes by its schema; lists the events that do not fit. */
export const readByStock = (server: NamespaceJson, exchanges: readonly (Exchange & { readonly name: string })[]) =>
  withPromiseEnds(endOf(server).contract, 'stock', async ({ served, client, settled }) => {
    const misfits = new Set<string>()
    for (const { name, client: read, server: sent, payloads } of exchanges) {
      client.on(name, (payload) => {
        const result = read?.payload?.['~standard'].validate(payload)
        if (result && 'issues' in result) misfits.add(name)
      })
      for (const payload of payloads) if (sent && isPayload(sent, payload)) served.emit(sent.name, payload)
    }
    await settled()
    return [...misfits]
  })

/** Lets two releases of a namespace talk, server and client; says what did not fit of each exchange. */
export const replayed = (
  server: NamespaceJson,
  client: NamespaceJson,
  mixture: Mixture,
  exchanges: readonly Exchange[],
  table?: PastTable,
): Promise<readonly Misfit[] | string> => {
  const [at, by] = [endOf(server), endOf(client)]
  const isHeardOnly = Object.values(server.aliases.serverToClient).every(({ emit }) => !emit)
  const serving = {
    contract: at.contract,
    aliases: at.aliases,
    legacy: isHeardOnly && Object.keys(server.aliases.clientToServer).length > 0,
    ...(server.past && { past: table ?? at.past }),
  }
  // a client of an older release is not told of the names that will be old
  const calling = { contract: by.contract, aliases: by.aliases, legacy: mixture === 'old-server-new-client' }
  return withLivePair({ serve, Server, io } as never, serving, calling, async (pair: LivePair | RefusedPair) => {
    if ('refused' in pair) return pair.refused
    const found: Misfit[] = []
    for (const exchange of exchanges) found.push(await playExchange(pair, exchange))
    return found
  })
}
