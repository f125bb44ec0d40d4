import type { INestApplication } from '@nestjs/common'
import { IoAdapter } from '@nestjs/platform-socket.io'
import type { Namespace, Server } from 'socket.io'
import { Adapter } from 'socket.io-adapter'
import { expect, test } from 'vitest'
import { type Messaging, messaging, messagingAliases, userRoom } from '../../src/messaging.js'
import { ContractGateway, ContractModule, getContractToken, Handles, type Sender } from '../../src/nest/index.js'
import { listening } from '../ends/server.js'
import { joined, settled, wiretap } from '../ends/sockets.js'
import { next } from '../ends/waiting.js'
import { as, running, type User, userOf } from './application.js'

const at = '2024-12-20T10:30:00Z'

@ContractGateway(messaging, { aliases: messagingAliases, legacy: true })
class Chat {
  readonly left: string[] = []

  authenticate(auth: Readonly<Record<string, unknown>>) {
    return userOf(auth)
  }

  autoJoin(user: User) {
    return [userRoom(user.id)]
  }

  handleDisconnect() {
    this.left.push('left')
  }

  @Handles(messaging, 'message:mark_read')
  read() {
    return { readAt: at }
  }
}

const chat = { imports: [ContractModule.forRoot()], providers: [Chat] }
const read = { messageId: 'm1' }

/** Has the applications of a test share a server that is nobody's to close. */
class SharedServer extends IoAdapter {
  constructor(
    app: INestApplication,
    private readonly io: Server,
  ) {
    super(app)
  }

  override createIOServer(): Server {
    return this.io
  }

  override close(): never {
    return undefined as never
  }
}

test('closing an application ends its connections, and what they were told of it', async () => {
  const { app, url } = await running(chat)
  const sockets = [await joined(url, '/messaging', as('ann')), await joined(url, '/ws', as('bob'))]
  const gone = sockets.map((socket) => next(socket, 'disconnect'))
  await app.close()
  await Promise.all(gone)
  expect(app.get(Chat).left).toHaveLength(2)
})

test('two applications of one module live in a process, and know nothing of each other', async () => {
  const [one, other] = [await running(chat), await running(chat)]
  const ann = await joined(one.url, '/messaging', as('ann'))
  const bob = await joined(other.url, '/messaging', as('ann'))
  const heard = wiretap(bob)
  const sender: Sender<Messaging> = one.app.get(getContractToken(messaging))
  const told = next(ann, 'message:read')
  sender.to(userRoom('ann')).emit('message:read', { messageId: 'm1', userId: 'u', readAt: at })
  await told
  await one.app.close()
  expect(await bob.emitWithAck('message:mark_read', read)).toEqual({ readAt: at })
  expect(heard).toEqual([])
})

test('an application that is loaded anew takes over the server, the connections stay', async () => {
  const { io, url } = await listening()
  const share = (app: INestApplication) => void app.useWebSocketAdapter(new SharedServer(app, io))
  const first = await running(chat, share)
  const ann = await joined(url, '/messaging', as('ann'))
  const bob = await joined(url, '/ws', as('bob'))
  await first.app.close()
  expect([ann.connected, bob.connected]).toEqual([true, true])
  const second = await running(chat, share)
  // who was let in by the one before is let in by the next one, when it comes
  const cid = await joined(url, '/messaging', as('cid'))
  expect(await cid.emitWithAck('message:mark_read', read)).toEqual({ readAt: at })
  const left = new Promise((resolve) =>
    io
      .of('/ws')
      .sockets.get(bob.id as string)
      ?.once('disconnect', resolve),
  )
  bob.disconnect()
  await left
  // who met it is told that it left, as by Nest itself; whoever comes now meets the application that is there
  expect([first.app.get(Chat).left, second.app.get(Chat).left]).toEqual([['left'], []])
  expect(io.of('/ws').listenerCount('connection')).toBe(2)
})

test('an adapter of the application stands under the contracts', async () => {
  const made: string[] = []
  class Noting extends Adapter {
    constructor(nsp: Namespace) {
      super(nsp)
      made.push(nsp.name)
    }
  }
  class OwnAdapter extends IoAdapter {
    override createIOServer(port: number, options?: object): Server {
      const server: Server = super.createIOServer(port, options)
      server.adapter(Noting)
      return server
    }
  }
  const { url } = await running(chat, (app) => void app.useWebSocketAdapter(new OwnAdapter(app)))
  const ann = await joined(url, '/messaging', as('ann'))
  expect(await ann.emitWithAck('message:mark_read', read)).toEqual({ readAt: at })
  expect(made).toEqual(expect.arrayContaining(['/messaging', '/ws']))
  await settled(ann)
})
