import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { Server } from 'socket.io'
import { io, type Socket } from 'socket.io-client'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { freePort } from '../free-port.js'
import { type RunningTap, runningTap } from './running-tap.js'

const message = {
  id: 'm1',
  roomId: 'c1',
  senderId: 'u1',
  senderType: 'patient',
  content: 'my test is positive',
  messageType: 'TEXT',
  createdAt: '2024-12-20T10:30:00Z',
}
const token = 'a-token-that-nobody-shows'

let server: Server
let target = ''
let tap: RunningTap | undefined
let sockets: Socket[] = []

beforeEach(async () => {
  const http = createServer()
  server = new Server(http)
  // a server from before the contract, as its documents have it: it knows nothing of this package
  const pharmacy = server.of('/patient-pharmacy')
  pharmacy.use((socket, next) => {
    if (socket.handshake.auth['token'] === token) return next()
    next(
      Object.assign(new Error('Authentication required'), {
        data: { error: { code: 'AUTH_MISSING', message: '', retryable: false } },
      }),
    )
  })
  pharmacy.on('connection', (socket) => {
    socket.on('chat:join', ({ roomId }, ack) => {
      void socket.join(`chat:${roomId}`)
      ack({ room: `chat:${roomId}` })
      for (const each of [message, message]) socket.emit('chat:message', each)
      socket.emit('order:updated', { id: 'o1', status: 'a secret word', updatedAt: '2024-12-20T10:30:00Z' })
      socket.emit('order.updated', { orderId: 'o1', orderStatus: 'CONFIRMED', updatedAt: '2024-12-20T10:30:00Z' })
      socket.emit('never:heard', { content: 'a secret word' })
    })
    socket.on('chat:leave', (_, ack) => ack({ room: 7 }))
    socket.on('file', (bytes, ack) => ack(bytes))
  })
  await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve))
  target = `http://127.0.0.1:${(http.address() as AddressInfo).port}`
})

afterEach(async () => {
  for (const socket of sockets) socket.disconnect()
  sockets = []
  await tap?.stop()
  tap = undefined
  await server.close()
})

const tapped = (...args: readonly string[]): RunningTap => {
  tap = runningTap([target, '--contract', 'patient-pharmacy', ...args])
  return tap
}

const through = async (port: number, options: object): Promise<Socket> => {
  const socket = io(`http://127.0.0.1:${port}/patient-pharmacy`, { forceNew: true, auth: { token }, ...options })
  sockets.push(socket)
  await new Promise<void>((resolve) => socket.once('connect', resolve))
  return socket
}

/** Takes the times away. */
const timeless = (lines: readonly string[]): string[] => lines.map((line) => line.replace(/^\d\d:\d\d:\d\d /, ''))

test.for([['polling', 'websocket'], ['websocket']])(
  'a proxy hands on what a stock client over %s says and hears, bytes too, and shows it',
  async (transports) => {
    const port = await freePort()
    const running = tapped('--proxy', String(port))
    await running.shows('socket-canon tap on ')
    const socket = await through(port, { transports })
    const heard = new Promise((resolve) => socket.once('never:heard', resolve))
    expect(await socket.emitWithAck('chat:join', { roomId: 'c1' })).toEqual({ room: 'chat:c1' })
    await heard
    const bytes = Uint8Array.from({ length: 300 }, (_, index) => index % 256)
    expect(new Uint8Array(await socket.emitWithAck('file', bytes))).toEqual(bytes)
    await socket.emitWithAck('chat:leave', { roomId: 'c1' })
    await running.shows('= chat:leave')
    expect(await running.stop()).toBe(1)
    expect(timeless(running.lines).slice(2)).toEqual([
      '+ /patient-pharmacy    connected, declares no contract',
      '> chat:join            {"roomId":"c1"}',
      '= chat:join            {"room":"chat:c1"}',
      expect.stringMatching(/^< chat:message {9}\{"id":"m1",/),
      expect.stringMatching(/^< chat:message {9}twice \{"id":"m1",/),
      '< order:updated        {"id":"o1","status":"[unfit]","updatedAt":"2024-12-20T10:30:00Z"}',
      expect.stringMatching(/^ {9}! status: expected one of PENDING, /),
      '< order.updated = order:updated {"id":"o1","status":"CONFIRMED","updatedAt":"2024-12-20T10…',
      '< never:heard',
      '         ! no contract declares it',
      '> file',
      '         ! no contract declares it',
      '= file',
      '> chat:leave           {"roomId":"c1"}',
      '= chat:leave           {"room":"[unfit]"}',
      '         ! room: expected text',
      '',
      '               received      sent    legacy   invalid     twice',
      'chat:message          2         -         -         -         1',
      'order:updated         2         -         1         1         -',
      'chat:join             -         1         -         -         -',
      'never:heard           1         -         -         1         -',
      'file                  -         1         -         1         -',
      'chat:leave            -         1         -         1         -',
      '',
      '8 events, 13 % under legacy names',
    ])
    for (const secret of [token, 'positive', 'secret word']) expect(running.lines.join()).not.toContain(secret)
  },
)

test('a client of its own enters rooms, ends after a time, and writes lines for programs', async () => {
  const running = tapped('--token', token, '--join', 'chat:c1', '--declare', '--for', '1', '--json')
  await running.shows('"summary"')
  const lines = running.lines.map((line) => JSON.parse(line))
  expect(lines[0]).toMatchObject({ kind: 'connected', path: '/patient-pharmacy', isDeclared: true })
  expect(lines).toContainEqual(
    expect.objectContaining({ kind: 'reply', event: 'chat:join', payload: { room: 'chat:c1' } }),
  )
  expect(lines).toContainEqual(
    expect.objectContaining({ event: 'order:updated', legacyName: 'order.updated', way: 'down' }),
  )
  expect(lines.at(-1).summary).toContainEqual({
    ...{ namespace: '/patient-pharmacy', event: 'chat:message' },
    ...{ up: 0, down: 2, legacy: 0, invalid: 0, duplicate: 1 },
  })
  expect(await running.stop()).toBe(1)
})

test('a connection on which all fits ends with 0', async () => {
  const running = tapped('--token', token)
  await running.shows('connected')
  expect(await running.stop()).toBe(0)
  expect(running.lines.slice(-2)).toEqual(['', 'Nothing passed.'])
})

test('what can not run costs one line', async () => {
  const taken = String((server.httpServer as unknown as { address(): AddressInfo }).address().port)
  const closed = `http://127.0.0.1:${await freePort()}`
  const cases: readonly (readonly [readonly string[], RegExp])[] = [
    [[target], /^socket-canon tap: \/patient-pharmacy refuses with AUTH_MISSING: give a --token$/],
    [[closed], /^socket-canon tap: there is no Socket\.IO server at http:\/\/127/],
    [[target, '--proxy', taken], /^socket-canon tap: --proxy: port \d+ is taken: give another one$/],
    [[target, '--for', 'ever'], /^socket-canon tap: --for takes seconds/],
    [[target, '--join', 'room_7'], /^socket-canon tap: --join: room_7 is no room/],
    [[], /^socket-canon tap: takes one address/],
    [[`${target}/patient-pharmacy`], /^socket-canon tap: the address takes no path/],
  ]
  for (const [args, message] of cases) {
    const failed = runningTap([...args, '--contract', 'patient-pharmacy'])
    await failed.shows('socket-canon tap: ')
    expect(await failed.stop()).toBe(2)
    expect(failed.lines.filter((line) => !line.endsWith('refused: AUTH_MISSING'))).toEqual([])
    expect(failed.errors).toHaveLength(1)
    expect(failed.errors[0]).toMatch(message)
  }
})

test('a proxy tells a front end that the server behind is gone, and goes on', async () => {
  const port = await freePort()
  tap = runningTap([`http://127.0.0.1:${await freePort()}`, '--contract', 'patient-pharmacy', '--proxy', String(port)])
  await tap.shows('socket-canon tap on ')
  const socket = io(`http://127.0.0.1:${port}`, { forceNew: true, reconnection: false, transports: ['websocket'] })
  sockets.push(socket)
  await tap.shows('the server behind can not be reached')
  expect(await tap.stop()).toBe(0)
})
