import { expect, test, vi } from 'vitest'
import { event, namespace } from '../../src/index.js'
import { messaging } from '../../src/messaging.js'
import { type Observation, serve } from '../../src/server/index.js'
import { listening } from '../ends/server.js'
import { joined } from '../ends/sockets.js'
import { next } from '../ends/waiting.js'

test.each([[], [null], [{}]])('a ping is answered with the time when it brings %j', async (...args) => {
  const { io, url } = await listening()
  serve(io, messaging)
  const socket = await joined(url, '/messaging')
  const before = Date.now()
  const { at } = await socket.emitWithAck('contract:ping', ...args)
  expect(at).toBeGreaterThanOrEqual(before)
  expect(at).toBeLessThanOrEqual(Date.now())
})

test.each([[[{ at: 1 }]], [[[]]], [['now']], [[0]], [[null, null]]])(
  'a ping is refused when it brings %j',
  async (args) => {
    const { io, url } = await listening()
    serve(io, messaging)
    const socket = await joined(url, '/messaging')
    expect(await socket.emitWithAck('contract:ping', ...args)).toEqual({
      error: {
        code: 'PAYLOAD_INVALID',
        message: 'the payload does not fit',
        retryable: false,
        issues: [{ path: [], expected: 'no payload' }],
      },
    })
  },
)

test('a ping nobody waits for is refused, whatever it brings', async () => {
  const { io, url } = await listening()
  serve(io, messaging)
  const socket = await joined(url, '/messaging')
  for (const args of [[], ['now']]) {
    const refused = next(socket, 'contract:refused')
    socket.emit('contract:ping', ...args)
    expect(await refused).toMatchObject({ event: 'contract:ping', error: { code: 'REPLY_REQUIRED' } })
  }
})

test('an event nobody declared is refused without its name, and observed without it', async () => {
  const { io, url } = await listening()
  const seen: Observation[] = []
  serve(io, messaging, { observe: (noticed) => seen.push(noticed) })
  const socket = await joined(url, '/messaging')
  seen.length = 0
  const refused = next(socket, 'contract:refused')
  socket.emit('xq7zmarker', 'xq7zmarker')
  const error = expect.objectContaining({ code: 'EVENT_UNKNOWN' })
  expect(await refused).toEqual({ event: '', error })
  expect(seen).toEqual([
    {
      kind: 'refused',
      namespace: '/messaging',
      path: '/messaging',
      socketId: socket.id,
      direction: 'clientToServer',
      error,
    },
  ])
  expect(JSON.stringify([seen, await refused])).not.toContain('xq7zmarker')
})

test('an event that another contract owns on the legacy path is heard on the own path only', async () => {
  const { io, url } = await listening()
  const shop = namespace('/shop', {
    legacyPath: { path: '/old', without: ['ring'] },
    serverToClient: {},
    clientToServer: { ring: event({}), knock: event({}) },
  })
  const served = serve(io, shop, { legacy: true })
  const ring = vi.fn()
  served.on('ring', ring)
  const old = await joined(url, '/old')
  const modern = await joined(url, '/shop')
  expect(await old.emitWithAck('ring')).toMatchObject({ error: { code: 'EVENT_UNKNOWN' } })
  expect(await old.emitWithAck('knock')).toBeUndefined()
  expect(ring).not.toHaveBeenCalled()
  expect(await modern.emitWithAck('ring')).toBeUndefined()
  expect(ring).toHaveBeenCalledTimes(1)
})
