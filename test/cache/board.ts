import { QueryClient, QueryObserver } from '@tanstack/query-core'
import type { Socket } from 'socket.io'
import * as z from 'zod/mini'
import { connect } from '../../src/client/index.js'
import { event } from '../../src/contract/event/event.js'
import { defineNamespace } from '../../src/contract/namespace.js'
import { defineRoom } from '../../src/contract/room/room.js'
import { afterwards } from '../ends/afterwards.js'
import { listening } from '../ends/server.js'
import { socketTo } from '../ends/sockets.js'
import { next } from '../ends/waiting.js'

const id = z.string()
const state = z.string()

export const boardRoom = defineRoom('board:{boardId}')

/** A contract of somebody's own. */
export const board = defineNamespace('/board', {
  version: 1,
  rooms: [boardRoom],
  serverToClient: {
    'card:new': event({ payload: z.object({ id, state }), identity: ['id'], to: [boardRoom] }),
    'card:moved': event({
      payload: z.object({ id, state }),
      identity: ['id', 'state'],
      state: 'patch',
      to: [boardRoom],
    }),
    'card:gone': event({ payload: z.object({ id }), identity: ['id'], to: [boardRoom] }),
    'board:renamed': event({ payload: z.object({ name: z.string() }), to: [boardRoom] }),
    'board:shown': event({ payload: z.array(z.object({ id, state })), state: 'snapshot', to: [boardRoom] }),
  },
  clientToServer: {
    'board:join': event({
      payload: z.object({ boardId: id }),
      reply: z.object({ room: z.string() }),
      joins: [boardRoom],
    }),
    'card:move': event({ payload: z.object({ id, state }), reply: z.object({ state }) }),
  },
})

export interface Card {
  readonly id: string
  readonly state: string
}

/** Opens a server on raw Socket.IO that imports nothing of the contract, a client of it, and a query client. */
export async function ends(options: object = {}) {
  const { io, url } = await listening(options)
  const answers: { move: (card: Card) => object } = { move: ({ state: now }) => ({ state: now }) }
  io.of('/board').on('connection', (socket) => {
    socket.on('board:join', ({ boardId }, ack) => {
      void socket.join(`board:${boardId}`)
      ack({ room: `board:${boardId}` })
    })
    socket.on('card:move', async (card, ack) => ack(await answers.move(card)))
  })
  const socket = socketTo(url, '/board', { transports: ['websocket'] })
  const arrived = next<Socket>(io.of('/board'), 'connection')
  const client = connect(socket, board)
  const queries = new QueryClient({
    defaultOptions: { queries: { retry: false, staleTime: Number.POSITIVE_INFINITY } },
  })
  queries.mount()
  afterwards(() => {
    client.close()
    queries.clear()
    queries.unmount()
  })
  /** Keeps a query shown, as a component does. */
  const show = <Data>(queryKey: readonly unknown[], queryFn: () => Promise<Data>) => {
    const observer = new QueryObserver<Data>(queries, { queryKey, queryFn })
    afterwards(observer.subscribe(() => {}))
    return () => queries.getQueryData<Data>(queryKey)
  }
  await arrived
  return { io, served: io.of('/board'), client, socket, queries, show, answers }
}
