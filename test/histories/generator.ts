import { picked, seeded } from '../../src/testing/random.js'
import { kits, type Letter, lettersOn } from './contracts.js'
import {
  type Answer,
  type ClientKind,
  type Cut,
  type FactKind,
  type Plan,
  type Setting,
  type Step,
  users,
} from './plan.js'

/** What may be asked of a generator. */
export interface Choice {
  readonly transport: 'websocket' | 'polling' | 'both'
  readonly recovery: 'on' | 'off' | 'both'
  readonly adapter: Setting['adapter']
}

/** The dice of one history, and what is known of its clients so far. */
interface Dice {
  chance(probability: number): boolean
  of<Value>(list: readonly Value[]): Value
  readonly clients: {
    readonly paths: readonly string[]
    readonly kind: ClientKind
    readonly letters: readonly Letter[]
    user: string
  }[]
}

type Move = (dice: Dice) => Step[]

/** Makes the plan of a seed: a few clients, and moves that are likely to meet, each a few steps. */
export function planOf(seed: number, { transport, recovery, adapter }: Choice): Plan {
  const random = seeded(Math.imul(seed, 0x9e3779b1))
  for (let turn = 0; turn < 3; turn++) random()
  const dice: Dice = {
    chance: (probability) => random() < probability,
    of: (list) => picked(list, random),
    clients: [],
  }
  const setting: Setting = {
    transport: transport === 'both' ? (dice.chance(0.2) ? 'polling' : 'websocket') : transport,
    recovery: recovery === 'both' ? dice.chance(0.75) : recovery === 'on',
    adapter,
    nameless: dice.chance(0.2),
  }
  // each history knows some moves only, so that those it knows meet often
  const known = moves.filter(([weight]) => dice.chance(weight)).map(([, move]) => move)
  const steps: Step[] = [...rules(dice)]
  const count = dice.of([1, 1, 2, 2, 3])
  for (let index = 0; index < count; index++) steps.push(...arrival(dice, index))
  const turns = dice.of([2, 3, 4, 5, 6])
  for (let turn = 0; turn < turns; turn++) steps.push(...dice.of(known.length ? known : [talk])(dice))
  return { seed, setting, steps }
}

const letters: readonly Letter[] = ['a', 'b', 'c']
const answersAtDoor: readonly Answer[] = ['yes', 'no', 'no', 'nothing', 'limited', 'slow', 'hang', 'throw']
const answersInRoom: readonly Answer[] = ['yes', 'yes', 'no', 'slow', 'hang', 'throw', 'limited']

/** Lets the application say yes to most. */
function rules(dice: Dice): Step[] {
  return letters.flatMap((of): Step[] =>
    users.flatMap((user): Step[] => {
      const own = kits[of].rooms.filter((room) => !room.startsWith('user:') || room === `user:${user}`)
      const rooms = own.filter(() => dice.chance(0.3))
      return [
        ...(rooms.length ? [{ do: 'autoJoin', of, user, rooms, answer: 'yes' } as const] : []),
        ...own
          .filter(() => dice.chance(0.75))
          .map((room): Step => ({ do: 'mayJoin', of, user, room, answer: dice.chance(0.9) ? 'yes' : 'slow' })),
      ]
    }),
  )
}

function arrival(dice: Dice, client: number): Step[] {
  const kind: ClientKind = dice.of(['stock', 'declared', 'declared', 'bound', 'bound', 'bound', 'handover'])
  const user = dice.of(users)
  const paths: string[] =
    kind === 'handover'
      ? [dice.of(['/ws', '/alpha'])]
      : dice.chance(0.12)
        ? ['/ws', '/']
        : [dice.of(['/ws', '/ws', '/ws', '/alpha', '/', '/gamma'])]
  const served = [...new Set(paths.flatMap(lettersOn))]
  const some = kind === 'handover' ? (['a'] as const) : served.filter(() => dice.chance(0.75))
  const declares = some.length ? some : served.slice(0, 1)
  dice.clients.push({ paths, kind, letters: kind === 'stock' ? served : declares, user })
  return [{ do: 'connect', client, kind, user, paths, declares }]
}

const anyClient = (dice: Dice): number => Math.floor(dice.of([0, 0.34, 0.67]) * dice.clients.length)
const letterOf = (dice: Dice, client: number): Letter => dice.of(dice.clients[client]?.letters ?? letters)
const roomOf = (dice: Dice, of: Letter, client: number): string => {
  const user = dice.clients[client]?.user
  return dice.of(
    kits[of].rooms.filter((room) => !room.startsWith('user:') || room === `user:${user}` || dice.chance(0.1)),
  )
}

const cuts: readonly Cut[] = ['server', 'server', 'client', 'unnoticed']
const factKinds: readonly FactKind[] = ['fact', 'fact', 'note', 'state', 'blip']

function send(dice: Dice, of = dice.of(letters)): Step {
  if (dice.chance(0.15)) return { do: 'news', server: dice.of([0, 1]), of }
  const rooms = [dice.of(kits[of].rooms), ...(dice.chance(0.2) ? [dice.of(kits[of].rooms)] : [])]
  return { do: 'send', server: dice.of([0, 1]), of, kind: dice.of(factKinds), rooms: [...new Set(rooms)] }
}

/** Sends to everybody, so that whoever hears anything has an offset to come back from. */
function warm(dice: Dice, client: number): Step[] {
  return [...new Set(dice.clients[client]?.paths.flatMap(lettersOn) ?? [])].map((of) => ({
    do: 'news',
    server: dice.of([0, 1]),
    of,
  }))
}

const talk: Move = (dice) => [send(dice), ...(dice.chance(0.5) ? [send(dice)] : [])]

const stay: Move = (dice) => {
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

const crowd: Move = (dice) => {
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
const again: Move = (dice) => {
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
const behind: Move = (dice) => {
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
const kin: Move = (dice) => {
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

const absence: Move = (dice) => {
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
const meanwhile: Move = (dice) => {
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

const doubleDrop: Move = (dice) => {
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

const theft: Move = (dice) => {
  const from = anyClient(dice)
  const client = anyClient(dice)
  return [
    ...warm(dice, from),
    { do: 'cut', client: from, how: dice.of(['server', 'client']) },
    send(dice, letterOf(dice, from)),
    { do: 'steal', client, from },
    send(dice, letterOf(dice, from)),
  ]
}

const question: Move = (dice) => {
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
const post: Move = (dice) => {
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

const policy: Move = (dice) => [change(dice, anyClient(dice))]

const limits: Move = (dice) => [
  { do: 'limiter', of: dice.of(letters), answer: dice.of(['throw', 'limited', 'slow', 'hang', 'yes']) },
  ...question(dice),
]

const expiry: Move = (dice) => {
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

const stall: Move = (dice) => {
  const client = anyClient(dice)
  return [
    { do: 'stall', client },
    send(dice),
    ...question(dice).map((step) => ({ ...step, wait: false }) as Step),
    { do: 'flow', client },
  ]
}

const handing: Move = (dice) => {
  const client = anyClient(dice)
  return [...stay(dice), { do: 'move', client, path: dice.of(['/alpha', '/ws']) }, send(dice, 'a')]
}

const reload: Move = (dice) => [
  dice.chance(0.5) ? { do: 'restart', server: 0 } : { do: 'serve', server: dice.of([0, 1]), of: dice.of(letters) },
  send(dice),
]

const parting: Move = (dice) => [{ do: 'close', client: anyClient(dice) }, send(dice)]

// how likely a history knows each
const moves: readonly (readonly [weight: number, move: Move])[] = [
  [0.6, talk],
  [0.6, stay],
  [0.7, absence],
  [0.5, absence],
  [0.3, crowd],
  [0.15, again],
  [0.1, behind],
  [0.15, kin],
  [0.3, doubleDrop],
  [0.2, theft],
  [0.12, meanwhile],
  [0.35, question],
  [0.15, post],
  [0.25, policy],
  [0.12, limits],
  [0.06, expiry],
  [0.1, stall],
  [0.2, handing],
  [0.1, reload],
  [0.08, parting],
]
