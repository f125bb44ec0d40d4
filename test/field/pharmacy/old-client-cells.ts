import type { Socket } from 'socket.io-client'
import { chatRoom, orderRoom, type PatientPharmacy, pharmacyRoom } from '../../../src/patient-pharmacy.js'
import type { Sender } from '../../../src/server/index.js'
import { afterwards } from '../../ends/afterwards.js'
import { listening } from '../../ends/server.js'
import { joined } from '../../ends/sockets.js'
import { next } from '../../ends/waiting.js'
import type { Block, Right, Seen } from '../cell.js'
import { during } from '../during.js'
import { answerMarkers, settled } from '../marker.js'
import { reconnected } from '../new-end.js'
import { connection, refusalsOf } from '../refusals.js'
import { fieldWords, heardWords } from '../words.js'
import { change, delivery, message, order } from './facts.js'
import { newPharmacyServer } from './new-server.js'
import { type PharmacyPage, pharmacyPage } from './old-client.js'

const neverRejoins = 'the page enters its rooms once, and not after a reconnection'
const writesEarly = 'the page writes it without knowing, and is right where the join is done'
const keepsNothing = 'the page itself puts what comes in the place of what it holds'
const isLeftAlone = 'without `legacy` the old path is left alone'

/** Lists what is right for a page of old on a path that is served. */
function served(path: string, legacy: boolean): Right {
  const both = (canonical: string, ...old: string[]) =>
    `heard ${[canonical, ...(path === '/' ? old : [])].map((name) => `once as ${name}`).join(', ')}`
  const chat = both('chat:message', 'new-message')
  const news = both('order:new', 'order:created')
  const deliveries = ['dispatch:update', 'delivery:status_changed', 'delivery:completed']
  return {
    'gets in': 'connected',
    'with a bad token': 'sent to the login page',
    "hears its pharmacy's order": news,
    "hears its pharmacy's delivery": both('dispatch:updated', ...deliveries),
    'the order it holds, after a change': [
      path === '/' ? 'id, orderId, orderStatus, status, updatedAt' : 'id, status, updatedAt',
      keepsNothing,
    ],
    "join an order's room": both('order:updated', 'order:status-updated', 'order.updated'),
    "join an order's room, its log": ['joined order:order_1', writesEarly],
    "leave an order's room": 'heard never',
    'join a pharmacy of others': 'ROOM_FORBIDDEN',
    'chat:join, what the page is told': legacy
      ? 'room-joined'
      : ['gives up', '`room-joined` is a name of the alias table, which was left out'],
    'chat:join, what it hears': chat,
    'typing of a colleague': 'heard once as chat:typing',
    'typing of a stranger': 'heard never',
    'chat:leave': 'heard never',
    "again: its pharmacy's order": news,
    'again: its chat': ['heard never', neverRejoins],
    'again: its chat, opened again': chat,
  }
}

const unserved: Right = {
  'gets in': ['connected', isLeftAlone],
  'with a bad token': ['connected', isLeftAlone],
  "hears its pharmacy's order": ['heard never', isLeftAlone],
  'chat:join, what the page is told': ['gives up', isLeftAlone],
}

/** Lists where a page of old meets a new server. */
export const oldClientCells: readonly Block[] = ['/', '/patient-pharmacy'].flatMap((path) =>
  [true, false].map((legacy) => {
    const isServed = path !== '/' || legacy
    return {
      system: 'pharmacy',
      pair: 'old client, new server',
      path,
      legacy,
      right: isServed ? served(path, legacy) : unserved,
      see: () => (isServed ? see(path, legacy) : seeUnserved(path)),
    } as const
  }),
)

function open(url: string, path: string, token: string): PharmacyPage {
  const manager = { reconnectionDelay: 5, reconnectionDelayMax: 20 }
  const pause = () => settled(page.socket)
  const page = pharmacyPage({ url, path, token, legacyEvents: true, pause, manager })
  afterwards(() => page.socket.disconnect())
  return page
}

async function seeUnserved(path: string): Promise<Seen> {
  const { io, url } = await listening()
  const pharmacy = newPharmacyServer(io, false)
  answerMarkers(io, path)
  const page = open(url, path, 'pharmacist')
  return {
    'gets in': await connection(page.socket),
    'with a bad token': await connection(open(url, path, 'nobody').socket),
    "hears its pharmacy's order": await during(page, () => orderOf(pharmacy)),
    'chat:join, what the page is told': await openedChat(page),
  }
}

async function see(path: string, legacy: boolean): Promise<Seen> {
  const { io, url } = await listening()
  const pharmacy = newPharmacyServer(io, legacy)
  answerMarkers(io, path)
  const bad = open(url, path, 'nobody')
  await next(bad.socket, 'connect_error')
  const page = open(url, path, 'pharmacist')
  const isIn = await connection(page.socket)
  const others = await Promise.all(['pharmacist', 'stranger'].map((token) => joined(url, path, { auth: { token } })))
  const first = {
    'gets in': isIn,
    'with a bad token': bad.isAtLogin ? 'sent to the login page' : 'tries for ever',
    ...(await seeFacts(page, pharmacy)),
    ...(await seeRooms(page, pharmacy)),
    ...(await seeChat(page, pharmacy, others)),
  }
  await page.openChat('room_1')
  await settled(page.socket)
  const hadChat = await during(page, () => post(pharmacy))
  await reconnected(io, path, page.socket)
  const refusals = refusalsOf(page.socket)
  const againOrder = await during(page, () => orderOf(pharmacy))
  const againChat = await during(page, () => post(pharmacy))
  await openedChat(page)
  return {
    ...first,
    "again: its pharmacy's order": againOrder,
    'again: its chat': hadChat === 'heard never' ? 'never was in' : againChat,
    'again: its chat, opened again': refusals[0] ?? (await during(page, () => post(pharmacy))),
  }
}

async function seeFacts(page: PharmacyPage, pharmacy: Sender<PatientPharmacy>): Promise<Seen> {
  const room = pharmacy.to(pharmacyRoom('pharmacy_1'))
  const news = await during(page, () => orderOf(pharmacy))
  const delivered = await during(page, () => room.emit('dispatch:updated', { dispatch: delivery() }))
  await during(page, () => room.emit('order:new', order('order_held')))
  await during(page, () => room.emit('order:updated', change('order_held')))
  return {
    "hears its pharmacy's order": news,
    "hears its pharmacy's delivery": delivered,
    'the order it holds, after a change': fieldWords(page.orders.get('order_held')),
  }
}

async function seeRooms(page: PharmacyPage, pharmacy: Sender<PatientPharmacy>): Promise<Seen> {
  const refusals = refusalsOf(page.socket)
  const move = () => during(page, () => pharmacy.to(orderRoom('order_1')).emit('order:updated', change()))
  page.join('order:order_1')
  await settled(page.socket)
  const [code] = refusals
  const moved = await move()
  page.leave('order:order_1')
  await settled(page.socket)
  const left = code === undefined ? await move() : 'never was in'
  refusals.length = 0
  page.join('pharmacy:pharmacy_2')
  await settled(page.socket)
  return {
    "join an order's room": code ?? moved,
    "join an order's room, its log": page.log[0] ?? 'nothing',
    "leave an order's room": left,
    'join a pharmacy of others': refusals[0] ?? 'nothing is said',
  }
}

async function seeChat(page: PharmacyPage, pharmacy: Sender<PatientPharmacy>, others: Socket[]): Promise<Seen> {
  const [colleague, stranger] = others as [Socket, Socket]
  const refusals = refusalsOf(page.socket)
  const told = await openedChat(page)
  const [code] = refusals
  const heard = await during(page, () => post(pharmacy))
  // with an acknowledgement, as clients of today ask
  await colleague.emitWithAck('chat:join', { roomId: 'room_1' })
  const type = async (socket: Socket) => {
    socket.emit('chat:typing', { roomId: 'room_1', isTyping: true })
    await settled(socket, colleague)
  }
  const typing = await during(page, () => type(colleague))
  const overheard: [string, unknown][] = []
  colleague.on('chat:typing', (payload) => overheard.push(['chat:typing', payload]))
  await type(stranger)
  page.closeChat('room_1')
  await settled(page.socket)
  const left = await during(page, () => post(pharmacy))
  return {
    'chat:join, what the page is told': told,
    'chat:join, what it hears': code ?? heard,
    'typing of a colleague': code === undefined ? typing : 'never was in',
    'typing of a stranger': heardWords(overheard),
    'chat:leave': code === undefined ? left : 'never was in',
  }
}

/** Opens the chat as the page does, and returns what it was told. */
async function openedChat(page: PharmacyPage): Promise<string> {
  const isTold = await page.openChat('room_1')
  await settled(page.socket)
  return isTold ? 'room-joined' : 'gives up'
}

const post = (pharmacy: Sender<PatientPharmacy>): void =>
  pharmacy.to(chatRoom('room_1')).emit('chat:message', message())

const orderOf = (pharmacy: Sender<PatientPharmacy>): void =>
  pharmacy.to(pharmacyRoom('pharmacy_1')).emit('order:new', order())
