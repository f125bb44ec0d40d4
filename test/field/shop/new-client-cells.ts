import { appointments, appointmentsAliases } from '../../../src/appointments.js'
import { workflow, workflowAliases } from '../../../src/workflow.js'
import { socketTo } from '../../ends/sockets.js'
import { next } from '../../ends/waiting.js'
import type { Block, Right, Seen } from '../cell.js'
import { settled } from '../marker.js'
import { cameBack, newEnd } from '../new-end.js'
import { board, comment, plainRow, row } from './rows.js'

const isDeaf = 'without `legacy` the client hears the names of today only'
const isStrict = 'without `legacy` a customer is what the contract says'
const noCards = 'a board of ids has no cards to show: the page asks for the appointments by HTTP'
const named = 'told once, naming Ada Obi'

function bookingsRight(legacy: boolean): Right {
  const old = (words: string): Right[string] => (legacy ? words : ['told never', isDeaf])
  return {
    'gets in': 'connected',
    pending_count: 'told once',
    pending_count_updated: old('told once'),
    'today_appointments, rows': legacy
      ? named
      : ['withheld at appointments.0.customer.first_name and 1 more', isStrict],
    'today_appointments, vin: null': named,
    today_appointments_updated: old(named),
    dashboard_schedule_updated: old(named),
    appointments_list: old(named),
    'appointment_created, a bare row': old(named),
    'appointment_update, update': legacy ? named : ['withheld at appointment.customer.first_name and 1 more', isStrict],
    'appointment_update, delete': 'told once',
    'told who joined: pending_count': legacy
      ? 'told once'
      : ['told never', 'without `legacy` the client sends no `join`'],
    'again: pending_count': 'told once',
  }
}

function boardRight(legacy: boolean): Right {
  const old = (words: string): Right[string] => (legacy ? words : ['told never', isDeaf])
  return {
    'board_update { board of ids }': ['withheld at column_order and 1 more', noCards],
    'board_update, vin: null': named,
    board_updated: old(named),
    'board_updated, a comment': old(named),
    'board_updated, vin: null': old(named),
    'board_updated, a bare label': old(named),
    'board_updated, 5,000 completed': old(named),
    'board_updated, rows': old(named),
    'workflow_update { data }': old(named),
    card_moved: old('told once'),
    'card_moved, not a success': legacy
      ? ['withheld at ALIAS_NOT_APPLICABLE', 'what failed did not happen']
      : ['told never', isDeaf],
    'card_move, not a success': ['withheld at success', 'what failed did not happen'],
    'comment_updated, add': old('told once'),
    'comment_updated, delete': old('told once'),
    'comment_updated, remove': old('told once'),
    'label_updated, { name }': old('told once'),
    'label_updated, a bare text': old('told once'),
    'it moves a card, and is told': old('told once'),
    'it adds a label, and is told': old('told once'),
    'again: card_moved': old('told once'),
  }
}

/** A server of old, wherever it runs. */
export interface ShopStarted {
  readonly url: string
  /** Sends something to the pages of its path, and resolves when that was done. */
  send(name: string, payload: unknown): unknown
}

/** Starts a server of old on a path. */
export type StartShop = (path: string, tells: 'everybody' | 'who joined') => Promise<ShopStarted>

/** Lists where a new client meets servers of old; each is one language's. */
export function shopCells(system: 'shop' | 'python', start: StartShop): readonly Block[] {
  const pair = 'new client, old server'
  return [true, false].flatMap((legacy) => [
    {
      system,
      pair,
      path: '/appointments',
      legacy,
      right: bookingsRight(legacy),
      see: () => seeBookings(start, legacy),
    },
    { system, pair, path: '/workflow', legacy, right: boardRight(legacy), see: () => seeBoard(start, legacy) },
  ])
}

const contracts = {
  '/appointments': { contract: appointments, aliases: appointmentsAliases },
  '/workflow': { contract: workflow, aliases: workflowAliases },
}

async function meet(
  start: StartShop,
  path: keyof typeof contracts,
  legacy: boolean,
  tells: 'everybody' | 'who joined' = 'everybody',
) {
  const old = await start(path, tells)
  const { contract, aliases } = contracts[path]
  const socket = socketTo(old.url, path, { forceNew: true, auth: (send) => send({ token: 'staff' }) })
  const end = newEnd(socket, contract, { aliases, legacy })
  await next(socket, 'connect')
  await settled(socket)
  /** Sends something and returns what the application is told by it. */
  const hear = (name: string, payload: unknown) => end.during('*', () => old.send(name, payload))
  /** Returns besides whether a customer's name came along, and what should not have. */
  const hearRows = async (name: string, payload: unknown) => {
    const words = await hear(name, payload)
    if (words !== 'told once') return words
    const text = JSON.stringify(end.last())
    if (/access-token|ada@example|\+234/.test(text)) return `${words}, with what nobody should see`
    return `${words}, naming ${text.includes('Obi') ? 'Ada Obi' : 'nobody'}`
  }
  return { end, socket, hear, hearRows }
}

async function seeBookings(start: StartShop, legacy: boolean): Promise<Seen> {
  const { end, socket, hear, hearRows } = await meet(start, '/appointments', legacy)
  const unknownVin = plainRow(43, { vehicle: { make: 'Toyota', model: 'Corolla', year: 2018, vin: null } })
  const seen = {
    'gets in': end.client.status,
    pending_count: await hear('pending_count', { count: 3 }),
    pending_count_updated: await hear('pending_count_updated', { count: 4 }),
    'today_appointments, rows': await hearRows('today_appointments', { appointments: [row()] }),
    'today_appointments, vin: null': await hearRows('today_appointments', { appointments: [unknownVin] }),
    // of one content under two names only the first is told
    today_appointments_updated: await hearRows('today_appointments_updated', [row(44)]),
    dashboard_schedule_updated: await hearRows('dashboard_schedule_updated', [row()]),
    appointments_list: await hearRows('appointments_list', { appointments: [{ ...row(), id: 43 }] }),
    'appointment_created, a bare row': await hearRows('appointment_created', row()),
    'appointment_update, update': await hearRows('appointment_update', { action: 'update', appointment: row() }),
    'appointment_update, delete': await hear('appointment_update', { action: 'delete', appointment_id: 42 }),
  }
  await cameBack(socket)
  const again = await hear('pending_count', { count: 5 })
  const other = await meet(start, '/appointments', legacy, 'who joined')
  return {
    ...seen,
    'told who joined: pending_count': await other.hear('pending_count', { count: 3 }),
    'again: pending_count': again,
  }
}

async function seeBoard(start: StartShop, legacy: boolean): Promise<Seen> {
  const { end, socket, hear, hearRows } = await meet(start, '/workflow', legacy)
  const send = (name: 'card_move' | 'label_update', payload: object) =>
    end.during('*', () => end.client.emit(name as never, payload as never))
  const show = (...cards: readonly object[]) => hearRows('board_updated', board(...cards))
  const moved = { success: true, card_id: 42, from_column: 'estimates', new_column: 'in_progress', position: 0 }
  const failed = (card_id: number) => ({ success: false, card_id, to_column: 'in_progress', position: 0 })
  const one = { card_id: 42 }
  const vehicle = { make: 'Toyota', model: 'Corolla', year: 2018, vin: null }
  const completed = Array.from({ length: 5000 }, (_, index) => plainRow(100 + index, { workflow_column: 'completed' }))
  const odd = row(42, { vehicle, comments: [comment(17)], labels: ['urgent'] })
  const seen = {
    'board_update { board of ids }': await hear('board_update', { board: { estimates: [42], completed: [] } }),
    'board_update, vin: null': await hearRows('board_update', board(plainRow(42, { vehicle }))),
    board_updated: await show(plainRow()),
    'board_updated, a comment': await show(plainRow(42, { comments: [comment(17)] })),
    'board_updated, vin: null': await show(plainRow(43, { vehicle })),
    'board_updated, a bare label': await show(plainRow(42, { labels: ['urgent'] })),
    'board_updated, 5,000 completed': await hearRows('board_updated', {
      columns: { estimates: [], completed },
      column_order: ['estimates', 'completed'],
    }),
    'board_updated, rows': await show(odd),
    'workflow_update { data }': await hearRows('workflow_update', { data: board(row()) }),
    card_moved: await hear('card_moved', moved),
    'card_moved, not a success': await hear('card_moved', failed(43)),
    'card_move, not a success': await hear('card_move', failed(44)),
    'comment_updated, add': await hear('comment_updated', { ...one, action: 'add', comment: comment(18) }),
    'comment_updated, delete': await hear('comment_updated', { ...one, action: 'delete', comment: { id: 18 } }),
    'comment_updated, remove': await hear('comment_updated', { ...one, action: 'remove', comment: { id: 19 } }),
    'label_updated, { name }': await hear('label_updated', {
      ...one,
      action: 'add',
      label: { name: 'urgent', created_at: '2024-12-20T10:06:00Z' },
    }),
    'label_updated, a bare text': await hear('label_updated', { ...one, action: 'add', label: 'urgent' }),
    'it moves a card, and is told': await send('card_move', { card_id: 45, to_column: 'completed', position: 2 }),
    'it adds a label, and is told': await send('label_update', { ...one, action: 'add', label: { name: 'late' } }),
  }
  await cameBack(socket)
  return { ...seen, 'again: card_moved': await hear('card_moved', { ...moved, position: 1 }) }
}
