import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { Server } from 'socket.io'
import { io as dial, type Socket } from 'socket.io-client'
import { afterEach, beforeEach, expect, test } from 'vitest'
import * as z from 'zod/mini'
import { connect } from '../../src/client/index.js'
import { aliases, event, namespace, room } from '../../src/index.js'
import { serve } from '../../src/server/index.js'
import { type ContractJson, diff, toContractJson } from '../../src/spec/index.js'

// what the diff says rests on what ends of two releases do with each other
let io: Server
let url: string
let sockets: Socket[]

beforeEach(async () => {
  sockets = []
  const http = createServer()
  io = new Server(http)
  await new Promise<void>((resolve) => http.listen(0, resolve))
  url = `http://localhost:${(http.address() as AddressInfo).port}`
})

afterEach(async () => {
  for (const socket of sockets) socket.close()
  await io.close()
})

const socketAt = (path: string): Socket => {
  const socket = dial(`${url}${path}`, { forceNew: true, autoConnect: false })
  sockets.push(socket)
  return socket
}

const order = z.object({ id: z.string() })
const ended = { since: '1.3.0', removeIn: '2.0.0' }
const placed = { payload: order, example: { id: 'o1' } }

test('a new client hears what an old server sends by an old name, and an old client hears no new name', async () => {
  const shop = { version: 1, clientToServer: {} } as const
  const old = namespace('/shop', { ...shop, serverToClient: { 'order:new': event(placed), last: event(placed) } })
  const next = namespace('/shop', { ...shop, serverToClient: { 'order:placed': event(placed), last: event(placed) } })
  const table = aliases<typeof next>()({
    ...ended,
    serverToClient: { 'order:new': 'order:placed' },
    clientToServer: {},
  })
  const heard: string[] = []

  const oldServer = serve(io, old)
  const newSocket = socketAt('/shop')
  const newClient = connect(newSocket, next, { aliases: table, legacy: true })
  newClient.on('order:placed', () => heard.push('new client'))
  await new Promise<void>((resolve) => newSocket.once('connect', resolve))
  const isPast = new Promise((resolve) => newClient.on('last', resolve))
  oldServer.emit('order:new', { id: 'o1' })
  oldServer.emit('last', { id: 'o1' })
  await isPast
  expect(heard).toEqual(['new client'])
  oldServer.close()

  const newServer = serve(io, next, { aliases: table })
  const oldSocket = socketAt('/shop')
  const oldClient = connect(oldSocket, old)
  oldClient.on('order:new', () => heard.push('old client'))
  await new Promise<void>((resolve) => oldSocket.once('connect', resolve))
  const isLast = new Promise((resolve) => oldClient.on('last', resolve))
  newServer.emit('order:placed', { id: 'o1' })
  newServer.emit('last', { id: 'o1' })
  await isLast
  expect(heard).not.toContain('old client')
})

test('an old server hears a new client under the name that an event went back to', async () => {
  const old = namespace('/shop', {
    version: 1,
    serverToClient: {},
    clientToServer: { 'order:make': event({ ...placed, reply: order, replyExample: { id: 'o1' } }) },
  })
  const next = namespace('/shop', {
    version: 1,
    serverToClient: {},
    clientToServer: { 'order:add': event({ ...placed, reply: order, replyExample: { id: 'o1' } }) },
  })
  const table = aliases<typeof old>()({ ...ended, serverToClient: {}, clientToServer: { 'order:add': 'order:make' } })
  serve(io, old, { aliases: table, legacy: true }).on('order:make', ({ id }) => ({ id: `${id}!` }))
  const client = connect(socketAt('/shop'), next)
  expect(await client.request('order:add', { id: 'o1' })).toEqual({ id: 'o1!' })
})

test('an old server sends the name that an event went back to at the legacy path alone, to who declares no contract', async () => {
  const shop = { version: 1, legacyPath: '/old', clientToServer: {} } as const
  const old = namespace('/shop', { ...shop, serverToClient: { 'order:made': event(placed), last: event(placed) } })
  const next = namespace('/shop', { ...shop, serverToClient: { 'order:new': event(placed), last: event(placed) } })
  const table = aliases<typeof old>()({ ...ended, serverToClient: { 'order:new': 'order:made' }, clientToServer: {} })
  const served = serve(io, old, { aliases: table, legacy: true })
  const heardAt = async (path: string, isDeclared: boolean): Promise<string[]> => {
    const socket = socketAt(path)
    const names: string[] = []
    const last = new Promise<void>((resolve) => {
      socket.onAny((name: string) => (name === 'last' ? resolve() : names.push(name)))
    })
    const isIn = new Promise<void>((resolve) => socket.once('connect', resolve))
    if (isDeclared) connect(socket, next)
    else socket.connect()
    await isIn
    served.emit('order:made', { id: 'o1' })
    served.emit('last', { id: 'o1' })
    await last
    return names.filter((name) => name.startsWith('order:'))
  }
  expect(await heardAt('/shop', true)).toEqual(['order:made'])
  expect(await heardAt('/old', true)).toEqual(['order:made'])
  expect(await heardAt('/shop', false)).toEqual(['order:made'])
  expect(await heardAt('/old', false)).toEqual(['order:made', 'order:new'])
})

test('an old server takes in, at its legacy path, a new client of the contract that went back there', async () => {
  const counter = room('counter:{shopId}')
  const shop = (path: `/${string}`, legacyPath?: `/${string}`) =>
    namespace(path, {
      version: 1,
      ...(legacyPath !== undefined && { legacyPath }),
      rooms: [counter],
      serverToClient: { 'order:new': event({ ...placed, to: [counter] }) },
      clientToServer: {
        enter: event({
          payload: z.object({ shopId: z.string() }),
          joins: [counter],
          reply: z.object({}),
          example: { shopId: 's1' },
          replyExample: {},
        }),
      },
    })
  const served = serve(io, shop('/board', '/shop'), { legacy: true, mayJoin: () => true })
  const client = connect(socketAt('/shop'), shop('/shop'))
  const heard = new Promise((resolve) => client.on('order:new', resolve))
  await client.request('enter', { shopId: 's1' })
  served.to('counter:s1').emit('order:new', { id: 'o1' })
  expect(await heard).toEqual({ id: 'o1' })
})

test('a server refuses the clients of another version, and serves them at a path of its own', async () => {
  const shop = (version: number) =>
    namespace('/shop', { version, serverToClient: { bell: event(placed) }, clientToServer: {} })
  const [one, two] = [serve(io, shop(1)), serve(io.of('/shop-2'), shop(2))]
  const refused = socketAt('/shop')
  const refusal = new Promise<Error>((resolve) => refused.once('connect_error', resolve))
  connect(refused, shop(2))
  expect(await refusal).toMatchObject({ data: { error: { code: 'CONTRACT_UNSUPPORTED' } } })
  for (const [path, version, served] of [
    ['/shop', 1, one],
    ['/shop-2', 2, two],
  ] as const) {
    const socket = socketAt(path)
    const isIn = new Promise<void>((resolve) => socket.once('connect', resolve))
    const client = connect(socket, shop(version))
    const heard = new Promise<unknown>((resolve) => client.on('bell', resolve))
    await isIn
    served.emit('bell', { id: 'o1' })
    await heard
  }
})

test('M05: an old client is refused by the server whose table lost the shape that it sends, as the diff says', async () => {
  const shop = namespace('/shop', {
    version: 1,
    serverToClient: {},
    clientToServer: { 'order:make': event({ ...placed, reply: order, replyExample: { id: 'o1' } }) },
  })
  const bare = { serverToClient: {}, clientToServer: {} }
  const table = aliases<typeof shop>()({
    ...bare,
    shapes: { clientToServer: { 'order:make': { heard: { orderId: 'id' } } } },
  })
  const none = aliases<typeof shop>()(bare)
  const [old, next] = [table, none].map((each) => toContractJson([{ contract: shop, aliases: each }]))
  expect(diff(old as ContractJson, next as ContractJson).findings).toMatchObject([
    { rule: 'M05', breaks: ['new-server-old-client'] },
  ])

  const socket = socketAt('/shop')
  const answers: unknown[] = []
  for (const each of [table, none]) {
    const served = serve(io, shop, { aliases: each, legacy: true, observe: () => {} })
    served.on('order:make', ({ id }) => ({ id }))
    socket.connect()
    await new Promise<void>((resolve) => socket.once('connect', resolve))
    answers.push(await socket.timeout(5000).emitWithAck('order:make', { orderId: 'o1' }))
    socket.disconnect()
    served.close()
  }
  expect(answers).toMatchObject([{ id: 'o1' }, { error: { code: 'PAYLOAD_INVALID' } }])
})
