import { execFile, execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { appointments, appointmentsAliases } from '../../../src/appointments.js'
import type { AliasRow, AliasTable } from '../../../src/contract/alias/alias.js'
import { aliasRow, shapeRow } from '../../../src/contract/alias/alias-name.js'
import type { EventContract } from '../../../src/contract/event/event.js'
import { toLegacy } from '../../../src/guards/alias-payload.js'
import { normalize, safeParsePayload } from '../../../src/guards/index.js'
import { messagingAliases } from '../../../src/messaging.js'
import { notificationsAliases } from '../../../src/notifications.js'
import { realtimeAliases } from '../../../src/realtime.js'
import { workflow, workflowAliases } from '../../../src/workflow.js'
import { board, comment, plainRow, row } from '../shop/rows.js'

const python = '/usr/bin/python3'

/** Runs a program of this folder, and reads what it prints. */
function answers(program: string, ...args: readonly string[]): Record<string, unknown> {
  return JSON.parse(execFileSync(python, [`test/field/python/${program}.py`, ...args], { encoding: 'utf8' }))
}

type Flag = 'up' | 'down' | 'when'
type Flags = Readonly<Record<string, Readonly<Partial<Record<Flag, boolean>>>>>
interface Rows {
  readonly clientToServer: Flags
  readonly serverToClient: Flags
}
interface Release {
  readonly namespaces: Readonly<Record<string, { system: string; aliases: Rows & { readonly shapes: Rows } }>>
}
const { namespaces }: Release = JSON.parse(readFileSync('contract.json', 'utf8'))
const paths = Object.keys(namespaces).filter((path) => namespaces[path]?.system === 'shop')

const tables = {
  '/appointments': [appointments, appointmentsAliases],
  '/workflow': [workflow, workflowAliases],
} as const
type Case = readonly [path: keyof typeof tables, name: string, payload: unknown]

const remark = { ...comment(5), created_at: '2024-12-20T10:05:00Z' }
const cards = board(row(1, { comments: [comment(5)], labels: ['urgent', { name: 'late' }] }), plainRow(2))
/** What old ends write under names of old and of today. */
const cases: readonly Case[] = [
  ['/appointments', 'today_appointments_updated', [row()]],
  ['/appointments', 'today_appointments', [row(), plainRow(43)]],
  ['/appointments', 'appointments_list', { appointments: [row()] }],
  ['/appointments', 'dashboard_schedule_updated', [row()]],
  ['/appointments', 'schedule_updated', { appointments: [row()] }],
  ['/appointments', 'appointment_created', row()],
  ['/appointments', 'appointment_update', { action: 'update', appointment: row() }],
  ['/appointments', 'appointment_update', { action: 'delete', appointment_id: 42 }],
  ['/appointments', 'pending_count_updated', { count: 3 }],
  ['/workflow', 'board_updated', cards],
  ['/workflow', 'board_update', cards],
  ['/workflow', 'workflow_update', { data: cards }],
  ['/workflow', 'card_moved', { success: true, card_id: 1, new_column: 'a', position: 0 }],
  ['/workflow', 'card_moved', { success: false, card_id: 1, new_column: 'a', position: 0 }],
  ['/workflow', 'comment_updated', { card_id: 1, action: 'add', comment: remark }],
  ['/workflow', 'comment_updated', { card_id: 1, action: 'remove', comment: remark }],
  ['/workflow', 'label_updated', { card_id: 1, action: 'add', label: 'urgent' }],
]
const shown = appointments.serverToClient.schedule_updated.example as { appointments: readonly object[] }
/** What is sent under old names too. */
const sent: readonly Case[] = [
  ['/appointments', 'schedule_updated', { appointments: shown.appointments }],
  ['/appointments', 'schedule_updated', { ...shown, date: '2024-12-20' }],
  ['/appointments', 'today_appointments', { appointments: shown.appointments }],
  ['/appointments', 'appointment_update', { action: 'create', appointment: shown.appointments[0] }],
  ['/appointments', 'appointment_update', { action: 'update', appointment: shown.appointments[0] }],
  ['/workflow', 'board_update', workflow.serverToClient.board_update.example],
  ['/workflow', 'card_move', workflow.serverToClient.card_move.example],
]
type Ask = readonly [path: string, event: string, payload: unknown, rooms: readonly string[] | null]
/** What clients ask to enter, to leave, or to be in, and the rooms that this is; `null` is a refusal. */
const asks: readonly Ask[] = [
  ['/patient-pharmacy', 'chat:join', { roomId: 'r1' }, ['chat:r1']],
  ['/patient-pharmacy', 'chat:join', { roomId: 'chat:r1' }, null],
  ['/patient-pharmacy', 'chat:join', { roomId: 'r 1' }, null],
  ['/patient-pharmacy', 'chat:join', {}, null],
  ['/patient-pharmacy', 'chat:join', null, null],
  ['/patient-pharmacy', 'chat:leave', { roomId: 'r1' }, ['chat:r1']],
  ['/patient-pharmacy', 'chat:typing', { roomId: 'r1', isTyping: true }, ['chat:r1']],
  ['/patient-pharmacy', 'join', { room: 'order:o1' }, ['order:o1']],
  // a room of another family than the event's
  ['/patient-pharmacy', 'join', { room: 'chat:r1' }, null],
  ['/patient-pharmacy', 'join', { room: 'room:r1' }, null],
  ['/patient-pharmacy', 'join', { room: 'order:o 1' }, null],
  ['/patient-pharmacy', 'join', { room: 7 }, null],
  ['/patient-pharmacy', 'leave', { room: 'pharmacy:p1' }, ['pharmacy:p1']],
  ['/patient-pharmacy', 'leave', { room: 'chat:r1' }, null],
  // an event that has no rooms, and one that is none
  ['/patient-pharmacy', 'chat:message', { room: 'order:o1', roomId: 'r1' }, null],
  ['/patient-pharmacy', 'nonsense', { room: 'order:o1' }, null],
  ['/realtime', 'subscribe', { channels: ['user_7', 'public:news', 'user:7'] }, ['user:7', 'public:news']],
  ['/realtime', 'subscribe', { channels: ['public:news', 'public:a b'] }, null],
  ['/realtime', 'subscribe', { channels: ['public:news', 'session:s1'] }, null],
  ['/realtime', 'subscribe', { channels: ['public:news', null] }, null],
  ['/realtime', 'subscribe', { channels: 'public:news' }, null],
  ['/realtime', 'subscribe', { channels: [] }, []],
  ['/realtime', 'unsubscribe', { channels: ['user:7', 'public:news'] }, ['user:7', 'public:news']],
  ['/realtime', 'unsubscribe', { channels: ['lobby'] }, null],
  ['/simulation', 'vitals:unsubscribe', { simulationId: 's1', patientId: 'p1' }, ['simulation:s1']],
  ['/simulation', 'transcript:catchup', { sessionId: 's1', since: 0 }, ['session:s1']],
  // from within: every room that is named in whichever field, and one at least
  ['/simulation', 'transcript:catchup', { sessionId: 's1', room: 'session:s2' }, ['session:s2', 'session:s1']],
  ['/simulation', 'transcript:catchup', { sessionId: 's1', channels: [] }, ['session:s1']],
  ['/simulation', 'transcript:catchup', { sessionId: 's1', room: 'chat:r1' }, null],
  ['/simulation', 'transcript:catchup', { channels: [] }, null],
]
const replyTables: Readonly<Record<string, AliasTable>> = {
  '/messaging': messagingAliases,
  '/notifications': notificationsAliases,
  '/realtime': realtimeAliases,
}
type Reply = readonly [path: string, way: 'read' | 'spelled', name: string, said: unknown, asked: unknown]
const written = { receiverId: 'u2', content: 'hi', clientMessageId: 't1' }
const instant = '2024-12-20T10:30:00Z'
/** Replies of servers of old, and of today to askers of old. */
const replies: readonly Reply[] = [
  ['/messaging', 'read', 'NEW_MESSAGE', { success: true, message: { id: 'm1', timestamp: instant } }, written],
  [
    '/messaging',
    'read',
    'NEW_MESSAGE',
    { success: true, message: { id: 'm1', timestamp: null, createdAt: instant } },
    {},
  ],
  ['/messaging', 'read', 'NEW_MESSAGE', { error: 'Receiver Ada Obi not found' }, written],
  ['/messaging', 'read', 'NEW_MESSAGE', { success: false }, written],
  ['/messaging', 'read', 'NEW_MESSAGE', 'done', written],
  ['/messaging', 'read', 'EDIT_MESSAGE', { message: { editedAt: instant } }, {}],
  ['/messaging', 'spelled', 'NEW_MESSAGE', { messageId: 'm1', createdAt: instant }, written],
  [
    '/messaging',
    'spelled',
    'NEW_MESSAGE',
    { messageId: 'm1', createdAt: instant },
    { receiverId: 'u2', content: 'hi' },
  ],
  ['/messaging', 'spelled', 'EDIT_MESSAGE', { editedAt: instant }, { messageId: 'm1', content: 'hi' }],
  ['/messaging', 'spelled', 'message:send', { messageId: 'm1', createdAt: instant }, written],
  ['/notifications', 'read', 'notification:mark_read', { success: true }, { notificationId: 'n1' }],
  ['/notifications', 'read', 'notification:mark_all_read', { success: true, count: 2 }, null],
  ['/notifications', 'spelled', 'notification:mark_all_read', { count: 2 }, null],
  ['/notifications', 'spelled', 'notification:get_unread_count', { count: 2 }, null],
  ['/realtime', 'read', 'subscribe', { success: false, channels: [] }, { channels: ['user:7'] }],
  ['/realtime', 'read', 'unsubscribe', { success: true }, { channels: ['user:7'] }],
  ['/realtime', 'spelled', 'unsubscribe', { channels: ['user:7'] }, { channels: ['user:7'] }],
]
const answer = answers(
  'data',
  JSON.stringify({ cases, sent, asks: asks.map((each) => each.slice(0, 3)), replies, paths: Object.keys(namespaces) }),
)

test.each(cases.map((each, index) => [index, each[0], each[1], each] as const))(
  'N4: row %i, %s %s, is read in Python as this package reads it',
  (index, _, __, [path, name, payload]) => {
    const [contract, table] = tables[path]
    const here = normalize(contract as never, table as never, 'serverToClient', name, payload)
    const [event, read] = (answer['cases'] as [string | null, unknown][])[index] ?? []
    if (!here.ok) return expect([here.error.code, event ?? null]).toEqual([here.error.code, null])
    const declared = (contract.serverToClient as Record<string, EventContract>)[here.name] as EventContract
    expect([event, safeParsePayload(declared, read)]).toEqual([here.name, { ok: true, value: here.payload }])
  },
)

test('N4: what goes out under old names has the shapes of old', () => {
  const { sent: made } = answer as { sent: [string, unknown][][] }
  expect(made.map((each) => each.map(([name]) => name).sort())).toEqual([
    ['dashboard_schedule_updated'],
    [],
    ['appointments_list', 'today_appointments_updated'],
    ['appointment_created'],
    [],
    ['board_updated', 'workflow_update'],
    ['card_moved'],
  ])
  for (const [index, [path, , payload]] of sent.entries())
    for (const [old, said] of made[index] ?? []) {
      const here = toLegacy(aliasRow(tables[path][1], 'serverToClient', old) as AliasRow, payload)
      expect([old, said]).toEqual([old, JSON.parse(JSON.stringify(here))])
    }
  expect(answer['all said']).toEqual([[], []])
})

test.each(['up', 'down', 'when'] as const)(
  'N4: shop.py has a function %s for each row that says so, and no other',
  (flag) => {
    const { given } = answer as { given: Record<Flag, Record<string, string[]>> }
    expect(Object.keys(given[flag]).sort()).toEqual(paths.sort())
    for (const path of paths) {
      const { aliases } = namespaces[path] as Release['namespaces'][string]
      const said = (['clientToServer', 'serverToClient'] as const).map((direction) => {
        const rows = [aliases[direction], aliases.shapes[direction]].flatMap((each) => Object.entries(each))
        const names = rows.filter(([, row]) => row[flag]).map(([name]) => name)
        // a function is given by name alone: what has rows in both directions has it in both, or in none
        const others = rows.filter(([name, row]) => !row[flag] && given[flag][path]?.includes(name))
        expect([path, direction, others]).toEqual([path, direction, []])
        return names
      })
      expect([path, given[flag][path]]).toEqual([path, [...new Set(said.flat())].sort()])
    }
  },
)

test('N4: a name of old is read by the table in contract.json, as far as data can say it', () => {
  expect(answer).toMatchObject({
    rename: ['card_move', { card_id: 1, to_column: 'a' }],
    // the name of today counts where both are there
    both: ['card_move', { to_column: 'b' }],
    bare: ['today_appointments', { appointments: [] }],
    edited: ['message:edited', { messageId: 'm1', content: 'hi' }],
    // what only a function can say is given as one
    failed: [null, null],
  })
})

test('N4: ids that a database counts and nulls of its columns are put right by what the schema says', () => {
  const comment = { id: '5', text: 't', user: 'u' }
  expect(answer['mended']).toEqual(['comment_update', { card_id: 7, action: 'add', comment }])
})

test('N4: an event is spelled under its old names, and those that take functions are named where none was given', () => {
  expect(answer['spelled']).toEqual([['MESSAGE_READ_RECEIPT', { messageId: 'm1', readBy: 'u1' }]])
  expect(answer['unsaid']).toEqual(['board_updated', 'card_moved', 'workflow_update'])
  expect(answer['declared']).toEqual([true, false, false, false])
})

test.each(replies.map((each, index) => [index, ...each] as const))(
  'R13: reply %i, %s, is %s as %s in Python as by this package',
  (index, path, way, name, said, asked) => {
    const table = replyTables[path]
    const row = (table && aliasRow(table, 'clientToServer', name)) ?? shapeRow(table, 'clientToServer', name)
    const here = way === 'read' ? row?.reply?.up?.(said, asked) : (row?.reply?.down?.(said, asked) ?? said)
    expect((answer['replies'] as unknown[])[index]).toEqual(here)
  },
)

test('what a team gets wrong is named where it begins', () => {
  expect(answer['mistakes']).toEqual([
    expect.stringMatching(/^contract\.json has no namespace workflow; it has \/appointments, .*\/workflow$/),
    "/workflow has no event card_moved in serverToClient; today's name is card_move",
    '/workflow has no event card in serverToClient',
    'on_connect is not called: `authenticate` lets a client in, `welcome` greets it',
    'on_card_moved is not called: card_moved is an old name, which on_card_move handles',
  ])
})

test('an answer or reply that takes a function is named where none was given', () => {
  const silent = Object.entries(answer['silent'] as Record<string, string[]>).filter(([, names]) => names.length)
  expect(silent).toEqual([['/patient-pharmacy', ['chat:join']]])
})

test('rooms are named, read and entered as the contract says, and nobody enters what is not granted', () => {
  const refused = 'chat:{roomId} takes ids of 1 to 128 characters, no colon or space'
  expect(answer).toMatchObject({
    name: 'chat:r1',
    'bad names': Array.from({ length: 7 }, () => refused),
    'old name': ['chat:r1', 'chat:{roomId}', { roomId: 'r1' }],
    'no name': [null, null, null, null, null],
    granted: [true, false, false, false],
    entered: ['chat:r1'],
    awaited: [true, ['chat:r1']],
    within: [true, false, false, false, false],
  })
})

test.each(asks.map((each, index) => [index, ...each] as const))(
  'ask %i, %s %s %j, names %j, and enters where that is granted alone',
  (index, _, __, ___, rooms) => {
    const of = (what: string) => (answer[what] as unknown[])[index]
    expect(of('asked')).toEqual(rooms)
    expect([of('denied'), of('allowed')]).toEqual([false, Boolean(rooms?.length)])
  },
)

test('a payload is redacted as the guards do it, and a fault names its field and no value', () => {
  expect(answer['shown']).toMatchObject({ content: '[phi]', senderType: 'patient' })
  expect(answer['shown']).not.toHaveProperty('secret')
  expect(answer['unfit']).toMatchObject({ senderType: '[unfit]' })
  expect(answer['missing']).toEqual([{ path: ['roomId'], expected: 'a value' }])
  // the `$` of Python lets a line end follow
  expect(answer['line end']).toEqual([{ path: ['roomId'], expected: 'an id without white space' }])
})

test('a board of 600 cards is read, checked, copied and redacted in pieces, between which others have the loop', () => {
  const { answer, turns, figures } = answers('board') as Record<string, Record<string, unknown>>
  console.info('a board of 600 cards, in ms of the processor:', figures)
  expect(answer).toMatchObject({ cards: 600, secrets: 0, read: ['board_update', true], shown: true })
  expect(answer?.['error']).toMatch(/^board_update does not fit: columns\.\*\.7\.status: one of pending, /)
  expect(turns?.['checked']).toBeGreaterThan(5)
  expect(turns?.['shown']).toBeGreaterThan(5)
  expect(turns?.['read']).toBeGreaterThan(1)
})

test('the types of the example are fresh, and Python reads them', async () => {
  const types = 'examples/python/appointments_types.py'
  execFileSync(python, ['examples/python/typed.py', '--schemas', 'schemas', '/appointments', '--check', types])
  execFileSync(python, [types])
  const stale = new Promise((resolve) =>
    execFile(
      python,
      ['examples/python/typed.py', '--schemas', 'schemas', '/workflow', '--check', types],
      (error, _, said) => resolve([error?.code, said.trim()]),
    ),
  )
  expect(await stale).toEqual([1, `${types} is stale: write it again with typed.py`])
})
