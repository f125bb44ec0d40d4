import type { Type } from '@nestjs/common'
import { ConnectedSocket, MessageBody, SubscribeMessage, WebSocketGateway, WsException } from '@nestjs/websockets'
import type { Socket } from 'socket.io'
import { expect, test } from 'vitest'
import { type MessageEditInput, type Messaging, messaging, messagingAliases } from '../../src/messaging.js'
import { type Context, ContractGateway, ContractModule, Handles } from '../../src/nest/index.js'
import { joined, wiretap } from '../ends/sockets.js'
import { next } from '../ends/waiting.js'
import { running } from './application.js'

const at = '2024-12-20T10:30:00Z'

/** The gateway of a team that knows no contract, with its names of old. */
class OldChat {
  handleConnection(client: Socket) {
    const { userId } = client.handshake.query
    if (typeof userId !== 'string') return client.disconnect(true)
    client.join(`user_${userId}`)
    return client.emit('CONNECTION_SUCCESS', { userId, timestamp: at })
  }

  @SubscribeMessage('NEW_MESSAGE')
  send(
    @ConnectedSocket() client: Socket,
    @MessageBody() body: { receiverId: string; content: string; extra?: string },
  ) {
    if (body.content === 'bad') throw new WsException('not this')
    const message = { id: 'm1', ...body, timestamp: at }
    client.to(`user_${body.receiverId}`).emit('NEW_MESSAGE', message)
    client.emit('MESSAGE_SENT', { messageId: 'm1', timestamp: at, extra: body.extra })
    return { success: true, message }
  }

  @SubscribeMessage('MESSAGE_READ')
  async read(@MessageBody() { messageId }: { messageId: string }) {
    return { event: 'MESSAGE_READ_RECEIPT', data: { messageId, readBy: 'somebody', readAt: at } }
  }

  @SubscribeMessage('PING')
  ping(client: Socket) {
    client.emit('PONG')
  }
}

const edits = {
  edit: ({ messageId, content }: { messageId: string; content: string }) => ({
    success: true,
    message: { id: messageId, content, editedAt: at },
  }),
}

@WebSocketGateway({ namespace: '/ws' })
class Untouched extends OldChat {
  @SubscribeMessage('EDIT_MESSAGE')
  edit(client: Socket, body: { messageId: string; content: string }) {
    client.emit('MESSAGE_EDITED', { messageId: body.messageId, newContent: body.content, editedAt: at })
    return edits.edit(body)
  }
}

/** The same gateway, of which one handler moved. */
@WebSocketGateway({ namespace: '/ws' })
@ContractGateway(messaging, { aliases: messagingAliases, legacy: true })
class Moved extends OldChat {
  @Handles(messaging, 'message:edit')
  edit({ messageId, content }: MessageEditInput, { emit }: Context<Messaging, undefined>) {
    emit('message:edited', { messageId, content, editedAt: at })
    return { editedAt: at }
  }
}

@ContractGateway(messaging, { aliases: messagingAliases, legacy: true })
class Waiting {}

/** Does what an old page does, and writes down what it gets. */
async function transcriptOf(providers: Type[], isBound: boolean): Promise<unknown[]> {
  const { url } = await running({ imports: isBound ? [ContractModule.forRoot()] : [], providers })
  const old = { query: { userId: 'ann' } }
  const ann = await joined(url, '/ws', old)
  const bob = await joined(url, '/ws', { query: { userId: 'bob' } })
  const heard = [wiretap(ann), wiretap(bob)]
  const answers = []
  answers.push(await ann.emitWithAck('NEW_MESSAGE', { receiverId: 'bob', content: 'hi', tempId: 't1', extra: 'kept' }))
  ann.emit('NEW_MESSAGE', { receiverId: 'bob', content: 'no acknowledgement' })
  ann.emit('MESSAGE_READ', { messageId: 'm1', senderId: 'bob' })
  const refused = next(ann, 'exception')
  ann.emit('NEW_MESSAGE', { receiverId: 'bob', content: 'bad' })
  const { status, message } = (await refused) as { status: string; message: string }
  answers.push({ status, message })
  const pong = next(ann, 'PONG')
  ann.emit('PING')
  await pong
  const told = heard.map((packets) => packets.filter(([name]) => name !== 'exception'))
  return [...told.map((packets) => [...packets]), answers]
}

test('beside a contract that is served on its path, an old gateway does what it did', async () => {
  const before = await transcriptOf([Untouched], false)
  expect((before[0] as [string][]).map(([name]) => name)).toEqual([
    ...['MESSAGE_SENT', 'MESSAGE_SENT', 'MESSAGE_READ_RECEIPT', 'PONG'],
  ])
  expect(await transcriptOf([Untouched, Waiting], true)).toEqual(before)
})

test('a handler moves, and those that stay in its class do what they did', async () => {
  expect(await transcriptOf([Moved], true)).toEqual(await transcriptOf([Untouched], false))
  const { url } = await running({ imports: [ContractModule.forRoot()], providers: [Moved] })
  const ann = await joined(url, '/ws', { query: { userId: 'ann' } })
  const heard = wiretap(ann)
  expect(await ann.emitWithAck('EDIT_MESSAGE', { messageId: 'm1', newContent: 'new' })).toMatchObject({
    success: true,
    message: { editedAt: at },
  })
  expect(heard.map(([name]) => name)).toEqual(['message:edited', 'MESSAGE_EDITED'])
  // and clients of today find it on the contract's own path
  const bob = await joined(url, '/messaging')
  expect(await bob.emitWithAck('message:edit', { messageId: 'm1', content: 'new' })).toEqual({ editedAt: at })
})
