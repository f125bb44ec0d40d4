import { fieldsOf } from '../contract/event/fields.js'
import type { BoardUpdate, Card } from '../events/workflow.js'
import { fromLegacyAppointment, idOf, toLegacyAppointment } from './appointment.js'

/** Reads a comment as the shop's database keeps it. */
export function fromLegacyComment(legacy: unknown): unknown {
  if (typeof legacy !== 'object' || legacy === null) return legacy
  const comment = fieldsOf(legacy)
  return 'id' in comment ? { ...comment, id: idOf(comment['id']) } : comment
}

/** Reads a label, which may be its bare text. */
export function fromLegacyLabel(legacy: unknown): unknown {
  return typeof legacy === 'string' ? { name: legacy } : legacy
}

/** Reads the columns of a board; what is no record of lists of cards is left to the guard. */
export function fromLegacyColumns(legacy: unknown): unknown {
  if (typeof legacy !== 'object' || legacy === null || Array.isArray(legacy)) return legacy
  return Object.fromEntries(
    Object.entries(legacy).map(([column, cards]) => [column, listOf(cards, fromLegacyCard)] as const),
  )
}

/** Writes the columns of a board as older releases read them. */
export function toLegacyColumns(columns: BoardUpdate['columns']): unknown {
  return Object.fromEntries(
    Object.entries(columns).map(([column, cards]) => [column, cards.map(toLegacyAppointment<Card>)] as const),
  )
}

function fromLegacyCard(legacy: unknown): unknown {
  const appointment = fromLegacyAppointment(legacy)
  if (typeof appointment !== 'object' || appointment === null) return appointment
  const card = fieldsOf(appointment)
  return {
    ...card,
    comments: listOf(card['comments'], fromLegacyComment),
    labels: listOf(card['labels'], fromLegacyLabel),
  }
}

function listOf(list: unknown, read: (item: unknown) => unknown): unknown {
  return Array.isArray(list) ? list.map(read) : list
}
