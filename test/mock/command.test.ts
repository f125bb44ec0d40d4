import { readFileSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { io, type Socket } from 'socket.io-client'
import { afterEach, expect, test } from 'vitest'
import { run } from '../../src/cli/run.js'
import { CommandFolder } from '../evolution/command.js'
import { type RunningCommand, runningMock } from './running-mock.js'

const { namespaces } = JSON.parse(readFileSync('contract.json', 'utf8'))
let mock: RunningCommand | undefined
let sockets: Socket[] = []
afterEach(async () => {
  for (const socket of sockets) socket.disconnect()
  sockets = []
  if (mock) expect(await mock.stop()).toBe(0)
  mock = undefined
})

async function started(...args: readonly string[]): Promise<RunningCommand> {
  mock = await runningMock(args, { hasKeys: true })
  return mock
}

async function connected(path: string, options: object = {}): Promise<Socket> {
  const socket = io(`${mock?.url}${path}`, {
    transports: ['websocket'],
    forceNew: true,
    auth: { token: 't' },
    ...options,
  })
  sockets.push(socket)
  await new Promise<void>((resolve, reject) => {
    socket.once('connect', resolve)
    socket.once('connect_error', reject)
  })
  return socket
}

const heard = (socket: Socket, event: string): Promise<unknown> =>
  new Promise((resolve) => socket.once(event, (payload) => resolve(payload)))

/** Calls the mock over HTTP. */
async function call(path: string, body: unknown, headers: Record<string, string> = {}) {
  const response = await fetch(`${mock?.url}${path}`, { method: 'POST', body: JSON.stringify(body), headers })
  return { status: response.status, body: await response.json(), headers: response.headers }
}

test('a mock says in a few lines where it listens, what it serves and which key sends what', async () => {
  const { lines } = await started('--namespace', '/patient-pharmacy')
  const shown = lines.map((line) => line.replace(/:\d+$/, ':PORT'))
  expect(shown).toEqual([
    'socket-canon mock on http://localhost:PORT',
    '',
    '  /patient-pharmacy, old clients on /',
    '    1 chat:message       2 chat:typing        3 dispatch:updated',
    '    4 order:new          5 order:updated',
    '',
    '  ? this list   ! refuse all   + slower   - faster   / drop   Ctrl-C ends',
    '',
  ])
})

test('a reply repeats the ids that were asked for, and a room in the spelling of today', async () => {
  await started()
  const pharmacy = await connected('/patient-pharmacy')
  expect(await pharmacy.emitWithAck('chat:join', { roomId: 'c7' })).toEqual({ room: 'chat:c7' })
  const notifications = await connected('/notifications')
  const page = { page: 3, limit: 5 }
  expect(await notifications.emitWithAck('notification:get_history', page)).toMatchObject(page)
})

test('a key sends the example first, then other facts of now, to the room that its client is in', async () => {
  const running = await started('--namespace', '/patient-pharmacy')
  const socket = await connected('/patient-pharmacy')
  await socket.emitWithAck('chat:join', { roomId: 'c7' })
  const { example } = namespaces['/patient-pharmacy'].serverToClient['chat:message']
  const first = heard(socket, 'chat:message')
  running.press('1')
  expect(await first).toEqual({ ...example, roomId: 'c7', createdAt: expect.stringMatching(/Z$/) })
  const second = heard(socket, 'chat:message') as Promise<{ readonly id: string; readonly createdAt: string }>
  running.press('1')
  expect((await second).id).toBe('msg_124')
  expect(Date.parse((await second).createdAt)).toBeGreaterThan(Date.now() - 60_000)
})

test('a key that nobody hears says so', async () => {
  const running = await started('--namespace', '/patient-pharmacy')
  running.press('4')
  expect(running.lines.at(-1)).toBe('order:new: nobody is there to hear it')
  expect((await call('/emit', { event: 'order:new' })).body).toEqual({ sent: [] })
})

test('a sent message comes back as the facts that its name says it causes, with the same id as the reply', async () => {
  await started()
  const [sender, receiver] = [await connected('/messaging'), await connected('/messaging', { auth: { token: 'u' } })]
  const facts = Promise.all([heard(receiver, 'message:new'), heard(sender, 'message:sent')])
  const asked = { receiverId: 'user_2', content: 'Is it ready?', clientMessageId: 'm-1' }
  const { messageId } = await sender.emitWithAck('message:send', asked)
  expect(await facts).toEqual([
    expect.objectContaining({ id: messageId, content: 'Is it ready?', senderId: 'user_1', receiverId: 'user_2' }),
    expect.objectContaining({ messageId, clientMessageId: 'm-1' }),
  ])
})

test('old clients are served on the old path, by old names and in old shapes', async () => {
  await started()
  const old = await connected('/ws')
  const renamed = heard(old, 'MESSAGE_READ_RECEIPT')
  const shaped = heard(old, 'NEW_MESSAGE')
  await call('/emit', { event: 'message:read', namespace: '/messaging' })
  await call('/emit', { event: 'message:new', namespace: '/messaging' })
  const { aliases, serverToClient } = namespaces['/messaging']
  expect(await renamed).toMatchObject({ readBy: serverToClient['message:read'].example.userId })
  const { examples } = aliases.serverToClient['NEW_MESSAGE']
  expect(Object.keys((await shaped) as object).sort()).toEqual(
    Object.keys(examples.find(({ sent }: { sent: boolean }) => sent).payload).sort(),
  )
})

test('what goes to everybody is not sent while nobody is connected', async () => {
  await started('--namespace', '/workflow')
  const emit = () => call('/emit', { event: 'board_update' })
  expect((await emit()).body).toEqual({ sent: [] })
  await connected('/workflow')
  expect((await emit()).body).toEqual({ sent: [{ namespace: '/workflow', event: 'board_update' }] })
})

test('the interval sends one event after the other', async () => {
  await started('--namespace', '/workflow', '--interval', '20')
  const socket = await connected('/workflow')
  const names = new Set<string>()
  socket.onAny((name) => names.add(name))
  await expect.poll(() => names.size).toBeGreaterThan(3)
})

test('a call sends an event with a payload to a room, and tells what is wrong', async () => {
  await started()
  const socket = await connected('/patient-pharmacy')
  await socket.emitWithAck('join', { room: 'order:o1' })
  const payload = { id: 'o1', status: 'DELIVERED', updatedAt: '2025-01-01T00:00:00Z' }
  const fact = heard(socket, 'order:updated')
  expect(await call('/emit', { event: 'order:updated', room: 'order:o1', payload })).toMatchObject({
    status: 200,
    body: { sent: [{ namespace: '/patient-pharmacy', event: 'order:updated', rooms: ['order:o1'] }] },
  })
  expect(await fact).toEqual(payload)
  const wrong: readonly (readonly [object, RegExp])[] = [
    [{ event: 'order:updatet' }, /write `order:updated`$/],
    [{ event: 'message:new' }, /^\/messaging and \/realtime have an event of this name: say which by `namespace`$/],
    [{ event: 'order:new', payload: { id: 'o2' } }, /order:new \(serverToClient\) does not fit; createdAt: /],
    [{ event: 'order:new', room: 'chat:c1' }, /order:new goes to pharmacy:\{pharmacyId\}$/],
    [
      { event: 'order:updated', room: 'order:o1', payload: { ...payload, status: 'secret word' } },
      /status: expected one of/,
    ],
    [{}, /`event`/],
  ]
  for (const [asked, message] of wrong) {
    const { status, body } = await call('/emit', asked)
    expect(status).toBe(400)
    expect(body.error).toMatch(message)
    expect(body.error).not.toContain('secret word')
  }
})

test('refusals, latency and lost connections are provoked by calls', async () => {
  await started('--namespace', '/patient-pharmacy')
  const socket = await connected('/patient-pharmacy', { reconnectionDelay: 10 })
  const join = () => socket.emitWithAck('chat:join', { roomId: 'c1' })
  await call('/refuse', { event: 'chat:join', code: 'ROOM_FORBIDDEN' })
  expect((await join()).error.code).toBe('ROOM_FORBIDDEN')
  await call('/refuse', { event: 'chat:join' })
  await call('/latency', { ms: 120 })
  const began = performance.now()
  expect(await join()).toEqual({ room: 'chat:c1' })
  expect(performance.now() - began).toBeGreaterThan(100)
  const back = new Promise((resolve) => socket.io.once('reconnect', resolve))
  expect((await call('/drop', {})).body).toEqual({ dropped: 1 })
  await back
})

test('only a given token is let in where one is given, and an expired one is told so', async () => {
  await started('--token', 'good', '--expired-token', 'old')
  await connected('/workflow', { auth: { token: 'good' } })
  for (const [auth, code] of [
    [{}, 'AUTH_MISSING'],
    [{ token: 'x' }, 'AUTH_INVALID'],
    [{ token: 'old' }, 'AUTH_EXPIRED'],
  ] as const)
    await expect(connected('/workflow', { auth })).rejects.toMatchObject({ data: { error: { code } } })
})

test('pages of this machine may call, others only where they are named', async () => {
  await started('--origin', 'https://app.example')
  const allowed = async (origin: string) => {
    const { status, headers } = await call('/drop', {}, { origin })
    return [status, headers.get('access-control-allow-origin')]
  }
  expect(await allowed('http://localhost:5173')).toEqual([200, 'http://localhost:5173'])
  expect(await allowed('https://app.example')).toEqual([200, 'https://app.example'])
  expect(await allowed('https://evil.example')).toEqual([403, null])
})

test('what passes is shown without marked values, for people and for programs', async () => {
  for (const args of [[], ['--json']]) {
    const { lines } = await started('--namespace', '/messaging', ...args)
    const socket = await connected('/messaging')
    await socket.emitWithAck('message:send', { receiverId: 'u2', content: 'my test is positive', clientMessageId: 'm' })
    await expect.poll(() => lines.join('\n')).toContain('message:sent')
    expect(lines.join('\n')).toContain('[pii]')
    expect(lines.join('\n')).not.toContain('positive')
    if (args.length) for (const line of lines) JSON.parse(line)
    socket.disconnect()
    await mock?.stop()
  }
})

test('what can not run costs one line', async () => {
  const folder = new CommandFolder()
  writeFileSync(join(folder.path, 'bad.json'), '{ "format": 1,')
  const taken = createServer()
  await new Promise<void>((resolve) => taken.listen(0, '127.0.0.1', resolve))
  const { port } = taken.address() as { port: number }
  const file = join(process.cwd(), 'contract.json')
  const cases: readonly (readonly [readonly string[], RegExp])[] = [
    [[], /^socket-canon mock: there is no contract\.json here: /],
    [['bad.json'], /^socket-canon mock: bad\.json is cut short: /],
    [['none.json'], /^socket-canon mock: there is no file none\.json$/],
    [[file, '--port', String(port)], /^socket-canon mock: port \d+ is taken: /],
    [
      [file, '--port', '0', '--refuse', 'nope=REFUSED'],
      /^socket-canon mock: there is no event of this name that clients send/,
    ],
    [[file, '--namespace', '/nope'], /^socket-canon mock: --namespace: there is no \/nope, only \//],
    [[file, file], /^socket-canon mock: the namespace \S+ is there twice: /],
  ]
  for (const [args, message] of cases) {
    const { code, out, err } = await folder.call(['mock', ...args])
    expect([code, out]).toEqual([2, ''])
    expect(err).toMatch(message)
    expect(err).not.toContain('\n')
  }
  taken.close()
  folder.remove()
})

test('a contract without examples is served with what its fields are called', async () => {
  mock = await runningMock(['--contract', 'examples/parcels/contract.ts'], { hasKeys: true })
  const socket = await connected('/parcels')
  await socket.emitWithAck('parcel:join', { parcelId: 'p1' })
  const moved = heard(socket, 'parcel:moved')
  mock.press('1')
  expect(await moved).toEqual({
    parcelId: 'p1',
    place: expect.stringMatching(/^[A-Z][a-z]+$/),
    at: expect.stringMatching(/Z$/),
  })
})

test('the help names every option', async () => {
  const lines: string[] = []
  await run(['mock', '--help'], {
    cwd: '.',
    hasColour: false,
    columns: 80,
    out: (text) => lines.push(text),
    err: () => {},
  })
  for (const option of ['--seed', '--interval', '--refuse', '--latency', 'POST /emit'])
    expect(lines.join('\n')).toContain(option)
})
