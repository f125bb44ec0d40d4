import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { isDeepStrictEqual } from 'node:util'
import { Server } from 'socket.io'
import { serve } from '../../src/server/index.js'
import { shop, shopAliases, shopPast, shopRoom } from './contracts.js'
import { type Asking, type Fact, facts, type Question, questions, type Said } from './said.js'
import { kinds, type Speaker, speaker } from './speakers.js'

/** What one client got of one event, or what became of what it sent. */
export interface Cell {
  readonly client: string
  /** What was seen, in a few signs. */
  readonly text: string
  readonly isRight: boolean
}

/** One event, with a cell for each client. */
export interface Line {
  readonly event: string
  readonly cells: readonly Cell[]
}

/** What was seen on one path over one transport. */
export interface Grid {
  readonly transport: string
  readonly path: string
  readonly down: readonly Line[]
  readonly up: readonly Line[]
}

/** The ways in which a fact is sent: to a room, to two of which the client is in both, and to one client. */
const ways = ['room', 'rooms', 'client'] as const

/** What the server of the table is told, by user. */
interface Shop {
  readonly handled: Map<string, Said[]>
  /** Sends a fact in one of the ways. */
  send(way: (typeof ways)[number], event: string, payload: object, users: readonly string[]): void
}

/** Lets every kind of client live with one server, on both paths and transports, and looks at every event both ways. */
export async function liveTable(past: typeof shopPast | undefined = shopPast): Promise<readonly Grid[]> {
  const http = createServer()
  const io = new Server(http, { serveClient: false })
  await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve))
  const url = `http://127.0.0.1:${(http.address() as AddressInfo).port}`
  const speakers: Speaker[] = []
  try {
    const served = openShop(io, past)
    const grids: Grid[] = []
    for (const transport of ['websocket', 'polling'])
      for (const path of ['/shop', '/']) {
        const group = await Promise.all(
          kinds.map((kind) => speaker(url, path, transport, kind, `${transport} ${path} ${kind.name}`)),
        )
        speakers.push(...group)
        for (const each of group) for (const fact of facts) if (mayListen(each, fact)) each.listen(heardAs(each, fact))
        for (const shopId of ['k1', 'k2']) await Promise.all(group.map((each) => each.enter(shopRoom(shopId), shopId)))
        grids.push({ transport, path, ...(await lines(served, group)) })
        for (const each of group) each.close()
      }
    return grids
  } finally {
    for (const each of speakers) each.close()
    await io.close()
  }
}

function openShop(io: Server, past: typeof shopPast | undefined): Shop {
  const handled = new Map<string, Said[]>()
  const contexts = new Map<string, { emit(event: string, payload: object): void }>()
  const served = serve(io, shop, {
    aliases: shopAliases,
    legacy: true,
    past,
    authenticate: ({ token }) => ({ id: String(token) }),
    mayJoin: () => true,
  })
  const replies: Readonly<Record<string, (payload: never) => object>> = {
    'order:place': ({ orderId }) => ({ orderId, status: 'accepted' }),
    'customer:rename': ({ customerId }) => ({ customerId }),
    'order:cancel': ({ orderId }) => ({ orderId }),
    'shop:join': ({ shopId }) => ({ shopId }),
    'shop:leave': ({ shopId }) => ({ shopId }),
  }
  for (const { event } of questions)
    served.on(event, ((payload: never, context: { user: { id: string }; emit: never }) => {
      const { id } = context.user
      contexts.set(id, context)
      handled.set(id, [...(handled.get(id) ?? []), [event, payload]])
      return replies[event]?.(payload)
    }) as never)
  const rooms = { room: [shopRoom('k1')], rooms: [shopRoom('k1'), shopRoom('k2')] }
  return {
    handled,
    send: (way, event, payload, users) => {
      if (way !== 'client') served.to(rooms[way]).emit(event as never, payload as never)
      else for (const user of users) contexts.get(user)?.emit(event, payload)
    },
  }
}

async function lines(served: Shop, group: readonly Speaker[]): Promise<Pick<Grid, 'down' | 'up'>> {
  const down: Line[] = []
  for (const fact of facts) down.push({ event: fact.event, cells: await told(served, group, fact) })
  const up: Line[] = []
  for (const question of questions)
    up.push({ event: question.event, cells: await Promise.all(group.map((each) => asked(served, each, question))) })
  return { down, up }
}

/** Returns whether a client may hear an event: our binding refuses what is not in its contract. */
function mayListen({ kind }: Speaker, { first }: Fact): boolean {
  return first !== undefined || kind.tongue !== 'first' || !kind.isBound
}

/** Returns the name by which a client hears an event, also where it never comes. */
function heardAs({ kind, path }: Speaker, { event, first, old }: Fact): string {
  if (kind.tongue === 'first') return first?.('')[0] ?? event
  return kind.tongue === 'old' && path === '/' && old ? old('')[0] : event
}

/** Sends a fact in every way, and looks at what reached each client. */
async function told(served: Shop, group: readonly Speaker[], fact: Fact): Promise<readonly Cell[]> {
  for (const each of group) for (const list of [each.packets, each.calls]) list.length = 0
  for (const way of ways)
    served.send(
      way,
      fact.event,
      fact.payload(way),
      group.map(({ user }) => user),
    )
  await Promise.all(group.map((each) => each.settle()))
  return group.map((each) => {
    const { kind, path, packets, calls } = each
    const today = (id: string): Said => [fact.event, fact.payload(id)]
    const expected = ways.flatMap((way): readonly Said[] => {
      if (kind.tongue === 'first') return fact.first ? [fact.first(way)] : []
      return [today(way), ...(kind.tongue === 'old' && path === '/' && fact.old ? [fact.old(way)] : [])]
    })
    const name = heardAs(each, fact)
    const isRight =
      isDeepStrictEqual(packets, expected) &&
      isDeepStrictEqual(
        calls,
        expected.filter(([one]) => one === name),
      )
    const perFact = (count: number): string => String(Number((count / ways.length).toFixed(2)))
    const names = [...new Set(packets.map(([one]) => String(one)))].join(' ')
    return { client: kind.name, text: `${names || '-'} ${perFact(packets.length)} / ${perFact(calls.length)}`, isRight }
  })
}

/** Lets a client say something in every way it may, and looks at what the handler was given and what came back. */
async function asked(served: Shop, each: Speaker, question: Question): Promise<Cell> {
  const { kind, user } = each
  const before = served.handled.get(user)?.length ?? 0
  const asking = askingOf(each, question)
  const client = kind.name
  if (!asking) {
    if (kind.isBound) return { client, text: 'not in its contract', isRight: true }
    const answer = await each.ask([question.event, question.payload('asked')], true).catch(() => undefined)
    const code = (answer as { error?: { code: string } } | undefined)?.error?.code
    const isUntouched = (served.handled.get(user)?.length ?? 0) === before
    return { client, text: `${code}`, isRight: code === 'EVENT_UNKNOWN' && isUntouched }
  }
  const { said, reply } = asking('asked')
  let replies = 0
  const answer = await each.ask(said, reply !== undefined).catch((error: unknown) => error)
  if (reply && isDeepStrictEqual(answer, reply)) replies++
  const expected: Said[] = [[question.event, question.payload('asked')]]
  if (!reply) {
    // what has no reply may be delivered as well, under the same name
    expected.push([question.event, question.payload('delivered')])
    const id = `${user} ${question.event}`
    const isTaken = await each.deliver(asking('delivered').said, id).then(
      () => true,
      () => false,
    )
    if (isTaken) replies++
  }
  await each.settle()
  const handled = served.handled.get(user)?.slice(before) ?? []
  const isRight = replies === 1 && isDeepStrictEqual(handled, expected)
  return { client, text: `${said[0]} ${handled.length / expected.length} / ${replies}`, isRight }
}

/** Returns how a client says something; nothing where it has no word for it. */
function askingOf({ kind, path }: Speaker, question: Question): ((id: string) => Asking) | undefined {
  if (kind.tongue === 'first') return question.first
  if (kind.tongue === 'second') return question.second
  if (path === '/' && question.old) return question.old
  const { oldReply } = question
  return oldReply ? (id) => ({ ...question.second(id), reply: oldReply }) : question.second
}

/** Writes a grid for people: a line an event, a column a client. */
export function written({ transport, path, down, up }: Grid): string {
  const rows = [
    ['from the server', ...kinds.map(({ name }) => name)],
    ...down.map(row),
    ['from a client', ...kinds.map(() => '')],
    ...up.map(row),
  ]
  const widths = kinds.map((_, column) => column).concat(kinds.length)
  const width = widths.map((column) => Math.max(...rows.map((cells) => (cells[column] ?? '').length)))
  const text = rows.map((cells) =>
    cells
      .map((cell, column) => cell.padEnd(width[column] ?? 0))
      .join('  ')
      .trimEnd(),
  )
  return [`over ${transport}, on ${path}`, ...text].join('\n')
}

function row({ event, cells }: Line): string[] {
  return [event, ...cells.map(({ text, isRight }) => (isRight ? text : `WRONG: ${text}`))]
}

/** Lists the cells that are wrong, with where they stand. */
export function wrongCells(grids: readonly Grid[]): string[] {
  return grids.flatMap(({ transport, path, down, up }) =>
    [...down, ...up].flatMap(({ event, cells }) =>
      cells
        .filter(({ isRight }) => !isRight)
        .map(({ client, text }) => `${transport} ${path} ${event} ${client}: ${text}`),
    ),
  )
}
