import { afterEach, expect, test, vi } from 'vitest'
import { listening } from '../../ends/server.js'
import { next } from '../../ends/waiting.js'
import { during } from '../../field/during.js'
import { answerMarkers, settled } from '../../field/marker.js'
import { change, delivery, message, order } from '../../field/pharmacy/facts.js'
import { oldPharmacyServer } from '../../field/pharmacy/old-server.js'
import { refusalsOf } from '../../field/refusals.js'
import { fieldWords } from '../../field/words.js'
import { load } from '../project.js'
import { guide, type NewPage, newPage, oldPage, reconnected, sendsBy, serveBy, verifyJwt } from './pharmacy-ends.js'

const paths = ['/', '/patient-pharmacy']

afterEach(() => {
  vi.unstubAllEnvs()
  vi.restoreAllMocks()
})

test.each(paths)('1: on %s a bad token leads an old page to the login, and a good one in', async (path) => {
  const { io, url } = await listening()
  oldPharmacyServer(io, path)
  answerMarkers(io, path)
  const before = oldPage(url, path, 'nobody')
  await next(before.socket, 'disconnect')
  expect(before.isAtLogin).toBe(false)
  guide.run('token', { io, verifyJwt })
  const bad = oldPage(url, path, 'nobody')
  await next(bad.socket, 'connect_error')
  expect(bad.isAtLogin).toBe(true)
  const good = oldPage(url, path)
  await next(good.socket, 'connect')
  expect(await good.openChat('room_1')).toBe(true)
})

test.each(paths)('2: old pages on %s see what the page says', async (path) => {
  const { io, url } = await listening()
  const { pharmacy, needOldPath } = serveBy('serve', io)
  const { sendMessage, sendOrder, sendMove, sendDelivery } = sendsBy('send', { pharmacy })
  answerMarkers(io, path)
  const bad = oldPage(url, path, 'nobody')
  await next(bad.socket, 'connect_error')
  expect(bad.isAtLogin).toBe(true)
  const [page, stranger] = [oldPage(url, path), oldPage(url, path, 'stranger')]
  await Promise.all([page, stranger].map(({ socket }) => next(socket, 'connect')))
  expect(needOldPath.size).toBe(2)
  const [refusals, strangers] = [refusalsOf(page.socket), refusalsOf(stranger.socket)]
  page.join('order:order_1')
  expect(await page.openChat('room_1')).toBe(true)
  expect(refusals).toEqual([])
  stranger.join('order:order_1')
  expect(await stranger.openChat('room_1')).toBe(false)
  stranger.type('room_1', true)
  await settled(stranger.socket)
  expect(strangers).toEqual(Array(26).fill('ROOM_FORBIDDEN'))
  expect(stranger.log).toEqual(['joined order:order_1'])

  const names = (today: string, ...old: string[]) =>
    `heard ${[today, ...(path === '/' ? old : [])].map((name) => `once as ${name}`).join(', ')}`
  const chat = names('chat:message', 'new-message')
  expect(await during(page, () => sendMessage(message()))).toBe(chat)
  expect(await during(page, () => sendOrder(order('order_1')))).toBe(names('order:new', 'order:created'))
  expect(await during(page, () => sendMove('pharmacy_1', change()))).toBe(
    names('order:updated', 'order:status-updated', 'order.updated'),
  )
  const fields = path === '/' ? 'id, orderId, orderStatus, status, updatedAt' : 'id, status, updatedAt'
  expect(fieldWords(page.orders.get('order_1'))).toBe(fields)
  expect(await during(page, () => sendDelivery('pharmacy_1', delivery()))).toBe(
    names('dispatch:updated', 'dispatch:update', 'delivery:status_changed', 'delivery:completed'),
  )
  const colleague = oldPage(url, path)
  await next(colleague.socket, 'connect')
  await colleague.openChat('room_1')
  const type = async () => {
    colleague.type('room_1', true)
    await settled(colleague.socket)
  }
  expect(await during(page, type)).toBe('heard once as chat:typing')
  expect(stranger.heard).toEqual([])
  await reconnected(io, path, page.socket)
  expect(await during(page, () => sendMessage(message()))).toBe('heard never')
  expect(await during(page, () => sendOrder(order()))).toBe(names('order:new', 'order:created'))
})

test('2: an old page keeps a whole order where the line that sends it is kept', async () => {
  const { io, url } = await listening()
  const { serve } = load('socket-canon/server') as { serve(...args: unknown[]): { close(): void } }
  const { patientPharmacy, patientPharmacyAliases } = load('socket-canon/patient-pharmacy')
  const pharmacy = serve(io, patientPharmacy, {
    aliases: patientPharmacyAliases,
    legacy: true,
    authenticate: ({ token }: { token: unknown }) => verifyJwt(token),
    autoJoin: () => ['pharmacy:pharmacy_1'],
    observe: () => {},
  })
  const { sendMove } = sendsBy('whole', { io, pharmacy })
  answerMarkers(io, '/')
  const page = oldPage(url, '/')
  const { pharmacy: client, socket } = newPage(url, '/', true)
  const told: unknown[] = []
  client.on('order:updated', (patch) => told.push(patch))
  await Promise.all([page.socket, socket].map((each) => next(each, 'connect')))
  const { id, status, ...fields } = order('order_1')
  const whole = { ...fields, ...{ orderId: id, orderStatus: status, updatedAt: change().updatedAt } }
  expect(await during(page, () => sendMove('pharmacy_1', whole))).toBe(
    'heard once as order:updated, once as order:status-updated, once as order.updated',
  )
  expect(page.orders.get('order_1')).toEqual(whole)
  await settled(socket)
  expect(told).toHaveLength(1)
  pharmacy.close()
})

/** What a page of the guide shows. */
interface Opened {
  readonly heard: string[]
  readonly ins: boolean[]
  readonly orders: () => readonly Record<string, unknown>[]
  readonly deliveries: unknown[]
  type(isTyping: boolean): void
  closeChat(): void
  readonly joined: Promise<unknown>
}

/** Opens a chat and an order by the blocks of the page. */
function opened({ pharmacy }: NewPage): Opened {
  const heard: string[] = []
  const ins: boolean[] = []
  const deliveries: unknown[] = []
  let orders: readonly Record<string, unknown>[] = []
  guide.run('orders', {
    pharmacy,
    setOrders: (next: (held: typeof orders) => typeof orders) => {
      orders = next(orders)
    },
    showDelivery: (dispatch: unknown) => deliveries.push(dispatch),
  })
  const made = guide.run('chat', {
    pharmacy,
    roomId: 'room_1',
    orderId: 'order_1',
    showMessage: ({ id }: { id: string }) => heard.push(id),
    showTyping: (userId: string, isTyping: boolean) => heard.push(`${userId} ${isTyping}`),
    showWhetherIn: (isIn: boolean) => ins.push(isIn),
  }) as unknown as Pick<Opened, 'type' | 'closeChat'> & Record<'chat' | 'order', { joined: Promise<void> }>
  return {
    ...made,
    ...{ heard, ins, deliveries, orders: () => orders },
    joined: Promise.all([made.chat.joined, made.order.joined]),
  }
}

test.each([
  ['/', true],
  ['/patient-pharmacy', true],
  ['/patient-pharmacy', false],
])('3, 4: the page on %s with old names %s hears each fact once from the server of step 2', async (path, legacy) => {
  const { io, url } = await listening()
  const { pharmacy, needOldPath } = serveBy('serve', io)
  const { sendMessage, sendOrder, sendMove, sendDelivery } = sendsBy('send', { pharmacy })
  answerMarkers(io, path)
  const bad = newPage(url, path, legacy, 'nobody')
  await next(bad.socket, 'connect_error')
  expect(bad.called).toEqual(['login'])
  const page = newPage(url, path, legacy)
  const shown = opened(page)
  await shown.joined
  expect(needOldPath.size).toBe(path === '/' ? 1 : 0)
  expect(page.called).toEqual(['load'])
  const first = message()
  sendMessage(first)
  sendOrder(order('order_1'))
  sendMove('pharmacy_1', change())
  sendDelivery('pharmacy_1', delivery())
  await settled(page.socket)
  expect(shown.heard).toEqual([first.id])
  expect(shown.orders()).toMatchObject([{ id: 'order_1', drugName: 'Paracetamol', status: 'PREPARED' }])
  expect(shown.deliveries).toHaveLength(1)

  const colleague = oldPage(url, path)
  await next(colleague.socket, 'connect')
  await colleague.openChat('room_1')
  const typed = next(colleague.socket, 'chat:typing')
  shown.type(true)
  expect(await typed).toMatchObject({ userId: 'user_1', isTyping: true })

  await reconnected(io, path, page.socket)
  await vi.waitFor(() => expect(shown.ins).toEqual([false, true, false, true]), 5000)
  expect(page.called).toEqual(['load', 'load'])
  const again = message()
  sendMessage(again)
  await settled(page.socket)
  expect(shown.heard).toEqual([first.id, again.id])
  shown.closeChat()
  await settled(page.socket)
  sendMessage(message())
  await settled(page.socket)
  expect(shown.heard).toHaveLength(2)
})

test.each(paths)('3: the page on %s works with a server from before, with the middleware of step 1', async (path) => {
  const { io, url } = await listening()
  const old = oldPharmacyServer(io, path)
  answerMarkers(io, path)
  const late = newPage(url, path, true, 'nobody')
  await next(late.socket, 'disconnect')
  expect([late.pharmacy.status, late.called]).toEqual(['offline', ['load']])
  guide.run('token', { io, verifyJwt })
  const bad = newPage(url, path, true, 'nobody')
  await next(bad.socket, 'connect_error')
  expect(bad.called).toEqual(['login'])
  const page = newPage(url, path, true)
  const shown = opened(page)
  const seen = async (again = false) => {
    const posted = message()
    old.post(posted)
    if (!again) old.order(order('order_1'), 'pharmacy_1')
    old.move({ ...order('order_1'), ...change() })
    old.deliver(delivery())
    await settled(page.socket)
    return posted.id
  }
  await shown.joined
  const first = await seen()
  expect(shown.heard).toEqual([first])
  expect(shown.orders()).toMatchObject([{ id: 'order_1', drugName: 'Paracetamol', status: 'PREPARED' }])
  expect(shown.deliveries).toHaveLength(1)
  await reconnected(io, path, page.socket)
  await vi.waitFor(() => expect(shown.ins).toEqual([false, true, false, true]), 5000)
  const again = await seen(true)
  expect(shown.heard).toEqual([first, again])
})

test('3: a connect_error of old that holds no code leads to the login page', async () => {
  const { io, url } = await listening()
  io.use((_, next) => next(new Error('Authentication error')))
  const page = newPage(url, '/', true)
  await next(page.socket, 'connect_error')
  expect(page.called).toEqual(['login'])
})

test('5: who still comes by the old path is led to the login page, and pages of today work', async () => {
  const { io, url } = await listening()
  const { pharmacy } = serveBy('withdrawn', io)
  const { sendMessage, sendOrder } = sendsBy('send', { pharmacy })
  answerMarkers(io, '/patient-pharmacy')
  const page = oldPage(url, '/')
  await next(page.socket, 'connect_error')
  expect(page.isAtLogin).toBe(true)
  const old = oldPage(url, '/patient-pharmacy')
  await next(old.socket, 'connect')
  // it is in, but nothing tells it
  expect(await old.openChat('room_1')).toBe(false)
  expect(await during(old, () => sendMessage(message()))).toBe('heard once as chat:message')

  vi.stubEnv('NEXT_PUBLIC_SOCKET_URL', url)
  const today = guide.run('today', { session: { token: 'pharmacist' } }) as unknown as NewPage
  const shown = opened(today)
  await shown.joined
  sendOrder(order('order_1'))
  const posted = message()
  sendMessage(posted)
  await settled(today.socket)
  expect(shown.heard).toEqual([posted.id])
  expect(shown.orders()).toHaveLength(1)
  today.pharmacy.close()
})

test('every block of the page was run', () => {
  expect([...guide.left]).toEqual([])
})
