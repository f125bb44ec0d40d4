import type { Server } from 'socket.io'
import { RefusalError } from 'socket-canon'
import { serve } from 'socket-canon/server'
import { boardRoom, type Card, cards } from './contract.js'

/** A board whose cards change, whoever changes them. */
export interface Board {
  /** Returns the cards of now, as a page loads them. */
  all(): readonly Card[]
  add(card: Omit<Card, 'moves'>): void
  /**
   * Moves a card.
   * @throws RefusalError when it is locked, or gone
   */
  move(id: string, column: Card['column']): Card
  remove(id: string): void
  /** Makes a card one that nobody may move. */
  lock(id: string): void
}

/** Serves a board to whoever comes. */
export function serveBoard(io: Server, boardId: string): Board {
  const held = new Map<string, Card>()
  const locked = new Set<string>()
  const served = serve(io, cards, {
    authenticate: () => ({ id: 'anybody' }),
    mayJoin: (_, room) => room === boardRoom(boardId),
  })
  const board: Board = {
    all: () => [...held.values()],
    add: (card) => {
      held.set(card.id, { ...card, moves: 0 })
      served.to(boardRoom(boardId)).emit('card:added', card)
    },
    move: (id, column) => {
      const card = held.get(id)
      if (!card || locked.has(id)) throw new RefusalError('CARD_LOCKED', 'this card is not moved any more')
      const moved = { ...card, column, moves: card.moves + 1 }
      held.set(id, moved)
      served.to(boardRoom(boardId)).emit('card:moved', { id, column, moves: moved.moves })
      return moved
    },
    remove: (id) => {
      held.delete(id)
      served.to(boardRoom(boardId)).emit('card:removed', { id })
    },
    lock: (id) => void locked.add(id),
  }
  served.on('card:move', ({ id, column }) => ({ moves: board.move(id, column).moves }))
  return board
}
