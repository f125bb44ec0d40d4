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
      'today_appointments, rows': 'withheld at appointments.0.customer.first_name and 1 more',
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
  { reason: 'R5', where: [...board('on'), ...board('off')], sees: { 'card_move, not a success': 'told once' } },
  {
    reason: 'R14',
    where: [...board('on'), ...board('off')],
    sees: { 'board_update, vin: null': 'withheld at columns.*.0.vehicle.vin' },
  },
]
