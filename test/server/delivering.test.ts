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

test('nobody is looked for where a room holds only those who are left out', async () => {
  const { io, url, send } = await pharmacy()
  await hearer(url, '/', today)
  const looking = vi.spyOn(io.of('/').adapter as unknown as { computeExceptSids(): unknown }, 'computeExceptSids')
  send()
  expect(looking).toHaveBeenCalledTimes(1)
  await hearer(url, '/')
  looking.mockClear()
  send()
  expect(looking.mock.calls.length).toBeGreaterThan(2)
})

test('what an application sends and waits for reaches who is there, and is answered', async () => {
  const { io, url } = await pharmacy()
  const socket = await joined(url, '/', today)
  socket.on('own:question', (bytes, answer) => answer(bytes))
  const bytes = Buffer.from('abc')
  expect(await io.timeout(5000).emitWithAck('own:question', bytes)).toEqual([bytes])
  expect(await io.to('nowhere').timeout(5000).emitWithAck('own:question', bytes)).toEqual([])
  expect(await io.fetchSockets()).toHaveLength(1)
})

test('who is left out of one room and sits in another with somebody else leaves nobody else out', async () => {
  const { io, url } = await listening()
  serve(io, patientPharmacy, { aliases: patientPharmacyAliases, legacy: true })
  const sockets = await Promise.all([joined(url, '/'), joined(url, '/'), joined(url, '/')])
  const heard: string[] = []
  const rooms: Record<string, string[]> = {
    a: ['hall', 'red'],
    b: ['hall', 'yard', 'blue'],
    c: ['red', 'blue', 'green'],
  }
  for (const [index, name] of Object.keys(rooms).entries()) {
    const socket = sockets[index]
    socket?.on('own:call', (called: string) => heard.push(`${name} ${called}`))
    for (const each of rooms[name] ?? []) io.of('/').in(String(socket?.id)).socketsJoin(each)
  }
  const call = (called: string, left: string[]): unknown =>
    io.to(called.split(' ')).except(left).emit('own:call', called)
  call('hall', ['red'])
  call('hall', ['red', 'blue'])
  call('hall yard', ['blue', 'green'])
  call('red yard', ['green', 'hall'])
  call('green', ['hall', 'red'])
  call('blue', ['hall', 'nowhere'])
  for (const socket of sockets) await socket.emitWithAck('contract:ping')
  expect(heard.toSorted()).toEqual(['a hall yard', 'b hall', 'c blue'])
})
