import { event, namespace, room } from 'socket-canon'
import { id, integer, text } from 'socket-canon/fields'
import * as z from 'zod/mini'

const column = z.enum(['todo', 'doing', 'done'])
export const boardRoom = room('board:{boardId}')

export const cards = namespace('/cards', {
  rooms: [boardRoom],
  serverToClient: {
    /** A card was added. */
    'card:added': event({
      payload: z.object({ id, title: text(80), column }),
      identity: ['id'],
      to: [boardRoom],
    }),
    /** A card stands in another column; its moves are counted. */
    'card:moved': event({
      payload: z.object({ id, column, moves: integer(0, 1_000_000) }),
      identity: ['id', 'moves'],
      state: 'patch',
      to: [boardRoom],
    }),
    /** A card is gone. */
    'card:removed': event({
      payload: z.object({ id }),
      identity: ['id'],
      to: [boardRoom],
    }),
  },
  clientToServer: {
    /** Looks at a board. */
    'board:join': event({
      payload: z.object({ boardId: id }),
      joins: [boardRoom],
    }),
    /** Moves a card. */
    'card:move': event({
      payload: z.object({ id, column }),
      reply: z.object({ moves: integer(0, 1_000_000) }),
    }),
  },
})

/** A card, as a board holds it. */
export interface Card {
  readonly id: string
  readonly title: string
  readonly column: 'todo' | 'doing' | 'done'
  readonly moves: number
}
