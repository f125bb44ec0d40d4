import { readFileSync } from 'node:fs'
import { http, ws } from 'msw'
import { setupServer } from 'msw/node'
import { Server } from 'socket.io'
import type { Socket } from 'socket.io-client'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import { WebSocket } from 'ws'
import * as z from 'zod/mini'
import { connect } from '../../src/client/index.js'
import { bytes, id } from '../../src/fields/index.js'
import { event, namespace } from '../../src/index.js'
import { type Mock, mockContract, mockHandlers } from '../../src/mock/index.js'
import { chatRoom, patientPharmacy } from '../../src/patient-pharmacy.js'
import { toContractJson } from '../../src/spec/index.js'

const contract = JSON.parse(readFileSync('contract.json', 'utf8'))
const files = namespace('/files', {
  serverToClient: {
    'file:here': event({
      payload: z.object({ id, data: bytes(100) }),
      example: { id: 'f1', data: Uint8Array.of(1, 2) },
    }),
  },
  clientToServer: {
    'file:put': event({
      payload: z.object({ id, data: bytes(100) }),
      reply: z.object({ id, data: bytes(100) }),
      example: { id: 'f1', data: Uint8Array.of(1) },
      replyExample: { id: 'f1', data: Uint8Array.of(9) },
    }),
  },
})

const network = setupServer()
let server: Server
let mock: Mock
let sockets: Socket[] = []

beforeAll(() => {
  // what browsers and newer releases of Node have; none of it is connected
  globalThis.WebSocket ??= WebSocket as never
  network.listen({ onUnhandledRequest: 'error' })
})
beforeEach(() => {
  server = new Server()
  mock = mockContract(server, contract)
  mockContract(server, toContractJson([files]))
  network.use(...mockHandlers(server, { http, ws }))
})
afterEach(async () => {
  for (const socket of sockets) socket.disconnect()
  sockets = []
  await server.close()
  network.resetHandlers()
})
afterAll(() => network.close())

// a client finds the platform's WebSocket when it is loaded, and msw puts its own there when it begins to listen
const loaded = async () => await import('socket.io-client')
const ways = ['polling, as a stock client begins', "the platform's WebSocket"]

async function opened(path: string, way: string | undefined, options: object = {}): Promise<Socket> {
  const { io, WebSocket: ofPlatform } = await loaded()
  const transports = way === ways[1] ? { transports: [ofPlatform] } : {}
  const socket = io(`http://api.test${path}`, { forceNew: true, ...transports, ...options })
  sockets.push(socket)
  return socket
}

test.for(ways)('over %s a client joins, is answered and hears events, of several namespaces', async (way) => {
  const socket = await opened('/patient-pharmacy', way, { autoConnect: false, auth: { token: 't' } })
  const pharmacy = connect(socket, patientPharmacy)
  const heard: unknown[] = []
  pharmacy.on('chat:message', (message) => heard.push(message.roomId))
  await pharmacy.join(chatRoom('c7')).joined
  expect(pharmacy.status).toBe('connected')
  mock.emit('chat:message')
  const board = await opened('/workflow', way)
  await expect.poll(() => board.connected).toBe(true)
  const column = new Promise((resolve) => board.once('column_update', resolve))
  mock.emit('column_update')
  expect(await column).toEqual(contract.namespaces['/workflow'].serverToClient.column_update.example)
  await expect.poll(() => heard).toEqual(['c7'])
})

test.for(ways)('over %s bytes travel both ways', async (way) => {
  const socket = await opened('/files', way)
  const reply = await socket.emitWithAck('file:put', { id: 'f7', data: Uint8Array.of(1, 2, 3) })
  expect(reply.id).toBe('f7')
  expect([...new Uint8Array(reply.data)]).toEqual([1, 2, 3])
})

test.for(ways)('over %s a client that was dropped comes back', async (way) => {
  const socket = await opened('/workflow', way, { reconnectionDelay: 10 })
  await new Promise((resolve) => socket.once('connect', () => resolve(undefined)))
  const back = new Promise((resolve) => socket.io.once('reconnect', resolve))
  expect(mock.drop()).toBe(1)
  await back
  await expect.poll(() => socket.connected).toBe(true)
})
