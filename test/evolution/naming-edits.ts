import { type ContractEdit, type Data, edit, fieldsOf, message, namespaceIn } from './contract-edit.js'
import { aliasOf } from './contract-maker.js'

/** The edits of aliases. */
export const aliasEdits: readonly ContractEdit[] = [
  edit('an alias', (contract) => {
    aliasesOf(contract)['NEW_MESSAGE_NOW'] = aliasOf('message:new', { since: '1.3.0', removeIn: '2.0.0' })
  }),
  edit('an alias gone with the release it was to go with', (contract) => {
    delete aliasesOf(contract)['MESSAGE_EDITED']
    contract['package'] = { name: 'socket-canon', version: '2.0.0' }
  }),
  edit('an alias that is only heard', (contract) => {
    aliasesOf(contract)['MESSAGE_EDITED'].emit = false
  }),
  edit('a later end of an alias', (contract) => {
    aliasesOf(contract)['MESSAGE_EDITED'].removeIn = '3.0.0'
  }),
  edit('no end of an alias', (contract) => {
    delete aliasesOf(contract)['MESSAGE_EDITED'].removeIn
  }),
  edit('another event an alias stands for', (contract) => {
    aliasesOf(contract)['MESSAGE_EDITED'].of = 'message:new'
  }),
  edit('another spelling that an alias hears', (contract) => {
    aliasesOf(contract)['MESSAGE_EDITED'].heard.text = 'content'
  }),
  edit('a function of an alias', (contract) => {
    aliasesOf(contract)['MESSAGE_EDITED'].up = true
  }),
  edit('another name of an event, the old one an alias that a function shapes', (contract) => {
    const { serverToClient, aliases } = namespaceIn(contract, '/messaging')
    serverToClient['message:removed'] = serverToClient['message:deleted']
    delete serverToClient['message:deleted']
    aliases.serverToClient['message:deleted'] = aliasOf('message:removed', {
      since: '1.3.0',
      removeIn: '2.0.0',
      down: true,
    })
    aliases.serverToClient.MESSAGE_DELETED.of = 'message:removed'
  }),
  edit('a spelling less in an older shape of what a client sends', (contract) => {
    shapesOf(contract, '/simulation').clientToServer['transcript:catchup'].heard = {}
  }),
  edit('no older shape of what a client sends', (contract) => {
    delete shapesOf(contract, '/simulation').clientToServer['session:join']
  }),
  edit('no older shape of what the server sends', (contract) => {
    delete shapesOf(contract, '/workflow').serverToClient.board_update
  }),
  edit('a function less in an older shape', (contract) => {
    shapesOf(contract, '/simulation').clientToServer['transcript:catchup'].reply = false
  }),
  edit('no login by the query', (contract) => {
    delete namespaceIn(contract, '/messaging')['aliases'].login.query
  }),
  edit('another event that tells an older client that it is in', (contract) => {
    namespaceIn(contract, '/notifications')['aliases'].login.event.success = 'auth:success'
  }),
  edit('nothing that is sent first to older servers', (contract) => {
    delete namespaceIn(contract, '/workflow')['aliases'].opening
  }),
]

const shapesOf = (contract: Data, path: string): Data => namespaceIn(contract, path)['aliases'].shapes

const aliasesOf = (contract: Data): Data => namespaceIn(contract, '/messaging')['aliases'].serverToClient

const retire = (contract: Data): void => {
  const at = { namespace: '/messaging', direction: 'serverToClient', removedIn: '1.1.0' }
  contract.tombstones = [
    { kind: 'event', ...at, event: 'message:pinned' },
    { kind: 'field', ...at, event: 'message:new', part: 'payload', path: 'mood', schema: { type: 'string' } },
  ]
}

/** The edits of namespaces and of the protocol. */
export const servingEdits: readonly ContractEdit[] = [
  edit('a namespace', (contract) => {
    contract['namespaces']['/billing'] = { ...structuredClone(namespaceIn(contract, '/workflow')), system: undefined }
  }),
  edit('another path of a namespace, the old one served', (contract) => {
    contract['namespaces']['/board'] = {
      ...namespaceIn(contract, '/workflow'),
      legacyPath: { path: '/workflow', without: [] },
    }
    delete contract['namespaces']['/workflow']
  }),
  edit('another namespace of an event', (contract) => {
    const { serverToClient } = namespaceIn(contract, '/workflow')
    namespaceIn(contract, '/appointments')['serverToClient'].board_update = serverToClient.board_update
    delete serverToClient.board_update
  }),
  edit('an event less at a legacy path', (contract) => {
    namespaceIn(contract, '/messaging')['legacyPath'] = { path: '/ws', without: ['message:read'] }
  }),
  edit('a higher version of a contract', (contract) => {
    namespaceIn(contract, '/messaging')['version'] = 2
  }),
  edit('a lower version of the package', (contract) => {
    contract['package'] = { name: 'socket-canon', version: '1.1.0' }
  }),
  edit('a required field of the handshake', (contract) => {
    const { schema } = contract['protocol'].handshake
    schema.properties.tenant = { type: 'string' }
    schema.required = [...(schema.required ?? []), 'tenant']
  }),
  edit('an error code', (contract) => {
    contract['protocol'].errorCodes.TEAPOT = { summary: 'A teapot.', retryable: false, raisedBy: ['server'] }
  }),
  edit(
    'a retired event and a retired field, used for something else',
    (contract) => {
      namespaceIn(contract, '/messaging')['serverToClient']['message:pinned'] = message(contract)
      fieldsOf(message(contract))['mood'] = { type: 'integer' }
    },
    retire,
  ),
  edit(
    'a retirement forgotten',
    (contract) => {
      contract['tombstones'] = []
    },
    retire,
  ),
]
