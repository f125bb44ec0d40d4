import type { Server } from 'socket.io'
import type { Socket } from 'socket.io-client'
import { afterAll, describe, expect, test } from 'vitest'
import { connect } from '../../src/client/index.js'
import { patientPharmacy, pharmacyRoom } from '../../src/patient-pharmacy.js'
import { realtime, userRoom } from '../../src/realtime.js'
import { serve } from '../../src/server/index.js'
import { fixture } from '../../src/testing/index.js'
import { proxy } from '../ends/proxy.js'
import { plainServer } from '../ends/server.js'
import { socketTo } from '../ends/sockets.js'
import { gathering, next, until } from '../ends/waiting.js'

const order = fixture(patientPharmacy.serverToClient['order:new'])
const idle = fixture(realtime.serverToClient['presence:idle'])
const room = pharmacyRoom('p1')
// of two kinds each: 10,000 facts
const leastTurns = 5000
const turn = () => new Promise<void>((resolve) => setImmediate(resolve))
const table: Record<string, string | number>[] = []
const note = (row: Record<string, string | number>) => void table.push(row)

afterAll(() => {
  console.log('what a client missed while its connection was broken again and again')
  console.table(table)
})

/** Serves two contracts, whose users may do anything. */
function served(io: Server) {
  const options = {
    authenticate: async ({ token }: Readonly<Record<string, unknown>>) => ({ id: String(token) }),
    userId: ({ id }: { id: string }) => id,
    mayJoin: () => true,
  }
  const shop = serve(io, patientPharmacy, options)
  const network = serve(io, realtime, options)
  network.on('subscribe', ({ channels }) => ({ channels }))
  return { shop, network }
}

/** Connects a client of each contract over one Manager, in a room each. */
async function connected(url: string, transport: string, options: object = {}) {
  const auth = { token: 'u1' }
  const wire = socketTo(url, '/patient-pharmacy', { transports: [transport], auth, ...options })
  const shopper = connect(wire, patientPharmacy)
  const member = connect(wire.io.socket('/realtime', { auth }), realtime)
  const calls = new Map<string, number>()
  const seen = { orders: calls, idle: 0, idlePackets: 0, recovered: [] as boolean[], entered: 0 }
  const arrived = gathering<string>()
  shopper.on('order:new', ({ id }) => {
    calls.set(id, (calls.get(id) ?? 0) + 1)
    arrived.add(id)
  })
  member.on('presence:idle', () => seen.idle++)
  member.socket.prependAny((name: string) => {
    if (name === 'presence:idle') seen.idlePackets++
  })
  shopper.watch('recovered', (isRecovered) => seen.recovered.push(isRecovered))
  const stay = shopper.join(room)
  stay.watch((isIn) => {
    if (isIn) seen.entered++
  })
  await Promise.all([stay.joined, member.join(userRoom('u1')).joined])
  return { wire, shopper, member, stay, seen, arrived }
}

interface Engine {
  readonly clients: Readonly<Record<string, { close(isDiscarded: boolean): void }>>
}
type Ends = Awaited<ReturnType<typeof connected>>
type Kill = (wire: Socket, io: Server) => Promise<void>

/** Ends a connection at the client's engine. */
const atClient: Kill = async (wire) => {
  const lost = next(wire, 'disconnect')
  expect(wire.io.engine.readyState).toBe('open')
  wire.io.engine.close()
  await lost
}
/** Ends a connection at the server's engine. */
const atServer: Kill = async (wire, io) => {
  const lost = next(wire, 'disconnect')
  const there = io.of('/patient-pharmacy').sockets.get(wire.id as string)
  if (!there) throw new Error('the server has no such connection')
  there.conn.close()
  await lost
}
/** Ends a connection, and the next one before the namespace is back. */
const beforeReturn: Kill = async (wire, io) => {
  const opened = next(wire.io as never, 'open')
  await atServer(wire, io)
  await opened
  const closed = next(wire.io as never, 'close')
  expect(wire.connected).toBe(false)
  // the client's own end would wait until its polling has sent what it has to say
  ;(io.engine as unknown as Engine).clients[wire.io.engine.id as string]?.close(true)
  await closed
}

describe.each(['polling', 'websocket'])('over %s', (transport) => {
  const storm = async (options: object) => {
    const { io, url } = await plainServer(options)
    const { shop, network } = served(io)
    const ends = await connected(url, transport)
    const { wire, arrived, shopper, member } = ends
    let sent = 0
    const send = () => {
      shop.to(room).emit('order:new', { ...order, id: `o${sent++}` })
      network.to(userRoom('u1')).emit('presence:idle', idle)
    }
    const kills: Kill[] = Array.from({ length: 60 }, (_, count) =>
      count % 6 === 5 ? beforeReturn : count % 2 ? atServer : atClient,
    )
    let isOver = false
    const flow = async () => {
      while (!isOver || sent < leastTurns) {
        for (let count = 0; count < 8; count++) send()
        await turn()
      }
    }
    const killing = async () => {
      for (const [count, kill] of kills.entries()) {
        await arrived.have(arrived.all.length + 20)
        while (sent < (leastTurns / kills.length) * count) await turn()
        expect(shopper.status).toBe('connected')
        const back = next(wire, 'connect')
        await kill(wire, io)
        await back
      }
      isOver = true
    }
    await Promise.all([flow(), killing()])
    await Promise.all([until(shopper, 'status', 'connected'), until(member, 'status', 'connected')])
    return { ...ends, sent, send, shop, network }
  }
  const most = (calls: ReadonlyMap<string, number>) => Math.max(...calls.values())

  test('with recovery every connection is recovered, nothing is missed and nothing is heard twice', async () => {
    const { seen, sent, arrived, member, network } = await storm({ connectionStateRecovery: {} })
    await arrived.have(sent)
    // the last of the other namespace
    const last = next(member.socket, 'presence:idle')
    network.to(userRoom('u1')).emit('presence:idle', idle)
    await last
    note({
      transport,
      case: '60 kills, recovery on',
      facts: 2 * sent,
      missed: 2 * sent - seen.orders.size - seen.idle + 1,
    })
    expect(sent).toBeGreaterThanOrEqual(leastTurns)
    expect(seen.recovered.slice(1)).toEqual(Array(60).fill(true))
    expect([seen.orders.size, most(seen.orders)]).toEqual([sent, 1])
    expect(seen.idle).toBe(sent + 1)
    expect(seen.entered).toBe(1)
  })

  test('without recovery the rooms are back, the application knows, and nothing is heard twice or held back', async () => {
    const { seen, sent, stay, send, member, shopper } = await storm({})
    await new Promise<void>((resolve) => stay.watch((isIn) => isIn && resolve()))
    await member.request('subscribe', { channels: [userRoom('u1')] })
    const last = next(member.socket, 'presence:idle')
    const ended = new Promise<void>((resolve) => shopper.on('order:new', ({ id }) => id === `o${sent}` && resolve()))
    send()
    await Promise.all([last, ended])
    note({
      transport,
      case: '60 kills, recovery off',
      facts: 2 * sent,
      missed: 2 * (sent + 1) - seen.orders.size - seen.idle,
    })
    expect(seen.recovered.slice(1)).toEqual(Array(60).fill(false))
    expect(seen.entered).toBe(61)
    expect(most(seen.orders)).toBe(1)
    expect(seen.idle).toBe(seen.idlePackets)
  })

  /** Sends an order and answers when it was heard, which says that its room is back. */
  const isHeard = (
    { shopper, shop }: { shopper: Ends['shopper']; shop: ReturnType<typeof served>['shop'] },
    id: string,
  ) =>
    new Promise<void>((resolve) => {
      const stop = shopper.on('order:new', (heard) => {
        if (heard.id !== id) return
        stop()
        resolve()
      })
      shop.to(room).emit('order:new', { ...order, id })
    })
  const isBack = async ({ shopper, stay }: Ends) => {
    await until(shopper, 'status', 'connected')
    await new Promise<void>((resolve) => void stay.watch((isIn) => isIn && resolve()))
  }

  test('a network that is reset while the server still holds its side is told, and the rooms are back', async () => {
    const { io, url } = await plainServer({ connectionStateRecovery: {} })
    const { shop } = served(io)
    const network = await proxy(url)
    const ends = await connected(network.url, transport)
    const { shopper, seen } = ends
    await isHeard({ shopper, shop }, 'before')
    network.sever()
    await until(shopper, 'status', 'reconnecting')
    network.mend()
    shop.to(room).emit('order:new', { ...order, id: 'missed' })
    await isBack(ends)
    await isHeard({ shopper, shop }, 'after')
    note({ transport, case: "the server's side held open", facts: 3, missed: 3 - seen.orders.size })
    const [, isRecovered] = seen.recovered
    // over polling the client's last word finds another way to the server
    if (transport === 'websocket') expect(isRecovered).toBe(false)
    expect([...seen.orders.keys()]).toEqual(isRecovered ? ['before', 'missed', 'after'] : ['before', 'after'])
    expect(most(seen.orders)).toBe(1)
  })

  test('a network that falls silent is noticed, the application told and the rooms back', async () => {
    const { io, url } = await plainServer({ connectionStateRecovery: {}, pingInterval: 100, pingTimeout: 200 })
    const { shop } = served(io)
    const network = await proxy(url)
    // what is tried while nothing comes through is given up soon
    const ends = await connected(network.url, transport, { timeout: 500 })
    const { shopper, seen } = ends
    await isHeard({ shopper, shop }, 'before')
    network.silence()
    shop.to(room).emit('order:new', { ...order, id: 'unheard' })
    await until(shopper, 'status', 'reconnecting')
    network.mend()
    await isBack(ends)
    await isHeard({ shopper, shop }, 'after')
    note({ transport, case: 'a silent network', facts: 3, missed: 3 - seen.orders.size })
    const [, isRecovered] = seen.recovered
    expect([...seen.orders.keys()]).toEqual(isRecovered ? ['before', 'unheard', 'after'] : ['before', 'after'])
    expect(most(seen.orders)).toBe(1)
  })

  test('over a network of 300 ms the quality is told, and a lost connection is back with its rooms', async () => {
    const { io, url } = await plainServer({ connectionStateRecovery: {} })
    const { shop } = served(io)
    const network = await proxy(url, 300)
    const ends = await connected(network.url, transport)
    const { shopper, wire, seen } = ends
    await until(shopper, 'quality', 'fair')
    await isHeard({ shopper, shop }, 'before')
    await atClient(wire, io)
    shop.to(room).emit('order:new', { ...order, id: 'away' })
    await isBack(ends)
    await isHeard({ shopper, shop }, 'after')
    note({ transport, case: 'a network of 300 ms', facts: 3, missed: 3 - seen.orders.size })
    const [, isRecovered] = seen.recovered
    expect([...seen.orders.keys()]).toEqual(isRecovered ? ['before', 'away', 'after'] : ['before', 'after'])
    expect(most(seen.orders)).toBe(1)
  })

  test('a server that starts again on its port, five times, has its client back in its rooms', async () => {
    let { io, url } = await plainServer({ connectionStateRecovery: {} })
    const port = Number(new URL(url).port)
    let { shop } = served(io)
    const ends = await connected(url, transport)
    const { shopper, seen } = ends
    await isHeard({ shopper, shop }, 'o0')
    for (let count = 1; count <= 5; count++) {
      await new Promise<void>((resolve) => void io.close(() => resolve()))
      await until(shopper, 'status', 'reconnecting')
      ;({ io, url } = await plainServer({ connectionStateRecovery: {} }, port))
      shop = served(io).shop
      await isBack(ends)
      await isHeard({ shopper, shop }, `o${count}`)
    }
    note({ transport, case: 'five restarts', facts: 6, missed: 6 - seen.orders.size })
    expect(seen.recovered).toEqual(Array(6).fill(false))
    expect([...seen.orders.values()]).toEqual(Array(6).fill(1))
    expect(seen.entered).toBe(6)
  })
})
