import { anyClient, letters, type Move, send } from './dice.js'
import { stay } from './room-moves.js'

/** Moves a client to another path. */
export const handing: Move = (dice) => {
  const client = anyClient(dice)
  return [...stay(dice), { do: 'move', client, path: dice.of(['/alpha', '/ws']) }, send(dice, 'a')]
}

/** Restarts a server, or serves a contract anew. */
export const reload: Move = (dice) => [
  dice.chance(0.5) ? { do: 'restart', server: 0 } : { do: 'serve', server: dice.of([0, 1]), of: dice.of(letters) },
  send(dice),
]

/** Lets a client go for good. */
export const parting: Move = (dice) => [{ do: 'close', client: anyClient(dice) }, send(dice)]
