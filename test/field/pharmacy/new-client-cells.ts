import * as clientEntry from '../../../src/client/index.js'
import { chatRoom, orderRoom, patientPharmacy, patientPharmacyAliases } from '../../../src/patient-pharmacy.js'
import { listening } from '../../ends/server.js'
import { socketTo } from '../../ends/sockets.js'
import { next } from '../../ends/waiting.js'
import type { Block, Right, Seen } from '../cell.js'
import { answerMarkers, settled } from '../marker.js'
import { newEnd, reconnected } from '../new-end.js'
import { change, delivery, message, order } from './facts.js'
import { oldPharmacyServer } from './old-server.js'

const looksLate = 'the old server lets everybody in before it looks, and gives no reason'
const isDeaf = 'without `legacy` the client hears the names of today only'
const isStrict = 'the old server acknowledges nothing, and without `legacy` nothing else is an answer'

/** Lists what is right for a new client on an old server. */
function right(path: string, legacy: boolean): Right {
  const asked: Right[string] = legacy ? 'resolves' : ['rejects: REQUEST_TIMEOUT', isStrict]
  const heard: Right[string] = path === '/' && !legacy ? ['told never', isDeaf] : 'told once'
  return {
    'gets in': 'connected',
    'with a bad token': ['offline', looksLate],
    'join(order), joined': asked,
    'join(chat), joined': asked,
    "request('chat:join')": asked,
    'a message of the chat': heard,
    'an order of the pharmacy': heard,
    'a change of the order': heard,
    'a delivery of the order': heard,
    'leave the chat': 'told never',
    'what merges a change into an order': '`applyTo`',
    'again: the chat': heard,
    'again: the order': heard,
  }
}

/** Lists where a new client meets a pharmacy's server of old. */
export const newClientCells: readonly Block[] = ['/', '/patient-pharmacy'].flatMap((path) =>
  [true, false].map((legacy) => ({
    system: 'pharmacy' as const,
    pair: 'new client, old server' as const,
    path,
    legacy,
    right: right(path, legacy),
    see: () => see(path, legacy),
  })),
)

async function see(path: string, legacy: boolean): Promise<Seen> {
  const { io, url } = await listening()
  const old = oldPharmacyServer(io, path)
  answerMarkers(io, path)
  const options = { aliases: patientPharmacyAliases, legacy }
  const open = (token: string) =>
    newEnd(
      socketTo(url, path, { forceNew: true, transports: ['websocket'], auth: (send) => send({ token }) }),
      patientPharmacy,
      options,
    )
  const bad = open('nobody')
  await next(bad.client.socket, 'disconnect')
  const { client, during, outcome } = open('pharmacist')
  await next(client.socket, 'connect')
  const isIn = client.status

  const inOrder = client.join(orderRoom('order_1'))
  const orderJoined = await outcome(inOrder.joined)
  const inChat = client.join(chatRoom('room_1'))
  const chatJoined = await outcome(inChat.joined)
  const asked = await outcome(client.request('chat:join', { roomId: 'room_1' }))
  const post = () => during('chat:message', () => old.post(message()))
  const move = () => during('order:updated', () => old.move({ ...order('order_1'), ...change() }))
  const chat = await post()
  const news = await during('order:new', () => old.order(order('order_1'), 'pharmacy_1'))
  const moved = await move()
  const delivered = await during('dispatch:updated', () => old.deliver(delivery()))
  inChat.leave()
  await settled(client.socket)
  const left = await post()

  const back = client.join(chatRoom('room_1'))
  await outcome(back.joined)
  await reconnected(io, path, client.socket)
  return {
    'gets in': isIn,
    'with a bad token': bad.client.status,
    'join(order), joined': orderJoined,
    'join(chat), joined': chatJoined,
    "request('chat:join')": asked,
    'a message of the chat': chat,
    'an order of the pharmacy': news,
    'a change of the order': moved,
    'a delivery of the order': delivered,
    'leave the chat': left,
    'what merges a change into an order': 'applyTo' in clientEntry ? '`applyTo`' : 'nothing',
    'again: the chat': await post(),
    'again: the order': await move(),
  }
}
