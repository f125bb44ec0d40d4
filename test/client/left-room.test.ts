import { expect, test } from 'vitest'
import { type Client, connect } from '../../src/client/index.js'
import type { Observation } from '../../src/contract/observation.js'
import { type PatientPharmacy, patientPharmacy, pharmacyRoom } from '../../src/patient-pharmacy.js'
import { serve } from '../../src/server/index.js'
import { fakeClock, fixture } from '../../src/testing/index.js'
import { plainServer } from '../ends/server.js'
import { socketTo } from '../ends/sockets.js'
import { gathering, next, until } from '../ends/waiting.js'

const path = '/patient-pharmacy'
const room = pharmacyRoom('p1')
const order = fixture(patientPharmacy.serverToClient['order:new'])

/** Lets a client into a room that the server asks about again when the client is back. */
async function entered(name: typeof room | 'room:r1') {
  const { io, url } = await plainServer({ connectionStateRecovery: {} })
  const may = { join: () => true }
  const shop = serve(io, patientPharmacy, { authenticate: () => ({ id: 'u1' }), mayJoin: () => may.join() })
  const clock = fakeClock()
  const seen: Observation[] = []
  const client: Client<PatientPharmacy> = connect(socketTo(url, path, { auth: { token: 't' } }), patientPharmacy, {
    clock,
    observe: (each) => seen.push(each),
  })
  const told = gathering<unknown>()
  const stay = client.join(name as typeof room)
  stay.watch((isIn, error) => told.add((error as { code?: string } | undefined)?.code ?? isIn))
  await stay.joined
  const heard = next(client.socket, 'order:new')
  // only who heard something can be recovered
  shop
    .to(name === room ? room : 'chat:r1')
    .emit('order:updated', { id: 'o1', status: 'CONFIRMED', updatedAt: order.createdAt })
  shop.to(pharmacyRoom('p2')).emit('order:new', order)
  io.of(path).emit('order:new', order)
  await heard
  return { io, may, clock, seen, client, stay, told, cut: () => void client.socket.io.engine.close() }
}

test.each([room, 'room:r1'] as const)(
  'a room of the name %s that the server denies at a recovery is told as left, and why',
  async (name) => {
    const { may, seen, client, told, cut } = await entered(name)
    may.join = () => false
    cut()
    expect(await told.have(3)).toEqual([false, true, 'ROOM_FORBIDDEN'])
    expect([client.status, client.recovered]).toEqual(['connected', true])
    expect(seen.findLast(({ kind }) => kind === 'denied')).toMatchObject({ reason: 'ROOM_FORBIDDEN' })
    await expect(client.join(room).joined).rejects.toMatchObject({ code: 'ROOM_FORBIDDEN' })
  },
)

test('a room that nobody can say anything of at a recovery is told as left, and entered again by itself', async () => {
  const { may, clock, client, told, stay, cut } = await entered(room)
  may.join = () => {
    throw new Error('the database is away')
  }
  cut()
  expect(await told.have(3)).toEqual([false, true, 'HANDLER_FAILED'])
  expect(client.recovered).toBe(true)
  may.join = () => true
  clock.advance(1500)
  expect((await told.have(4)).at(-1)).toBe(true)
  await stay.joined
})

test('a room that another contract takes its user out of is none of this one, nor is what is no notice', async () => {
  const { io, client, told } = await entered(room)
  const error = { code: 'ROOM_FORBIDDEN', message: 'no', retryable: false }
  for (const notice of [{ contract: '/messaging', room, error }, { contract: path, room }, null, 'left'])
    io.of(path).emit('contract:left', notice)
  io.of(path).emit('contract:left', { contract: path, room: pharmacyRoom('p2'), error })
  await client.socket.emitWithAck('contract:ping')
  await until(client, 'status', 'connected')
  expect(told.all).toEqual([false, true])
})
