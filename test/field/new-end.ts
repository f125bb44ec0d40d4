import type { Server } from 'socket.io'
import type { Socket } from 'socket.io-client'
import { type Client, connect, type LegacySpeechOptions, speakLegacy } from '../../src/client/index.js'
import type { AliasTable, NamespaceContract } from '../../src/index.js'
import { type FakeClock, fakeClock } from '../../src/testing/index.js'
import { cut, endOf } from '../ends/absence.js'
import { afterwards } from '../ends/afterwards.js'
import { next } from '../ends/waiting.js'
import { settled } from './marker.js'
import { toldWords } from './words.js'

/** How long a request waits where nothing is said. */
const usualTimeoutMs = 15_000

/** How long it waits for a greeting where nothing is said. */
const greetingMs = 1000

/** A client of the package, and what its application sees, in words. */
export interface NewEnd<N extends NamespaceContract> {
  readonly client: Client<N>
  readonly clock: FakeClock
  /** Does something and returns how often an event, or any where that is `*`, was told meanwhile, or where it did not fit. */
  during(event: (keyof N['serverToClient'] & string) | '*', act: () => unknown): Promise<string>
  /** Returns what was told last. */
  last(): unknown
  /** Waits for a promise as long as the client itself does. */
  outcome(promise: Promise<unknown>): Promise<string>
}

interface Withheld {
  readonly event: string | undefined
  readonly words: string
}

/** Connects a contract as the front end's guides do. */
export function newEnd<N extends NamespaceContract>(
  socket: Socket,
  contract: N,
  options: { readonly aliases: AliasTable; readonly legacy: boolean; readonly speech?: LegacySpeechOptions },
): NewEnd<N> {
  const clock = fakeClock(1_734_690_600_000)
  const withheld: Withheld[] = []
  const told: { readonly event: string; readonly payload: unknown }[] = []
  const { aliases, legacy, speech } = options
  const client = connect(socket, contract, {
    aliases,
    legacy: legacy && speakLegacy(speech),
    clock,
    observe: (seen) => {
      if (seen.kind !== 'refused' || seen.direction !== 'serverToClient') return
      const { code, issues = [] } = seen.error
      const [first = code, ...others] = issues.map(({ path }) => path.join('.')).sort()
      const more = others.length ? ` and ${others.length} more` : ''
      withheld.push({ event: seen.event, words: `withheld at ${first}${more}` })
    },
  })
  afterwards(() => client.close())
  for (const event of Object.keys(contract.serverToClient))
    client.on(event as never, (payload: unknown) => told.push({ event, payload }))

  let judged: string | undefined
  /** Lets the time pass in which a server of today would have greeted, once a connection. */
  const judge = async (): Promise<void> => {
    await settled(socket)
    if (!options.legacy || judged === socket.id) return
    judged = socket.id
    clock.advance(greetingMs)
    await settled(socket)
  }

  return {
    client,
    clock,
    async during(event, act) {
      const before = [told.length, withheld.length] as const
      await judge()
      await act()
      await settled(socket)
      const isMeant = (each: { readonly event: string | undefined }) => event === '*' || each.event === event
      const calls = told.slice(before[0]).filter(isMeant)
      const [misfit] = withheld.slice(before[1]).filter(isMeant)
      return calls.length === 0 && misfit ? misfit.words : toldWords(calls.length)
    },
    last: () => told.at(-1)?.payload,
    async outcome(promise) {
      const words = promise.then(
        () => 'resolves',
        (error: { readonly code?: string; readonly name: string }) => `rejects: ${error.code ?? error.name}`,
      )
      await judge()
      await settled(socket)
      clock.advance(usualTimeoutMs)
      return words
    },
  }
}

/** Breaks a connection, and waits until its client came back by itself. */
export async function reconnected(io: Server, path: string, socket: Socket): Promise<void> {
  const back = next(socket, 'connect')
  await cut(endOf(io, path, socket), socket)
  await back
  await settled(socket)
}

/** Breaks a connection from the client's side, and waits until the client came back by itself. */
export async function cameBack(socket: Socket): Promise<void> {
  const back = next(socket, 'connect')
  socket.io.engine.close()
  await back
  await settled(socket)
}
