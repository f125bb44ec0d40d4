import { picked, seeded } from '../../src/testing/random.js'
import { absence, doubleDrop, interruption, meanwhile, policy, theft } from './absence-moves.js'
import { expiry, limits, post, question, stall, talk } from './call-moves.js'
import { kits, lettersOn } from './contracts.js'
import { type Dice, letters, type Move } from './dice.js'
import { type ClientKind, type Plan, type Setting, type Step, users } from './plan.js'
import { again, behind, crowd, kin, recall, stay } from './room-moves.js'
import { handing, parting, reload } from './server-moves.js'

/** What may be asked of a generator. */
export interface Choice {
  readonly transport: 'websocket' | 'polling' | 'both'
  readonly recovery: 'on' | 'off' | 'both'
  readonly adapter: Setting['adapter']
}

// how likely a history knows each
const moves: readonly (readonly [weight: number, move: Move])[] = [
  [0.6, talk],
  [0.6, stay],
  [0.7, absence],
  [0.5, absence],
  [0.3, crowd],
  [0.15, again],
  [0.1, behind],
  [0.3, kin],
  [0.15, recall],
  [0.3, doubleDrop],
  [0.2, theft],
  [0.12, meanwhile],
  [0.4, interruption],
  [0.35, question],
  [0.15, post],
  [0.25, policy],
  [0.12, limits],
  [0.15, expiry],
  [0.1, stall],
  [0.2, handing],
  [0.1, reload],
  [0.08, parting],
]

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
  // each history knows some moves only, so that those it knows meet often; where users have no id, one is to be mistaken
  const known = moves
    .filter(([weight, move]) => dice.chance(weight) || (setting.nameless && move === theft))
    .map(([, move]) => move)
  const steps: Step[] = [...rules(dice)]
  const count = dice.of([1, 1, 2, 2, 3])
  for (let index = 0; index < count; index++) steps.push(...arrival(dice, index))
  const turns = dice.of([3, 4, 5, 6, 7, 8])
  for (let turn = 0; turn < turns; turn++) steps.push(...dice.of(known.length ? known : [talk])(dice))
  return { seed, setting, steps }
}

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
