import { kits } from './contracts.js'
import { anyClient, cuts, letterOf, type Move, roomOf, send, warm } from './dice.js'
import type { Answer, Step } from './plan.js'

/** Enters a room, and at times leaves it. */
export const stay: Move = (dice) => {
  const client = anyClient(dice)
  const of = letterOf(dice, client)
  const room = roomOf(dice, of, client)
  const steps: Step[] = [{ do: 'join', client, of, room, wait: dice.chance(0.8) }]
  if (dice.chance(0.5)) steps.push({ do: 'send', server: 0, of, kind: 'fact', rooms: [room] })
  if (dice.chance(0.3))
    steps.push(
      { do: 'leave', client, of, room, wait: dice.chance(0.7) },
      { do: 'send', server: 0, of, kind: 'fact', rooms: [room] },
    )
  return steps
}

/** Asks for a room while the application does not answer for it. */
export const crowd: Move = (dice) => {
  const client = anyClient(dice)
  const of = letterOf(dice, client)
  const { user = 'u1' } = dice.clients[client] ?? {}
  const room = roomOf(dice, of, client)
  const how = dice.of<Answer>(['slow', 'hang', 'throw', 'no', 'hang'])
  const rule: Step = dice.chance(0.5)
    ? { do: 'welcome', of, user, answer: how }
    : { do: 'mayJoin', of, user, room, answer: how }
  const after: Step = rule.do === 'welcome' ? { ...rule, answer: 'yes' } : { ...rule, answer: 'yes' }
  const again = dice.chance(0.6) ? room : roomOf(dice, of, client)
  const steps: Step[] = [rule, { do: 'join', client, of, room, wait: false }]
  if (dice.chance(0.3)) steps.push({ do: 'pass', ms: 5 })
  if (dice.chance(0.7)) steps.push(after)
  if (dice.chance(0.5)) steps.push({ do: 'leave', client, of, room: again, wait: dice.chance(0.5) })
  if (dice.chance(0.7)) steps.push({ do: 'join', client, of, room: again, wait: dice.chance(0.7) })
  if (dice.chance(0.3)) steps.push({ do: 'cut', client, how: 'client' })
  if (dice.chance(0.5)) steps.push({ do: 'pass', ms: 110 })
  return [...steps, after, send(dice, of)]
}

/** Asks for a room whose first welcome fails late, and once more meanwhile. */
export const again: Move = (dice) => {
  const client = anyClient(dice)
  const of = letterOf(dice, client)
  const { user = 'u1' } = dice.clients[client] ?? {}
  const room = roomOf(dice, of, client)
  return [
    { do: 'mayJoin', of, user, room, answer: 'yes' },
    { do: 'welcome', of, user, answer: 'hang' },
    { do: 'join', client, of, room, wait: false },
    { do: 'pass', ms: 10 },
    { do: 'welcome', of, user, answer: 'yes' },
    ...(dice.chance(0.5) ? [{ do: 'leave', client, of, room, wait: dice.chance(0.5) } as const] : []),
    { do: 'join', client, of, room, wait: true },
    { do: 'pass', ms: 120 },
    { do: 'send', server: 0, of, kind: 'fact', rooms: [room] },
  ]
}

/** Asks for two rooms about which nobody answers, and for a third meanwhile. */
export const behind: Move = (dice) => {
  const client = anyClient(dice)
  const of = letterOf(dice, client)
  const { user = 'u1' } = dice.clients[client] ?? {}
  const [last, ...held] = kits[of].rooms.filter((room) => !room.startsWith('user:') || room === `user:${user}`)
  if (!last) return []
  const rules = (answer: Answer): Step[] => held.map((room) => ({ do: 'mayJoin', of, user, room, answer }))
  return [
    ...rules('hang'),
    { do: 'mayJoin', of, user, room: last, answer: 'yes' },
    ...held.map((room): Step => ({ do: 'join', client, of, room, wait: false })),
    { do: 'join', client, of, room: last, wait: true },
    ...rules('yes'),
    { do: 'send', server: 0, of, kind: 'fact', rooms: [last] },
  ]
}

/** Goes in and out of the room that two contracts of a path have, for one of them and for the other, and away meanwhile. */
export const kin: Move = (dice) => {
  const client = anyClient(dice)
  const { user = 'u1', paths = [] } = dice.clients[client] ?? {}
  if (!paths.includes('/ws')) return []
  const room = `user:${user}`
  const both = dice.of([['a', 'b'] as const, ['b', 'a'] as const])
  const [of, other] = both
  const steps: Step[] = both.map((each) => ({
    do: 'mayJoin',
    of: each,
    user,
    room,
    answer: dice.of(['yes', 'yes', 'slow']),
  }))
  const turns = dice.of([1, 2, 3])
  for (let turn = 0; turn < turns; turn++)
    for (const each of dice.chance(0.5) ? [of, other] : [other])
      steps.push({ do: dice.chance(0.6) ? 'join' : 'leave', client, of: each, room, wait: dice.chance(0.5) })
  const several = (): Step => {
    const from = dice.of(both)
    const next = dice.of(kits[from].rooms.filter((each) => each !== room))
    return { do: 'send', server: dice.of([0, 1]), of: from, kind: 'fact', rooms: [room, next] }
  }
  if (dice.chance(0.3))
    return [
      ...steps,
      { do: 'mayJoin', of, user, room, answer: 'slow' },
      { do: 'join', client, of, room, wait: false },
      { do: 'leave', client, of: other, room, wait: true },
      several(),
    ]
  if (dice.chance(0.5)) steps.push({ do: 'ask', client, of, how: 'slow', event: 'ask', wait: false })
  steps.push(...warm(dice, client), { do: 'cut', client, how: dice.of(cuts) })
  if (dice.chance(0.5)) steps.push(several(), { do: 'pass', ms: 20 })
  if (dice.chance(0.5)) steps.push({ do: 'authenticate', of, user, answer: 'no' })
  return [...steps, { do: 'back', client, server: dice.of([0, 1]) }, several()]
}

/** Comes back to one of two contracts, after a handler of the other told it something that it never heard. */
export const recall: Move = (dice) => {
  const client = anyClient(dice)
  const { user = 'u1', paths = [] } = dice.clients[client] ?? {}
  if (!paths.includes('/ws')) return []
  const of = dice.of(['a', 'b'] as const)
  return [
    ...warm(dice, client),
    { do: 'ask', client, of, how: 'slow', event: 'ask', wait: false },
    { do: 'pass', ms: 3 },
    { do: 'cut', client, how: 'unnoticed' },
    { do: 'pass', ms: 40 },
    { do: 'notice', client },
    { do: 'authenticate', of, user, answer: 'no' },
    { do: 'back', client, server: 0 },
    send(dice, of),
  ]
}
