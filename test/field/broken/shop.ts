import type { Broken } from './broken.js'

const languages = ['shop', 'python']
const bookings = (legacy: string): string[] =>
  languages.map((system) => `${system}: new client, old server, /appointments, legacy ${legacy}`)
const board = (legacy: string): string[] =>
  languages.map((system) => `${system}: new client, old server, /workflow, legacy ${legacy}`)

/** What is known to be wrong with the shop. */
export const shop: readonly Broken[] = [
  {
    reason: 'N2',
    where: ['shop: old client, new server, /appointments, legacy on'],
    sees: {
      'the pending count': 'heard once as pending_count',
      "today's appointments": 'heard once as today_appointments',
      'again: the pending count': 'heard once as pending_count',
    },
  },
  {
    reason: 'N2',
    where: ['shop: old client, new server, /workflow, legacy on'],
    sees: {
      'the board': 'heard once as board_update',
      'a card is moved': 'heard once as card_move',
      'a comment is added': 'heard once as comment_update',
      'again: a card is moved': 'heard once as card_move',
    },
  },
  {
    reason: 'R6',
    where: ['shop: old client, new server, /workflow, legacy on'],
    sees: { 'it sends comment_update, delete': 'PAYLOAD_INVALID' },
  },
  {
    reason: 'R14',
    where: ['shop: old client, new server, /workflow, legacy on'],
    sees: { 'it sends label_update, a bare text': 'PAYLOAD_INVALID' },
  },
  {
    reason: 'R7',
    where: bookings('on'),
    sees: {
      'today_appointments, rows': 'withheld at appointments.0.customer.first_name and 2 more',
      today_appointments_updated: 'withheld at appointments.0.customer.first_name and 2 more',
      dashboard_schedule_updated: 'told once, naming nobody',
      appointments_list: 'told once, naming nobody',
      'appointment_created, a bare row': 'told never',
      'appointment_update, update': 'told never',
      'appointment_update, delete': 'told never',
    },
  },
  {
    reason: 'R7',
    where: [...bookings('on'), ...bookings('off')],
    sees: { 'today_appointments, vin: null': 'withheld at appointments.0.vehicle.vin' },
  },
  { reason: 'R11', where: bookings('on'), sees: { 'told who joined: pending_count': 'told never' } },
  {
    reason: 'R6',
    where: board('on'),
    sees: {
      'board_updated, a comment': 'withheld at columns.*.0.comments.0.id',
      'board_updated, rows': 'withheld at columns.*.0.comments.0.id and 4 more',
      'comment_updated, add': 'withheld at comment.id',
      'comment_updated, delete': 'withheld at comment.id',
    },
  },
  {
    reason: 'R14',
    where: board('on'),
    sees: {
      'board_updated, a bare label': 'withheld at columns.*.0.labels.0',
      'board_updated, 5,000 completed': 'withheld at columns.*',
      'label_updated, a bare text': 'withheld at label',
    },
  },
  { reason: 'R7', where: board('on'), sees: { 'workflow_update { data }': 'told once, naming nobody' } },
  { reason: 'R5', where: board('on'), sees: { 'card_moved, not a success': 'told once' } },
  { reason: 'R5', where: [...board('on'), ...board('off')], sees: { 'card_move, not a success': 'told once' } },
  {
    reason: 'R14',
    where: [...board('on'), ...board('off')],
    sees: { 'board_update, vin: null': 'withheld at columns.*.0.vehicle.vin' },
  },
  { reason: 'N3', where: board('on'), sees: { 'comment_updated, remove': 'withheld at action' } },
]
