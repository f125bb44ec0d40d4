import 'reflect-metadata'
import type { AddressInfo } from 'node:net'
import { type INestApplication, Module, type Type } from '@nestjs/common'
import { NestFactory } from '@nestjs/core'
import { type Messaging, messaging } from 'socket-canon/messaging'
import { ContractModule, getContractToken, type Sender } from 'socket-canon/nest'
import { type Notifications, notifications } from 'socket-canon/notifications'
import { type Realtime, realtime } from 'socket-canon/realtime'
import { Messages } from './messages.js'
import { Settings } from './settings.js'
import { TokensModule } from './tokens.js'

/** What the guide's services do. */
interface Services {
  readonly ConnectionService: Type<{ accept(id: string, requesterId: string, recipientId: string): void }>
  readonly NotificationService: Type<{ create(userId: string, notification: object): void }>
}

/** Finds a class that the guide shows: it lies beside this file in the project that is built, and not here. */
async function shown<Classes = Readonly<Record<string, Type>>>(name: string): Promise<Classes> {
  return import(`./${name}.js`)
}

async function listening(module: Type): Promise<{ readonly app: INestApplication; readonly url: string }> {
  const app = await NestFactory.create(module, { logger: ['error'] })
  app.use('/provoke', ({ url }: { url: string }, response: { end(): void }) => {
    void provoke(app, url.slice(1)).then(() => response.end())
  })
  await app.listen(0, '127.0.0.1')
  const { port } = app.getHttpServer().address() as AddressInfo
  return { app, url: `http://127.0.0.1:${port}` }
}

/** Makes every event of one of the namespaces happen, as services do: to u1 and u2, or to everybody. */
const provoked: Readonly<Record<string, (app: INestApplication, mark: string, now: string) => Promise<void>>> = {
  async realtime(app, mark, now) {
    const { ConnectionService } = await shown<Services>('connection.service')
    const network: Sender<Realtime> = app.get(getContractToken(realtime))
    network.to(both).emit('message:new', messageOf(mark, now))
    network.to(both).emit('message:sent', { messageId: mark })
    const requester = { id: 'u2', name: 'Ada Obi' }
    const request = { id: mark, requester, recipientId: 'u1', status: 'PENDING', createdAt: now } as const
    network.to('user:u1').emit('connection:request', request)
    app.get(ConnectionService).accept(mark, 'u1', 'u2')
    for (const status of ['online', 'away', 'offline'] as const)
      network.emit('presence:update', { userId: 'u2', status, timestamp: now })
    network.to('user:u1').emit('presence:idle', { reason: 'inactive', timestamp: now })
  },
  async messaging(app, mark, now) {
    const chat: Sender<Messaging> = app.get(getContractToken(messaging))
    chat.to(both).emit('message:new', messageOf(mark, now))
    chat.to(both).emit('message:sent', { messageId: mark, createdAt: now })
    chat.to(both).emit('message:read', { messageId: mark, userId: 'u2', readAt: now })
    chat.to(both).emit('message:edited', { messageId: mark, content: 'Hi', editedAt: now })
    chat.to(both).emit('message:deleted', { messageId: mark, deletedAt: now })
    chat.to(both).emit('typing:update', { userId: 'u2', isTyping: true, timestamp: now })
  },
  async notifications(app, mark, now) {
    const { NotificationService } = await shown<Services>('notification.service')
    const news: Sender<Notifications> = app.get(getContractToken(notifications))
    const told = { type: 'message', title: 'A message', message: 'Hello', priority: 'normal', timestamp: now } as const
    app.get(NotificationService).create('u1', { id: mark, ...told })
    news.emit('notification:broadcast', told)
    const room = news.to('notifications:u1')
    room.emit('notification:connected', { userId: 'u1', unreadCount: 1, timestamp: now })
    room.emit('notification:read', { notificationId: mark, timestamp: now })
    room.emit('notification:deleted', { notificationId: mark, timestamp: now })
    room.emit('notification:all_read', { timestamp: now })
  },
}

const both = ['user:u1', 'user:u2'] as const
const messageOf = (id: string, createdAt: string) => ({
  ...{ id, createdAt },
  ...{ senderId: 'u1', receiverId: 'u2', content: 'Hello' },
})

async function provoke(app: INestApplication, name: string): Promise<void> {
  await provoked[name]?.(app, `${process.hrtime.bigint()}`, new Date().toISOString())
}

/** Starts the guide's applications in one process: the chat before, with one handler moved, and the whole network, with old logins and without. */
async function main(): Promise<void> {
  const { AppModule } = await shown('app.module')
  const [before, step] = await Promise.all(['before', 'step'].map((each) => shown(`${each}.fast-chat.gateway`)))
  class Before {}
  Module({ imports: [TokensModule], providers: [before?.['FastChatGateway'] as Type, Messages] })(Before)
  class Step {}
  Module({
    imports: [TokensModule, ContractModule.forRoot()],
    providers: [step?.['FastChatGateway'] as Type, Messages],
  })(Step)
  const apps = [await listening(Before), await listening(Step)]
  Settings.oldLogin = true
  apps.push(await listening(AppModule as Type))
  Settings.oldLogin = false
  apps.push(await listening(AppModule as Type))
  process.stdout.write(`${JSON.stringify(apps.map(({ url }) => url))}\n`)
  process.on('SIGTERM', () => {
    void Promise.all(apps.map(({ app }) => app.close())).then(() => process.stdout.write('closed\n'))
  })
}

void main()
