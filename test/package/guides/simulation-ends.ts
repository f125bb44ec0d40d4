import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { createElement as h, type ReactElement, type ReactNode, StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import type { Server } from 'socket.io'
import { expect, vi } from 'vitest'
import type { Client } from '../../../src/client/index.js'
import type { Simulation, TranscriptUpdate } from '../../../src/simulation.js'
import { cut, endOf } from '../../ends/absence.js'
import { afterwards } from '../../ends/afterwards.js'
import { listening } from '../../ends/server.js'
import { next } from '../../ends/waiting.js'
import { answerMarkers } from '../../field/marker.js'
import { type OldSimulationClient, oldSimulationClient } from '../../field/simulation/old-client.js'
import { type OldSimulationServer, oldSimulationServer } from '../../field/simulation/old-server.js'
import { guideOf } from './guide.js'

/** The guide, whose blocks are run here. */
export const guide = guideOf('simulation')
/** When the first transcript was said. */
export const start = 1_734_690_600_000
/** The session that everybody may enter. */
export const session = 'session_1'

/** A row as the server of old keeps it, the given number of seconds after the first. */
export function row(item: string, seconds: number, text = `words of ${item}`) {
  const timestamp = start + seconds * 1000
  return { role: 'user', text, isFinal: true, timestamp, itemId: item, startedAtMs: timestamp - 1800 } as const
}

/** A server of the guide's. */
export interface NewServer {
  readonly io: Server
  readonly url: string
  readonly port: number
  /** The instants after which rows were asked for. */
  readonly asked: number[]
  readonly rows: object[]
  readonly oldPages: ReadonlySet<string>
  say(sessionId: string, row: object): void
}

/** Runs a block that serves the contract; sessions 1 to 3 may be entered. */
export async function newServer(mark: 'server' | 'server-done', port = 0): Promise<NewServer> {
  const httpServer = createServer()
  const rows: { timestamp: number }[] = [row('item_1', 0), row('item_2', 20)]
  const asked: number[] = []
  const after = async (_: string, instant: number) => {
    asked.push(instant)
    return rows.filter(({ timestamp }) => timestamp > instant)
  }
  const made = guide.run(mark, {
    httpServer,
    verifyToken: async (token: unknown) => (token === 'token_1' ? { id: 'student_1' } : undefined),
    mayTakePart: async (_: string, sessionId: string) => /^session_[123]$/.test(sessionId),
  })
  const replay = guide.run('replay', { simulations: made['simulations'], rowsOf: after })
  const io = made['io'] as Server
  answerMarkers(io, '/', '/simulation')
  await new Promise<void>((resolve) => httpServer.listen(port, '127.0.0.1', resolve))
  afterwards(() => io.close())
  const own = (httpServer.address() as AddressInfo).port
  const { say, oldPages } = { ...made, ...replay } as unknown as Pick<NewServer, 'say' | 'oldPages'>
  return { io, url: `http://127.0.0.1:${own}`, port: own, asked, rows, oldPages, say }
}

/** Starts a server of old with two transcripts in its first session. */
export async function oldServer(): Promise<OldSimulationServer & Pick<NewServer, 'io' | 'url'>> {
  const { io, url } = await listening()
  const old = oldSimulationServer(io)
  answerMarkers(io, '/')
  old.say(session, row('item_1', 0))
  old.say(session, row('item_2', 20))
  return { ...old, io, url }
}

/** Opens a page of old, which ends with its test. */
export function oldPage(url: string, path: string): OldSimulationClient {
  const page = oldSimulationClient(url, path, { reconnectionDelay: 5, reconnectionDelayMax: 20 })
  afterwards(() => page.socket.disconnect())
  return page
}

type Open = () => Client<Simulation>

/** What the guide's page is made of. */
export interface Page {
  readonly openSimulation: Open
  SessionProvider(props: { sessionId: string; children?: ReactNode }): ReactElement
}

interface Session {
  readonly said: readonly TranscriptUpdate[]
  readonly joined: boolean
  readonly error: unknown
}

/** Shows the token that the new servers know. */
export const currentToken = () => 'token_1'

/** Runs the guide's page. */
export function pageAt(backEnd: string, path: '/' | '/simulation'): Page {
  return guide.run('page', { backEnd, path, currentToken }) as unknown as Page
}

/** Opens a page's client, which ends with its test. */
export function opened({ openSimulation }: { readonly openSimulation: Open }): Client<Simulation> {
  const client = openSimulation()
  afterwards(() => client.close())
  return client
}

/** What a page shows. */
export interface Shown {
  enter(sessionId: string): void
  /** Waits until a session is entered and shows just this. */
  has(...lines: string[]): Promise<void>
  isRefused(): Promise<void>
}

/** Shows sessions by the page's provider and hook. */
export function shownBy({ SessionProvider }: Page): Shown {
  const { useSession } = guide.run('hook') as { useSession(id: string): Session }
  const root = createRoot(document.createElement('main'))
  afterwards(() => root.unmount())
  let shown: Session | undefined
  function View({ id }: { id: string }) {
    shown = useSession(id)
    return null
  }
  return {
    enter: (id: string) => root.render(h(StrictMode, null, h(SessionProvider, { sessionId: id }, h(View, { id })))),
    has: (...lines: string[]) =>
      vi.waitFor(() => expect([shown?.joined, ...words(shown?.said ?? [])]).toEqual([true, ...lines]), 10_000),
    isRefused: () => vi.waitFor(() => expect(shown?.error).toMatchObject({ code: 'ROOM_FORBIDDEN' }), 10_000),
  }
}

/** Names transcripts by their origin and their words. */
export function words(transcripts: readonly TranscriptUpdate[]): string[] {
  return transcripts.map(({ text, origin }) => `${origin} ${text}`)
}
/** The words of what a session begins with. */
export const replayed = ['replay words of item_1', 'replay words of item_2']

/** Breaks a connection and waits until its end is back. */
export async function drop(io: Server, path: string, { socket }: Pick<OldSimulationClient, 'socket'>): Promise<void> {
  const back = next(socket, 'connect')
  await cut(endOf(io, path, socket), socket)
  await back
}

/** Breaks the one connection that a server has on a path. */
export function dropOnly(io: Server, path: string): void {
  const [end, ...others] = io.of(path).sockets.values()
  expect([!!end, others.length]).toEqual([true, 0])
  end?.conn.close()
}
