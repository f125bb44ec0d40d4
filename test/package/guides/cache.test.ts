import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { configureStore } from '@reduxjs/toolkit'
import { createApi, fakeBaseQuery } from '@reduxjs/toolkit/query'
import { QueryClient } from '@tanstack/query-core'
import type { Socket } from 'socket.io-client'
import { expect, test, vi } from 'vitest'
import type { Bridge } from '../../../src/cache/index.js'
import type { Client } from '../../../src/client/index.js'
import type { Messaging } from '../../../src/messaging.js'
import type { PatientPharmacy } from '../../../src/patient-pharmacy.js'
import { afterwards } from '../../ends/afterwards.js'
import { plainServer } from '../../ends/server.js'
import { socketTo } from '../../ends/sockets.js'
import { deferred, until } from '../../ends/waiting.js'
import { guideOf } from './guide.js'

const guide = guideOf('cache', ['@reduxjs/toolkit', '@tanstack/react-query'])
const at = '2024-12-20T10:30:00Z'
const order = { id: 'order_1', status: 'PENDING', updatedAt: at }
const moved = { id: 'order_1', status: 'CONFIRMED', updatedAt: at }

interface Installed {
  bridge(client: unknown, cache: unknown, rows: object, options?: object): Bridge<PatientPharmacy, unknown>
  connect(socket: Socket, contract: unknown): never
  queryCache(client: QueryClient): unknown
  readonly patientPharmacy: unknown
  readonly messaging: unknown
}
/** Loads what a page imports, as it is installed. */
async function installed(): Promise<Installed> {
  const load = (entry: string) =>
    import(pathToFileURL(join(guide.project, `node_modules/socket-canon/dist/esm/${entry}.js`)).href)
  const all = await Promise.all(['cache/index', 'client/index', 'patient-pharmacy', 'messaging'].map(load))
  return Object.assign({}, ...all)
}

async function pharmacyEnds() {
  const { io, url } = await plainServer()
  const { bridge, connect, patientPharmacy } = await installed()
  const client: Client<PatientPharmacy> = connect(socketTo(url, '/patient-pharmacy'), patientPharmacy)
  afterwards(() => client.close())
  await until(client, 'status', 'connected')
  return { served: io.of('/patient-pharmacy'), client, bridge }
}

test('RTK Query follows: a patch is merged, also into what a load brings that began before it', async () => {
  const { bridge, client, served } = await pharmacyEnds()
  const answers = [deferred<{ data: object[] }>(), deferred<{ data: object[] }>()]
  const asked = vi.fn(() => (answers[asked.mock.calls.length - 1] as (typeof answers)[0]).promise)
  const api = createApi({
    baseQuery: fakeBaseQuery(),
    endpoints: ({ query }) => ({ orders: query<object[], string>({ queryFn: asked }) }),
  })
  const store = configureStore({
    reducer: { [api.reducerPath]: api.reducer },
    middleware: (given) => given().concat(api.middleware),
  })
  const { rtkCache } = guide.run('rtk') as { rtkCache(store: unknown, api: unknown): unknown }
  const subscription = store.dispatch(api.endpoints.orders.initiate('p1'))
  afterwards(() => subscription.unsubscribe())
  answers[0]?.resolve({ data: [order, { ...order, id: 'order_2' }] })
  await subscription
  const bridged = bridge(client, rtkCache(store, api), {
    'order:updated': { key: ['orders'] },
    'order:new': { key: ['orders', 'p1'], update: 'reload' },
  })
  afterwards(() => bridged.close())
  const orders = () => api.endpoints.orders.select('p1')(store.getState()).data

  served.emit('order:updated', moved)
  await vi.waitFor(() => expect(orders()).toEqual([moved, { ...order, id: 'order_2' }]))
  served.emit('order:new', example(client, 'order:new'))
  await vi.waitFor(() => expect(asked).toHaveBeenCalledTimes(2))
  served.emit('order:updated', { ...moved, id: 'order_2' })
  await vi.waitFor(() => expect(orders()).toEqual([moved, { ...moved, id: 'order_2' }]))
  answers[1]?.resolve({ data: [order, { ...order, id: 'order_2' }, { ...order, id: 'order_3' }] })
  await vi.waitFor(() => expect(orders()).toHaveLength(3))
  expect(orders()).toEqual([order, { ...moved, id: 'order_2' }, { ...order, id: 'order_3' }])
})

test("a store of one's own follows, and loads again what may have missed something", async () => {
  const { bridge, client, served } = await pharmacyEnds()
  let values: object = { orders: [order] }
  const reload = vi.fn()
  const { storeCache } = guide.run('store') as { storeCache(store: object, reload: unknown): unknown }
  const store = { get: () => values, set: (next: object) => (values = next) }
  const bridged = bridge(client, storeCache(store, reload), { 'order:updated': { key: 'orders' } })
  afterwards(() => bridged.close())
  served.emit('order:updated', moved)
  await vi.waitFor(() => expect(values).toEqual({ orders: [moved] }))
  expect(reload).not.toHaveBeenCalled()
  client.socket.io.engine.close()
  await vi.waitFor(() => expect(reload).toHaveBeenCalledWith('orders'))
})

test('a message that is edited shows so at once, and keeps what the reply says or what it was', async () => {
  const { io, url } = await plainServer()
  const { connect, messaging } = await installed()
  const messages: Client<Messaging> = connect(socketTo(url, '/messaging'), messaging)
  afterwards(() => messages.close())
  await until(messages, 'status', 'connected')
  const answers = [{ editedAt: at }, { error: { code: 'REFUSED', message: 'too late', retryable: false } }]
  for (const socket of io.of('/messaging').sockets.values()) socket.on('message:edit', (_, ack) => ack(answers.shift()))
  const queries = new QueryClient()
  afterwards(() => queries.clear())
  const message = { messageId: 'msg_1', content: 'before' }
  queries.setQueryData(['messages'], [message])
  const shown = () => queries.getQueryData(['messages'])
  const { edit } = guide.run('optimistic', { messages, queries }) as {
    edit(id: string, content: string): Promise<unknown>
  }
  const asked = edit('msg_1', 'after')
  expect(shown()).toEqual([{ ...message, content: 'after' }])
  await asked
  expect(shown()).toEqual([{ ...message, content: 'after', editedAt: at }])
  const refused = edit('msg_1', 'later')
  expect(shown()).toEqual([{ ...message, content: 'later', editedAt: at }])
  await expect(refused).rejects.toThrow('too late')
  expect(shown()).toEqual([{ ...message, content: 'after', editedAt: at }])
  for (const socket of io.of('/messaging').sockets.values())
    socket.emit('message:edited', { messageId: 'msg_1', content: 'by another device', editedAt: at })
  await vi.waitFor(() => expect(shown()).toEqual([{ messageId: 'msg_1', content: 'by another device', editedAt: at }]))
})

function example(client: Client<PatientPharmacy>, name: 'order:new'): unknown {
  return client.contract.serverToClient[name].example
}
