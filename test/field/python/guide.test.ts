import type { Socket } from 'socket.io-client'
import { expect, test, vi } from 'vitest'
import { WebSocket } from 'ws'
import { afterwards } from '../../ends/afterwards.js'
import { next } from '../../ends/waiting.js'
import { connection } from '../refusals.js'
import { type OldShopPage, oldShopPage } from '../shop/old-client.js'
import { board, row } from '../shop/rows.js'
import { pythonMarks, runBlock } from './guide-block.js'
import { guidePrograms, odd, tell } from './guide-server.js'

const timely = { timeout: 20_000 }
const secrets = /access-token|refresh-token|ada@example|\+234/
const servers = guidePrograms()

interface State {
  readonly done: [name: string, payload: Record<string, unknown>][]
  readonly old: number[]
  readonly left: string[]
}
const state = async (url: string): Promise<State> => (await fetch(`${url}/state`)).json() as Promise<State>

function oldPage(url: string, path: string, token = 'staff'): OldShopPage {
  const page = oldShopPage(url, path, token, { reconnectionDelay: 5, reconnectionDelayMax: 20 })
  afterwards(() => page.socket.disconnect())
  return page
}

/** Waits until a page has heard some names, once each, and returns what they carried. */
async function heard(page: OldShopPage, ...names: readonly string[]): Promise<Record<string, unknown>> {
  await vi.waitFor(() => expect(page.heard.map(([name]) => name).sort()).toEqual([...names].sort()), timely)
  return Object.fromEntries(page.heard.splice(0))
}

const bookingNames = [
  ...['pending_count', 'pending_count_updated'],
  ...['today_appointments', 'today_appointments_updated', 'appointments_list'],
]
const boardNames = ['board_update', 'board_updated', 'workflow_update']
/** A row as pages of old read it, with nothing that nobody should see. */
const names = { first_name: 'Ada', last_name: 'Obi' }
const asRead = { id: 42, customer: { ...names, user: names } }

test('a page of old hears each fact under each of its names, in the shape it reads, and again after a reconnection', async () => {
  const page = oldPage(servers.during, '/appointments')
  const all: unknown[] = []
  page.socket.onAny((...said) => all.push(said))
  const shown = await heard(page, ...bookingNames)
  expect(shown).toMatchObject({
    pending_count_updated: { count: 2 },
    today_appointments: { appointments: [asRead] },
    today_appointments_updated: [asRead],
    appointments_list: { appointments: [asRead] },
  })
  expect(
    await tell(servers.during, '/appointments', 'appointment_update', { action: 'update', appointment: row(42) }),
  ).toBe('told')
  expect(await heard(page, 'appointment_update')).toMatchObject({ appointment_update: { appointment: asRead } })
  expect(await tell(servers.during, '/appointments', 'appointment_created', row(43))).toBe('told')
  const booked = { ...asRead, id: 43 }
  expect(await heard(page, 'appointment_update', 'appointment_created')).toMatchObject({
    appointment_update: { action: 'create', appointment: booked },
    appointment_created: booked,
  })
  const back = next(page.socket, 'connect')
  page.socket.io.engine.close()
  await back
  await heard(page, ...bookingNames)
  expect(JSON.stringify(all)).not.toMatch(secrets)
})

test('a page of old works on the board by its names, without acknowledgement, and its ids stay numbers', async () => {
  const page = oldPage(servers.during, '/workflow')
  const shown = await heard(page, ...boardNames)
  const card = {
    ...asRead,
    vehicle: { make: 'Toyota', model: 'Corolla', year: 2018 },
    comments: [{ id: 17 }],
    labels: [{ name: 'urgent' }],
  }
  const columns = { estimates: [card], completed: [] }
  expect(shown).toMatchObject({
    board_update: { columns },
    board_updated: { columns },
    workflow_update: { data: { columns } },
  })
  expect(JSON.stringify(shown)).not.toMatch(secrets)

  page.send('card_moved', { card_id: 42, new_column: 'completed', position: 0 })
  const move = { success: true, card_id: 42, to_column: 'completed', position: 0 }
  expect(await heard(page, 'card_move', 'card_moved')).toEqual({
    card_move: move,
    card_moved: { ...move, new_column: 'completed' },
  })
  page.send('comment_update', { card_id: 42, action: 'delete', comment: { id: 17 } })
  const gone = { card_id: 42, action: 'delete', comment: { id: 17 } }
  expect(await heard(page, 'comment_update', 'comment_updated')).toEqual({
    comment_update: gone,
    comment_updated: gone,
  })
  page.send('label_update', { card_id: 42, action: 'add', label: 'late' })
  const label = { card_id: 42, action: 'add', label: { name: 'late' } }
  expect(await heard(page, 'label_update', 'label_updated')).toEqual({ label_update: label, label_updated: label })
  // a move that failed is told nobody but this page
  const failed = next(page.socket, 'error')
  expect(await tell(servers.during, '/workflow', 'card_moved', { ...move, success: false })).toBe('told')
  page.send('card_move', { card_id: 7, to_column: 'completed' })
  expect(await failed).toEqual({ message: 'The card is not where it was' })
  page.send('card_move', { card_id: 42, to_column: 'estimates' })
  await heard(page, 'card_move', 'card_moved')
})

test('who shows no good token is refused, in words that old pages look for', async () => {
  expect(await connection(oldPage(servers.during, '/workflow', 'nobody').socket)).toBe('refused: AUTH_INVALID')
})

test('who is still being asked for a token hears nothing, in the end neither', async () => {
  for (const url of [servers.during, servers.done]) {
    const page = oldPage(url, '/workflow', 'late')
    const packets: unknown[] = []
    page.socket.io.on('packet', ({ type }: { type: number }) => packets.push(type))
    const refused = connection(page.socket)
    await vi.waitFor(async () => expect((await state(url)).done).toContainEqual(['is_staff', {}]), timely)
    expect(await tell(url, '/workflow', 'card_move', { card_id: 42, to_column: 'completed' })).toBe('told')
    expect(await refused).toBe('refused: AUTH_INVALID')
    // a refusal, and no event
    expect(packets).toEqual([4])
  }
})

test('what does not fit is not sent, and the back end is told the field', async () => {
  expect(await tell(servers.during, '/workflow', 'board_updated', board(row(42, { status: 'lost' })))).toMatch(
    /^board_update does not fit: columns\.\*\.0\.status: one of /,
  )
  expect(await tell(servers.during, '/workflow', 'board_updates', board(odd))).toMatch(/board_updates/)
})

test('an event that is to be repeated until it is handled is refused: it takes a server of this package', async () => {
  const { socket } = oldPage(servers.during, '/workflow')
  const delivery = { id: 'one', event: 'card_move', payload: { card_id: 42, to_column: 'completed' } }
  const answer = await socket.timeout(5000).emitWithAck('contract:deliver', delivery)
  expect(answer).toMatchObject({ error: { code: 'EVENT_UNKNOWN' } })
})

test('the raw route goes on beside it, with envelopes that hold nothing more', async () => {
  const socket = new WebSocket(`${servers.during.replace('http', 'ws')}/ws/workflow/`)
  afterwards(() => socket.close())
  const messages: { type: string }[] = []
  socket.on('message', (data) => messages.push(JSON.parse(String(data))))
  const told = async (...types: readonly string[]) => {
    await vi.waitFor(() => expect(messages.map(({ type }) => type).sort()).toEqual([...types].sort()), timely)
    return Object.fromEntries(messages.splice(0).map((message) => [message.type, message]))
  }
  const shown = await told(...boardNames)
  expect(shown).toMatchObject({
    board_update: { columns: { estimates: [asRead] } },
    workflow_update: { data: { columns: { estimates: [asRead] } } },
  })
  expect(JSON.stringify(shown)).not.toMatch(secrets)
  socket.send(JSON.stringify({ type: 'card_moved', card_id: 42, new_column: 'completed', position: 0 }))
  expect(await told('card_move', 'card_moved')).toMatchObject({
    card_move: { card_id: 42, to_column: 'completed' },
    card_moved: { card_id: 42, new_column: 'completed' },
  })
  socket.send(JSON.stringify({ type: 'label_update', data: { card_id: 42, action: 'add', label: 'late' } }))
  await told('label_update', 'label_updated')
  await tell(servers.during, '/workflow', 'workflow_update', { data: board(odd) })
  await told(...boardNames)
})

interface Bound {
  on(event: string, handler: (payload: unknown) => void): void
  emit(event: string, payload: object): void
  request(event: string, payload: object): Promise<unknown>
  close(): void
  readonly status: string
}

/** Ends what a block made when the test is over. */
function ending(socket: Socket, ...clients: readonly Bound[]): void {
  afterwards(() => {
    for (const each of clients) each.close()
    socket.disconnect()
  })
}

test.each([
  ['during the move', () => servers.during],
  ['in the end', () => servers.done],
])("the page's client meets the page's server, %s", async (_, url) => {
  const [counts, lists, reports, frames, told]: unknown[][] = [[], [], [], [], []]
  const given = {
    backEnd: url(),
    currentToken: () => 'staff',
    showCount: (count: unknown) => counts?.push(count),
    showToday: (rows: unknown) => lists?.push(rows),
    report: (words: unknown) => reports?.push(words),
  }
  const made = runBlock('page', given, 'bookings', 'board', 'socket') as {
    bookings: Bound
    board: Bound
    socket: Socket
  }
  ending(made.socket, made.bookings, made.board)
  made.socket.io.on('packet', ({ data }: { data?: unknown }) => Array.isArray(data) && frames?.push(data[0]))
  const said: string[] = []
  for (const socket of [made.socket, made.socket.io.socket('/workflow')])
    socket.onAnyOutgoing((name: string) => said.push(name))
  for (const name of ['board_update', 'card_move', 'comment_update'])
    made.board.on(name, (payload) => told?.push([name, payload]))
  await vi.waitFor(() => expect([counts, lists?.length, told?.length]).toEqual([[2], 1, 1]), timely)
  expect(told).toMatchObject([
    ['board_update', { columns: { estimates: [{ customer: names, comments: [{ id: '17' }] }] } }],
  ])
  told?.splice(0)
  made.board.emit('card_move', { card_id: 42, to_column: 'completed', position: 0 })
  made.board.emit('comment_update', { card_id: 42, action: 'add', comment: { text: 'Done' } })
  await vi.waitFor(() => expect(told).toHaveLength(2), timely)
  expect(told).toMatchObject([
    ['card_move', { to_column: 'completed' }],
    ['comment_update', { comment: { id: '18', text: 'Done', user: 'Tunde Bello' } }],
  ])
  made.board.emit('card_move', { card_id: 7, to_column: 'completed' })
  await vi.waitFor(() => expect(reports).toEqual(['The card is not where it was']), timely)
  expect(await made.bookings.request('schedule_update', { appointments: [] })).toEqual({ accepted: true })
  const back = next(made.socket, 'connect')
  made.socket.io.engine.close()
  await back
  await vi.waitFor(() => expect(told).toHaveLength(3), timely)
  expect(reports).toHaveLength(1)
  expect(frames?.filter((name) => /ed$|_list$|^join$|^workflow/.test(String(name)))).toEqual(['schedule_updated'])
  expect(JSON.stringify([lists, told])).not.toMatch(secrets)
  // a server that greets is not spoken to as one of old, after a reconnection neither
  made.board.emit('card_move', { card_id: 42, to_column: 'completed', position: 0 })
  await vi.waitFor(() => expect(told).toHaveLength(4), timely)
  expect(said.filter((name) => !name.startsWith('contract:'))).toEqual([
    ...['card_move', 'comment_update', 'card_move', 'schedule_update', 'card_move'],
  ])
})

test('who is left of old is counted, and in the end a page needs no word of it', async () => {
  const before = (await state(servers.during)).old[1] as number
  const page = oldPage(servers.during, '/workflow')
  await heard(page, ...boardNames)
  expect((await state(servers.during)).old[1]).toBe(before + 1)
  page.socket.disconnect()
  await vi.waitFor(async () => expect((await state(servers.during)).old[1]).toBe(before), timely)

  const made = runBlock('done', { backEnd: servers.done, currentToken: () => 'staff' }, 'board', 'socket') as {
    board: Bound
    socket: Socket
  }
  const boards: unknown[] = []
  ending(made.socket, made.board)
  made.board.on('board_update', (shown) => boards.push(shown))
  await vi.waitFor(() => expect(boards).toHaveLength(1), timely)
  // who comes from before all the same hears today's names
  await heard(oldPage(servers.done, '/workflow'), 'board_update')
})

test('a board whose last column has 5,000 cards reaches pages of old and of today', async () => {
  const page = oldPage(servers.during, '/workflow')
  await heard(page, ...boardNames)
  const made = runBlock('done', { backEnd: servers.during, currentToken: () => 'staff' }, 'board', 'socket') as {
    board: Bound
    socket: Socket
  }
  ending(made.socket, made.board)
  const sizes: number[] = []
  made.board.on('board_update', (shown) =>
    sizes.push((shown as { columns: { completed: unknown[] } }).columns.completed.length),
  )
  await vi.waitFor(() => expect(sizes).toHaveLength(1), timely)
  const completed = Array.from({ length: 5000 }, (_, index) => row(100 + index, { workflow_column: 'completed' }))
  const shown = { columns: { estimates: [odd], completed }, column_order: ['estimates', 'completed'] }
  const began = performance.now()
  expect(await tell(servers.during, '/workflow', 'board_updated', shown)).toBe('told')
  const all = await heard(page, ...boardNames)
  console.info('5,000 cards, to one page of old and one of today, in ms:', Math.round(performance.now() - began))
  expect(
    (all['workflow_update'] as { data: { columns: { completed: unknown[] } } }).data.columns.completed,
  ).toHaveLength(5000)
  await vi.waitFor(() => expect(sizes.at(-1)).toBe(5000), timely)
})

test('every Python block of the page was run', async () => {
  expect(pythonMarks()).toEqual(['live', 'old_pages', 'app', 'consumers'])
  expect((await state(servers.during)).left).toEqual([])
})
