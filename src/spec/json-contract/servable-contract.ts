import type { AliasTable } from '../../contract/alias/alias.js'
import type { LoginRow } from '../../contract/alias/login-row.js'
import type { LoginJson } from '../alias/alias-json.js'
import type { NamespaceJson } from '../contract-json.js'
import { contractFromJson, type JsonContract } from './json-contract.js'
import { learnedAnswer, learnedRows } from './learned-row.js'
import { plainFromJson } from './plain-from-json.js'

/**
 * Makes a contract that can be served of what `contract.json` says of one namespace: its schemas say what they are made of, and what
 * functions of its alias table do is learned from the examples beside them.
 */
export function servableContract(path: string, json: NamespaceJson): JsonContract {
  const made = contractFromJson(path, json, plainFromJson)
  const { serverToClient, clientToServer, aliases } = json
  const { shapes, unacknowledged, login } = aliases
  const learned: AliasTable = {
    serverToClient: learnedRows(aliases.serverToClient, serverToClient),
    clientToServer: learnedRows(aliases.clientToServer, clientToServer),
    unacknowledged: Object.fromEntries(
      Object.entries(unacknowledged).map(([name, each]) => [name, learnedAnswer(each)]),
    ),
    ...(shapes && {
      shapes: {
        serverToClient: learnedRows(shapes.serverToClient, serverToClient),
        clientToServer: learnedRows(shapes.clientToServer, clientToServer),
      },
    }),
    ...(login && {
      login: {
        ...(login.query && { query: loginRow(login.query) }),
        ...(login.event && { event: loginRow(login.event) }),
      },
    }),
  }
  return { ...made, contract: { ...made.contract, digest: json.digest }, aliases: learned }
}

/** Makes the row of a login; what it carries stands in the file in words only, so that all that is known is told. */
function loginRow({ success, failure }: LoginJson): LoginRow {
  return {
    success: { event: success, down: (login) => ({ ...login }) },
    ...(failure !== undefined && { failure: { event: failure, down: (told) => ({ error: told.message, ...told }) } }),
  }
}
