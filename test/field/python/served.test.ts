import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { io, type Socket } from 'socket.io-client'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { afterwards } from '../../ends/afterwards.js'
import { listening } from '../../ends/server.js'
import { next } from '../../ends/waiting.js'
import { ownServer } from './own-server.js'

let python: ChildProcess
let url = ''
const logged: string[] = []

beforeAll(async () => {
  python = spawn('/usr/bin/python3', ['test/field/python/served.py', '--for-seconds', '300'], {
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const { stdout, stderr } = python
  if (!stdout || !stderr) throw new Error('no pipes')
  createInterface({ input: stderr }).on('line', (line) => logged.push(line))
  const [line] = await once(createInterface({ input: stdout }), 'line')
  url = `http://127.0.0.1:${JSON.parse(line).port}`
})
afterAll(async () => {
  const ended = once(python, 'exit')
  python.kill()
  await ended
})

/** What a client sends, and whether it asks for an acknowledgement. */
type Step = readonly [name: string, payload: unknown, asks: 'ack' | 'silent']
/** What comes of it: acknowledgements as `ack`, and events by name. */
type Told = readonly (readonly [name: string, said?: unknown])[]
interface Case {
  readonly title: string
  readonly path: string
  readonly declared?: true
  /** Where the package's own server sends old names, if that is another path. */
  readonly ownPath?: string
  /** Sent one after the other, without waiting where a list of them stands. */
  readonly steps: readonly (Step | readonly Step[])[]
  readonly told: Told
}

const join = (roomId: string, asks: Step[2] = 'silent'): Step => ['chat:join', { roomId }, asks]
const typing = (roomId: string): Step => ['chat:typing', { roomId, isTyping: true }, 'silent']
const refused = (event: string, code: string) => ['contract:refused', { event, code }] as const
const joined = (roomId: string) => ['room-joined', { roomId }] as const
const types = (roomId: string) => ['chat:typing', { roomId, isTyping: true, userId: 'u1' }] as const
const pharmacy = '/patient-pharmacy'
const write = { receiverId: 'u2', content: 'hi', tempId: 't1', conversationId: 'c1' }
const sent = { id: 'm1', receiverId: 'u2', content: 'hi', timestamp: '2024-12-20T10:30:00Z' }
const edit = { messageId: 'm1', conversationId: 'c1', newContent: 'hello' }
const catchup = (asks: Step[2]): Step => ['transcript:catchup', { sessionId: 's1', since: 0 }, asks]
const history = { sessionId: 's1', transcripts: [] }

const cases: readonly Case[] = [
  {
    title: 'R1: who asks to join without an acknowledgement is in, and told by the event it knows',
    path: pharmacy,
    steps: [join('r1'), typing('r1')],
    told: [joined('r1'), types('r1')],
  },
  {
    title: 'R1: a join that is refused is told by contract:refused, and lets nobody in',
    path: pharmacy,
    steps: [join('closed'), typing('closed'), join('odd'), ['chat:join', {}, 'silent'], ['chat:join', 'r1', 'silent']],
    told: [
      refused('chat:join', 'ROOM_FORBIDDEN'),
      refused('chat:typing', 'ROOM_FORBIDDEN'),
      refused('chat:join', 'HANDLER_FAILED'),
      refused('chat:join', 'PAYLOAD_INVALID'),
      refused('chat:join', 'PAYLOAD_INVALID'),
    ],
  },
  {
    title: 'R1: who leaves without an acknowledgement is out, and told nothing',
    path: pharmacy,
    steps: [join('r1'), ['chat:leave', { roomId: 'r1' }, 'silent'], typing('r1')],
    told: [joined('r1'), refused('chat:typing', 'ROOM_FORBIDDEN')],
  },
  {
    title: 'R1: what has no answer of its own is done, and told by nothing',
    path: pharmacy,
    steps: [
      ['join', { room: 'order:o1' }, 'silent'],
      ['join', { room: 'order:closed' }, 'silent'],
      ['join', { room: 'chat:r1' }, 'silent'],
    ],
    told: [refused('join', 'ROOM_FORBIDDEN'), refused('join', 'ROOM_INVALID')],
  },
  {
    title: 'R1: who declared the contract has to ask for its replies',
    path: pharmacy,
    declared: true,
    steps: [join('r1'), typing('r1'), join('r1', 'ack'), typing('r1')],
    told: [
      refused('chat:join', 'REPLY_REQUIRED'),
      refused('chat:typing', 'ROOM_FORBIDDEN'),
      ['ack', { room: 'chat:r1' }],
      types('r1'),
    ],
  },
  {
    title: 'a join whose handler fails is taken back',
    path: pharmacy,
    steps: [join('broken'), typing('broken')],
    told: [refused('chat:join', 'HANDLER_FAILED'), refused('chat:typing', 'ROOM_FORBIDDEN')],
  },
  {
    title: 'R9: what comes right after a join waits until it is known whether its sender is in',
    path: pharmacy,
    steps: [
      [join('r1'), typing('r1')],
      [join('closed'), typing('closed')],
    ],
    told: [joined('r1'), types('r1'), refused('chat:join', 'ROOM_FORBIDDEN'), refused('chat:typing', 'ROOM_FORBIDDEN')],
  },
  {
    title: 'what comes more often than the contract allows is refused',
    path: pharmacy,
    steps: [Array.from({ length: 102 }, () => typing('r1'))],
    told: [
      ...Array.from({ length: 100 }, () => refused('chat:typing', 'ROOM_FORBIDDEN')),
      ...Array.from({ length: 2 }, () => refused('chat:typing', 'RATE_LIMITED')),
    ],
  },
  {
    title: 'R9: a session is caught up on from within',
    path: '/simulation',
    ownPath: '/',
    steps: [catchup('silent'), ['join-session', 's1', 'silent'], catchup('silent'), catchup('ack')],
    told: [
      refused('transcript:catchup', 'ROOM_FORBIDDEN'),
      ['transcript:history', history],
      ['catchup-transcripts', history],
      ['ack', { transcripts: [] }],
    ],
  },
  {
    title: 'what is asked for its reply alone needs an acknowledgement, whoever asks',
    path: '/notifications',
    steps: [
      ['notification:get_unread_count', undefined, 'silent'],
      ['notification:mark_read', { notificationId: 'n1' }, 'silent'],
      ['notification:get_unread_count', undefined, 'ack'],
      ['contract:ping', undefined, 'silent'],
    ],
    told: [
      refused('notification:get_unread_count', 'REPLY_REQUIRED'),
      ['ack', { count: 2 }],
      refused('contract:ping', 'REPLY_REQUIRED'),
    ],
  },
  {
    title: 'R8, R13: old askers read replies in their own form, under names of old and of today',
    path: '/messaging',
    steps: [
      ['NEW_MESSAGE', write, 'ack'],
      ['NEW_MESSAGE', write, 'silent'],
      ['EDIT_MESSAGE', edit, 'ack'],
      ['EDIT_MESSAGE', edit, 'silent'],
      ['message:send', { receiverId: 'u2', content: 'hi' }, 'ack'],
    ],
    told: [
      ['ack', { success: true, message: { ...sent, tempId: 't1' } }],
      ['MESSAGE_SENT', { id: 'm1', messageId: 'm1', tempId: 't1', timestamp: sent.timestamp }],
      ['ack', { success: true, message: { id: 'm1', content: 'hello', isEdited: true, editedAt: sent.timestamp } }],
      ['ack', { messageId: 'm1', createdAt: sent.timestamp }],
    ],
  },
  {
    title: 'a reply has the form of old for those alone who declared nothing',
    path: '/realtime',
    steps: [
      ['subscribe', { channels: ['user_7', 'public:news'] }, 'ack'],
      ['subscribe', { channels: ['public:closed'] }, 'ack'],
      ['unsubscribe', { channels: ['public:news'] }, 'ack'],
    ],
    told: [
      ['ack', { channels: ['user:7', 'public:news'], success: true }],
      ['ack', { code: 'ROOM_FORBIDDEN' }],
      ['ack', { channels: ['public:news'], success: true }],
    ],
  },
  {
    title: 'a reply has the form of today for those who declared the contract',
    path: '/realtime',
    declared: true,
    steps: [['subscribe', { channels: ['user:7'] }, 'ack']],
    told: [['ack', { channels: ['user:7'] }]],
  },
  {
    title: 'what can not be done is told by a code: unfit, unknown, refused by the back end, a reply that does not fit',
    path: '/messaging',
    steps: [
      ['message:send', { receiverId: 'u2' }, 'ack'],
      ['message:send', { receiverId: 'u2', content: 'no' }, 'ack'],
      ['message:send', { receiverId: 'u2', content: 'no' }, 'silent'],
      ['message:edit', { messageId: 'm1', content: 'odd' }, 'ack'],
      ['message:delete', { messageId: 'm1' }, 'ack'],
      ['typing:start', { receiverId: 'u2' }, 'ack'],
      ['TYPING_START', {}, 'silent'],
      ['lunch', { at: 'noon' }, 'ack'],
      ['lunch', { at: 'noon' }, 'silent'],
    ],
    told: [
      ['ack', { code: 'PAYLOAD_INVALID' }],
      ['ack', { code: 'NOT_NOW' }],
      refused('message:send', 'NOT_NOW'),
      ['ack', { code: 'REPLY_INVALID' }],
      ['ack', { code: 'HANDLER_FAILED' }],
      ['ack', undefined],
      refused('typing:start', 'PAYLOAD_INVALID'),
      ['ack', { code: 'EVENT_UNKNOWN' }],
      refused('', 'EVENT_UNKNOWN'),
    ],
  },
  {
    title: 'what no contract declares is heard by a listener of the application, where it has one',
    path: '/notifications',
    steps: [
      ['hello', 'Ada', 'ack'],
      ['notification:mark_all_read', null, 'ack'],
    ],
    told: [
      ['ack', 'hello'],
      ['ack', { count: 2, success: true }],
    ],
  },
]

/** Keeps the code of a refusal, and the event it is about. */
function inShort(name: string, said: unknown): Told[number] {
  const { error, event } = Object(said) as { error?: { code: string }; event?: string }
  if (error === undefined) return [name, said]
  return [name, { ...(name === 'contract:refused' && { event }), code: error.code }]
}

async function toldBy(server: string, { path, declared, steps, told }: Case): Promise<Told> {
  const contract = { package: '0.0.0', versions: { [path]: [1] } }
  const socket: Socket = io(server, {
    forceNew: true,
    auth: { token: 'token_1', ...(declared && { contract }) },
  })
  afterwards(() => socket.disconnect())
  const heard: Told[number][] = []
  socket.onAny((name: string, said: unknown) => {
    if (name !== 'contract:welcome') heard.push(inShort(name, said))
  })
  const settled = async () => {
    const turns = async () => {
      for (let turn = 0; turn < 3; turn++) await answered(socket, 'contract:ping')
    }
    // by then what was sent has asked whether it may, and has its answer once nobody asks
    await turns()
    for (const until = Date.now() + 5000; Date.now() < until; ) if (!(await answered(socket, 'busy'))) break
    await turns()
  }
  await next(socket, 'connect')
  for (const group of steps) {
    const together = (typeof group[0] === 'string' ? [group] : group) as readonly Step[]
    const answers = together.flatMap(([name, payload, asks]) => {
      const args = payload === undefined ? [] : [payload]
      if (asks === 'ack') return [socket.timeout(5000).emitWithAck(name, ...args)]
      socket.emit(name, ...args)
      return []
    })
    for (const answer of answers) heard.push(inShort('ack', await answer))
    await settled()
  }
  const until = Date.now() + 3000
  while (heard.length < told.length && Date.now() < until) await settled()
  return heard
}

describe.each(cases.map((each) => [each.title, each] as const))('%s', (_, each) => {
  test("by the package's own server", async () => {
    const server = await listening()
    ownServer(server.io)
    expect(await toldBy(server.url + (each.ownPath ?? each.path), each)).toEqual(each.told)
  })
  test('by the server in Python', async () => {
    expect(await toldBy(url + each.path, each)).toEqual(each.told)
  })
})

const opened = async (path: string, auth: object = {}): Promise<[Socket, string[]]> => {
  const socket: Socket = io(url + path, { forceNew: true, auth: { token: 'token_1', ...auth } })
  afterwards(() => socket.disconnect())
  const heard: string[] = []
  socket.onAny((name: string) => heard.push(name))
  await next(socket, 'connect')
  return [socket, heard]
}
const answered = (socket: Socket, name: string, ...args: unknown[]) => socket.timeout(5000).emitWithAck(name, ...args)

test('R10: who is in a room hears what is sent there, and those alone who declared nothing under old names too', async () => {
  const room = 'pharmacy:p1'
  const declared = { contract: { package: '0.0.0', versions: { [pharmacy]: [1] } } }
  const [[old, heardOld], [today, heardToday], [outside, heardOutside]] = await Promise.all([
    opened(pharmacy),
    opened(pharmacy, declared),
    opened(pharmacy),
  ])
  expect(await answered(old, 'join', { room })).toEqual({ room })
  expect(await answered(today, 'join', { room })).toEqual({ room })
  expect(await answered(outside, 'leave', { room })).toEqual({ room })
  for (const each of [old, today, outside]) await answered(each, 'contract:ping')
  expect([heardOld, heardToday, heardOutside]).toEqual([
    ['order:updated', 'order:status-updated'],
    ['contract:welcome', 'order:updated'],
    [],
  ])
})

test.each(['connect', 'disconnect'])('a client that sends an event %s is told that there is none', async (name) => {
  const [socket, heard] = await opened(pharmacy)
  // as a client of another making may, for socket.io's own does not
  const send = (auth: object) =>
    Reflect.apply(Reflect.get(socket, 'packet'), socket, [{ type: 2, data: [name, {}, auth] }])
  send({ token: 'token_1' })
  await answered(socket, 'contract:ping')
  expect(heard).toEqual(['contract:refused'])
  // it is the client that it was: of old, and in
  expect(await answered(socket, 'chat:join', { roomId: 'r1' })).toEqual({ room: 'chat:r1' })
})

test.each([
  ['AUTH_INVALID', { token: 'somebody' }],
  ['AUTH_MISSING', { token: undefined }],
  ['CONTRACT_MALFORMED', { contract: 'all' }],
  ['CONTRACT_UNSUPPORTED', { contract: { package: '9.0.0', versions: { [pharmacy]: [9] } } }],
])('a connection is refused with %s', async (code, auth) => {
  const socket = io(url + pharmacy, { forceNew: true, reconnection: false, auth: { token: 'token_1', ...auth } })
  afterwards(() => socket.disconnect())
  const error = await next<Error & { data: unknown }>(socket, 'connect_error')
  expect(error.data).toMatchObject({ error: { code, retryable: false } })
})

const move = { card_id: 1, from_column: 'a', to_column: 'b', position: 0, success: true }

test('old names are neither read nor sent once the back end has switched them off', async () => {
  const [page, heard] = await opened('/workflow')
  expect(await answered(page, 'card_moved', move)).toMatchObject({ error: { code: 'EVENT_UNKNOWN' } })
  expect(await answered(page, 'card_move', { ...move, position: null })).toMatchObject({
    error: { code: 'PAYLOAD_INVALID' },
  })
  await answered(page, 'card_move', move)
  await answered(page, 'contract:ping')
  expect(heard).toEqual(['card_move'])
})

test('R12: who shows its token elsewhere is let in where the back end looks there', async () => {
  const shown = (query: object) => io(`${url}/messaging`, { forceNew: true, reconnection: false, query: { ...query } })
  const [page, nobody] = [shown({ userId: 'u1', token: 'token_1' }), shown({ userId: 'u1' })]
  for (const each of [page, nobody]) afterwards(() => each.disconnect())
  const [, error] = await Promise.all([next(page, 'connect'), next<{ data: unknown }>(nobody, 'connect_error')])
  expect(error.data).toMatchObject({ error: { code: 'AUTH_INVALID' } })
  expect(await answered(page, 'NEW_MESSAGE', write)).toMatchObject({ success: true })
})

/** Connects as a client whose token is looked at until somebody inside says so, and then refused. */
async function atTheDoor(path: string, insider: Socket) {
  const endpoint = `${url}/socket.io/?EIO=4&transport=polling`
  const opening = await (await fetch(endpoint)).text()
  const own = `${endpoint}&sid=${JSON.parse(opening.slice(1)).sid}`
  const post = (body: string) => fetch(own, { method: 'POST', body })
  const connecting = post(`40${path},{"token":"slow"}`)
  for (const until = Date.now() + 5000; Date.now() < until; ) if ((await answered(insider, 'waiting')) === 1) break
  const refused = async () => {
    await answered(insider, 'open')
    await connecting
    return (await fetch(own)).text()
  }
  return { post, refused }
}

test('a client that is not let in yet hears nothing of what all are told', async () => {
  const [mover, heard] = await opened('/workflow')
  const { refused } = await atTheDoor('/workflow', mover)
  await answered(mover, 'card_move', move)
  expect(await refused()).toMatch(/^44\/workflow,.*AUTH_INVALID[^\u001e]*$/)
  expect(heard).toEqual(['card_move'])
})

test('nothing is done for a client that is not let in yet, whatever it sends meanwhile', async () => {
  const [reader] = await opened('/notifications')
  const before = await answered(reader, 'notification:get_unread_count')
  const { post, refused } = await atTheDoor('/notifications', reader)
  await post('42/notifications,["notification:mark_read",{"notificationId":"n1"}]')
  expect(await refused()).toContain('AUTH_INVALID')
  expect(await answered(reader, 'notification:get_unread_count')).toEqual(before)
})

test('what is logged of a failure names its place, and no word of the error', () => {
  const failures = logged.filter((line) => line.includes(' failed: '))
  expect(
    failures.some((line) => /\/patient-pharmacy chat:join failed: KeyError, at .*served\.py:\d+ in /.test(line)),
  ).toBe(true)
  expect(failures.some((line) => /\/messaging message:edit failed: Unfit: message:edit .*editedAt: /.test(line))).toBe(
    true,
  )
  expect(logged.filter((line) => /Ada|Obi|yesterday|Traceback/.test(line))).toEqual([])
})
