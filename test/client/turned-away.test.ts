import { describe, expect, test } from 'vitest'
import { connect } from '../../src/client/index.js'
import type { Observation } from '../../src/contract/observation.js'
import { messaging } from '../../src/messaging.js'
import { realtime, userRoom } from '../../src/realtime.js'
import { fakeClock } from '../../src/testing/index.js'
import { plainServer } from '../ends/server.js'
import { socketTo } from '../ends/sockets.js'
import { gathering, next, until } from '../ends/waiting.js'

const channels = [userRoom('u1')]
const invalid = { code: 'AUTH_INVALID', message: 'Authentication is not valid', retryable: false }
const busy = { code: 'RATE_LIMITED', message: 'busy', retryable: true }
const expired = { code: 'AUTH_EXPIRED', message: 'Authentication has expired', retryable: true }

/** Serves two contracts over one connection by hand, one of which may be refused. */
async function shared(first: object | undefined, options: object = {}) {
  const { io, url } = await plainServer(options)
  const is = { refusal: first, at: '/realtime' }
  const heard = gathering<string>()
  let connections = 0
  const ws = io.of('/ws').on('connection', (socket) => {
    connections++
    if (is.refusal) socket.emit('contract:refused', { event: '', error: is.refusal, contract: is.at })
    socket.on('contract:ping', (ack) => ack({ at: Date.now() }))
    socket.onAny((name) => heard.add(name))
    socket.on('subscribe', (payload, ack) => ack(payload))
    socket.on('message:read', (payload, ack) => ack(payload))
  })
  const clock = fakeClock()
  const seen: Observation[] = []
  const socket = socketTo(url, '/ws')
  const one = connect(socket, messaging, { clock })
  const two = connect(socket, realtime, { clock, observe: (each) => seen.push(each) })
  return { ws, is, heard, clock, seen, socket, one, two, connections: () => connections }
}

/** Writes down what a stay tells. */
function watching(stay: { watch(listener: (isIn: boolean, error?: unknown) => void): unknown }) {
  const told = gathering<unknown>()
  stay.watch((isIn, error) => told.add((error as { code?: string } | undefined)?.code ?? isIn))
  return told
}

describe('contracts that are refused while another one holds the connection', () => {
  test('a contract that is refused beside another one is refused: what waits and what is asked is answered, and the other is served', async () => {
    const { one, two, socket, heard, seen } = await shared(invalid)
    const stay = two.join(userRoom('u1'))
    const told = watching(stay)
    const early = two.request('subscribe', { channels })
    await until(two, 'status', 'refused')
    expect(two.refusal).toEqual(invalid)
    expect([one.status, socket.connected]).toEqual(['connected', true])
    await expect(early).rejects.toMatchObject({ code: 'AUTH_INVALID' })
    await expect(stay.joined).rejects.toMatchObject({ code: 'AUTH_INVALID' })
    expect(told.all).toEqual([false, 'AUTH_INVALID'])
    // whatever was sent before it was told has arrived
    await socket.emitWithAck('contract:ping')
    const before = heard.all.length
    await expect(two.request('subscribe', { channels })).rejects.toMatchObject({ code: 'AUTH_INVALID' })
    await expect(two.join(userRoom('u2')).joined).rejects.toMatchObject({ code: 'AUTH_INVALID' })
    expect([two.quality, one.status]).toEqual(['offline', 'connected'])
    await socket.emitWithAck('contract:ping')
    expect(heard.all.slice(before).filter((name) => name !== 'contract:ping')).toEqual([])
    expect(seen).toContainEqual(expect.objectContaining({ kind: 'refused', event: undefined, error: invalid }))
  })

  test('a contract that is refused beside another one is none of another contract', async () => {
    const { one, two, is, ws, seen, socket } = await shared(undefined)
    is.at = '/elsewhere'
    await Promise.all([until(one, 'status', 'connected'), until(two, 'status', 'connected')])
    ws.emit('contract:refused', { event: '', error: invalid, contract: '/elsewhere' })
    ws.emit('contract:refused', { event: 'subscribe', error: busy, contract: '/elsewhere' })
    await socket.emitWithAck('contract:ping')
    expect([one.status, two.status]).toEqual(['connected', 'connected'])
    expect(seen.filter(({ kind }) => kind === 'refused')).toEqual([])
    // nor is it the last word
    ws.disconnectSockets()
    await until(two, 'status', 'offline')
  })

  test('a contract that is refused for now beside another one waits, and is let in on the next connection, into its rooms too', async () => {
    const { two, one, is, clock, heard } = await shared(busy)
    const stay = two.join(userRoom('u1'))
    const told = watching(stay)
    const recovered = gathering<boolean>()
    two.watch('recovered', recovered.add)
    await until(one, 'status', 'connected')
    await until(two, 'status', 'reconnecting')
    expect([one.status, two.refusal, two.quality]).toEqual(['connected', undefined, 'offline'])
    await one.socket.emitWithAck('contract:ping')
    const before = heard.all.length
    const waiting = two.request('subscribe', { channels })
    is.refusal = undefined
    const lost = next(two.socket, 'disconnect')
    clock.advance(1500)
    expect(await lost).toBe('forced close')
    expect(heard.all.slice(before)).toEqual([])
    expect(await waiting).toEqual({ channels })
    await stay.joined
    expect([one.status, two.status]).toEqual(['connected', 'connected'])
    expect([told.all.at(-1), recovered.all.at(-1)]).toEqual([true, false])
  })

  test('a contract that is refused again and again is tried less and less often, and not when it was closed', async () => {
    const { two, one, clock, connections, ws } = await shared(busy)
    await until(two, 'status', 'connected')
    for (const [count, leastMs] of [1000, 2000, 4000].entries()) {
      await until(two, 'status', 'reconnecting')
      expect(connections()).toBe(count + 1)
      clock.advance(leastMs - 1)
      expect(two.socket.connected).toBe(true)
      const again = next(ws, 'connection')
      const lost = next(two.socket, 'disconnect')
      clock.advance(leastMs / 2 + 2)
      await Promise.all([lost, again])
      await until(two, 'status', 'connected')
    }
    await until(two, 'status', 'reconnecting')
    two.close()
    clock.advance(60_000)
    expect([one.status, two.socket.connected, connections()]).toEqual(['connected', true, 4])
    one.close()
    expect(clock.pending).toBe(0)
  })

  test('a contract that is refused since its token has ended is asked once more, and then refused', async () => {
    const { two, one, connections } = await shared(expired)
    await until(two, 'status', 'refused')
    expect(connections()).toBe(2)
    expect(two.refusal).toEqual(expired)
    await until(one, 'status', 'connected')
  })

  test('a contract that is refused after it was served comes back by a recovered connection, and knows that it missed something', async () => {
    const { two, one, ws } = await shared(undefined, { connectionStateRecovery: {} })
    const stay = two.join(userRoom('u1'))
    const told = watching(stay)
    await stay.joined
    const known = next(two.socket, 'presence:update')
    ws.emit('presence:update', {})
    await known
    const recovered = [gathering<boolean>(), gathering<boolean>()] as const
    one.watch('recovered', recovered[0].add)
    two.watch('recovered', recovered[1].add)
    ws.emit('contract:left', { contract: '/realtime', room: userRoom('u1'), error: expired })
    ws.emit('contract:refused', { event: '', error: expired, contract: '/realtime' })
    await Promise.all([recovered[0].have(1), recovered[1].have(1)])
    expect([recovered[0].all, recovered[1].all]).toEqual([[true], [false]])
    await told.have(5)
    expect(told.all).toEqual([false, true, 'AUTH_EXPIRED', false, true])
  })

  test('a contract that is refused beside another one is asked about again when the network has lost the connection', async () => {
    const { two, is, socket } = await shared(invalid)
    await until(two, 'status', 'refused')
    is.refusal = undefined
    socket.io.engine.close()
    await until(two, 'status', 'connected')
    expect([two.refusal, await two.request('subscribe', { channels })]).toEqual([undefined, { channels }])
  })
})
