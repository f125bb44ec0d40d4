import { createServer, connect as dial, type Socket as Tcp } from 'node:net'
import { describe, expect, onTestFinished, test } from 'vitest'
import { handover, RequestTimeoutError } from '../../src/client/index.js'
import type { Observation } from '../../src/contract/observation.js'
import { RefusalError } from '../../src/index.js'
import { migrationHealth } from '../../src/migration/index.js'
import {
  chatRoom,
  dispatchRoom,
  orderRoom,
  patientPharmacy,
  patientPharmacyAliases,
  pharmacyRoom,
} from '../../src/patient-pharmacy.js'
import { serve } from '../../src/server/index.js'
import { plainServer } from '../ends/server.js'
import { socketTo } from '../ends/sockets.js'
import { gathering, next, until } from '../ends/waiting.js'

const aliases = patientPharmacyAliases
const chat = chatRoom('c1')

/** Serves both paths to a user of one pharmacy, who may enter every room but those of another. */
async function pharmacy(options: { mayJoin?: (path: string, room: string) => boolean } = {}) {
  const { io, url } = await plainServer()
  const served = serve(io, patientPharmacy, {
    aliases,
    legacy: true,
    authenticate: (auth, socket) => {
      if (auth['token'] === 'bad') throw new RefusalError('AUTH_INVALID', 'Authentication failed')
      return { id: 'u1', path: socket.nsp.name }
    },
    autoJoin: () => [pharmacyRoom('p1')],
    mayJoin: ({ path }, room) => options.mayJoin?.(path, room) ?? true,
  })
  return { io, url, served }
}

const message = (id: string) => ({
  id,
  roomId: 'c1',
  senderId: 'u2',
  senderType: 'patient' as const,
  content: 'Is it ready?',
  messageType: 'TEXT' as const,
  createdAt: '2024-12-20T10:30:00Z',
})

/** Sends facts of every kind, one after the other as fast as the machine goes, until it is stopped. */
function flow(served: Awaited<ReturnType<typeof pharmacy>>['served']) {
  const sent: string[] = []
  let timer: NodeJS.Immediate | undefined
  const send = () => {
    timer = setImmediate(send)
    const id = `f${sent.length}`
    sent.push(id)
    const at = '2024-12-20T10:30:00Z'
    const kind = sent.length % 4
    if (kind === 0) served.to(chat).emit('chat:message', message(id))
    if (kind === 1)
      served.to(pharmacyRoom('p1')).emit('order:new', {
        id,
        drugName: 'Paracetamol',
        quantity: 1,
        status: 'PENDING',
        patient: { id: 'a1', phone: '1' },
        pharmacy: { id: 'p1', name: 'One' },
        createdAt: at,
      })
    if (kind === 2) served.to(orderRoom('o1')).emit('order:updated', { id, status: 'CONFIRMED', updatedAt: at })
    if (kind === 3)
      served.to(dispatchRoom('d1')).emit('dispatch:updated', {
        dispatch: { id, orderId: 'o1', status: 'BOOKED', provider: 'kwik', updatedAt: at },
      })
  }
  send()
  const stop = () => {
    clearImmediate(timer)
    return sent
  }
  onTestFinished(() => void stop())
  return { stop, sent }
}

const pathOf = ({ socket }: { socket: object }) => (socket as { nsp: string }).nsp

/** Hears every fact by its id. */
function hear(client: ReturnType<typeof handover<typeof patientPharmacy>>) {
  const heard = gathering<string>()
  client.on('chat:message', ({ id }) => heard.add(id))
  client.on('order:new', ({ id }) => heard.add(id))
  client.on('order:updated', ({ id }) => heard.add(id))
  client.on('dispatch:updated', ({ dispatch }) => heard.add(dispatch.id))
  return heard
}

/** Passes bytes on, and holds those of the server back when it is told to. */
async function proxyTo(url: string) {
  const upstreams = new Set<Tcp>()
  const proxy = createServer((down) => {
    const up = dial(Number(new URL(url).port), '127.0.0.1')
    for (const end of [down, up]) end.on('error', () => {})
    upstreams.add(up)
    up.pipe(down)
    down.pipe(up)
  })
  await new Promise<void>((resolve) => proxy.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => void proxy.close())
  return {
    url: `http://127.0.0.1:${(proxy.address() as { port: number }).port}`,
    hold: () => upstreams.forEach((up) => void up.pause()),
    release: () => upstreams.forEach((up) => void up.resume()),
  }
}

describe('handovers', () => {
  for (const transport of ['websocket', 'polling'])
    for (const declared of [true, false])
      test(`a handover rolls back and forward five times over ${transport} while facts flow, from a ${declared ? 'declared' : 'legacy'} connection, and loses and doubles none`, async () => {
        const { url, served } = await pharmacy()
        const health = migrationHealth()
        const observations: Observation[] = []
        const to = async (path: string) => {
          const socket = socketTo(url, path, { transports: [transport], forceNew: true })
          // what is connected already is undeclared, as the sockets of old builds are, and hears the aliases
          if (path === '/' && !declared) await next(socket.connect() as never, 'connect')
          return socket
        }
        let old = await to('/')
        const forward = async () => {
          await client.moveTo(await to('/patient-pharmacy'))
          // who connected it ends it
          old.disconnect()
        }
        const back = async () => {
          old = await to('/')
          await client.moveTo(old, { legacy: true })
        }
        const client = handover(old, patientPharmacy, {
          aliases,
          legacy: true,
          observe: (seen) => {
            observations.push(seen)
            health.observe(seen)
          },
        })
        const heard = hear(client)
        const rooms = [chat, orderRoom('o1'), dispatchRoom('d1')].map((room) => client.join(room))
        await Promise.all(rooms.map(({ joined }) => joined))
        const facts = flow(served)
        const counts: number[] = []
        for (let turn = 0; turn < 5; turn++) {
          await forward()
          expect(client.recovered).toBe(true)
          counts.push(facts.sent.length)
          await heard.have(heard.all.length + 8)
          await back()
          counts.push(facts.sent.length)
          await heard.have(heard.all.length + 8)
        }
        const sent = facts.stop()
        await heard.have(sent.length)
        // what comes last came after any copy that is still on its way
        await client.socket.emitWithAck('contract:ping')
        expect([...heard.all].sort()).toEqual([...sent].sort())
        expect(new Set(counts).size).toBe(counts.length)
        // a copy that both paths brought is no fault
        expect(health.report().duplicates.figure).toBe(0)
        expect(observations.some(({ kind }) => kind === 'duplicate')).toBe(!declared)
        expect(pathOf(client)).toBe('/')
        client.close()
      })

  test('a handover hears what was still under way by the old path when the new one was joined', async () => {
    const { url, served } = await pharmacy()
    const slow = await proxyTo(url)
    const order: string[] = []
    const client = handover(socketTo(slow.url, '/', { transports: ['websocket'] }), patientPharmacy, {
      observe: ({ kind, path }) => {
        if (kind !== 'joined' || path === '/') return
        order.push('joined')
        slow.release()
      },
    })
    client.on('chat:message', ({ id }) => order.push(id))
    await client.join(chat).joined
    slow.hold()
    served.to(chat).emit('chat:message', message('late'))
    const told: boolean[] = []
    client.watch('recovered', (value) => told.push(value))
    await client.moveTo(socketTo(url, '/patient-pharmacy', { transports: ['websocket'] }))
    expect(order).toEqual(['joined', 'late'])
    expect(told).toEqual([true])
  })

  test('a handover says that facts may be missing when the old path broke before the new one was joined', async () => {
    const { url, io } = await pharmacy()
    const client = handover(socketTo(url, '/', { reconnection: false }), patientPharmacy)
    await client.join(chat).joined
    const told: boolean[] = []
    client.watch('recovered', (value) => told.push(value))
    io.of('/').disconnectSockets()
    await until(client, 'status', 'offline')
    await client.moveTo(socketTo(url, '/patient-pharmacy'))
    expect(client.status).toBe('connected')
    expect(told).toEqual([false])
  })

  test('a handover doubles no event that has no identity', async () => {
    const { url, served } = await pharmacy()
    const client = handover(socketTo(url, '/'), patientPharmacy)
    const typing: boolean[] = []
    client.on('chat:typing', ({ isTyping }) => typing.push(isTyping))
    await client.join(chat).joined
    let isOver = false
    const tick = (): void => {
      if (isOver) return
      served.to(chat).emit('chat:typing', { roomId: 'c1', userId: 'u2', isTyping: true })
      sent++
      setImmediate(tick)
    }
    let sent = 0
    tick()
    await client.moveTo(socketTo(url, '/patient-pharmacy'))
    isOver = true
    await client.socket.emitWithAck('contract:ping')
    expect(typing.length).toBeGreaterThan(0)
    expect(typing.length).toBeLessThanOrEqual(sent)
  })

  test('a handover stays where it is when the new path refuses', async () => {
    const { url, served } = await pharmacy()
    const client = handover(socketTo(url, '/'), patientPharmacy)
    const heard = hear(client)
    await client.join(chat).joined
    const refused = client.moveTo(socketTo(url, '/patient-pharmacy', { auth: { token: 'bad' } }))
    await expect(refused).rejects.toMatchObject({ code: 'AUTH_INVALID' })
    served.to(chat).emit('chat:message', message('still'))
    expect(await heard.have(1)).toEqual(['still'])
    expect(client.status).toBe('connected')
  })

  test('a handover stays where it is when the new path denies a room that the user is in, and forgives one that both deny', async () => {
    const denied = new Set(['/patient-pharmacy chat:c1', '/ order:o1', '/patient-pharmacy order:o1'])
    const { url } = await pharmacy({ mayJoin: (path, room) => !denied.has(`${path} ${room}`) })
    const client = handover(socketTo(url, '/'), patientPharmacy)
    const inChat = client.join(chat)
    await inChat.joined
    await expect(client.join(orderRoom('o1')).joined).rejects.toMatchObject({ code: 'ROOM_FORBIDDEN' })
    await expect(client.moveTo(socketTo(url, '/patient-pharmacy'))).rejects.toMatchObject({ code: 'ROOM_FORBIDDEN' })
    expect(pathOf(client)).toBe('/')
    denied.delete('/patient-pharmacy chat:c1')
    await client.moveTo(socketTo(url, '/patient-pharmacy'))
    const states: boolean[] = []
    inChat.watch((isIn) => states.push(isIn))
    expect(states).toEqual([true])
  })

  test('a handover enters by the new path a room that the old one denied', async () => {
    const { url } = await pharmacy({ mayJoin: (path) => path !== '/' })
    const client = handover(socketTo(url, '/'), patientPharmacy)
    const stay = client.join(chat)
    await expect(stay.joined).rejects.toMatchObject({ code: 'ROOM_FORBIDDEN' })
    const states: boolean[] = []
    stay.watch((isIn) => states.push(isIn))
    await client.moveTo(socketTo(url, '/patient-pharmacy'))
    expect(states).toEqual([false, true])
  })

  test('a handover enters by the new path what a refused one could not answer, and says no by both where both do', async () => {
    const { url } = await pharmacy({ mayJoin: (_, room) => room === chat })
    const client = handover(socketTo(url, '/', { auth: { token: 'bad' } }), patientPharmacy)
    const stays = [client.join(chat), client.join(orderRoom('o1'))]
    const told = stays.map((stay) => {
      const states: unknown[] = []
      stay.watch((isIn, error) => states.push((error as RefusalError | undefined)?.code ?? isIn))
      return states
    })
    const waiting = [...stays.map(({ joined }) => joined), client.request('chat:join', { roomId: 'c1' })]
    for (const answer of waiting) await expect(answer).rejects.toMatchObject({ code: 'AUTH_INVALID' })
    await expect(client.join(chat).joined).rejects.toMatchObject({ code: 'AUTH_INVALID' })
    await client.moveTo(socketTo(url, '/patient-pharmacy'))
    expect(told).toEqual([
      [false, 'AUTH_INVALID', 'AUTH_INVALID', true],
      [false, 'AUTH_INVALID', 'ROOM_FORBIDDEN'],
    ])
    expect(client.status).toBe('connected')
  })

  test('a handover ends every wait for a room when it is closed, and answers those who ask for one then', async () => {
    const { url } = await pharmacy()
    const client = handover(socketTo(url, '/'), patientPharmacy)
    const { joined } = client.join(chat)
    client.close()
    await expect(joined).rejects.toMatchObject({ code: 'DISCONNECTED' })
    await expect(client.join(chat).joined).rejects.toMatchObject({ message: 'the client was closed' })
  })

  test('a handover stays where it is when the new path takes too long', async () => {
    const { url } = await pharmacy()
    const silent = createServer(() => {})
    await new Promise<void>((resolve) => silent.listen(0, '127.0.0.1', resolve))
    onTestFinished(() => void silent.close())
    const client = handover(socketTo(url, '/'), patientPharmacy)
    await until(client, 'status', 'connected')
    const { port } = silent.address() as { port: number }
    const late = client.moveTo(socketTo(`http://127.0.0.1:${port}`, '/patient-pharmacy'), { timeoutMs: 50 })
    await expect(late).rejects.toThrow(RequestTimeoutError)
    expect(client.status).toBe('connected')
    expect(pathOf(client)).toBe('/')
  })

  test('a handover lets the old path answer what it was asked', async () => {
    const { url, served } = await pharmacy()
    let answer = () => {}
    const asked = new Promise<void>((isAsked) => {
      served.on('chat:leave', async ({ roomId }) => {
        isAsked()
        await new Promise<void>((resolve) => {
          answer = resolve
        })
        return { room: `chat:${roomId}` }
      })
    })
    const client = handover(socketTo(url, '/'), patientPharmacy)
    await until(client, 'status', 'connected')
    const reply = client.request('chat:leave', { roomId: 'c9' })
    await asked
    const other = socketTo(url, '/patient-pharmacy')
    const moved = client.moveTo(other)
    await new Promise<void>((resolve) => other.once('connect', resolve))
    answer()
    expect(await reply).toEqual({ room: 'chat:c9' })
    await moved
    expect(pathOf(client)).toBe('/patient-pharmacy')
  })

  test('a handover enters by the new path what is joined while it moves, and leaves on both what is left', async () => {
    const { url, served, io } = await pharmacy()
    const client = handover(socketTo(url, '/'), patientPharmacy)
    const heard = hear(client)
    const left = client.join(orderRoom('o1'))
    await left.joined
    const moved = client.moveTo(socketTo(url, '/patient-pharmacy'))
    const joined = client.join(chat)
    left.leave()
    await Promise.all([moved, joined.joined])
    served.to(chat).emit('chat:message', message('here'))
    expect(await heard.have(1)).toEqual(['here'])
    await client.socket.emitWithAck('contract:ping')
    const [socket] = await io.of('/patient-pharmacy').fetchSockets()
    expect([...(socket?.rooms ?? [])]).not.toContain('order:o1')
  })

  test('a handover ends both paths when it is closed', async () => {
    const { url, io } = await pharmacy()
    const client = handover(socketTo(url, '/'), patientPharmacy)
    await client.join(chat).joined
    const other = socketTo(url, '/patient-pharmacy')
    const moved = client.moveTo(other)
    client.close()
    await expect(moved).rejects.toMatchObject({ code: 'DISCONNECTED' })
    await expect(client.moveTo(socketTo(url, '/'))).rejects.toMatchObject({ code: 'DISCONNECTED' })
    expect(client.status).toBe('offline')
    expect(other.active).toBe(false)
    expect(io.of('/').sockets.size + io.of('/patient-pharmacy').sockets.size).toBeLessThanOrEqual(1)
  })
})
