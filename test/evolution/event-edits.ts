import { type ContractEdit, type Data, edit, eventIn, message, namespaceIn, sending } from './contract-edit.js'
import { aliasOf, eventOf } from './contract-maker.js'

/** The edits of events. */
export const eventEdits: readonly ContractEdit[] = [
  edit('an event from the server', (contract) => {
    namespaceIn(contract, '/messaging')['serverToClient']['message:pinned'] = eventOf({
      address: 'message-pinned',
      to: ['user:{userId}'],
      everybody: false,
      payload: { type: 'object', properties: { messageId: { type: 'string' } } } as never,
    })
  }),
  edit('an event from a client', (contract) => {
    namespaceIn(contract, '/messaging')['clientToServer']['message:pin'] = eventOf({
      address: 'client-message-pin',
      direction: 'clientToServer',
      everybody: false,
      payload: { type: 'object', properties: { messageId: { type: 'string' } } } as never,
    })
  }),
  edit('another name of an event, the old one an alias', (contract) => {
    const { serverToClient, aliases } = namespaceIn(contract, '/messaging')
    serverToClient['message:removed'] = serverToClient['message:deleted']
    delete serverToClient['message:deleted']
    aliases.serverToClient['message:deleted'] = aliasOf('message:removed', { since: '1.3.0', removeIn: '2.0.0' })
    aliases.serverToClient.MESSAGE_DELETED.of = 'message:removed'
  }),
  edit('another name of an event, the old one gone', (contract) => {
    const { serverToClient, aliases } = namespaceIn(contract, '/messaging')
    serverToClient['message:removed'] = serverToClient['message:deleted']
    delete serverToClient['message:deleted']
    aliases.serverToClient.MESSAGE_DELETED.of = 'message:removed'
  }),
  edit('the other direction of an event', (contract) => {
    const { serverToClient, clientToServer } = namespaceIn(contract, '/workflow')
    clientToServer.column_update = { ...serverToClient.column_update, direction: 'clientToServer', everybody: false }
    delete serverToClient.column_update
  }),
  edit('no payload', (contract) => {
    delete eventIn(contract, '/appointments', 'pending_count')['payload']
  }),
  edit('an event that may be lost', (contract) => {
    message(contract)['volatile'] = true
  }),
  edit('fewer paths of an identity', (contract) => {
    eventIn(contract, '/messaging', 'message:edited')['identity'] = { paths: ['messageId'] }
  }),
  edit('an identity where there was none', (contract) => {
    eventIn(contract, '/workflow', 'card_move')['identity'] = { paths: ['card_id'] }
  }),
  edit('another path of an identity', (contract) => {
    eventIn(contract, '/messaging', 'message:edited')['identity'] = { paths: ['content', 'messageId'] }
  }),
  edit('an identity that a function tells', (contract) => {
    message(contract)['identity'] = { words: 'By id, within a second.' }
  }),
  edit('a payload that amends, in place of one that replaces', (contract) => {
    eventIn(contract, '/workflow', 'board_update')['state'] = 'patch'
  }),
  edit('a lower limit', (contract) => {
    sending(contract)['limit'] = { count: 100, perMs: 60_000 }
  }),
  edit('a notice that is ended later', (contract) => {
    eventIn(contract, '/messaging', 'typing:update')['endsAfter'].ms = 9000
  }),
  edit('a notice that is not ended', (contract) => {
    delete eventIn(contract, '/messaging', 'typing:update')['endsAfter']
  }),
  edit('an answer to a client', (contract) => {
    eventIn(contract, '/messaging', 'typing:start', 'clientToServer')['reply'] = { type: 'object', properties: {} }
  }),
  edit('an event from within another room', (contract) => {
    eventIn(contract, '/patient-pharmacy', 'chat:typing', 'clientToServer')['within'] = ['order:{orderId}']
  }),
  edit('an event from everybody, in place of one from within a room', (contract) => {
    delete eventIn(contract, '/simulation', 'transcript:catchup', 'clientToServer')['within']
  }),
  edit('an answer that has to be asked for', (contract) => {
    eventIn(contract, '/realtime', 'activity:ping', 'clientToServer')['query'] = true
  }),
  edit('an answer of clients', (contract) => {
    message(contract)['reply'] = { type: 'object', properties: {} }
  }),
  edit('a required field of a reply', (contract) => {
    const { reply } = sending(contract)
    reply.properties.position = { type: 'integer' }
    reply.required = [...(reply.required ?? []), 'position']
  }),
  edit('another type in TypeScript', (contract) => {
    message(contract)['types'] = { ...message(contract)['types'], payload: 'MessageCreated' }
  }),
  edit('another sentence', (contract) => {
    message(contract)['summary'] = 'Says it in other words.'
  }),
  edit('an event on its way out', (contract) => {
    message(contract)['deprecated'] = { since: '1.3.0', removeIn: '2.0.0' }
  }),
]

/** The edits of who hears an event. */
export const audienceEdits: readonly ContractEdit[] = [
  edit('one client in place of everybody', (contract) => {
    Object.assign(eventIn(contract, '/appointments', 'pending_count'), { everybody: false, direct: true })
  }),
  edit('everybody in place of one client', (contract) => {
    Object.assign(eventIn(contract, '/simulation', 'transcript:error'), { everybody: true, direct: false })
  }),
  edit('everybody in place of a room', (contract) => {
    Object.assign(message(contract), { everybody: true, to: [] })
  }),
  edit('another room besides', (contract) => {
    eventIn(contract, '/patient-pharmacy', 'order:new')['to'].push('chat:{roomId}')
  }),
  edit('another name of a room, the old one still read', (contract) => {
    renameRoom(contract, ['order:{orderId}'])
  }),
  edit('another name of a room, the old one forgotten', (contract) => {
    renameRoom(contract, [])
  }),
  edit('a room', (contract) => {
    namespaceIn(contract, '/workflow')['rooms']['board:{boardId}'] = { params: ['boardId'], legacy: [] }
  }),
  edit('an older name that a room reads', (contract) => {
    namespaceIn(contract, '/notifications')['rooms']['notifications:{userId}'].legacy = ['user-{userId}']
  }),
  edit('a room that an event enters', (contract) => {
    eventIn(contract, '/simulation', 'transcript:catchup', 'clientToServer')['joins'] = ['session:{sessionId}']
  }),
]

const renameRoom = (contract: Data, legacy: string[]): void => {
  const namespace = namespaceIn(contract, '/patient-pharmacy')
  const [from, to] = ['order:{orderId}', 'orders:{orderId}']
  namespace['rooms'][to] = { ...namespace['rooms'][from], legacy }
  delete namespace['rooms'][from]
  for (const events of [namespace['serverToClient'], namespace['clientToServer']])
    for (const event of Object.values(events) as Data[])
      for (const list of ['to', 'joins', 'leaves'])
        event[list] = event[list].map((pattern: string) => (pattern === from ? to : pattern))
}
