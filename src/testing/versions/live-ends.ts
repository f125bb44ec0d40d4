import type { Socket } from 'socket.io-client'
import { connect } from '../../client/connection/connect.js'
import type { AliasTable } from '../../contract/alias/alias.js'
import type { NamespaceContract } from '../../contract/namespace.js'
import type { PastTable } from '../../contract/past/past.js'

/** What an application makes its ends with: `serve` of `socket-canon/server`, `Server` of socket.io, and `io` of its client. */
export interface LiveEnds {
  /** Serves a contract: that of `socket-canon/server`. */
  serve(io: never, contract: never, options: never): unknown
  /** The class of servers, as socket.io exports it. */
  readonly Server: new () => object
  /** Makes a socket: that of `socket.io-client`. */
  io(url: string, options: never): unknown
}

/** A contract as one end has it. */
export interface LiveContract {
  readonly contract: NamespaceContract
  readonly aliases?: AliasTable
  readonly past?: PastTable
  /** Whether the end speaks the legacy names of its table. */
  readonly legacy?: boolean
}

interface ServedEnd {
  on(event: string, handler: (payload: unknown) => unknown): () => void
  emit(event: string, payload: unknown): void
}

interface ConnectedEnd {
  on(event: string, handler: (payload: unknown) => void): () => void
  emit(event: string, payload: unknown): boolean
  request(event: string, ...rest: readonly unknown[]): Promise<unknown>
}

interface IoServer {
  listen(port: number): unknown
  close(): Promise<void>
  readonly httpServer: { address(): { readonly port: number }; once(event: 'listening', call: () => void): void }
}

/** Both ends of a namespace, each by its own contract, with a connection between them. */
export interface LivePair {
  readonly server: ServedEnd
  readonly client: ConnectedEnd
  /** Waits until all that either end sent so far is there. */
  settled(): Promise<void>
}

/** A connection that was refused: its code. */
export interface RefusedPair {
  readonly refused: string
}

/** Joins a server of one contract with a client of another over a real socket, for as long as a task takes. */
export async function withLivePair<Result>(
  ends: LiveEnds,
  server: LiveContract,
  client: LiveContract,
  task: (pair: LivePair | RefusedPair) => Promise<Result>,
): Promise<Result> {
  const io = new ends.Server() as IoServer
  const listening = new Promise<void>((resolve) => {
    io.listen(0)
    io.httpServer.once('listening', resolve)
  })
  await listening
  const { aliases, past } = server
  const options = {
    ...(aliases && { aliases }),
    ...(server.legacy && { legacy: true }),
    ...(past && { past }),
    mayJoin: () => true,
    observe: ignore,
  }
  const served = ends.serve(io as never, server.contract as never, options as never) as ServedEnd
  const url = `http://127.0.0.1:${io.httpServer.address().port}${client.contract.path}`
  const socket = ends.io(url, { autoConnect: false, forceNew: true, reconnection: false } as never) as Socket
  try {
    const isIn = new Promise<string | undefined>((resolve) => {
      socket.once('connect', () => resolve(undefined))
      socket.once('connect_error', (error: Error & { data?: { error?: { code?: string } } }) =>
        resolve(error.data?.error?.code ?? error.message),
      )
    })
    const connected = connect(socket, client.contract, {
      ...(client.aliases && { aliases: client.aliases as never }),
      ...(client.legacy && { legacy: true }),
      observe: ignore,
    }) as unknown as ConnectedEnd
    const refused = await isIn
    return await task(
      refused === undefined ? { server: served, client: connected, settled: () => answered(socket) } : { refused },
    )
  } finally {
    socket.disconnect()
    await io.close()
  }
}

function ignore(): void {}

async function answered(socket: Socket): Promise<void> {
  await socket.timeout(patience).emitWithAck('contract:ping')
}

const patience = 10_000
