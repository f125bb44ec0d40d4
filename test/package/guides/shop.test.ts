import type { Socket } from 'socket.io-client'
import { afterEach, expect, test, vi } from 'vitest'
import { WebSocket } from 'ws'
import { cut, endOf } from '../../ends/absence.js'
import { afterwards } from '../../ends/afterwards.js'
import { type Listening, listening } from '../../ends/server.js'
import { next } from '../../ends/waiting.js'
import { type OldShopServer, oldShopServer } from '../../field/shop/old-server.js'
import { rawShopServer } from '../../field/shop/raw-server.js'
import { board as boardOf, comment, plainRow, row } from '../../field/shop/rows.js'
import { guideOf } from './guide.js'

const guide = guideOf('shop')
const timely = { timeout: 20_000 }

afterEach(() => {
  vi.unstubAllGlobals()
})

interface Bound {
  on(event: string, handler: (payload: never) => void): void
  emit(event: string, payload: object): void
  request(event: string, payload: object, options: object): Promise<unknown>
  watch(part: string, handler: (value: unknown) => void): void
  close(): void
  readonly status: string
}

/** What a page wrote down. */
class Page {
  readonly counts: number[] = []
  readonly lists: { id: number; customer: object }[][] = []
  readonly reports: string[] = []
  constructor(
    readonly bookings: Bound,
    readonly board: Bound,
    readonly socket: Socket,
  ) {}
}

/** Runs the page's block against a server. */
function open(url: string): Page {
  const [counts, lists, reports]: [number[], never[], string[]] = [[], [], []]
  const made = guide.run('page', {
    backEnd: url,
    currentToken: () => 'staff',
    showCount: (count: number) => counts.push(count),
    showToday: (rows: never) => lists.push(rows),
    report: (words: string) => reports.push(words),
  }) as { bookings: Bound; board: Bound; socket: Socket }
  afterwards(() => {
    for (const each of [made.bookings, made.board]) each.close()
    made.socket.io.engine.close()
    made.socket.disconnect()
  })
  return Object.assign(new Page(made.bookings, made.board, made.socket), { counts, lists, reports })
}

interface Old extends Listening {
  readonly bookings: OldShopServer
  readonly board: OldShopServer
  /** Lists what pages sent on /workflow and /appointments, in order. */
  readonly said: unknown[][]
}

/** Starts a server from before, which tells who sent `join` or everybody. */
async function old(tells: 'everybody' | 'who joined'): Promise<Old> {
  const listens = await listening()
  const said: unknown[][] = []
  for (const path of ['/appointments', '/workflow'])
    listens.io.of(path).on('connection', (socket) => socket.onAny((...all: unknown[]) => said.push([path, ...all])))
  const [bookings, board] = ['/appointments', '/workflow'].map((path) => oldShopServer(listens.io, path, tells))
  return { ...listens, said, bookings: bookings as OldShopServer, board: board as OldShopServer }
}

/** Waits until the page has spoken to a server from before as that one expects it. */
const joined = ({ said }: Old, times = 1): Promise<void> =>
  vi.waitFor(() => {
    for (const path of ['/appointments', '/workflow'])
      expect(said.filter(([at, name, room]) => at === path && name === 'join' && room === path.slice(1))).toHaveLength(
        times,
      )
  }, timely)

test('a page on the raw route reads envelopes of each generation, and is told what it cannot read', async () => {
  if (!('WebSocket' in globalThis)) vi.stubGlobal('WebSocket', WebSocket)
  const server = await rawShopServer()
  const boards: {
    columns: Record<string, { id: number; customer: object; labels: object[]; comments: object[] }[]>
  }[] = []
  const [moves, reports]: [unknown[], string[]] = [[], []]
  const { socket } = guide.run('envelopes', {
    backEnd: server.url,
    showBoard: (shown: never) => boards.push(shown),
    moveCard: (move: unknown) => moves.push(move),
    report: (words: string) => reports.push(words),
  }) as { socket: WebSocket }
  afterwards(() => socket.close())
  await server.visited
  server.send({ type: 'workflow_update', data: boardOf(row(42, { labels: ['urgent'], comments: [comment(17)] })) })
  server.send({ type: 'card_move', card_id: 42, from_column: 'estimates', to_column: 'completed', position: 0 })
  server.send({ type: 'card_moved', success: true, card_id: 42, new_column: 'completed', position: 0 })
  server.send({ type: 'card_moved', success: false, card_id: 42, new_column: 'completed', position: 0 })
  server.send({ type: 'board_update', board: { estimates: [42] } })
  await vi.waitFor(() => expect(reports).toHaveLength(2), timely)
  expect(boards).toHaveLength(1)
  expect(boards[0]?.columns['estimates']?.[0]).toMatchObject({
    id: 42,
    customer: { first_name: 'Ada', last_name: 'Obi' },
    labels: [{ name: 'urgent' }],
    comments: [{ id: '17' }],
  })
  expect(moves).toEqual([
    { card_id: 42, from_column: 'estimates', to_column: 'completed', position: 0 },
    { success: true, card_id: 42, to_column: 'completed', position: 0 },
  ])
  expect(JSON.stringify(boards)).not.toMatch(/access-token|ada@example|\+234/)
})

test.each(['everybody', 'who joined'] as const)(
  'the page hears a server from before, which tells %s, and again after a reconnection',
  async (tells) => {
    const server = await old(tells)
    const page = open(server.url)
    await joined(server)
    const unknownVin = { vehicle: { make: 'Toyota', model: 'Corolla', year: 2018, vin: null } }
    server.bookings.send('pending_count_updated', { count: 3 })
    server.bookings.send('today_appointments', [row()])
    server.bookings.send('today_appointments_updated', [row(43, unknownVin)])
    server.bookings.send('appointments_list', { appointments: [row(44)] })
    await vi.waitFor(() => expect(page.lists).toHaveLength(3), timely)
    expect(page.lists.map(([first]) => [first?.id, first?.customer])).toEqual(
      [42, 43, 44].map((id) => [id, { first_name: 'Ada', last_name: 'Obi' }]),
    )
    expect(JSON.stringify(page.lists)).not.toMatch(/access-token|ada@example|\+234/)
    expect(page.counts).toEqual([3])

    const back = next(page.socket, 'connect')
    const recovered: unknown[] = []
    page.board.watch('recovered', (isRecovered) => recovered.push(isRecovered))
    await cut(endOf(server.io, '/appointments', page.socket), page.socket)
    await back
    await joined(server, 2)
    expect(recovered).toEqual([false])
    server.bookings.send('pending_count_updated', { count: 4 })
    await vi.waitFor(() => expect(page.counts).toEqual([3, 4]), timely)
    expect(page.reports).toEqual([])
  },
)

test('a page of today moves a card at a server from before, and shows it where everybody does', async () => {
  const server = await old('everybody')
  const page = open(server.url)
  let held: ReturnType<typeof boardOf> | undefined
  const names = guide.run('board', {
    board: page.board,
    setBoard: (next: (now: typeof held) => typeof held) => {
      held = next(held)
    },
  })
  expect(names).toHaveProperty('moved')
  await joined(server)
  const ids = () =>
    Object.entries(held?.columns ?? {}).map(([name, cards]) => [name, cards.map((card) => (card as { id: number }).id)])
  // a move of which nothing is held is none
  page.board.emit('card_move', { card_id: 42, to_column: 'completed' })
  await vi.waitFor(() => expect(server.said.filter(([, name]) => name === 'card_move')).toHaveLength(1), timely)
  server.board.send('board_updated', boardOf(row(42, { comments: [comment(17)] }), plainRow(43)))
  await vi.waitFor(
    () =>
      expect(ids()).toEqual([
        ['estimates', [42, 43]],
        ['completed', []],
      ]),
    timely,
  )
  page.board.emit('card_move', { card_id: 42, to_column: 'completed', position: 0 })
  await vi.waitFor(
    () =>
      expect(ids()).toEqual([
        ['estimates', [43]],
        ['completed', [42]],
      ]),
    timely,
  )
  page.board.emit('card_move', { card_id: 42, to_column: 'estimates', position: 1 })
  await vi.waitFor(
    () =>
      expect(ids()).toEqual([
        ['estimates', [43, 42]],
        ['completed', []],
      ]),
    timely,
  )
  // a card nobody holds changes nothing
  server.board.send('card_moved', { success: true, card_id: 99, new_column: 'completed', position: 0 })
  server.board.send('workflow_update', { data: boardOf(row(44)) })
  await vi.waitFor(
    () =>
      expect(ids()).toEqual([
        ['estimates', [44]],
        ['completed', []],
      ]),
    timely,
  )
  expect(server.said.filter(([at, name]) => at === '/workflow' && name === 'card_moved')).toEqual([])
  // the number that the old database has is text here, and goes out as text
  page.board.emit('comment_update', { card_id: 44, action: 'delete', comment: { id: '17' } })
  await vi.waitFor(
    () =>
      expect(server.said).toContainEqual([
        '/workflow',
        'comment_update',
        { card_id: 44, action: 'delete', comment: { id: '17' } },
      ]),
    timely,
  )
})

test('a request at a server from before is done without an answer', async () => {
  const server = await old('everybody')
  const page = open(server.url)
  await joined(server)
  const asked = page.bookings.request('schedule_update', { appointments: [] }, { timeoutMs: 200 })
  await expect(asked).rejects.toMatchObject({ name: 'RequestTimeoutError' })
  expect(server.said).toContainEqual(['/appointments', 'schedule_update', { appointments: [] }, expect.anything()])
})

test('in the end the page says and hears the names of today alone', async () => {
  const server = await old('everybody')
  const { board, socket } = guide.run('done', { backEnd: server.url, currentToken: () => 'staff' }) as {
    board: Bound
    socket: Socket
  }
  afterwards(() => {
    board.close()
    socket.disconnect()
  })
  const heard: unknown[] = []
  for (const name of ['board_update', 'card_move']) board.on(name, (payload) => heard.push([name, payload]))
  await vi.waitFor(() => expect(board.status).toBe('connected'), timely)
  server.board.send('card_moved', { success: true, card_id: 42, new_column: 'completed', position: 0 })
  server.board.send('card_move', { card_id: 42, to_column: 'completed', position: 0 })
  await vi.waitFor(() => expect(heard).toHaveLength(1), timely)
  expect(heard).toEqual([['card_move', { card_id: 42, to_column: 'completed', position: 0 }]])
  expect(server.said.filter(([, name]) => name === 'join')).toEqual([])
})

test('every block of the page was run', () => {
  expect([...guide.left]).toEqual([])
})
