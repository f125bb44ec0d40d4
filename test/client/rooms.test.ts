import { describe, expect, test } from 'vitest'
import { connect } from '../../src/client/index.js'
import type { Observation } from '../../src/contract/observation.js'
import { chatRoom, patientPharmacy, pharmacyRoom } from '../../src/patient-pharmacy.js'
import { publicRoom, realtime, userRoom } from '../../src/realtime.js'
import { sessionRoom, simulation, simulationRoom } from '../../src/simulation.js'
import { gathering, until } from '../ends/waiting.js'
import { ways } from '../ends/way.js'

interface Asked {
  readonly name: string
  readonly payload: unknown
}

describe.each(ways.map((way) => [way.name, way] as const))('over %s', (_, way) => {
  const answering = async (
    path: string,
    answer: (asked: Asked) => unknown = ({ payload }) => payload,
    options?: object,
  ) => {
    const there = await way.ends(options)
    const asked = gathering<Asked>()
    there.io.of(path).on('connection', (socket) =>
      socket.onAny((name, payload, ack) => {
        if (name.startsWith('contract:')) return
        asked.add({ name, payload })
        ack?.(answer({ name, payload }))
      }),
    )
    return { ...there, asked }
  }
  const recoverable = async () => {
    const { socket, asked, cut, io } = await answering('/patient-pharmacy', undefined, { connectionStateRecovery: {} })
    const client = connect(socket('/patient-pharmacy'), patientPharmacy)
    // only who heard something can be recovered
    const lose = async () => {
      const heard = gathering<unknown>()
      client.on('chat:typing', heard.add)
      io.of('/patient-pharmacy').emit('chat:typing', { roomId: 'r', userId: 'u', isTyping: true })
      await heard.have(1)
      cut()
      await until(client, 'status', 'reconnecting')
    }
    return { client, asked, lose }
  }
  const names = (asked: readonly Asked[]) => asked.map(({ name }) => name)

  test('a room is entered by the event of its family, with the field that names it', async () => {
    const shop = await answering('/patient-pharmacy')
    const pharmacy = connect(shop.socket('/patient-pharmacy'), patientPharmacy)
    const stays = [pharmacy.join(pharmacyRoom('p1')), pharmacy.join(chatRoom('c1'))]
    await shop.asked.have(2)
    expect(shop.asked.all).toEqual([
      { name: 'join', payload: { room: 'pharmacy:p1' } },
      { name: 'chat:join', payload: { roomId: 'c1' } },
    ])
    // this server's answer to the second has no room
    expect(await Promise.allSettled(stays.map(({ joined }) => joined))).toMatchObject([
      { status: 'fulfilled' },
      { status: 'rejected', reason: { code: 'REPLY_INVALID' } },
    ])
    for (const stay of stays) stay.leave()
    await shop.asked.have(3)
    expect(shop.asked.all.slice(2)).toEqual([{ name: 'leave', payload: { room: 'pharmacy:p1' } }])
  })

  test('a room of channels, and one that needs more than its name, are entered and left', async () => {
    const network = await answering('/realtime')
    const client = connect(network.socket('/realtime'), realtime)
    await client.join(publicRoom('jobs')).joined
    await client.join(userRoom('u1')).joined
    expect(network.asked.all).toEqual([
      { name: 'subscribe', payload: { channels: ['public:jobs'] } },
      { name: 'subscribe', payload: { channels: ['user:u1'] } },
    ])
    const ward = await answering('/simulation')
    const watching = connect(ward.socket('/simulation'), simulation)
    const stay = watching.join(simulationRoom('s1'), { patientId: 'p1' })
    await stay.joined
    stay.leave()
    await ward.asked.have(2)
    expect(ward.asked.all).toEqual([
      { name: 'vitals:subscribe', payload: { patientId: 'p1', simulationId: 's1' } },
      { name: 'vitals:unsubscribe', payload: { patientId: 'p1', simulationId: 's1' } },
    ])
    const needing = (extra?: object) => watching.join(simulationRoom('s1'), extra)
    for (const extra of [undefined, { patientId: 7 }]) {
      const poor = needing(extra)
      await expect(poor.joined).rejects.toMatchObject({
        code: 'ROOM_INVALID',
        message: 'vitals:subscribe also needs `patientId` as `extra`',
        issues: [{ path: ['patientId'] }],
      })
      poor.leave()
    }
    await expect(watching.join('elsewhere:1' as never).joined).rejects.toMatchObject({
      code: 'ROOM_INVALID',
      message: 'no event of /simulation joins such a room',
    })
  })

  test('a room is left with its last user, and who returns in the same turn has not left', async () => {
    const { socket, asked } = await answering('/patient-pharmacy')
    const client = connect(socket('/patient-pharmacy'), patientPharmacy)
    const room = pharmacyRoom('p1')
    const one = client.join(room)
    const two = client.join(room)
    await one.joined
    one.leave()
    one.leave()
    await client.request('join', { room: 'order:a' })
    two.leave()
    const three = client.join(room)
    await client.request('join', { room: 'order:b' })
    expect(names(asked.all)).toEqual(['join', 'join', 'join'])
    three.leave()
    await asked.have(4)
    expect(asked.all[3]).toEqual({ name: 'leave', payload: { room } })
  })

  test('rooms are entered again before the queue after a connection that was not recovered, with what else is needed asked again', async () => {
    const { socket, asked, cut } = await answering('/simulation', ({ name, payload }) =>
      name === 'session:join' ? { ...(payload as object), replayed: 0 } : { transcripts: [] },
    )
    const client = connect(socket('/simulation'), simulation)
    let since = 100
    client.join(sessionRoom('s1'), () => ({ since: since++ }))
    await asked.have(1)
    await client.request('transcript:catchup', { sessionId: 's1', since: 1 })
    cut()
    await until(client, 'status', 'reconnecting')
    await client.request('transcript:catchup', { sessionId: 's1', since: 2 })
    expect(asked.all).toEqual([
      { name: 'session:join', payload: { sessionId: 's1', since: 100 } },
      { name: 'transcript:catchup', payload: { sessionId: 's1', since: 1 } },
      { name: 'session:join', payload: { sessionId: 's1', since: 101 } },
      { name: 'transcript:catchup', payload: { sessionId: 's1', since: 2 } },
    ])
    expect(client.recovered).toBe(false)
  })

  test('a recovered connection keeps its rooms, and leaves what was left and enters what was wanted while away', async () => {
    const { client, asked, lose } = await recoverable()
    const kept = client.join(pharmacyRoom('kept'))
    const left = client.join(pharmacyRoom('left'))
    await Promise.all([kept.joined, left.joined])
    await lose()
    left.leave()
    await client.join(pharmacyRoom('new')).joined
    expect(client.recovered).toBe(true)
    await asked.have(4)
    expect(asked.all.slice(2)).toEqual([
      { name: 'leave', payload: { room: 'pharmacy:left' } },
      { name: 'join', payload: { room: 'pharmacy:new' } },
    ])
  })

  test('a room left and wanted again while away is kept by a recovered connection', async () => {
    const { client, asked, lose } = await recoverable()
    const stay = client.join(pharmacyRoom('p1'))
    await stay.joined
    await lose()
    stay.leave()
    await null
    await client.join(pharmacyRoom('p1')).joined
    await client.request('join', { room: 'order:last' })
    expect(client.recovered).toBe(true)
    expect(asked.all.map(({ name, payload }) => [name, payload])).toEqual([
      ['join', { room: 'pharmacy:p1' }],
      ['join', { room: 'pharmacy:p1' }],
      ['join', { room: 'order:last' }],
    ])
  })

  test('a stay tells now and whenever the user is in the room or not, until it ends', async () => {
    const error = { code: 'ROOM_FORBIDDEN', message: 'no', retryable: false }
    let isDenied = false
    const { socket, cut } = await answering('/patient-pharmacy', ({ payload }) => (isDenied ? { error } : payload))
    const client = connect(socket('/patient-pharmacy'), patientPharmacy)
    const stay = client.join(pharmacyRoom('p1'))
    const told = gathering<unknown>()
    stay.watch((isIn, refusal) => told.add([isIn, (refusal as { code?: string } | undefined)?.code]))
    await told.have(2)
    stay.watch((isIn) => told.add(isIn))()
    cut()
    await told.have(5)
    isDenied = true
    cut()
    await told.have(7)
    cut()
    await told.have(9)
    isDenied = false
    cut()
    await told.have(11)
    await client.join(pharmacyRoom('p1')).joined
    isDenied = true
    cut()
    await told.have(13)
    isDenied = false
    const other = client.join(pharmacyRoom('p1'))
    await other.joined
    expect(told.all).toEqual([
      [false, undefined],
      [true, undefined],
      true,
      [false, undefined],
      [true, undefined],
      [false, undefined],
      [false, 'ROOM_FORBIDDEN'],
      [false, undefined],
      [false, 'ROOM_FORBIDDEN'],
      [false, undefined],
      [true, undefined],
      [false, undefined],
      [false, 'ROOM_FORBIDDEN'],
      [true, undefined],
    ])
    stay.leave()
    cut()
    await until(client, 'status', 'reconnecting')
    const again = gathering<boolean>()
    other.watch(again.add)
    await again.have(3)
    expect(told.all).toHaveLength(14)
  })

  test('a denied room says so, and is asked for again by the next user', async () => {
    const seen: Observation[] = []
    const error = { code: 'ROOM_FORBIDDEN', message: 'no', retryable: false }
    const { socket, asked } = await answering('/patient-pharmacy', () => ({ error }))
    const client = connect(socket('/patient-pharmacy'), patientPharmacy, { observe: (each) => seen.push(each) })
    await expect(client.join(pharmacyRoom('p1')).joined).rejects.toMatchObject(error)
    await expect(client.join(pharmacyRoom('p1')).joined).rejects.toMatchObject(error)
    expect(asked.all).toHaveLength(2)
    expect(seen.flatMap((each) => (each.kind === 'denied' ? [each.room] : []))).toEqual(['pharmacy:p1', 'pharmacy:p1'])
  })

  test('closing ends every wait for a room', async () => {
    const { socket } = await answering('/patient-pharmacy')
    const client = connect(socket('/patient-pharmacy'), patientPharmacy)
    const { joined } = client.join(pharmacyRoom('p1'))
    client.close()
    await expect(joined).rejects.toMatchObject({ code: 'DISCONNECTED' })
    const closed = { code: 'DISCONNECTED', message: 'the client was closed', retryable: false }
    await expect(client.join(pharmacyRoom('p1')).joined).rejects.toMatchObject(closed)
    await expect(client.request('join', { room: pharmacyRoom('p1') })).rejects.toMatchObject(closed)
  })
})
