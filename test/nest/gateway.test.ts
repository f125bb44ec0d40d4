import { ForbiddenException, Inject, Injectable, UnauthorizedException } from '@nestjs/common'
import { WebSocketServer } from '@nestjs/websockets'
import type { Namespace, Socket } from 'socket.io'
import { expect, test } from 'vitest'
import { connect } from '../../src/client/index.js'
import { type MessageSendInput, type Messaging, messaging, messagingAliases, userRoom } from '../../src/messaging.js'
import {
  type Context,
  ContractGateway,
  ContractModule,
  Handles,
  InjectContract,
  type Sender,
  type Served,
} from '../../src/nest/index.js'
import { type PresenceUpdateInput, type Realtime, realtime, realtimeAliases } from '../../src/realtime.js'
import { client, joined, refusal, socketTo, wiretap } from '../ends/sockets.js'
import { gathering, next } from '../ends/waiting.js'
import { as, running, type User, userOf } from './application.js'

const at = '2024-12-20T10:30:00Z'

@Injectable()
class Messages {
  readonly sent: string[] = []

  add(content: string) {
    this.sent.push(content)
    return { id: `msg_${this.sent.length}`, createdAt: at }
  }
}

@ContractGateway(messaging, { aliases: messagingAliases, legacy: true })
class MessagingGateway {
  readonly met: string[] = []
  @WebSocketServer() readonly server: Namespace | undefined

  constructor(
    private readonly messages: Messages,
    @InjectContract(messaging) private readonly served: Served<Messaging, User>,
  ) {}

  authenticate(auth: Readonly<Record<string, unknown>>) {
    return userOf(auth)
  }

  autoJoin(user: User) {
    return [userRoom(user.id)]
  }

  afterInit() {
    this.met.push('init')
  }

  handleConnection(socket: Socket) {
    this.met.push(`in ${socket.nsp.name} ${this.served.user(socket)?.id}`)
  }

  handleDisconnect(socket: Socket) {
    this.met.push(`out ${socket.nsp.name}`)
  }

  @Handles(messaging, 'message:send')
  send({ receiverId, content }: MessageSendInput, { user, to }: Context<Messaging, User>) {
    const { id, createdAt } = this.messages.add(content)
    to([userRoom(receiverId), userRoom(user.id)]).emit('message:new', {
      id,
      senderId: user.id,
      receiverId,
      content,
      createdAt,
    })
    return { messageId: id, createdAt }
  }
}

@ContractGateway(realtime, { aliases: realtimeAliases, legacy: true })
class RealtimeGateway {
  authenticate(auth: Readonly<Record<string, unknown>>) {
    return userOf(auth)
  }

  autoJoin(user: User) {
    return [userRoom(user.id)]
  }

  mayJoin(user: User, room: string) {
    return room === userRoom(user.id) || room.startsWith('public:')
  }
}

/** A provider that is no gateway handles an event of one. */
@Injectable()
class Presence {
  @Handles(realtime, 'presence:update')
  async set({ status }: PresenceUpdateInput) {
    return { status }
  }
}

@Injectable()
class ConnectionService {
  constructor(@InjectContract(realtime) private readonly network: Sender<Realtime>) {}

  accept(requesterId: string, recipientId: string) {
    this.network.to([userRoom(requesterId), userRoom(recipientId)]).emit('connection:accepted', {
      connection: { id: 'c1', requesterId, recipientId, status: 'ACCEPTED', updatedAt: at },
    })
  }
}

const network = {
  imports: [ContractModule.forRoot()],
  providers: [MessagingGateway, RealtimeGateway, Presence, Messages, ConnectionService],
}

test('a gateway serves its contract on both paths, to who declares it and to who does not', async () => {
  const { url } = await running(network)
  const ann = connect(socketTo(url, '/messaging', as('ann')), messaging)
  const bob = await joined(url, '/ws', as('bob'))
  const heard = wiretap(bob)
  const reply = await ann.request('message:send', { receiverId: 'bob', content: 'hi' })
  expect(reply).toEqual({ messageId: 'msg_1', createdAt: at })
  // who is of old is answered in the old shape, and hears today's name and the old one
  const sent = next(bob, 'NEW_MESSAGE')
  expect(await bob.emitWithAck('NEW_MESSAGE', { receiverId: 'bob', content: 'oh' })).toEqual({
    success: true,
    message: { id: 'msg_2', receiverId: 'bob', content: 'oh', timestamp: at },
  })
  const told = next(bob, 'NEW_MESSAGE')
  await ann.request('message:send', { receiverId: 'bob', content: 'eh' })
  await Promise.race([told, sent])
  expect(heard.map(([name]) => name)).toEqual(['message:new', 'NEW_MESSAGE', 'message:new', 'NEW_MESSAGE'])
})

test('two contracts share a path, and a service sends what is injected into it', async () => {
  const { app, url } = await running(network)
  const ann = await joined(url, '/realtime', as('ann'))
  const bob = await joined(url, '/ws', as('bob'))
  const accepted = [next(ann, 'connection:accepted'), next(bob, 'CONNECTION_STATUS_UPDATE')]
  app.get(ConnectionService).accept('ann', 'bob')
  expect(await Promise.all(accepted)).toEqual([
    { connection: { id: 'c1', requesterId: 'ann', recipientId: 'bob', status: 'ACCEPTED', updatedAt: at } },
    { id: 'c1', requesterId: 'ann', recipient: { id: 'bob' }, status: 'ACCEPTED', updatedAt: at },
  ])
  expect(await ann.emitWithAck('presence:update', { status: 'away' })).toEqual({ status: 'away' })
  expect(await ann.emitWithAck('subscribe', { channels: ['user:bob'] })).toMatchObject({
    error: { code: 'ROOM_FORBIDDEN' },
  })
})

test('who authenticate does not know is refused before any hook is called', async () => {
  const { app, url } = await running(network)
  const { data } = await refusal(client(url, '/messaging'))
  expect(data).toMatchObject({ error: { code: 'AUTH_MISSING' } })
  expect(app.get(MessagingGateway).met).toEqual(['init'])
})

test("who is refused by an exception of Nest's is refused for good, and others may try again", async () => {
  @ContractGateway(messaging)
  class Strict {
    async authenticate({ token }: Readonly<Record<string, unknown>>): Promise<User> {
      if (token === 'unknown') throw new UnauthorizedException()
      if (token === 'a-secret') throw new UnauthorizedException(`${token} is no token`)
      if (token === 'broken') throw new Error('no database')
      return { id: String(token) }
    }

    autoJoin({ id }: User) {
      if (id === 'barred') throw new ForbiddenException('you are barred')
      return []
    }
  }
  const { url } = await running({ imports: [ContractModule.forRoot({ observe: () => {} })], providers: [Strict] })
  const refused = async (token: string) => (await refusal(client(url, '/messaging', as(token)))).data?.error
  expect(await refused('unknown')).toEqual({
    code: 'AUTH_INVALID',
    message: 'Authentication: Unauthorized',
    retryable: false,
  })
  expect(await refused('a-secret')).toMatchObject({ code: 'AUTH_INVALID', message: 'Authentication is invalid' })
  expect(await refused('barred')).toMatchObject({ code: 'FORBIDDEN', message: 'you are barred' })
  expect(await refused('broken')).toMatchObject({ code: 'HANDLER_FAILED', retryable: true })
})

test("a gateway's hooks are called once for each connection, on both paths, when its user is known", async () => {
  const { app, url } = await running(network)
  const gateway = app.get(MessagingGateway)
  expect(gateway.server?.name).toBe('/messaging')
  const sockets = [await joined(url, '/messaging', as('ann')), await joined(url, '/ws', as('bob'))]
  for (const socket of sockets) {
    const gone = new Promise<void>((resolve) => {
      const served = gateway.server?.server.of((socket as unknown as { nsp: string }).nsp)
      served?.sockets.get(socket.id as string)?.once('disconnect', () => resolve())
    })
    socket.disconnect()
    await gone
  }
  expect(gateway.met).toEqual(['init', 'in /messaging ann', 'in /ws bob', 'out /messaging', 'out /ws'])
})

test('who comes and who goes is told to members, with what is injected', async () => {
  const seen = gathering<string>()
  @Injectable()
  class Doors {
    say(words: string) {
      seen.add(words)
    }
  }
  @ContractGateway(messaging, { aliases: messagingAliases, legacy: true })
  class Open {
    constructor(private readonly doors: Doors) {}

    authenticate(auth: Readonly<Record<string, unknown>>) {
      return userOf(auth)
    }

    onConnect({ id }: User) {
      this.doors.say(`${id} came`)
    }

    onDisconnect({ id }: User) {
      this.doors.say(`${id} went`)
    }
  }
  const { url } = await running({ imports: network.imports, providers: [Open, Doors] })
  const bob = await joined(url, '/ws', as('bob'))
  await seen.have(1)
  bob.disconnect()
  expect(await seen.have(2)).toEqual(['bob came', 'bob went'])
})

test('a service may send from its first hook on', async () => {
  const sent: unknown[] = []
  @Injectable()
  class Early {
    constructor(@InjectContract(realtime) private readonly network: Sender<Realtime>) {
      try {
        this.network.emit('presence:update', { userId: 'u', status: 'online', timestamp: at })
      } catch (error) {
        sent.push((error as Error).message)
      }
    }

    onModuleInit() {
      this.network.emit('presence:update', { userId: 'u', status: 'online', timestamp: at })
      sent.push('sent')
    }
  }
  await running({ ...network, providers: [Early, ...network.providers] })
  expect(sent).toEqual([
    '/realtime is not served: it can be sent from onModuleInit on, in an application of NestFactory.create that provides a class with @ContractGateway of it',
    'sent',
  ])
})

test('options come from the module, sync and async; those of a gateway come before them', async () => {
  const seen: string[] = []
  @ContractGateway(messaging, { aliases: messagingAliases, validate: 'enforce' })
  class Plain {
    @Handles(messaging, 'message:delete')
    remove() {
      return { deletedAt: 'no instant' }
    }
  }
  class Settings {
    readonly isOld = true
  }
  const { url } = await running({
    imports: [
      ContractModule.forRootAsync({
        imports: [{ module: class {}, providers: [Settings], exports: [Settings] }],
        inject: [Settings],
        useFactory: async ({ isOld }: Settings) => ({
          legacy: isOld,
          validate: 'off',
          authenticate: userOf,
          observe: ({ kind }) => void seen.push(kind),
        }),
      }),
    ],
    providers: [Plain],
  })
  const { data } = await refusal(client(url, '/messaging'))
  expect(data).toMatchObject({ error: { code: 'AUTH_MISSING' } })
  const old = await joined(url, '/ws', as('ann'))
  expect(await old.emitWithAck('message:delete', { messageId: 'm1' })).toMatchObject({
    error: { code: 'REPLY_INVALID' },
  })
  expect(seen).toContain('connection-failed')
})

test("what wraps handlers is a member of a gateway too, or the module's for all", async () => {
  const wrapped: string[] = []
  @Injectable()
  class Requests {
    begin(event: string) {
      wrapped.push(`gateway ${event}`)
    }
  }
  @ContractGateway(messaging)
  class Wrapping {
    constructor(private readonly requests: Requests) {}

    around({ event }: { readonly event: string }, next: () => unknown) {
      this.requests.begin(event)
      return next()
    }

    @Handles(messaging, 'message:delete')
    remove() {
      return { deletedAt: at }
    }
  }
  const { url } = await running({
    imports: [
      ContractModule.forRoot({
        around: ({ event }, next) => {
          wrapped.push(`module ${event}`)
          return next()
        },
      }),
    ],
    providers: [Wrapping, Requests, RealtimeGateway, Presence],
  })
  const chat = await joined(url, '/messaging')
  expect(await chat.emitWithAck('message:delete', { messageId: 'm1' })).toEqual({ deletedAt: at })
  const people = await joined(url, '/realtime', as('ann'))
  expect(await people.emitWithAck('presence:update', { status: 'away' })).toEqual({ status: 'away' })
  expect(wrapped).toEqual(['gateway message:delete', 'module presence:update'])
})

test('a gateway keeps what Nest has of it: the options of the server, and the namespace of its hooks', async () => {
  const { WebSocketGateway } = await import('@nestjs/websockets')
  @WebSocketGateway({ namespace: '/ws', path: '/sockets' })
  @ContractGateway(messaging, { aliases: messagingAliases, legacy: true })
  class Elsewhere extends MessagingGateway {
    constructor(@Inject(Messages) messages: Messages, @InjectContract(messaging) served: Served<Messaging, User>) {
      super(messages, served)
    }
  }
  const { app, url } = await running({ imports: network.imports, providers: [Elsewhere, Messages] })
  const ann = await joined(url, '/messaging', { ...as('ann'), path: '/sockets' })
  await joined(url, '/ws', { ...as('bob'), path: '/sockets' })
  expect(await ann.emitWithAck('message:send', { receiverId: 'bob', content: 'x' })).toMatchObject({
    messageId: 'msg_1',
  })
  // its hooks were written for the namespace that it names
  expect(app.get(Elsewhere).met).toEqual(['init', 'in /ws bob'])
})
