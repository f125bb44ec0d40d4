import {
  type ArgumentMetadata,
  type ArgumentsHost,
  BadRequestException,
  type CallHandler,
  Catch,
  ConflictException,
  createParamDecorator,
  type ExceptionFilter,
  type ExecutionContext,
  Inject,
  Injectable,
  NotFoundException,
  type PipeTransform,
  SetMetadata,
  UseFilters,
  UseGuards,
  UseInterceptors,
  UsePipes,
} from '@nestjs/common'
import { Reflector } from '@nestjs/core'
import { ConnectedSocket, MessageBody, WsException } from '@nestjs/websockets'
import { map, of } from 'rxjs'
import type { Socket } from 'socket.io'
import { expect, test } from 'vitest'
import { RefusalError } from '../../src/index.js'
import {
  type MessageDeleteInput,
  type MessageEditInput,
  type MessageSendInput,
  type Messaging,
  messaging,
  type TypingStartInput,
} from '../../src/messaging.js'
import {
  type Context,
  ContractGateway,
  ContractModule,
  HandlerContext,
  Handles,
  handlerContext,
} from '../../src/nest/index.js'
import { joined, wiretap } from '../ends/sockets.js'
import { as, running, type User, userOf } from './application.js'

const at = '2024-12-20T10:30:00Z'
const edit = { messageId: 'm1', content: 'the old text' }

@Injectable()
class Journal {
  readonly lines: string[] = []
}

@Injectable()
class RolesGuard {
  constructor(
    @Inject(Reflector) private readonly reflector: Reflector,
    @Inject(Journal) private readonly journal: Journal,
  ) {}

  canActivate(context: ExecutionContext): boolean {
    const ws = context.switchToWs()
    const socket: Socket = ws.getClient()
    const { user } = handlerContext<Messaging, User>(context)
    this.journal.lines.push(
      [context.getType(), socket.nsp.name, ws.getPattern(), Object.keys(ws.getData()), user.id].join(' '),
    )
    return this.reflector.get<readonly string[]>('roles', context.getHandler()).includes(user.id)
  }
}

class Shout implements PipeTransform {
  constructor(@Inject(Journal) private readonly journal: Journal) {}

  transform(value: MessageEditInput, { type, metatype }: ArgumentMetadata) {
    this.journal.lines.push(`${type} ${metatype?.name}`)
    if (value.content === 'refused') throw new BadRequestException(`${value.content} is no content`)
    return { ...value, content: value.content.toUpperCase() }
  }
}

@Injectable()
class Later {
  intercept(_: ExecutionContext, next: CallHandler) {
    return next.handle().pipe(map((reply: { editedAt: string }) => ({ ...reply, editedAt: at })))
  }
}

@Catch(ConflictException)
class ConflictFilter implements ExceptionFilter {
  constructor(@Inject(Journal) private readonly journal: Journal) {}

  catch(exception: ConflictException, host: ArgumentsHost) {
    this.journal.lines.push(`${exception.message} of ${handlerContext<Messaging, User>(host).user.id}`)
    throw new RefusalError('EDIT_CONFLICT', 'somebody else was faster', { retryable: true })
  }
}

@Catch()
class SilentFilter implements ExceptionFilter {
  catch(_: unknown, host: ArgumentsHost) {
    host.switchToWs().getClient<Socket>().emit('exception', { status: 'error' })
    return { success: true }
  }
}

const Token = createParamDecorator((_: unknown, context: ExecutionContext) => {
  return context.switchToWs().getClient<Socket>().handshake.auth['token']
})

class DeleteDto implements MessageDeleteInput {
  messageId = ''
}

@ContractGateway(messaging)
class Chat {
  authenticate(auth: Readonly<Record<string, unknown>>) {
    return userOf(auth)
  }

  @Handles(messaging, 'message:mark_read')
  @UseGuards(RolesGuard)
  @SetMetadata('roles', ['ann'])
  read() {
    return { readAt: at }
  }

  @Handles(messaging, 'message:edit')
  @UsePipes(Shout)
  @UseInterceptors(Later)
  @UseFilters(ConflictFilter)
  async edit({ content }: MessageEditInput, { user }: Context<Messaging, User>) {
    if (content === 'TAKEN') throw new ConflictException('taken')
    if (content !== 'THE OLD TEXT' || user.id !== 'ann') throw new NotFoundException()
    return { editedAt: 'replaced' }
  }

  @UseFilters(SilentFilter)
  @Handles(messaging, 'message:send')
  send({ content }: MessageSendInput): { messageId: string; createdAt: string } {
    if (content === 'words') throw new WsException('not these words')
    if (content === 'code') throw new WsException({ code: 'BLOCKED', message: 'you are blocked' })
    throw new TypeError('no such table')
  }

  @Handles(messaging, 'message:delete')
  remove(
    @ConnectedSocket() socket: Socket,
    @Token() token: string,
    body: DeleteDto,
    @HandlerContext() { user, socket: same }: Context<Messaging, User>,
  ) {
    if (socket !== same || token !== user.id) throw new WsException('another one')
    return of({ deletedAt: 'an earlier value' }, { deletedAt: body.messageId === 'm1' ? at : 'none' })
  }

  @Handles(messaging, 'typing:start')
  typing(@MessageBody('receiverId') receiverId: string, { emit }: Context<Messaging, User>, @Token() token: string) {
    emit('typing:update', { userId: `${token}-${receiverId}`, isTyping: true, timestamp: at })
  }
}

async function chat() {
  const seen: [code: string, cause: unknown][] = []
  const { app, url } = await running({
    imports: [
      ContractModule.forRoot({
        observe: (each) => {
          if (each.kind === 'refused') seen.push([each.error.code, each.cause])
        },
      }),
    ],
    providers: [Chat, Journal, RolesGuard, Shout, Later, ConflictFilter],
  })
  return { url, lines: app.get(Journal).lines, seen }
}

test("a guard finds Nest's context and the contract's, and who it refuses is refused", async () => {
  const { url, lines } = await chat()
  const ann = await joined(url, '/messaging', as('ann'))
  const bob = await joined(url, '/messaging', as('bob'))
  expect(await ann.emitWithAck('message:mark_read', { messageId: 'm1' })).toEqual({ readAt: at })
  expect(await bob.emitWithAck('message:mark_read', { messageId: 'm1' })).toEqual({
    error: { code: 'FORBIDDEN', message: 'Forbidden resource', retryable: false },
  })
  expect(lines).toEqual(['ann', 'bob'].map((user) => `ws /messaging message:mark_read messageId ${user}`))
})

test('a pipe changes the payload and nothing else, an interceptor the reply, a filter what is refused', async () => {
  const { url, lines, seen } = await chat()
  const ann = await joined(url, '/messaging', as('ann'))
  const asked = (content: string) => ann.emitWithAck('message:edit', { ...edit, content })
  expect(await asked(edit.content)).toEqual({ editedAt: at })
  expect(await asked('taken')).toEqual({
    error: { code: 'EDIT_CONFLICT', message: 'somebody else was faster', retryable: true },
  })
  // what a pipe refuses is not repeated to whoever sent it
  expect(await asked('refused')).toEqual({
    error: { code: 'PAYLOAD_INVALID', message: 'the payload does not fit', retryable: false },
  })
  expect(await asked('else')).toEqual({ error: { code: 'NOT_FOUND', message: 'Not Found', retryable: false } })
  expect(lines).toEqual(['body Object', 'body Object', 'taken of ann', 'body Object', 'body Object'])
  expect(seen.map(([code]) => code)).toEqual(['EDIT_CONFLICT', 'PAYLOAD_INVALID', 'NOT_FOUND'])
})

test('a filter that says nothing makes no reply of an exception', async () => {
  const { url, seen } = await chat()
  const ann = await joined(url, '/messaging', as('ann'))
  const heard = wiretap(ann)
  const asked = (content: string) => ann.emitWithAck('message:send', { receiverId: 'bob', content })
  // a word of the client's own stands in the message, which is not sent then
  expect(await asked('words')).toEqual({
    error: { code: 'EVENT_REFUSED', message: 'this was refused', retryable: false },
  })
  expect(await asked('code')).toEqual({ error: { code: 'BLOCKED', message: 'you are blocked', retryable: false } })
  expect(await asked('else')).toEqual({
    error: { code: 'HANDLER_FAILED', message: 'the server failed to handle this', retryable: true },
  })
  expect(heard).toEqual(Array(3).fill(['exception', { status: 'error' }]))
  expect(seen.map(([code, cause]) => [code, (cause as Error | undefined)?.message])).toEqual([
    ['EVENT_REFUSED', undefined],
    ['BLOCKED', undefined],
    ['HANDLER_FAILED', 'no such table'],
  ])
})

test('parameters are what their decorators say, and the others the payload and the context', async () => {
  const { url } = await chat()
  const ann = await joined(url, '/messaging', as('ann'))
  const heard = wiretap(ann)
  expect(await ann.emitWithAck('message:delete', { messageId: 'm1' })).toEqual({ deletedAt: at })
  const typing: TypingStartInput = { receiverId: 'bob' }
  await ann.emitWithAck('typing:start', typing)
  expect(heard).toEqual([['typing:update', { userId: 'ann-bob', isTyping: true, timestamp: at }]])
})
