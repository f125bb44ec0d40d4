import { defineAliases } from '../contract/alias/alias.js'
import { fieldsOf } from '../contract/event/fields.js'
import type { BoardUpdate, Workflow } from '../events/workflow.js'
import { fromLegacyAppointments, toLegacyAppointments } from './appointment.js'

type Entry<Value> = [column: string, cards: Value]

/** Reads the columns of a board; what is no record of them is left to the guard. */
function fromLegacyColumns(legacy: unknown): unknown {
  if (typeof legacy !== 'object' || legacy === null || Array.isArray(legacy)) return legacy
  const columns = Object.entries(legacy).map(
    ([column, cards]): Entry<unknown> => [column, fromLegacyAppointments(cards)],
  )
  return Object.fromEntries(columns)
}

/** Writes the columns of a board as older releases read them. */
function toLegacyColumns(board: BoardUpdate['columns']): unknown {
  const columns = Object.entries(board).map(([column, cards]): Entry<unknown> => [column, toLegacyAppointments(cards)])
  return Object.fromEntries(columns)
}

const moved = { of: 'card_move', rename: { new_column: 'to_column' } } as const

/** What older releases of `/workflow` call its events. */
export const workflowAliases = defineAliases<Workflow>()({
  since: '0.1.0',
  removeIn: '2.0.0',
  serverToClient: {
    board_updated: 'board_update',
    /** The board in a field `data`, a customer's names in a nested `user`. */
    workflow_update: {
      of: 'board_update',
      up: (legacy) => {
        const outer = fieldsOf(legacy)
        const board = { ...outer, ...fieldsOf(outer['data']) }
        return { ...board, columns: fromLegacyColumns(board['columns']) }
      },
      down: ({ columns, column_order }) => ({ data: { columns: toLegacyColumns(columns), column_order } }),
    },
    card_moved: moved,
    comment_updated: 'comment_update',
    label_updated: 'label_update',
  },
  clientToServer: {
    card_moved: moved,
  },
})
