import { of } from 'rxjs'
import type { Socket } from 'socket.io'
import { expectTypeOf, test } from 'vitest'
import { type MessageSendInput, type Messaging, messaging, messagingAliases, userRoom } from '../messaging.js'
import { notifications } from '../notifications.js'
import { type Realtime, realtime } from '../realtime.js'
import { type Context, ContractGateway, ContractModule, Handles } from './index.js'

interface User {
  readonly id: string
}
interface Nameless {
  readonly sub: string
}

const reply = { messageId: 'm1', createdAt: '2024-12-20T10:30:00Z' }

test('a handler takes the payload and the context, and returns the reply', () => {
  class Fitting {
    @Handles(messaging, 'message:send')
    plain({ receiverId, content }: MessageSendInput, { user, to }: Context<Messaging, User>) {
      expectTypeOf(content).toEqualTypeOf<string>()
      to(userRoom(receiverId)).emit('message:new', { ...reply, id: 'm1', senderId: user.id, receiverId, content })
      return reply
    }

    @Handles(messaging, 'message:send')
    async later(_: { readonly content: string }) {
      return reply
    }

    @Handles(messaging, 'message:send')
    observed() {
      return of(reply)
    }

    // as decorators give them
    @Handles(messaging, 'message:send')
    beside(_socket: Socket, _payload: MessageSendInput, _context: Context<Messaging, User>) {
      return reply
    }

    @Handles(messaging, 'message:send')
    behind(_user: User, _payload: MessageSendInput) {
      return reply
    }

    @Handles(messaging, 'message:send')
    field(_content: string, _user: User) {
      return reply
    }

    // without a reply, and without a payload
    @Handles(messaging, 'typing:start')
    silent({ receiverId }: { receiverId: string }): void {
      expectTypeOf(receiverId).toEqualTypeOf<string>()
    }

    @Handles(notifications, 'notification:mark_all_read')
    bare(_: unknown, _context: Context<typeof notifications, User>) {
      return { count: 1 }
    }
  }
  expectTypeOf(Fitting).toBeConstructibleWith()
})

test('what does not fit its event does not compile', () => {
  class Wrong {
    // @ts-expect-error: it takes another payload
    @Handles(messaging, 'message:send')
    payload(_: { readonly text: boolean }, _context: Context<Messaging, User>) {
      return reply
    }

    // @ts-expect-error: it takes another payload, behind the socket
    @Handles(messaging, 'message:send')
    behind(_socket: Socket, _payload: { readonly text: boolean }) {
      return reply
    }

    // @ts-expect-error: it takes the context of another contract
    @Handles(messaging, 'message:send')
    context(_context: Context<Realtime, User>) {
      return reply
    }

    // @ts-expect-error: it returns another reply
    @Handles(messaging, 'message:send')
    reply(_: MessageSendInput) {
      return { success: true }
    }

    // @ts-expect-error: it returns no reply
    @Handles(messaging, 'message:send')
    async silent(_: MessageSendInput) {}

    // @ts-expect-error: the contract has no such event
    @Handles(messaging, 'message:sned')
    name() {
      return reply
    }
  }
  expectTypeOf(Wrong).toBeConstructibleWith()
})

test("a gateway's members fit the options they are named like, by the user that it authenticates", () => {
  @ContractGateway(messaging, { aliases: messagingAliases, legacy: { also: [] }, validate: 'report' })
  class Fitting {
    async authenticate({ token }: Readonly<Record<string, unknown>>): Promise<User | undefined> {
      return typeof token === 'string' ? { id: token } : undefined
    }
    autoJoin(user: User) {
      return [userRoom(user.id)]
    }
    mayJoin(_: User, room: string) {
      return room === 'user:u1'
    }
    // of its own
    validate(_: string) {}
  }
  // what the module authenticates is not the gateway's to know
  @ContractGateway(messaging)
  class WithoutUsers {
    autoJoin(user: User) {
      return [userRoom(user.id)]
    }
  }
  @ContractGateway(messaging)
  class Empty {}
  @ContractGateway(messaging)
  class Named {
    authenticate(): Nameless {
      return { sub: 'u1' }
    }
    userId({ sub }: Nameless) {
      return sub
    }
  }
  // @ts-expect-error: it joins rooms that the contract does not have
  @ContractGateway(messaging)
  class Elsewhere {
    autoJoin(_: User) {
      return ['chat:1'] as const
    }
  }
  // @ts-expect-error: it asks about another user than it authenticates
  @ContractGateway(messaging)
  class Others {
    authenticate(): User {
      return { id: 'u1' }
    }
    autoJoin({ sub }: Nameless) {
      return [userRoom(sub)]
    }
  }
  // @ts-expect-error: its users have no id
  @ContractGateway(messaging)
  class Unnamed {
    authenticate(): Nameless {
      return { sub: 'u1' }
    }
  }
  // @ts-expect-error: these are legacy names of another contract
  ContractGateway(realtime, { aliases: messagingAliases })
  expectTypeOf([Fitting, WithoutUsers, Empty, Named, Elsewhere, Others, Unnamed]).toBeArray()
})

test("the module's options are those of serve that all contracts share", () => {
  ContractModule.forRoot({ validate: 'report', legacy: true, authenticate: (): User => ({ id: 'u1' }) })
  ContractModule.forRootAsync({
    inject: ['SETTINGS'],
    useFactory: async (settings: { old: boolean }) => ({ legacy: settings.old }),
  })
  ContractModule.forRoot({
    authenticate: (): User => ({ id: 'u1' }),
    around({ event, user, contract }, next) {
      expectTypeOf(event).toEqualTypeOf<string>()
      expectTypeOf(user).toEqualTypeOf<User>()
      expectTypeOf(contract.path).toEqualTypeOf<string>()
      return next()
    },
  })
  // @ts-expect-error: a table is of one contract
  ContractModule.forRoot({ aliases: messagingAliases })
  // @ts-expect-error: no such way
  ContractModule.forRoot({ validate: 'sometimes' })
})
