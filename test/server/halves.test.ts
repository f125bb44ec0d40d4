import { setImmediate as turn } from 'node:timers/promises'
import { ClusterAdapter } from 'socket.io-adapter'
import { expect, test } from 'vitest'
import { messaging, userRoom } from '../../src/messaging.js'
import { realtime } from '../../src/realtime.js'
import { serve } from '../../src/server/index.js'
import { listening } from '../ends/server.js'
import { joined, settled, wiretap } from '../ends/sockets.js'

const deleted = { messageId: 'm1', deletedAt: '2024-12-20T10:30:00Z' }
const broadcast = 3

/** An adapter that delivers what is sent when the test says so, one packet at a time. */
class SlowAdapter extends ClusterAdapter {
  static readonly kept: (() => void)[] = []
  protected override doPublish({ type }: Parameters<ClusterAdapter['publish']>[0]): Promise<string> {
    if ((type as number) !== broadcast || this.nsp.name !== '/ws') return Promise.resolve('0')
    return new Promise((resolve) => SlowAdapter.kept.push(() => resolve('0')))
  }
  protected override doPublishResponse(): Promise<void> {
    return Promise.resolve()
  }
  override serverCount(): Promise<number> {
    return Promise.resolve(2)
  }
}

/** Serves two contracts with the same rooms on one path to a client that one of them let into `user:u1`. */
async function between() {
  SlowAdapter.kept.length = 0
  const { io, url } = await listening({ adapter: SlowAdapter as never })
  const [own, shared] = [userRoom('u1'), userRoom('u2')]
  const one = serve(io, messaging, { legacy: true, authenticate: () => ({ id: 'u1' }), autoJoin: () => [own] })
  const answers: ((mayJoin: boolean) => void)[] = []
  serve(io, realtime, {
    legacy: true,
    authenticate: () => ({ id: 'u1' }),
    mayJoin: () => new Promise((resolve) => answers.push(resolve)),
  })
  const socket = await joined(url, '/ws')
  const tap = wiretap(socket)
  const subscribe = async (): Promise<unknown> => {
    const answer = socket.emitWithAck('subscribe', { channels: [shared] })
    while (!answers.length) await turn()
    answers.shift()?.(true)
    await turn()
    return answer
  }
  const deliver = async (): Promise<void> => {
    SlowAdapter.kept.shift()?.()
    await turn()
  }
  return { one, own, shared, socket, tap, subscribe, deliver, kept: SlowAdapter.kept }
}

test('who enters a room that bars it, while one half of a packet is delivered, hears the packet once', async () => {
  const { one, own, shared, socket, tap, subscribe, deliver, kept } = await between()
  one.to([own, shared]).emit('message:deleted', deleted)
  expect(kept).toHaveLength(2)
  await deliver()
  const entered = subscribe()
  for (let count = 0; count < 20; count++) await turn()
  while (kept.length) await deliver()
  expect(await entered).toEqual({ channels: [shared] })
  await settled(socket)
  expect(tap.map(([name]) => name)).toEqual(['message:deleted'])
})

/** Serves two contracts that both let a client into `user:u1` from the beginning; the first bars it nowhere yet. */
async function inBoth() {
  SlowAdapter.kept.length = 0
  const { io, url } = await listening({ adapter: SlowAdapter as never })
  const [own, shared] = [userRoom('u1'), userRoom('u2')]
  const first = serve(io, realtime, {
    legacy: true,
    authenticate: () => ({ id: 'u1' }),
    autoJoin: () => [own, shared],
    mayJoin: () => true,
  })
  serve(io, messaging, { legacy: true, authenticate: () => ({ id: 'u1' }), autoJoin: () => [own] })
  const socket = await joined(url, '/ws')
  const tap = wiretap(socket)
  const send = (id: string, ...rooms: string[]): void =>
    first.to(rooms as never).emit('connection:accepted', {
      connection: { id, requesterId: 'u2', recipientId: 'u1', status: 'ACCEPTED', updatedAt: deleted.deletedAt },
    })
  const deliverAll = async (): Promise<void> => {
    for (const deliver of SlowAdapter.kept.splice(0)) {
      deliver()
      await turn()
    }
  }
  const deliverHalf = async (): Promise<void> => {
    SlowAdapter.kept.shift()?.()
    await turn()
  }
  const heard = (): unknown[] => tap.map(([, payload]) => (payload as { connection: { id: string } }).connection.id)
  return { own, shared, socket, send, deliverHalf, deliverAll, heard }
}

test('who leaves a room in which another contract keeps it, while one half of a packet is delivered, hears the packet once', async () => {
  const { own, shared, socket, send, deliverHalf, deliverAll, heard } = await inBoth()
  send('c1', own, shared)
  await deliverHalf()
  const left = socket.emitWithAck('unsubscribe', { channels: [own] })
  await settled(socket)
  await deliverAll()
  expect(await left).toEqual({ channels: [own] })
  send('c2', own)
  await deliverAll()
  await settled(socket)
  expect(heard()).toEqual(['c1'])
})

test('who leaves a room and enters it again, while one half of a packet is delivered, is in', async () => {
  const { own, shared, socket, send, deliverHalf, deliverAll, heard } = await inBoth()
  send('c1', own, shared)
  await deliverHalf()
  const left = socket.emitWithAck('unsubscribe', { channels: [own] })
  const entered = socket.emitWithAck('subscribe', { channels: [own] })
  await settled(socket)
  await deliverAll()
  await Promise.all([left, entered])
  send('c2', own)
  await deliverAll()
  await settled(socket)
  expect(heard()).toEqual(['c1', 'c2'])
})

test('who enters a room hears it although the other half of a packet never comes', async () => {
  const { one, own, shared, socket, subscribe, deliver, kept } = await between()
  one.to([own, shared]).emit('message:deleted', deleted)
  await deliver()
  kept.length = 0
  expect(await subscribe()).toEqual({ channels: [shared] })
  await settled(socket)
})
