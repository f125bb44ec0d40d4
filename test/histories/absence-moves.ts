import { kits, lettersOn } from './contracts.js'
import { anyClient, cuts, type Dice, factKinds, letterOf, letters, type Move, roomOf, send, warm } from './dice.js'
import { type Answer, type Step, users } from './plan.js'
import { stay } from './room-moves.js'

const answersAtDoor: readonly Answer[] = ['yes', 'no', 'no', 'nothing', 'limited', 'slow', 'hang', 'throw']
const answersInRoom: readonly Answer[] = ['yes', 'yes', 'no', 'slow', 'hang', 'throw', 'limited']

const change = (dice: Dice, client: number): Step => {
  const of = letterOf(dice, client)
  const { user = 'u1', letters: own = letters } = dice.clients[client] ?? {}
  const roll = dice.of(['door', 'door', 'room', 'room', 'places', 'declare', 'become', 'send', 'send'])
  if (roll === 'door') return { do: 'authenticate', of, user, answer: dice.of(answersAtDoor) }
  if (roll === 'room')
    return { do: 'mayJoin', of, user, room: roomOf(dice, of, client), answer: dice.of(answersInRoom) }
  if (roll === 'places')
    return {
      do: 'autoJoin',
      of,
      user,
      rooms: kits[of].rooms.filter(
        (room) => (!room.startsWith('user:') || room === `user:${user}`) && dice.chance(0.3),
      ),
      answer: dice.of(['yes', 'yes', 'yes', 'hang', 'throw', 'slow', 'limited']),
    }
  if (roll === 'declare')
    return {
      do: 'declare',
      client,
      declares: (dice.clients[client]?.paths.flatMap(lettersOn) ?? own).filter(() => dice.chance(0.6)),
    }
  if (roll === 'become') return { do: 'become', client, user: dice.of(users) }
  return send(dice, dice.chance(0.7) ? of : dice.of(letters))
}

/** Changes what the application says. */
export const policy: Move = (dice) => [change(dice, anyClient(dice))]

/** Lets a client be away while something changes. */
export const absence: Move = (dice) => {
  const client = anyClient(dice)
  const steps: Step[] = [...warm(dice, client)]
  if (dice.chance(0.6)) steps.unshift(...stay(dice))
  steps.push({ do: 'cut', client, how: dice.of(cuts) })
  const count = dice.of([1, 2, 3])
  for (let turn = 0; turn < count; turn++) steps.push(change(dice, client))
  steps.push({ do: 'back', client, server: dice.of([0, 1]) })
  if (dice.chance(0.4)) steps.push({ do: 'notice', client })
  return [...steps, send(dice, letterOf(dice, client))]
}

/** Lets a client return of whom the application takes a while to say who it is, and sends meanwhile. */
export const meanwhile: Move = (dice) => {
  const client = anyClient(dice)
  const of = letterOf(dice, client)
  const { user = 'u1' } = dice.clients[client] ?? {}
  const room = roomOf(dice, of, client)
  return [
    { do: 'mayJoin', of, user, room, answer: 'yes' },
    { do: 'join', client, of, room, wait: true },
    ...warm(dice, client),
    { do: 'cut', client, how: dice.of(['server', 'client']) },
    { do: 'send', server: 0, of, kind: dice.of(factKinds), rooms: [room] },
    { do: 'authenticate', of, user, answer: dice.of(['slow', 'slow', 'hang', 'throw']) },
    { do: 'back', client, server: dice.of([0, 1]), wait: false },
    ...[3, 6, 9].flatMap((ms): Step[] => [
      { do: 'pass', ms },
      { do: 'send', server: dice.of([0, 1]), of, kind: dice.of(factKinds), rooms: [room] },
    ]),
    { do: 'authenticate', of, user, answer: 'yes' },
  ]
}

/** Loses a connection that just came back. */
export const doubleDrop: Move = (dice) => {
  const client = anyClient(dice)
  const of = letterOf(dice, client)
  return [
    ...(dice.chance(0.7) ? [{ do: 'join', client, of, room: roomOf(dice, of, client), wait: true } as const] : []),
    ...warm(dice, client),
    { do: 'cut', client, how: dice.of(['server', 'client']) },
    ...(dice.chance(0.4) ? [send(dice, of)] : []),
    { do: 'back', client, server: 0 },
    ...(dice.chance(0.4) ? warm(dice, client) : []),
    { do: 'cut', client, how: 'unnoticed' },
    ...(dice.chance(0.4) ? [send(dice, of)] : []),
    { do: 'back', client, server: dice.of([0, 0, 1]) },
    ...(dice.chance(0.8) ? [{ do: 'notice', client } as const] : []),
    send(dice, of),
  ]
}

/** Loses a connection that just came back, while the application still says who it is. */
export const interruption: Move = (dice) => {
  const client = anyClient(dice)
  const of = letterOf(dice, client)
  const { user = 'u1' } = dice.clients[client] ?? {}
  return [
    { do: 'autoJoin', of, user, rooms: [roomOf(dice, of, client)], answer: 'yes' },
    ...warm(dice, client),
    { do: 'cut', client, how: dice.of(['server', 'client']) },
    { do: 'authenticate', of, user, answer: 'slow' },
    { do: 'back', client, server: 0, wait: 'asked' },
    { do: 'cut', client, how: dice.of(cuts) },
    { do: 'authenticate', of, user, answer: dice.of(['yes', 'yes', 'slow', 'no']) },
    { do: 'back', client, server: dice.of([0, 0, 1]) },
    send(dice, of),
  ]
}

/** Comes back with the session of another client, of another user where there is one. */
export const theft: Move = (dice) => {
  const from = anyClient(dice)
  const strangers = dice.clients.flatMap(({ user }, client) => (user === dice.clients[from]?.user ? [] : [client]))
  const client = strangers.length ? dice.of(strangers) : anyClient(dice)
  return [
    ...warm(dice, from),
    { do: 'cut', client: from, how: dice.of(['server', 'client']) },
    send(dice, letterOf(dice, from)),
    { do: 'steal', client, from },
    send(dice, letterOf(dice, from)),
  ]
}
