import { Adapter } from 'socket.io-adapter'
import { expect, test } from 'vitest'
import { patientPharmacy, pharmacyRoom } from '../../src/patient-pharmacy.js'
import { serve } from '../../src/server/index.js'
import { listening } from '../ends/server.js'
import { client, declaring, joined, settled, wiretap } from '../ends/sockets.js'
import { next } from '../ends/waiting.js'

const fact = 'dispatch:updated'
const payload = patientPharmacy.serverToClient[fact].example as never
const rooms = [pharmacyRoom('p1'), pharmacyRoom('p2')] as const
const auth = declaring(['/patient-pharmacy', 1])

test('a room where facts went before is found again where an application gives the path another adapter', async () => {
  const { io, url } = await listening()
  const served = serve(io, patientPharmacy, { autoJoin: () => [rooms[0]] })
  for (let sent = 0; sent < 2; sent++) served.to(rooms[0]).emit(fact, payload)
  io.adapter(class extends Adapter {} as never)
  const socket = await joined(url, '/patient-pharmacy', { auth })
  const tap = wiretap(socket)
  await settled(socket)
  served.to(rooms[0]).emit(fact, payload)
  await settled(socket)
  expect(tap).toEqual([[fact, payload]])
})

test('what went to one room says nothing of what goes to two, to nobody, or to all but one', async () => {
  const { io, url } = await listening()
  const served = serve(io, patientPharmacy, {
    autoJoin: () => [rooms[0]],
    onConnect: (_, { to }) => to(rooms[0]).emit(fact, payload),
  })
  const first = await joined(url, '/patient-pharmacy', { auth })
  const tap = wiretap(first)
  for (let sent = 0; sent < 2; sent++) served.to(rooms[0]).emit(fact, payload)
  served.to([rooms[1], rooms[0]]).emit(fact, payload)
  served.to([]).emit(fact, payload)
  served.to(rooms[1]).emit(fact, payload)
  await settled(first)
  expect(tap).toHaveLength(3)
  const second = client(url, '/patient-pharmacy', { auth })
  const other = wiretap(second)
  await next(second, 'connect')
  await settled(first, second)
  expect([tap.length, other.length]).toEqual([4, 0])
})

test('the trace of one fact does not travel with the next', async () => {
  const { io, url } = await listening()
  const carriers = [undefined, undefined, { traceparent: 'one' }, undefined]
  const served = serve(io, patientPharmacy, {
    autoJoin: () => [rooms[0]],
    trace: { carries: true, around: (_, next) => next(), send: (_, send) => send(carriers.shift()) },
  })
  const traced = { contract: { ...auth.contract, trace: ['/patient-pharmacy'] } }
  const socket = await joined(url, '/patient-pharmacy', { auth: traced })
  const tap = wiretap(socket)
  await settled(socket)
  while (carriers.length) served.to(rooms[0]).emit(fact, payload)
  await settled(socket)
  expect(tap.map((packet) => packet.slice(2))).toEqual([[], [], [{ 'contract:trace': { traceparent: 'one' } }], []])
})
