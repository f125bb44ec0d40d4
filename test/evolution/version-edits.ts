import { type ContractEdit, type Data, edit, namespaceIn, realContract } from './contract-edit.js'

const none = { rename: {}, heard: {}, up: false, down: false, reply: false }

const messaging = (contract: Data): Data => namespaceIn(contract, '/messaging')
const rows = (contract: Data, direction: string): Data => messaging(contract)['past'][1][direction]
/** Lets a contract be at a version, and serve those before it that are told. */
const serving =
  (version: number, ...earlier: number[]) =>
  (contract: Data): void => {
    messaging(contract)['version'] = version
    messaging(contract)['past'] = Object.fromEntries(
      earlier.map((each) => [each, { serverToClient: {}, clientToServer: {} }]),
    )
  }
const renamed = (contract: Data): void => {
  const { serverToClient, aliases } = messaging(contract)
  serverToClient['message:removed'] = serverToClient['message:deleted']
  delete serverToClient['message:deleted']
  aliases.serverToClient.MESSAGE_DELETED.of = 'message:removed'
}
const recorded = (what: string, make: ContractEdit['make'], base?: ContractEdit['base']): ContractEdit => ({
  ...edit(what, make, base),
  versions: { 1: realContract() },
})

/** The edits of the versions that are served. */
export const versionEdits: readonly ContractEdit[] = [
  recorded('another version, the one before served still', serving(2, 1)),
  recorded('another version, the one before served no longer', serving(2)),
  recorded('another version and another name of an event, the old one in `past`', (contract) => {
    serving(2, 1)(contract)
    renamed(contract)
    rows(contract, 'serverToClient')['message:removed'] = { ...none, name: 'message:deleted' }
  }),
  recorded(
    'a row that leaves a field out for clients of version 1',
    (contract) => {
      rows(contract, 'serverToClient')['message:new'] = { ...none, rename: { body: 'content' } }
    },
    serving(2, 1),
  ),
  recorded(
    'a row that does not read what clients of version 1 send',
    (contract) => {
      rows(contract, 'clientToServer')['message:send'] = { ...none, heard: { content: 'body' } }
    },
    serving(2, 1),
  ),
  recorded(
    'a row whose function is not at hand',
    (contract) => {
      rows(contract, 'clientToServer')['message:send'] = { ...none, up: true }
    },
    serving(2, 1),
  ),
  recorded('another name of an event, which clients of version 1 know by the old one', renamed, serving(2, 1)),
  { ...edit('a version that nobody recorded', serving(3, 1, 2), serving(3, 2)), versions: { 2: versionTwo() } },
]

function versionTwo(): Data {
  const contract = realContract()
  messaging(contract)['version'] = 2
  return contract
}
