import { afterwards } from '../../ends/afterwards.js'
import { listening } from '../../ends/server.js'
import type { Block, Right, Seen } from '../cell.js'
import { during } from '../during.js'
import { answerMarkers, settled } from '../marker.js'
import { reconnected } from '../new-end.js'
import { connection, refusalsOf } from '../refusals.js'
import { newShopServer } from './new-server.js'
import { type OldShopPage, oldShopPage } from './old-client.js'
import { plainRow } from './rows.js'

const isStaff = 'nobody has to: everybody there is staff, and the page takes no notice'

/** Says under which names a page hears a fact: with `legacy` under those of old too. */
const under = (legacy: boolean, canonical: string, ...old: string[]): string =>
  `heard ${[canonical, ...(legacy ? old : [])].map((name) => `once as ${name}`).join(', ')}`

const bookingsRight = (legacy: boolean): Right => ({
  'gets in': 'connected',
  'with a bad token': 'refused: AUTH_INVALID',
  'join, a bare text': ['EVENT_UNKNOWN', isStaff],
  'the pending count': under(legacy, 'pending_count', 'pending_count_updated'),
  "today's appointments": under(legacy, 'today_appointments', 'today_appointments_updated', 'appointments_list'),
  'again: the pending count': under(legacy, 'pending_count', 'pending_count_updated'),
})

const isStrict = 'without `legacy` a payload is what the contract says'

function boardRight(legacy: boolean): Right {
  const old = (words: string): Right[string] => (legacy ? words : ['PAYLOAD_INVALID', isStrict])
  return {
    'the board': under(legacy, 'board_update', 'board_updated', 'workflow_update'),
    'a card is moved': under(legacy, 'card_move', 'card_moved'),
    'a comment is added': under(legacy, 'comment_update', 'comment_updated'),
    'it sends card_move': 'handled as card_move',
    'it sends card_moved': legacy ? 'handled as card_move' : ['EVENT_UNKNOWN', 'without `legacy` no old name is read'],
    'it sends comment_update, add': 'handled as comment_update',
    'it sends comment_update, delete': old('handled as comment_update'),
    'it sends label_update, { name }': 'handled as label_update',
    'it sends label_update, a bare text': old('handled as label_update'),
    'again: a card is moved': under(legacy, 'card_move', 'card_moved'),
  }
}

/** Lists where a page of old meets a new server. */
export const oldClientCells: readonly Block[] = [true, false].flatMap((legacy) => [
  {
    system: 'shop',
    pair: 'old client, new server',
    path: '/appointments',
    legacy,
    right: bookingsRight(legacy),
    see: () => seeBookings(legacy),
  },
  {
    system: 'shop',
    pair: 'old client, new server',
    path: '/workflow',
    legacy,
    right: boardRight(legacy),
    see: () => seeBoard(legacy),
  },
])

async function enter(path: string, legacy: boolean) {
  const { io, url } = await listening()
  const server = newShopServer(io, legacy)
  answerMarkers(io, path)
  const page = open(url, path, 'staff')
  const refusals = refusalsOf(page.socket)
  const words = await connection(page.socket)
  await settled(page.socket)
  return { io, url, server, page, refusals, words }
}

function open(url: string, path: string, token: string): OldShopPage {
  const page = oldShopPage(url, path, token, { reconnectionDelay: 5, reconnectionDelayMax: 20 })
  afterwards(() => page.socket.disconnect())
  return page
}

async function seeBookings(legacy: boolean): Promise<Seen> {
  const path = '/appointments'
  const { io, url, server, page, refusals, words } = await enter(path, legacy)
  const [join = 'taken'] = refusals
  const { bookings } = server
  const list = { appointments: [plainRow()] } as never
  const seen = {
    'gets in': words,
    'with a bad token': await connection(open(url, path, 'nobody').socket),
    'join, a bare text': join,
    'the pending count': await during(page, () => bookings.emit('pending_count', { count: 3 })),
    "today's appointments": await during(page, () => bookings.emit('today_appointments', list)),
  }
  await reconnected(io, path, page.socket)
  const again = await during(page, () => bookings.emit('pending_count', { count: 4 }))
  return { ...seen, 'again: the pending count': again }
}

async function seeBoard(legacy: boolean): Promise<Seen> {
  const path = '/workflow'
  const { io, server, page, refusals } = await enter(path, legacy)
  const { board, handled } = server
  const move = () => during(page, () => board.emit('card_move', { card_id: 42, to_column: 'in_progress', position: 0 }))
  const send = async (name: string, payload: unknown): Promise<string> => {
    handled.length = refusals.length = 0
    page.send(name, payload)
    await settled(page.socket)
    return handled[0] ? `handled as ${handled[0]}` : (refusals[0] ?? 'nothing')
  }
  const cards = { columns: { estimates: [plainRow()], completed: [] }, column_order: ['estimates', 'completed'] }
  const added = { card_id: 42, action: 'add', comment: { id: 'c1', text: 'Pads are worn down' } } as const
  const one = { card_id: 42 }
  const seen = {
    'the board': await during(page, () => board.emit('board_update', cards as never)),
    'a card is moved': await move(),
    'a comment is added': await during(page, () => board.emit('comment_update', added)),
    'it sends card_move': await send('card_move', { ...one, from_column: 'estimates', to_column: 'in_progress' }),
    'it sends card_moved': await send('card_moved', { ...one, new_column: 'in_progress', position: 0 }),
    'it sends comment_update, add': await send('comment_update', { ...one, action: 'add', comment: { text: 'Done' } }),
    'it sends comment_update, delete': await send('comment_update', { ...one, action: 'delete', comment: { id: 17 } }),
    'it sends label_update, { name }': await send('label_update', { ...one, action: 'add', label: { name: 'urgent' } }),
    'it sends label_update, a bare text': await send('label_update', { ...one, action: 'add', label: 'urgent' }),
  }
  await reconnected(io, path, page.socket)
  return { ...seen, 'again: a card is moved': await move() }
}
