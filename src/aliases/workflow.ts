import { defineAliases } from '../contract/alias/alias.js'
import { fieldsOf } from '../contract/event/fields.js'
import type { Workflow } from '../events/workflow.js'
import { fromLegacyColumns, fromLegacyComment, fromLegacyLabel, toLegacyColumns } from './card.js'

/** Not heard where the move failed. */
const moved = {
  of: 'card_move',
  rename: { new_column: 'to_column' },
  // what failed did not happen
  up: (legacy: unknown) => (fieldsOf(legacy)['success'] === false ? undefined : fieldsOf(legacy)),
} as const

/** What older releases of `/workflow` call its events. */
export const workflowAliases = defineAliases<Workflow>()({
  since: '0.1.0',
  removeIn: '2.0.0',
  serverToClient: {
    /** Cards as the shop's database keeps them. */
    board_updated: {
      of: 'board_update',
      up: (legacy) => ({ ...fieldsOf(legacy), columns: fromLegacyColumns(fieldsOf(legacy)['columns']) }),
      down: (board) => board,
    },
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
    /** The ids of comments may be numbers, and `remove` a word for `delete`. */
    comment_updated: {
      of: 'comment_update',
      up: (legacy) => {
        const { action, comment, ...fields } = fieldsOf(legacy)
        return { ...fields, action: action === 'remove' ? 'delete' : action, comment: fromLegacyComment(comment) }
      },
    },
    /** A label may be its bare text. */
    label_updated: {
      of: 'label_update',
      up: (legacy) => ({ ...fieldsOf(legacy), label: fromLegacyLabel(fieldsOf(legacy)['label']) }),
    },
  },
  clientToServer: {
    card_moved: moved,
  },
})
