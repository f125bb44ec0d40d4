import { expect, test } from 'vitest'
import { adoptedPackage, errorsIn } from './adopted-package.js'

const fixtures: readonly (readonly [what: string, files: Record<string, string>])[] = [
  [
    'maps of functions, with payloads of every kind',
    {
      'src/events.ts': `
import type { Message, User } from './model'
export interface ServerToClientEvents {
  /** Somebody wrote. */
  'message:new': (message: Message) => void
  'user:list': (users: User[]) => void
  'user:left': (id: string, reason?: 'timeout' | 'kicked') => void
  stats: (stats: Record<string, number>, at: Date) => void
  ready: () => void
}
export interface ClientToServerEvents {
  'message:send': (draft: Pick<Message, 'text' | 'thread'>, ack: (reply: { ok: true; id: string } | { ok: false; error: string }) => void) => void
  'user:rename': (name: string, callback?: (error: Error | null, user: User) => void) => void
  'room:join': (room: string, ack: () => void) => void
  typing: (isTyping: boolean) => void
}`,
      'src/model.ts': `
/** Who takes part. */
export interface User { id: string; name: string; email?: string; role: Role; meta: any }
export enum Role { Guest, Member, Owner }
export interface Message { id: number; text: string; by: User | null; at: Date; thread?: Message[]; size: bigint; raw: Buffer }`,
    },
  ],
  [
    'types that hold themselves',
    {
      'events.ts': `
export interface ServerToClientEvents { tree: (node: Node) => void; choice: (c: Choice) => void }
export interface ClientToServerEvents { walk: (path: Path, ack: (node?: Node) => void) => void }
type Path = [Node, ...Node[]]
type Choice = { kind: 'leaf' } | { kind: 'branch'; of: Choice[] }
interface Node {
  text: string; at: Date; weight: number; isOpen: boolean; none: null; kind: 'a' | 1
  list: Node[]; byName: Record<string, Node>; parent: Node | null; first?: [Node, ...Node[]]
}`,
    },
  ],
  [
    'names alone',
    {
      'events.ts': `
export const SOCKET_EVENTS = {
  // client -> server
  JOIN: 'room:join',
  // server -> client
  JOINED: 'room:joined',
  // either
  TYPING: 'typing',
} as const`,
    },
  ],
  [
    'maps of payloads and of tuples, with names in constants',
    {
      'events.ts': `
const EVENTS = { MOVE: 'game/move', OVER: 'game/over' } as const
export type ServerToClientEvents = { [EVENTS.OVER]: [winner: string | null, score: [number, number]]; tick: { n: number; left: Readonly<Partial<Record<'a' | 'b', number>>> } }
export type ClientToServerEvents = { [EVENTS.MOVE]: { from: \`\${'a' | 'b'}\${number}\`; to: Uppercase<string> }; quit: [] }`,
    },
  ],
]

test.for(fixtures)('%s become a contract that builds and conforms', async ([, files]) => {
  const { refused, printed } = await adoptedPackage(files)
  expect({ refused, kept: printed.modules.kept }).toEqual({ refused: [], kept: [] })
})

test('the contracts and what is built of them compile', async () => {
  const packages = []
  for (const [, files] of fixtures) packages.push(await adoptedPackage(files))
  expect(await errorsIn(packages)).toEqual([])
})
