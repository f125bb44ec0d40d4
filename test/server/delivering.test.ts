import type { Server } from 'socket.io'
import { expect, test, vi } from 'vitest'
import { patientPharmacy, patientPharmacyAliases, pharmacyRoom } from '../../src/patient-pharmacy.js'
import { serve } from '../../src/server/index.js'
import { listening } from '../ends/server.js'
import { declaring, joined } from '../ends/sockets.js'

const fact = 'dispatch:updated'
const payload = patientPharmacy.serverToClient[fact].example as never
const today = { auth: declaring(['/patient-pharmacy', 1]) }
const room = pharmacyRoom('p1')

/** Serves the pharmacy on both paths to whoever comes. */
async function pharmacy(options = {}) {
  const { io, url } = await listening(options)
  const aliases = patientPharmacyAliases
  const served = serve(io, patientPharmacy, { aliases, legacy: true, autoJoin: () => [room] })
  return { io, url, send: () => served.to(room).emit(fact, payload) }
}

/** Connects a client that writes down the names it hears. */
async function hearer(url: string, path: string, options = {}) {
  const socket = await joined(url, path, options)
  const heard: string[] = []
  socket.onAny((name) => heard.push(name))
  /** Waits until all that was sent before is heard. */
  const caughtUp = () => socket.emitWithAck('contract:ping')
  return { heard, caughtUp }
}

/** Lists the names of the packets that are encoded while something is sent. */
function encoded(io: Server, send: () => void): unknown[] {
  const encode = vi.spyOn(
    (io as unknown as { encoder: { encode(packet: { data: unknown[] }): unknown } }).encoder,
    'encode',
  )
  send()
  const names = encode.mock.calls.map(([{ data }]) => data[0])
  encode.mockRestore()
  return names
}

test.each([{}, { connectionStateRecovery: {} }])(
  'a name is encoded once where somebody hears it, and nowhere else (%j)',
  async (options) => {
    const { io, url, send } = await pharmacy(options)
    expect(encoded(io, send)).toEqual([])
    const declared = [await hearer(url, '/', today), await hearer(url, '/', today)]
    expect(encoded(io, send)).toEqual([fact])
    const own = await hearer(url, '/patient-pharmacy', today)
    expect(encoded(io, send)).toEqual([fact, fact])
    const old = await hearer(url, '/')
    const names = encoded(io, send)
    expect(names.length).toBeGreaterThan(2)
    for (const each of [...declared, own, old]) await each.caughtUp()
    expect(declared.map(({ heard }) => heard)).toEqual([Array(3).fill(fact), Array(3).fill(fact)])
    expect(own.heard).toEqual([fact, fact])
    // the first is that of the other path
    expect(old.heard).toEqual(names.slice(1))
  },
)

test('what an application sends and waits for reaches who is there, and is answered', async () => {
  const { io, url } = await pharmacy()
  const socket = await joined(url, '/', today)
  socket.on('own:question', (bytes, answer) => answer(bytes))
  const bytes = Buffer.from('abc')
  expect(await io.timeout(5000).emitWithAck('own:question', bytes)).toEqual([bytes])
  expect(await io.to('nowhere').timeout(5000).emitWithAck('own:question', bytes)).toEqual([])
  expect(await io.fetchSockets()).toHaveLength(1)
})
