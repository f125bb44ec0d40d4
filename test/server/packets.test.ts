import type { Socket } from 'socket.io-client'
import { afterAll, describe, expect, test } from 'vitest'
import { connect } from '../../src/client/index.js'
import { chatRoom, patientPharmacy, patientPharmacyAliases, pharmacyRoom } from '../../src/patient-pharmacy.js'
import { serve } from '../../src/server/index.js'
import { afterwards } from '../ends/afterwards.js'
import { listening } from '../ends/server.js'
import { client, declaring, joined, settled, transports, wiretap } from '../ends/sockets.js'

const facts = ['order:new', 'dispatch:updated', 'chat:message'] as const
const kinds = ['legacy', 'undeclared', 'declared'] as const
const paths = ['/', '/patient-pharmacy'] as const
type Fact = (typeof facts)[number]

/** Lists the names each fact has on the legacy path; the second is the one that the legacy client knows. */
const names = {
  'order:new': ['order:new', 'order:created'],
  'dispatch:updated': ['dispatch:updated', 'dispatch:update', 'delivery:status_changed', 'delivery:completed'],
  'chat:message': ['chat:message', 'new-message'],
} as const

/** Is a client whose packets and handler calls are counted. */
interface Counted {
  readonly kind: (typeof kinds)[number]
  readonly path: (typeof paths)[number]
  readonly socket: Socket
  readonly calls: Record<Fact, number>
}

/** Opens one client: legacy ones are socket.io's own, the others have the contract, which one whose socket is connected can't declare. */
async function counted(url: string, transport: 'websocket' | 'polling', kind: Counted['kind'], path: Counted['path']) {
  const calls = { 'order:new': 0, 'dispatch:updated': 0, 'chat:message': 0 }
  const socket =
    kind === 'declared' ? client(url, path, { transport, autoConnect: false }) : await joined(url, path, { transport })
  if (kind === 'legacy') for (const fact of facts) socket.on(names[fact][1], () => calls[fact]++)
  else {
    const pharmacy = connect(socket, patientPharmacy, { aliases: patientPharmacyAliases, legacy: true })
    afterwards(pharmacy.close)
    for (const fact of facts) pharmacy.on(fact, () => calls[fact]++)
    if (pharmacy.status !== 'connected') await new Promise<void>((resolve) => socket.once('connect', resolve))
  }
  return { kind, path, socket, calls }
}

/** Says which packets of a fact a client must get, and how often its handler is called. */
function expected({ kind, path }: Counted, legacy: boolean, fact: Fact): { packets: readonly string[]; calls: number } {
  // with legacy off nothing is sent on the old path, and the names of old never were on the new one
  if (path === '/' && !legacy) return { packets: [], calls: 0 }
  if (path === '/') return { packets: kind === 'declared' ? [fact] : names[fact], calls: 1 }
  return { packets: [fact], calls: kind === 'legacy' ? 0 : 1 }
}

const table: string[][] = [['transport', 'legacy', 'path', 'client', ...facts]]

afterAll(() => {
  const widths = facts.map((_, index) => index + 4)
  const width = [0, 1, 2, 3, ...widths].map((column) => Math.max(...table.map((row) => (row[column] ?? '').length)))
  const lines = table.map((row) => row.map((cell, column) => cell.padEnd(width[column] ?? 0)).join('  '))
  console.log(`packets / handler calls per fact, the packets counted on the wire\n${lines.join('\n')}`)
})

describe.each(transports)('over %s', (transport) => {
  test.each([true, false])(
    'with legacy %s each kind of client gets the packets of its kind on each path, and one call a fact',
    async (legacy) => {
      const { io, url } = await listening()
      const pharmacy = serve(io, patientPharmacy, {
        aliases: patientPharmacyAliases,
        legacy,
        autoJoin: () => [pharmacyRoom('p1')],
      })
      // what is not served is the application's: it answers the probe, and has the room that would be reached
      if (!legacy)
        io.on('connection', (socket) => {
          void socket.join(pharmacyRoom('p1'))
          socket.on('contract:ping', (ack) => ack({ at: 1 }))
        })
      const clients = await Promise.all(
        paths.flatMap((path) => kinds.map((kind) => counted(url, transport, kind, path))),
      )
      const taps = clients.map(({ socket }) => wiretap(socket))
      for (const fact of facts)
        pharmacy.to(pharmacyRoom('p1')).emit(fact, patientPharmacy.serverToClient[fact].example as never)
      await settled(...clients.map(({ socket }) => socket))

      for (const [index, one] of clients.entries()) {
        const tap = (taps[index] ?? []).map(([name]) => name)
        const who = `${one.kind} on ${one.path}`
        expect(tap, who).toEqual(facts.flatMap((fact) => expected(one, legacy, fact).packets))
        expect(one.calls, who).toEqual(
          Object.fromEntries(facts.map((fact) => [fact, expected(one, legacy, fact).calls])),
        )
        expect(one.socket.connected, who).toBe(true)
        const cells = facts.map((fact) => {
          const packets = tap.filter((name) => (names[fact] as readonly string[]).includes(name)).length
          return `${packets} / ${one.calls[fact]}`
        })
        table.push([transport, legacy ? 'on' : 'off', one.path, one.kind, ...cells])
      }
    },
  )
})

test('a room is reached on the legacy path by the names the application of old gave it', async () => {
  const { io, url } = await listening()
  const pharmacy = serve(io, patientPharmacy, { aliases: patientPharmacyAliases, legacy: true })
  io.on('connection', (socket) => socket.join('room:r1'))
  const old = await joined(url, '/')
  const declared = await joined(url, '/', { auth: declaring(['/patient-pharmacy', 1]) })
  const both = [old, declared]
  const taps = both.map(wiretap)
  pharmacy.to(chatRoom('r1')).emit('chat:message', patientPharmacy.serverToClient['chat:message'].example as never)
  await settled(...both)
  expect(taps.map((tap) => tap.map(([name]) => name))).toEqual([['chat:message', 'new-message'], ['chat:message']])
})
