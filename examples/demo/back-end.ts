import { createServer, type Server as HttpServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { Server } from 'socket.io'
import {
  type ChatMessage,
  chatRoom,
  type DispatchStatus,
  dispatchRoom,
  type OrderStatus,
  orderRoom,
  patientPharmacy,
  patientPharmacyAliases,
  pharmacyRoom,
} from 'socket-canon/patient-pharmacy'
import { type Observe, serve } from 'socket-canon/server'
import { type Pharmacy, pharmacies } from './pharmacies.js'
import { verifyToken } from './token.js'

interface Order {
  readonly id: string
  readonly pharmacy: Pharmacy
  readonly drugName: string
  readonly quantity: number
  readonly createdAt: string
  status: OrderStatus
  dispatch?: { readonly id: string; status: DispatchStatus }
}

const [mostSaid, mostOrders] = [20, 5]
const medicines = ['Paracetamol', 'Amoxicillin', 'Ibuprofen', 'Metformin', 'Salbutamol', 'Cetirizine']
const sayings = ['Is my order ready?', 'We pack it right now.', 'Can it come by courier?', 'The driver is on the way.']
const ways: { readonly [Status in OrderStatus]?: OrderStatus } = {
  PENDING: 'CONFIRMED',
  CONFIRMED: 'PREPARING',
  PREPARING: 'PREPARED',
  PREPARED: 'OUT_FOR_DELIVERY',
  OUT_FOR_DELIVERY: 'DELIVERED',
}
const rides: { readonly [Status in DispatchStatus]?: DispatchStatus } = {
  BOOKED: 'ASSIGNED',
  ASSIGNED: 'PICKED_UP',
  PICKED_UP: 'IN_TRANSIT',
  IN_TRANSIT: 'DELIVERED',
}

/** What an application loads when it opens, and from then on hears of. */
export interface History {
  readonly messages: readonly ChatMessage[]
  readonly orders: readonly (Pick<Order, 'id' | 'drugName' | 'quantity' | 'status' | 'createdAt'> & {
    readonly delivery?: DispatchStatus | undefined
  })[]
}

/** The pharmacies' back end: what a team has after the first week of a migration. */
export interface BackEnd {
  readonly url: string
  /** The server of socket.io's, which may serve more contracts than the pharmacies'. */
  readonly io: Server
  /** Posts a message in the chat of a pharmacy, as its REST interface does; returns the fact's key. */
  say(pharmacy: Pharmacy, sender: { id: string; type: 'patient' | 'pharmacy' }, content: string): string
  /** Lets the next thing happen at a pharmacy; returns the fact's key. */
  happen(pharmacy: Pharmacy): string
  /** Returns what was said and ordered last at a pharmacy, as its REST interface does. */
  history(pharmacy: Pharmacy): History
  close(): Promise<void>
}

/** Starts the back end on this machine alone, on both paths. */
export async function startBackEnd(
  options: { port?: number; http?: HttpServer; observe?: Observe } = {},
): Promise<BackEnd> {
  const http = options.http ?? createServer((_, response) => response.writeHead(404).end())
  const io = new Server(http, { serveClient: false })
  const orders = new Map<string, Order>()
  const said = new Map<string, readonly ChatMessage[]>()

  const pharmacy = serve(io, patientPharmacy, {
    aliases: patientPharmacyAliases,
    legacy: true,
    authenticate: ({ token }) => verifyToken(token),
    userId: (user) => user.id,
    expiresAt: (user) => user.exp * 1000,
    autoJoin: (user) => [pharmacyRoom(user.pharmacyId)],
    mayJoin: (user, room) => ownerOf(room) === user.pharmacyId,
    observe: options.observe,
  })
  pharmacy.on('chat:typing', ({ roomId, isTyping }, { user, to }) =>
    to(chatRoom(roomId)).emit('chat:typing', { roomId, userId: user.id, isTyping }),
  )

  /** Returns whose a room is, by the pharmacy's id; a name that nobody knows is nobody's. */
  function ownerOf(room: string): string | undefined {
    const { pharmacyId } = pharmacyRoom.parse(room) ?? {}
    const { roomId } = chatRoom.parse(room) ?? {}
    const { orderId } = orderRoom.parse(room) ?? {}
    const { dispatchId } = dispatchRoom.parse(room) ?? {}
    const order = [...orders.values()].find(({ id, dispatch }) => id === orderId || dispatch?.id === dispatchId)
    return pharmacyId ?? pharmacies.find(({ chatId }) => chatId === roomId)?.id ?? order?.pharmacy.id
  }

  let count = 0
  const now = () => new Date().toISOString()
  const say: BackEnd['say'] = ({ chatId }, sender, content) => {
    const message: ChatMessage = {
      id: `message-${++count}`,
      roomId: chatId,
      senderId: sender.id,
      senderType: sender.type,
      content,
      messageType: 'TEXT',
      createdAt: now(),
    }
    said.set(chatId, [...(said.get(chatId) ?? []), message].slice(-mostSaid))
    pharmacy.to(chatRoom(chatId)).emit('chat:message', message)
    return message.id
  }
  const place = (at: Pharmacy): string => {
    const order: Order = {
      id: `order-${++count}`,
      pharmacy: at,
      drugName: medicines[count % medicines.length] ?? '',
      quantity: 1 + (count % 3),
      createdAt: now(),
      status: 'PENDING',
    }
    const { id, drugName, quantity, status, createdAt } = order
    orders.set(order.id, order)
    // a demo that runs for days forgets, too
    if (orders.size > 500) orders.delete(orders.keys().next().value ?? '')
    pharmacy.to(pharmacyRoom(at.id)).emit('order:new', {
      id,
      drugName,
      quantity,
      status,
      patient: { id: `patient-${count % 7}`, phone: '+234...' },
      pharmacy: { id: at.id, name: at.name },
      createdAt,
      roomId: at.chatId,
    })
    return id
  }
  const advance = (order: Order, status: OrderStatus): string => {
    order.status = status
    pharmacy.to(pharmacyRoom(order.pharmacy.id)).emit('order:updated', { id: order.id, status, updatedAt: now() })
    return `${order.id} ${status}`
  }
  const ride = (order: Order, status: DispatchStatus): string => {
    order.dispatch = { id: order.dispatch?.id ?? `dispatch-${++count}`, status }
    const { id } = order.dispatch
    pharmacy.to(pharmacyRoom(order.pharmacy.id)).emit('dispatch:updated', {
      dispatch: { id, orderId: order.id, status, provider: 'kwik', updatedAt: now() },
    })
    return `${id} ${status}`
  }

  const talk = (at: Pharmacy, turn: number): string => {
    const sender =
      turn % 2 ? ({ id: 'patient-1', type: 'patient' } as const) : ({ id: 'staff-0', type: 'pharmacy' } as const)
    return say(at, sender, sayings[(turn - 1) % sayings.length] ?? '')
  }

  const history: BackEnd['history'] = (at) => ({
    messages: said.get(at.chatId) ?? [],
    orders: [...orders.values()]
      .filter((order) => order.pharmacy === at)
      .slice(-mostOrders)
      .map(({ pharmacy: _, dispatch, ...order }) => ({ ...order, delivery: dispatch?.status })),
  })

  const turns = new Map<Pharmacy, number>()
  const happen: BackEnd['happen'] = (at) => {
    const turn = (turns.get(at) ?? 0) + 1
    turns.set(at, turn)
    const own = [...orders.values()].filter((order) => order.pharmacy === at).slice(-12)
    if (turn % 5 === 0) return talk(at, turn / 5)
    const riding = own.find(({ status, dispatch }) => status === 'OUT_FOR_DELIVERY' && dispatch?.status !== 'DELIVERED')
    if (riding && turn % 2)
      return ride(riding, riding.dispatch ? (rides[riding.dispatch.status] ?? 'DELIVERED') : 'BOOKED')
    const open = own.filter(
      ({ status, dispatch }) => ways[status] && (status !== 'OUT_FOR_DELIVERY' || dispatch?.status === 'DELIVERED'),
    )
    const next = open[turn % Math.max(open.length, 1)]
    return next && turn % 5 !== 1 ? advance(next, ways[next.status] ?? 'DELIVERED') : place(at)
  }

  await new Promise<void>((resolve, reject) => {
    http.once('error', reject)
    http.listen(options.port ?? 0, '127.0.0.1', resolve)
  })
  const { port } = http.address() as AddressInfo
  return {
    url: `http://127.0.0.1:${port}`,
    io,
    say,
    happen,
    history,
    close: async () => {
      pharmacy.close()
      await io.close()
    },
  }
}
