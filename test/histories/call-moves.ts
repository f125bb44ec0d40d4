import { anyClient, cuts, letterOf, letters, type Move, send } from './dice.js'
import type { Answer, Step } from './plan.js'

/** Sends something. */
export const talk: Move = (dice) => [send(dice), ...(dice.chance(0.5) ? [send(dice)] : [])]

/** Asks for something. */
export const question: Move = (dice) => {
  const client = anyClient(dice)
  const how = dice.of<Answer>(['yes', 'yes', 'slow', 'hang', 'throw', 'no', 'limited'])
  return [
    {
      do: 'ask',
      client,
      of: dice.chance(0.85) ? letterOf(dice, client) : dice.of(letters),
      how,
      event: dice.of(['ask', 'ask', 'often', 'say', 'deliver', 'deliver']),
      wait: dice.chance(0.6),
    },
  ]
}

/** Delivers something while the connection is lost, at times more than once. */
export const post: Move = (dice) => {
  const client = anyClient(dice)
  const of = letterOf(dice, client)
  const how = dice.of<Answer>(['yes', 'yes', 'slow', 'slow', 'throw', 'no', 'hang'])
  const steps: Step[] = [{ do: 'ask', client, of, how, event: 'deliver', wait: false }]
  const count = dice.of([1, 1, 2])
  for (let turn = 0; turn < count; turn++) {
    if (dice.chance(0.4)) steps.push({ do: 'pass', ms: dice.of([1, 3, 10]) })
    steps.push({ do: 'cut', client, how: dice.of(cuts) }, { do: 'back', client, server: dice.of([0, 1]) })
  }
  return steps
}

/** Asks where something limits how often. */
export const limits: Move = (dice) => [
  { do: 'limiter', of: dice.of(letters), answer: dice.of(['throw', 'limited', 'slow', 'hang', 'yes']) },
  ...question(dice),
]

/** Lets a token end. */
export const expiry: Move = (dice) => {
  const client = anyClient(dice)
  const { user = 'u1' } = dice.clients[client] ?? {}
  const of = letterOf(dice, client)
  return [
    { do: 'expire', of, user, afterMs: dice.of([40, 80, 200]) },
    { do: 'cut', client, how: 'client' },
    { do: 'back', client, server: 0 },
    ...(dice.chance(0.5) ? [send(dice, of)] : []),
    { do: 'pass', ms: 300 },
    send(dice, of),
    ...question(dice),
  ]
}

/** Lets a client read nothing for a while. */
export const stall: Move = (dice) => {
  const client = anyClient(dice)
  return [
    { do: 'stall', client },
    send(dice),
    ...question(dice).map((step) => ({ ...step, wait: false }) as Step),
    { do: 'flow', client },
  ]
}
