import { kits, type Letter, lettersOn } from './contracts.js'
import type { ClientKind, Cut, FactKind, Step } from './plan.js'

/** The dice of one history, and what is known of its clients so far. */
export interface Dice {
  chance(probability: number): boolean
  of<Value>(list: readonly Value[]): Value
  readonly clients: {
    readonly paths: readonly string[]
    readonly kind: ClientKind
    readonly letters: readonly Letter[]
    user: string
  }[]
}

/** A few steps that are likely to meet those of another. */
export type Move = (dice: Dice) => Step[]

/** All contracts. */
export const letters: readonly Letter[] = ['a', 'b', 'c']
/** How a connection is cut, as often as it stands here. */
export const cuts: readonly Cut[] = ['server', 'server', 'client', 'unnoticed']
/** What is sent, as often as it stands here. */
export const factKinds: readonly FactKind[] = ['fact', 'fact', 'note', 'state', 'blip']

/** Draws a client. */
export function anyClient(dice: Dice): number {
  return Math.floor(dice.of([0, 0.34, 0.67]) * dice.clients.length)
}

/** Draws one of a client's contracts. */
export function letterOf(dice: Dice, client: number): Letter {
  return dice.of(dice.clients[client]?.letters ?? letters)
}

/** Draws a room of a contract, seldom one of another user's. */
export function roomOf(dice: Dice, of: Letter, client: number): string {
  const user = dice.clients[client]?.user
  return dice.of(
    kits[of].rooms.filter((room) => !room.startsWith('user:') || room === `user:${user}` || dice.chance(0.1)),
  )
}

/** Sends something to one room, to several or to everybody. */
export function send(dice: Dice, of = dice.of(letters)): Step {
  if (dice.chance(0.15)) return { do: 'news', server: dice.of([0, 1]), of }
  const rooms = [dice.of(kits[of].rooms), ...(dice.chance(0.2) ? [dice.of(kits[of].rooms)] : [])]
  return { do: 'send', server: dice.of([0, 1]), of, kind: dice.of(factKinds), rooms: [...new Set(rooms)] }
}

/** Sends to everybody, so that whoever hears anything has an offset to come back from. */
export function warm(dice: Dice, client: number): Step[] {
  return [...new Set(dice.clients[client]?.paths.flatMap(lettersOn) ?? [])].map((of) => ({
    do: 'news',
    server: dice.of([0, 1]),
    of,
  }))
}
