import { setImmediate as turn } from 'node:timers/promises'
import type { Server, Socket } from 'socket.io'
import { describe, expect, test } from 'vitest'
import { messaging, messagingAliases, userRoom } from '../../src/messaging.js'
import { serve } from '../../src/server/index.js'
import { listening } from '../ends/server.js'
import { joined, transports } from '../ends/sockets.js'
import { gathering } from '../ends/waiting.js'
import { bus } from '../histories/bus-adapter.js'

const rounds = 100
const typing = (index: number) => ({ userId: `u${index}`, isTyping: true, timestamp: '2024-12-20T10:29:50Z' })
const deleted = (index: number) => ({ messageId: `m${index}`, deletedAt: '2024-12-20T10:33:00Z' })
const ids = Array.from({ length: rounds }, (_, index) => `u${index}`)

function served(io: Server) {
  return serve(io, messaging, {
    aliases: messagingAliases,
    legacy: true,
    autoJoin: () => [userRoom('own')],
  })
}

/** Gathers who typed, by the name that says it. */
async function page(url: string, path: string, transport: 'websocket' | 'polling') {
  const socket = await joined(url, path, { transport })
  const names = path === '/ws' ? ['typing:update', 'USER_TYPING'] : ['typing:update']
  const heard = Object.fromEntries(names.map((name) => [name, gathering<string>()]))
  for (const name of names) socket.on(name, ({ userId }) => heard[name]?.add(userId))
  const all = (): Promise<string[][]> => Promise.all(Object.values(heard).map((each) => each.have(rounds)))
  return { socket, all, expected: names.map(() => ids) }
}

describe.each(transports)('over %s', (transport) => {
  test.each(['/ws', '/messaging'])('R2: what may be lost is heard on %s under each name, 100 of 100', async (path) => {
    const { io, url } = await listening()
    const own = served(io).to(userRoom('own'))
    const { all, expected } = await page(url, path, transport)
    for (let index = 0; index < rounds; index++) {
      own.emit('typing:update', typing(index))
      await turn()
    }
    expect(await all()).toEqual(expected)
  })

  test('R2: and while other events go out before it and after it, 100 of 100', async () => {
    const { io, url } = await listening()
    const own = served(io).to(userRoom('own'))
    const { socket, all, expected } = await page(url, '/ws', transport)
    const others = gathering<string>()
    socket.on('MESSAGE_DELETED', ({ messageId, id }) => others.add(messageId ?? id))
    for (let index = 0; index < rounds; index++) {
      own.emit('message:deleted', deleted(index))
      own.emit('typing:update', typing(index))
      if (index % 10 === 0) await turn()
    }
    expect(await all()).toEqual(expected)
    expect(await others.have(rounds)).toHaveLength(rounds)
  })

  test('R2: and where it comes from another process, 100 of 100', async () => {
    const { adapter } = bus()
    const [here, there] = await Promise.all([
      listening({ adapter: adapter as never }),
      listening({ adapter: adapter as never }),
    ])
    const own = served(here.io).to(userRoom('own'))
    served(there.io)
    const { all, expected } = await page(there.url, '/ws', transport)
    for (let index = 0; index < rounds; index++) {
      own.emit('message:deleted', deleted(index))
      own.emit('typing:update', typing(index))
      await turn()
    }
    expect(await all()).toEqual(expected)
  })
})

test('R2: what may be lost does not pile up for a client that does not read', async () => {
  const { io, url } = await listening()
  const own = served(io).to(userRoom('own'))
  const ask = (query: string, init?: RequestInit) => fetch(`${url}/socket.io/?EIO=4&transport=polling${query}`, init)
  const { sid } = JSON.parse((await (await ask('')).text()).slice(1)) as { sid: string }
  await ask(`&sid=${sid}`, { method: 'POST', body: '40/ws,' })
  // the answer to its connecting comes with this one; from now on it asks no more
  expect(await (await ask(`&sid=${sid}`)).text()).toContain('40/ws,')
  const [{ conn }] = [...io.of('/ws').sockets.values()] as [Socket]
  const { writeBuffer } = conn as unknown as { writeBuffer: unknown[] }
  for (let index = 0; index < 2000; index++) own.emit('typing:update', typing(index))
  expect(writeBuffer.length).toBe(256)
  own.emit('message:deleted', deleted(0))
  expect(writeBuffer.length).toBe(258)
  conn.close(true)
})

test("R2: an application's own volatile events stay as socket.io has them", async () => {
  const { io, url } = await listening()
  served(io)
  const socket = await joined(url, '/ws', { transport: 'polling' })
  const heard = gathering<string>()
  socket.onAny((name: string) => heard.add(name))
  const room = io.of('/ws')
  room.emit('own:first')
  room.volatile.emit('own:second')
  room.emit('own:third')
  expect(await heard.have(2)).toEqual(['own:first', 'own:third'])
})
