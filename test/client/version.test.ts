import { describe, expect, test } from 'vitest'
import * as z from 'zod/mini'
import { type Connection, connect, handover } from '../../src/client/index.js'
import type { Observation } from '../../src/contract/observation.js'
import { event, namespace } from '../../src/index.js'
import { serve } from '../../src/server/index.js'
import { fakeClock } from '../../src/testing/index.js'
import { recovering } from '../ends/absence.js'
import { listening } from '../ends/server.js'
import { declaring, client as plain, refusal, socketTo, transports } from '../ends/sockets.js'
import { gathering, next, until } from '../ends/waiting.js'
import { firstShop, shop, shopAliases, shopPast, shopRoom } from '../versions/contracts.js'

const paths = ['/shop', '/'] as const
const desk = namespace('/desk', {
  legacyPath: '/',
  serverToClient: { 'desk:called': event({ payload: z.object({ id: z.string() }), identity: ['id'] }) },
  clientToServer: {},
})

describe.each(transports)('over %s', (transport) => {
  const only = { transports: [transport] }

  test.each(paths)('on %s a client knows the version that was agreed on, while it is connected', async (path) => {
    const { io, url } = await listening()
    serve(io, shop, { aliases: shopAliases, legacy: true, past: shopPast })
    const seen: Observation[] = []
    const observe = (each: Observation): void => void seen.push(each)
    const told: (number | undefined)[] = []
    const old = connect(socketTo(url, path, only), firstShop, { observe })
    old.watch('version', (version) => told.push(version))
    const today = connect(socketTo(url, path, only), shop)
    expect(old.version).toBeUndefined()
    await Promise.all([until(old, 'version', 1), until(today, 'version', 2)])
    expect(old.connection).toMatchObject({ status: 'connected', version: 1 })
    old.socket.io.engine.close()
    await until(old, 'status', 'reconnecting')
    expect(old.version).toBeUndefined()
    await until(old, 'version', 1)
    old.close()
    expect([old.version, ...told]).toEqual([undefined, 1, undefined, 1, undefined])
    expect(seen.find(({ kind }) => kind === 'connection-lost')).toMatchObject({ version: 1 })
  })

  test('a client that nobody greets, or who greets it for another contract or with nothing, knows no version', async () => {
    const { io, url } = await listening()
    io.of('/shop').on('connection', (socket) => {
      socket.emit('contract:welcome')
      socket.emit('contract:welcome', { contract: '/desk', version: 3, digest: '' })
      socket.on('contract:ping', (ack) => ack({ at: 1 }))
    })
    const client = connect(socketTo(url, '/shop', only), shop)
    // the answer to the ping comes after the greetings
    await until(client, 'quality', 'excellent')
    expect(client.connection).toMatchObject({ status: 'connected', version: undefined })
  })

  test('a client newer than a server that is not replaced yet tries until it is, and loses nothing that waited', async () => {
    const { io, url } = await listening()
    const before = serve(io, firstShop, { legacy: true, mayJoin: () => true })
    const clock = fakeClock()
    const seen: Observation[] = []
    const client = connect(socketTo(url, '/shop', only), shop, { clock, observe: (each) => seen.push(each) })
    const states: Connection['status'][] = []
    client.watch('status', (status) => states.push(status))
    const joined = client.join(shopRoom('k1')).joined
    client.emit('stock:count', { sku: 's1', count: 1, unit: 'box' })
    const refused = (): Observation[] => seen.filter(({ kind }) => kind === 'connection-failed')
    for (const tries of [1, 2]) {
      await refusal(client.socket)
      expect(refused()).toHaveLength(tries)
      expect([client.status, client.refusal]).toEqual(['connecting', undefined])
      if (tries < 2) clock.advance(1500)
    }
    expect(refused()[1]).toMatchObject({ reason: 'CONTRACT_UNSUPPORTED' })
    before.close()
    const after = serve(io, shop, { legacy: true, past: shopPast, mayJoin: () => true })
    const counts = gathering<object>()
    after.on('stock:count', counts.add)
    clock.advance(3000)
    await until(client, 'version', 2)
    await joined
    expect(await counts.have(1)).toEqual([{ sku: 's1', count: 1, unit: 'box' }])
    // never refused on the way
    expect(states).toEqual(['connected'])
  })

  test('a stock client newer than a server learns that it may try again, and is let in once that is replaced', async () => {
    const { io, url } = await listening()
    const before = serve(io, firstShop)
    const socket = plain(url, '/shop', { transport, auth: declaring(['/shop', 2]) })
    const { data } = await refusal(socket)
    expect(data).toMatchObject({
      error: { code: 'CONTRACT_UNSUPPORTED', retryable: true, supported: [1], requested: [2] },
    })
    // socket.io does not come back by itself from a refusal
    expect(socket.active).toBe(false)
    before.close()
    serve(io, shop, { past: shopPast })
    const welcome = next(socket, 'contract:welcome')
    socket.connect()
    expect(await welcome).toMatchObject({ contract: '/shop', version: 2 })
  })

  test('where only one of two contracts of a socket is newer than the server, that one tries and the other one stays', async () => {
    const { io, url } = await listening(recovering)
    const before = serve(io, firstShop, { legacy: true })
    const desks = serve(io, desk, { legacy: true })
    const clock = fakeClock()
    const socket = socketTo(url, '/', only)
    const shops = connect(socket, shop, { clock })
    const calls = connect(socket, desk, { clock })
    const heard = gathering<object>()
    calls.on('desk:called', heard.add)
    await until(shops, 'status', 'reconnecting')
    expect([calls.status, shops.refusal, shops.version]).toEqual(['connected', undefined, undefined])
    desks.emit('desk:called', { id: 'c1' })
    await heard.have(1)
    before.close()
    serve(io, shop, { legacy: true, past: shopPast })
    const back = next(socket, 'connect')
    clock.advance(1500)
    await back
    await until(shops, 'version', 2)
    expect([shops.status, calls.status, calls.version, calls.recovered]).toEqual(['connected', 'connected', 1, true])
    desks.emit('desk:called', { id: 'c2' })
    expect(await heard.have(2)).toEqual([{ id: 'c1' }, { id: 'c2' }])
  })

  test('a client older than what a server serves is refused for good', async () => {
    const { io, url } = await listening()
    serve(io, shop)
    const client = connect(socketTo(url, '/shop', only), firstShop)
    await until(client, 'status', 'refused')
    expect(client.refusal).toMatchObject({ retryable: false, supported: [2], requested: [1] })
  })

  test('a handover shows the version of the path that counts', async () => {
    const { io, url } = await listening()
    const there = await listening()
    serve(io, shop, { legacy: true, past: shopPast })
    // a server of before the contract greets nobody
    there.io.on('connection', (socket) => socket.on('contract:ping', (ack) => ack({ at: 1 })))
    const client = handover(socketTo(there.url, '/', only), firstShop)
    const told: (number | undefined)[] = []
    client.watch('version', (version) => told.push(version))
    await until(client, 'quality', 'excellent')
    expect(client.version).toBeUndefined()
    await client.moveTo(socketTo(url, '/shop', only))
    await until(client, 'version', 1)
    client.close()
    expect([client.version, ...told]).toEqual([undefined, 1, undefined])
  })
})
