import { defineAliases } from '../contract/alias/alias.js'
import { fieldsOf } from '../contract/event/fields.js'
import type { BoardUpdate, CardMove, Workflow } from '../events/workflow.js'
import { fromLegacyColumns, fromLegacyComment, fromLegacyLabel, toLegacyColumns } from './card.js'

/** Not heard where the move failed; sent with both names of the column. */
const moved = {
  of: 'card_move',
  heard: { new_column: 'to_column' },
  // what failed did not happen
  up: (legacy: unknown) => (fieldsOf(legacy)['success'] === false ? undefined : fieldsOf(legacy)),
  down: (move: CardMove) => ({ ...move, new_column: move.to_column }),
} as const

/** Cards as the shop's database keeps them. */
const board = {
  up: (legacy: unknown) => ({ ...fieldsOf(legacy), columns: fromLegacyColumns(fieldsOf(legacy)['columns']) }),
} as const

/**
 * The ids of comments may be numbers, and `remove` a word for `delete`.
 * @example { "card_id": 42, "action": "remove", "comment": { "id": 7 } }
 */
const comment = {
  up: (legacy: unknown) => {
    const { action, comment, ...fields } = fieldsOf(legacy)
    return { ...fields, action: action === 'remove' ? 'delete' : action, comment: fromLegacyComment(comment) }
  },
} as const

/**
 * A label may be its bare text.
 * @example { "card_id": 42, "action": "add", "label": "urgent" }
 */
const label = {
  up: (legacy: unknown) => ({ ...fieldsOf(legacy), label: fromLegacyLabel(fieldsOf(legacy)['label']) }),
} as const

/** What older releases of `/workflow` call its events. */
export const workflowAliases = defineAliases<Workflow>()({
  since: '0.1.0',
  removeIn: '2.0.0',
  serverToClient: {
    /** A customer's names stand in a nested `user` as well, for pages that read them there. */
    board_updated: {
      ...board,
      of: 'board_update',
      down: ({ columns, ...shown }: BoardUpdate) => ({ ...shown, columns: toLegacyColumns(columns) }),
    },
    /** The board in a field `data`, a customer's names in a nested `user`. */
    workflow_update: {
      of: 'board_update',
      up: (legacy) => {
        const outer = fieldsOf(legacy)
        return board.up({ ...outer, ...fieldsOf(outer['data']) })
      },
      down: ({ columns, column_order }) => ({ data: { columns: toLegacyColumns(columns), column_order } }),
    },
    card_moved: moved,
    comment_updated: { ...comment, of: 'comment_update' },
    label_updated: { ...label, of: 'label_update' },
  },
  clientToServer: {
    // servers of old take the name of today, and tell the other one
    card_moved: { ...moved, emit: false },
  },
  opening: { join: 'workflow' },
  shapes: {
    serverToClient: { board_update: board, comment_update: comment, label_update: label },
    clientToServer: { comment_update: comment, label_update: label },
  },
})
