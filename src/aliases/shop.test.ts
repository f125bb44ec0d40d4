import { expect, test } from 'vitest'
import { appointments } from '../events/appointments.js'
import { workflow } from '../events/workflow.js'
import { normalize } from '../guards/normalize.js'
import { appointmentsAliases } from './appointments.js'
import { workflowAliases } from './workflow.js'

/** A row as the shop's serializer writes it. */
const row = {
  id: 42,
  customer: {
    user: { first_name: 'Ada', last_name: 'Obi', email: 'ada@example.org' },
    phone: '0123',
    preferred_contact: 'phone',
    vehicles: [{ id: 3 }],
    token: { access: 'secret', refresh: 'secret' },
    groups: [],
  },
  vehicle: { make: 'Toyota', model: 'Corolla', year: 2018, vin: null },
  services: [{ service_type: 'brakes', description: 'squeak', urgency: 'high' }],
  appointment_date: '2024-12-20',
  appointment_time: '09:30:00',
  status: 'in_progress',
  created_at: '2024-12-18T14:05:00Z',
}
const card = {
  ...row,
  workflow_column: 'estimates',
  workflow_position: 0,
  workflow_history: [],
  comments: [{ id: 7, text: 'Pads are worn down', user: 'Tunde Ade', created_at: '2024-12-20T10:05:00Z' }],
  labels: ['urgent', { name: 'vip', created_at: '2024-12-20T10:06:00Z' }],
}
const { customer: _, vehicle: __, ...rest } = row
const read = {
  ...rest,
  customer: { first_name: 'Ada', last_name: 'Obi' },
  vehicle: { make: 'Toyota', model: 'Corolla', year: 2018 },
}
const readCard = {
  ...read,
  workflow_column: 'estimates',
  workflow_position: 0,
  comments: [{ ...card.comments[0], id: '7' }],
  labels: [{ name: 'urgent' }, card.labels[1]],
}

const shown = (name: string, payload: unknown) =>
  normalize(appointments, appointmentsAliases, 'serverToClient', name, payload)
const onBoard = (name: string, payload: unknown) =>
  normalize(workflow, workflowAliases, 'serverToClient', name, payload)

test.each([
  ['today_appointments_updated', [row]],
  ['appointments_list', { appointments: [row] }],
  ['dashboard_schedule_updated', [row]],
])('R7: %s keeps the names of customers without an id, and nothing else of them', (name, payload) => {
  expect(shown(name, payload)).toMatchObject({ ok: true, payload: { appointments: [read] } })
  expect(JSON.stringify(shown(name, payload))).not.toMatch(/secret|0123|example\.org/)
})

test.each([
  ['board_updated', { columns: { estimates: [card] }, column_order: ['estimates'] }],
  ['workflow_update', { data: { columns: { estimates: [card] }, column_order: ['estimates'] } }],
])('R6, R14: %s is read with ids that are numbers, no VIN and bare labels', (name, payload) => {
  const expected = { columns: { estimates: [readCard] }, column_order: ['estimates'] }
  expect(onBoard(name, payload)).toEqual({ ok: true, name: 'board_update', payload: expected, legacyName: name })
})

test('R14: a board is read whole, however much was completed', () => {
  const done = Array.from({ length: 5000 }, (_value, at) => ({ ...card, id: at, workflow_column: 'completed' }))
  const board = onBoard('workflow_update', { data: { columns: { completed: done }, column_order: ['completed'] } })
  expect(board).toMatchObject({ ok: true })
  expect(
    (board as unknown as { payload: { columns: { completed: unknown[] } } }).payload.columns.completed,
  ).toHaveLength(5000)
})

test.each([
  ['add', { id: 7, text: 'hi', user: 'Tunde Ade' }, 'add', { id: '7', text: 'hi', user: 'Tunde Ade' }],
  ['delete', { id: 7 }, 'delete', { id: '7' }],
  ['remove', { id: 7 }, 'delete', { id: '7' }],
])('R6: comment_updated, which says %s, names a comment by its number', (action, comment, readAction, readComment) => {
  expect(onBoard('comment_updated', { card_id: 42, action, comment })).toMatchObject({
    ok: true,
    payload: { card_id: 42, action: readAction, comment: readComment },
  })
})

test('R14: label_updated names a label by its bare text', () => {
  expect(onBoard('label_updated', { card_id: 42, action: 'add', label: 'urgent' })).toMatchObject({
    ok: true,
    payload: { label: { name: 'urgent' } },
  })
})

test.each(['new_column', 'to_column'])('R5: a move to %s that failed is no move', (field) => {
  const move = { card_id: 42, [field]: 'completed', position: 0 }
  expect(onBoard('card_moved', { success: true, ...move })).toMatchObject({
    ok: true,
    payload: { to_column: 'completed' },
  })
  expect(onBoard('card_moved', { success: false, ...move })).toMatchObject({ ok: false })
})
