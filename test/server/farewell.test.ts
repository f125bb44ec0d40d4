import { expect, test } from 'vitest'
import { RefusalError } from '../../src/index.js'
import { patientPharmacy, patientPharmacyAliases, pharmacyRoom } from '../../src/patient-pharmacy.js'
import { type Observation, serve } from '../../src/server/index.js'
import { simulation, simulationAliases } from '../../src/simulation.js'
import { endOf } from '../ends/absence.js'
import { placesOf } from '../ends/places.js'
import { listening } from '../ends/server.js'
import { joined } from '../ends/sockets.js'
import { next } from '../ends/waiting.js'

/** Serves two contracts on one path; the first lasts so long from its beginning, or is refused. */
async function shared(lastsMs: number | undefined) {
  const { io, url } = await listening()
  const seen: Observation[] = []
  const observe = (noticed: Observation): void => void seen.push(noticed)
  serve(io, patientPharmacy, {
    aliases: patientPharmacyAliases,
    legacy: true,
    authenticate: () => {
      if (lastsMs === undefined) throw new RefusalError('AUTH_INVALID')
      return { id: 'u1' }
    },
    expiresAt: () => Date.now() + (lastsMs ?? 0),
    autoJoin: () => [pharmacyRoom('p1')],
    observe,
  })
  serve(io, simulation, {
    aliases: simulationAliases,
    legacy: true,
    autoJoin: () => ['session:s1'],
    observe,
  })
  const socket = await joined(url, '/')
  return { socket, end: endOf(io, '/', socket), seen }
}

const lost = (seen: readonly Observation[]): string[] =>
  seen.flatMap(({ kind, namespace }) => (kind === 'connection-lost' ? [namespace] : []))

test('a user whose time is over for one contract leaves its rooms only, and stays for the other', async () => {
  const { socket, end, seen } = await shared(1000)
  await end.join('own')
  expect(placesOf(end)).toEqual(new Set([socket.id, 'pharmacy:p1', 'session:s1', 'own']))
  expect(await next(socket, 'contract:refused')).toMatchObject({ event: '', error: { code: 'AUTH_EXPIRED' } })
  expect(placesOf(end)).toEqual(new Set([socket.id, 'session:s1', 'own', 'barred /patient-pharmacy']))
  expect(await socket.emitWithAck('session:leave', { sessionId: 's1' })).toEqual({ sessionId: 's1' })
  const gone = new Promise((resolve) => end.once('disconnect', resolve))
  socket.disconnect()
  expect(await gone).toBe('client namespace disconnect')
  expect(lost(seen)).toEqual(['/patient-pharmacy', '/simulation'])
})

test('a contract that never let the client in does not lose it', async () => {
  const { socket, end, seen } = await shared(undefined)
  const gone = new Promise((resolve) => end.once('disconnect', resolve))
  socket.disconnect()
  await gone
  expect(lost(seen)).toEqual(['/simulation'])
})

test('a client that goes before its time is over is refused nothing afterwards', async () => {
  const { socket, end, seen } = await shared(1000)
  const gone = new Promise((resolve) => end.once('disconnect', resolve))
  socket.disconnect()
  await gone
  expect(lost(seen)).toEqual(['/patient-pharmacy', '/simulation'])
  // the next one's time ends later, on the timer all share
  const later = await shared(1300)
  await next(later.socket, 'contract:refused')
  expect(seen.filter(({ kind }) => kind === 'refused')).toEqual([])
})
