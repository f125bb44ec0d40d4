import { Injectable, Scope } from '@nestjs/common'
import { Test } from '@nestjs/testing'
import { Ack, SubscribeMessage } from '@nestjs/websockets'
import { expect, test } from 'vitest'
import { type Messaging, messaging } from '../../src/messaging.js'
import {
  ContractGateway,
  ContractModule,
  getContractToken,
  Handles,
  InjectContract,
  type Sender,
} from '../../src/nest/index.js'
import { realtime } from '../../src/realtime.js'
import { faultOf } from './application.js'

@ContractGateway(messaging)
class Chat {
  @Handles(messaging, 'message:mark_read')
  read() {
    return { readAt: '2024-12-20T10:30:00Z' }
  }
}

const imports = [ContractModule.forRoot()]

test('what is no contract is told where it is given, with what to look at', () => {
  const words =
    ' got nothing for its contract: give it what namespace() made; look at the import, for one of a wrong name or in a circle gives nothing'
  const nothing = undefined as never
  expect(() => ContractGateway(nothing)).toThrow(`@ContractGateway${words}`)
  expect(() => Handles(nothing, 'x' as never)).toThrow(`@Handles${words}`)
  expect(() => InjectContract(nothing)).toThrow(`@InjectContract${words}`)
})

test('a class is the gateway of one contract', () => {
  expect(() => ContractGateway(realtime)(class extends Chat {})).not.toThrow()
  expect(() => ContractGateway(realtime)(Chat)).toThrow(
    'Chat is the gateway of /messaging and of /realtime: give each a class of its own',
  )
})

test('a contract has one gateway, and it is provided once', async () => {
  @ContractGateway(messaging)
  class Other {}
  expect(await faultOf({ imports, providers: [Chat, Other] })).toBe(
    "/messaging has two gateways, Chat and Other: leave one, and let the other one's handlers stand in any provider",
  )
  const again = (provided: Function) => ({ module: class {}, providers: [provided as never] })
  expect(await faultOf({ imports: [...imports, again(Chat)], providers: [Chat] })).toBe(
    'Chat.read handles /messaging message:mark_read, and Chat is provided in two modules: provide it in one, and export it there',
  )
  expect(await faultOf({ imports: [...imports, again(Other)], providers: [Other] })).toBe(
    'Other is the gateway of /messaging, and Other is provided in two modules: provide it in one, and export it there',
  )
})

test('an event has one handler, which its contract declares', async () => {
  @Injectable()
  class Readers {
    @Handles(messaging, 'message:mark_read')
    alsoRead() {
      return { readAt: '2024-12-20T10:30:00Z' }
    }
  }
  expect(await faultOf({ imports, providers: [Chat, Readers] })).toBe(
    'Chat.read handles /messaging message:mark_read, and so does Readers.alsoRead: leave one out',
  )
  class Typos {
    @Handles(messaging, 'message:edti' as 'message:edit')
    edit() {
      return { editedAt: '2024-12-20T10:30:00Z' }
    }
  }
  expect(await faultOf({ imports, providers: [Chat, Typos] })).toBe(
    '/messaging has no clientToServer event of this name: write `message:edit`',
  )
})

test('a handler waits for no gateway that is not there', async () => {
  class Lonely {
    @Handles(realtime, 'activity:ping')
    ping() {
      return { timestamp: '2024-12-20T10:30:00Z' }
    }
  }
  expect(await faultOf({ imports, providers: [Chat, Lonely] })).toBe(
    'Lonely.ping handles /realtime activity:ping, of which no provider is the @ContractGateway',
  )
})

test('a handler is subscribed once, answers by what it returns, and lives as long as the application', async () => {
  class Twice {
    @SubscribeMessage('EDIT_MESSAGE')
    @Handles(messaging, 'message:edit')
    edit() {
      return { editedAt: '2024-12-20T10:30:00Z' }
    }
  }
  expect(await faultOf({ imports, providers: [Chat, Twice] })).toBe(
    'Twice.edit handles /messaging message:edit and has @SubscribeMessage too: take that away',
  )
  class ByHand {
    @Handles(messaging, 'message:edit')
    edit(_: unknown, @Ack() _ack: unknown) {
      return { editedAt: '2024-12-20T10:30:00Z' }
    }
  }
  expect(await faultOf({ imports, providers: [Chat, ByHand] })).toBe(
    'ByHand.edit handles /messaging message:edit and has @Ack(): return the reply instead',
  )
  for (const scope of [Scope.REQUEST, Scope.TRANSIENT]) {
    @Injectable({ scope })
    class Scoped {
      @Handles(messaging, 'message:edit')
      edit() {
        return { editedAt: '2024-12-20T10:30:00Z' }
      }
    }
    expect(await faultOf({ imports, providers: [Chat, Scoped] })).toBe(
      'Scoped.edit handles /messaging message:edit and is made anew for each request or injection: make it a singleton, and what it injects',
    )
  }
})

test('the module is imported, and once', async () => {
  expect(await faultOf({ imports: [...imports, ContractModule.forRoot({ legacy: true })], providers: [Chat] })).toBe(
    'ContractModule.forRoot() is imported more than once: import it in the root module, from where it serves all others',
  )
  // Nest calls the hook from where an error ends the process
  const bare = await Test.createTestingModule({ providers: [Chat] }).compile()
  const gateway = bare.get(Chat) as Chat & { afterInit(server: unknown): void }
  expect(() => gateway.afterInit({})).toThrow(
    'Chat is the gateway of /messaging, and no module imports ContractModule.forRoot() of socket-canon/nest',
  )
})

test('an option that serve does not have, and one that is given twice, are told when the application starts', async () => {
  const typo = ContractModule.forRoot({ vaildate: 'off' } as object)
  expect(await faultOf({ imports: [typo], providers: [Chat] })).toBe(
    '/messaging: `vaildate` is no option of serve: write `validate`',
  )
  @ContractGateway(messaging, { mayJoin: () => true } as object)
  class Both {
    mayJoin() {
      return false
    }
  }
  expect(await faultOf({ imports, providers: [Both] })).toBe(
    '/messaging: `mayJoin` is given to @ContractGateway and is a member of Both: leave one out',
  )
})

test('a class that extends a gateway and hides its hook is told', async () => {
  class Hiding extends Chat {
    afterInit() {}
  }
  expect(await faultOf({ imports, providers: [Hiding, realtimeGateway()] })).toMatch(
    'Hiding is the gateway of /messaging and was not bound: where it extends one, call super.afterInit(server)',
  )
})

function realtimeGateway() {
  @ContractGateway(realtime)
  class RealtimeGateway {}
  return RealtimeGateway
}

test('an application without sockets may hold gateways, and says so where it sends', async () => {
  const worker = await Test.createTestingModule({ imports, providers: [Chat] }).compile()
  await worker.init()
  const sender: Sender<Messaging> = worker.get(getContractToken(messaging))
  expect(() => sender.to('user:u1')).toThrow(
    '/messaging is not served: it can be sent from onModuleInit on, in an application of NestFactory.create that provides a class with @ContractGateway of it',
  )
  await worker.close()
})
