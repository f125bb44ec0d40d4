import * as z from 'zod/mini'
import { id } from '../../src/fields/index.js'
import { type AliasTable, aliases, event, type NamespaceContract, namespace, room } from '../../src/index.js'

/** The letter of a contract: `a` and `b` share a legacy path and a family of rooms, `c` stands alone. */
export type Letter = 'a' | 'b' | 'c'

/** Every contract of the histories. */
export const letters: readonly Letter[] = ['a', 'b', 'c']

/** A contract with its alias table and the rooms the histories use. */
export interface Kit {
  readonly contract: NamespaceContract
  readonly aliases: AliasTable
  readonly rooms: readonly string[]
}

const userRoom = room('user:{userId}')
const fact = z.object({ id })

const families = {
  a: [userRoom, room('chat:{chatId}', { legacy: ['chat_{chatId}'] })],
  b: [userRoom, room('team:{teamId}')],
  c: [room('hall:{hallId}')],
} as const

const rooms: Readonly<Record<Letter, readonly string[]>> = {
  a: ['user:u1', 'user:u2', 'chat:c1', 'chat:c2'],
  b: ['user:u1', 'user:u2', 'team:t1'],
  c: ['hall:h1', 'hall:h2'],
}

/** Makes a contract that has an event of every kind, under names that begin with its letter. */
function kitOf(letter: Letter, path: `/${string}`, legacyPath: `/${string}`): Kit {
  const to = families[letter]
  const inRoom = z.object({ room: z.string().check(z.maxLength(160)) })
  const contract = namespace(path, {
    legacyPath,
    rooms: to as never,
    serverToClient: {
      [`${letter}:fact`]: event({ payload: fact, identity: ['id'], to }),
      [`${letter}:note`]: event({ payload: fact, to }),
      [`${letter}:blip`]: event({ payload: fact, to, volatile: true }),
      [`${letter}:state`]: event({ payload: fact, identity: ['id'], to, state: 'snapshot' }),
      [`${letter}:news`]: event({ payload: fact, identity: ['id'] }),
      [`${letter}:word`]: event({ payload: fact, identity: ['id'], direct: true }),
    } as never,
    clientToServer: {
      [`${letter}:join`]: event({ payload: inRoom, reply: inRoom, joins: to as never }),
      [`${letter}:leave`]: event({ payload: inRoom, reply: inRoom, leaves: to as never }),
      [`${letter}:ask`]: event({ payload: fact, reply: fact }),
      [`${letter}:often`]: event({ payload: fact, reply: fact, limit: { count: 2, perMs: 60_000 } }),
      [`${letter}:say`]: event({ payload: fact }),
    } as never,
  })
  const old = letter.toUpperCase()
  const table = aliases<NamespaceContract>()({
    serverToClient: {
      [`${old}_FACT`]: `${letter}:fact`,
      [`${old}_NOTE`]: { of: `${letter}:note`, rename: { noteId: 'id' } },
    },
    clientToServer: { [`${old}_JOIN`]: `${letter}:join`, [`${old}_ASK`]: `${letter}:ask` },
  } as never)
  return {
    contract: contract as unknown as NamespaceContract,
    aliases: table as unknown as AliasTable,
    rooms: rooms[letter],
  }
}

/** The contracts of the histories, by their letters. */
export const kits: Readonly<Record<Letter, Kit>> = {
  a: kitOf('a', '/alpha', '/ws'),
  b: kitOf('b', '/beta', '/ws'),
  c: kitOf('c', '/gamma', '/'),
}

/** Lists the contracts that are served on a path. */
export function lettersOn(path: string): Letter[] {
  return letters.filter((letter) => {
    const { contract } = kits[letter]
    return contract.path === path || contract.legacyPath?.path === path
  })
}

/** Finds the contract of a path that is its own. */
export function letterOf(path: string | undefined): Letter | undefined {
  return letters.find((letter) => kits[letter].contract.path === path)
}
