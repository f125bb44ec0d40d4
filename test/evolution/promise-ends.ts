import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { Server, type Socket as ServerSocket } from 'socket.io'
import { io as dial, type Socket } from 'socket.io-client'
import { connect } from '../../src/client/index.js'
import type { EventContract, NamespaceContract } from '../../src/index.js'
import { serve } from '../../src/server/index.js'
import type { NamespaceJson } from '../../src/spec/index.js'
import { contractFromJson } from '../../src/spec/json-contract/json-contract.js'

type Events = Readonly<Record<string, EventContract>>

/** An end of the shop, as a program holds it. */
interface ShopEnd {
  on(name: string, handler: (payload: unknown) => unknown): () => void
  emit(name: string, payload: unknown): unknown
}

/** Both ends of the shop, each with all that its contract promises. */
export interface PromiseEnds {
  readonly served: ShopEnd
  readonly client: ShopEnd
  /** The one socket, at either side. */
  readonly socket: Socket
  peer(): ServerSocket
  /** Waits until all that was sent so far is there. */
  settled(): Promise<void>
  /** Loses the connection, does something meanwhile, and waits until the connection is back. */
  away(meanwhile: () => void): Promise<void>
}

const path = '/shop'
let moment = 0
/** Lets time pass for what tells facts by it. */
export const nextMoment = (): void => {
  moment++
}

/** What contracts say in words only: neither of these tells apart all that another does. */
const identifiers: Readonly<Record<string, (payload: { id: string }) => { key: string }[]>> = {
  'by id': ({ id }) => [{ key: id }],
  'by id, within a second': ({ id }) => [{ key: `${id.slice(0, -1)} ${moment}` }],
}

/** Makes the contract that a file tells of, with the limits and functions that it says in words. */
export const promisedContract = (json: NamespaceJson): NamespaceContract => {
  const { contract } = contractFromJson(path, json)
  const completed = (direction: 'serverToClient' | 'clientToServer') =>
    Object.fromEntries(
      Object.entries(contract[direction] as Events).map(([name, event]) => {
        const { limit, identity } = json[direction][name] ?? {}
        const identify = identifiers[(identity as { words?: string } | undefined)?.words ?? '']
        return [name, { ...event, ...(limit && { limit }), ...(identify && { identify }) }]
      }),
    )
  return { ...contract, serverToClient: completed('serverToClient'), clientToServer: completed('clientToServer') }
}

/** Joins both ends over a real socket, for as long as a play takes; a stock client knows nothing of its contract. */
export async function withPromiseEnds<Result>(
  server: NamespaceContract,
  client: NamespaceContract | 'stock',
  play: (ends: PromiseEnds) => Promise<Result>,
): Promise<Result> {
  const http = createServer()
  const io = new Server(http, { connectionStateRecovery: {} })
  http.listen(0)
  await once(http, 'listening')
  const served = serve(io, server as never, { observe: () => {} } as never) as unknown as ShopEnd
  const url = `http://localhost:${(http.address() as AddressInfo).port}${path}`
  const socket = dial(url, { forceNew: true, autoConnect: false, reconnection: false, transports: ['websocket'] })
  const isIn = (): Promise<void> => new Promise((resolve) => socket.once('connect', resolve))
  const first = isIn()
  const own = client === 'stock' ? undefined : connect(socket, client as never, { observe: () => {} } as never)
  socket.connect()
  const settled = async (): Promise<void> => {
    await new Promise((resolve) => socket.emit('contract:ping', resolve))
  }
  const peer = (): ServerSocket => [...io.of(path).sockets.values()][0] as ServerSocket
  try {
    await first
    await settled()
    return await play({
      served,
      client: (own ?? { on: socket.on.bind(socket), emit: socket.emit.bind(socket) }) as ShopEnd,
      socket,
      peer,
      settled,
      async away(meanwhile) {
        const isLost = once(peer(), 'disconnect')
        socket.io.engine.close()
        await isLost
        meanwhile()
        const back = isIn()
        socket.connect()
        await back
        await settled()
      },
    })
  } finally {
    socket.disconnect()
    await io.close()
  }
}
