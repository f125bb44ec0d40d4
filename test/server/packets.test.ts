import type { Socket } from 'socket.io-client'
import { afterAll, describe, expect, test } from 'vitest'
import { patientPharmacy, patientPharmacyAliases, pharmacyRoom } from '../../src/patient-pharmacy.js'
import { serve } from '../../src/server/index.js'
import { declaring, joined, listening, settled, transports, wiretap } from './ends.js'

const example = (name: (typeof facts)[number]) => patientPharmacy.serverToClient[name].example as never

const facts = ['order:new', 'dispatch:updated', 'chat:message'] as const
const kinds = ['legacy', 'canonical, undeclared', 'declared'] as const
const paths = ['/', '/patient-pharmacy'] as const

/** Lists the names each fact has on the legacy path. */
const names = {
  'order:new': ['order:new', 'order:created'],
  'dispatch:updated': ['dispatch:updated', 'dispatch:update', 'delivery:status_changed', 'delivery:completed'],
  'chat:message': ['chat:message', 'new-message'],
} as const

/** Says which names of a fact a client must get: older ones never hear of the new path, and there is nothing for them on it. */
function expected(
  kind: (typeof kinds)[number],
  path: string,
  legacy: boolean,
  fact: (typeof facts)[number],
): readonly string[] {
  if (path === '/') return !legacy ? [] : kind === 'declared' ? [fact] : names[fact]
  return [fact]
}

const rows: Record<string, string | number>[] = []

afterAll(() => {
  console.log('packets per fact, counted on the wire (handlers a client of the kind has for the names it knows)')
  console.table(rows)
})

describe.each(transports)('over %s', (transport) => {
  test.each([true, false])(
    'with legacy %s each kind of client gets the packets of its kind, on each path',
    async (legacy) => {
      const { io, url } = await listening()
      const pharmacy = serve(io, patientPharmacy, {
        aliases: patientPharmacyAliases,
        legacy,
        autoJoin: () => [pharmacyRoom('p1')],
      })
      if (!legacy) io.on('connection', (socket) => socket.on('contract:ping', (ack) => ack()))
      const clients: (readonly [kind: (typeof kinds)[number], path: string, socket: Socket])[] = []
      for (const path of paths)
        for (const kind of kinds) {
          const auth = kind === 'declared' ? declaring(['/patient-pharmacy', 1]) : {}
          clients.push([kind, path, await joined(url, path, { transport, auth })])
        }
      const taps = clients.map(([, , socket]) => wiretap(socket))
      const calls = clients.map(([kind, , socket], index) => {
        const count: Record<string, number> = {}
        for (const fact of facts)
          for (const name of kind === 'legacy' ? names[fact].slice(1, 2) : [fact])
            socket.on(name, () => {
              count[fact] = (count[fact] ?? 0) + 1
            })
        return { index, count }
      })
      for (const fact of facts) pharmacy.to(pharmacyRoom('p1')).emit(fact, example(fact))
      await settled(...clients.map(([, , socket]) => socket))

      for (const [index, [kind, path]] of clients.entries()) {
        const tap = taps[index] ?? []
        const row: Record<string, string | number> = { transport, legacy: String(legacy), path, client: kind }
        for (const fact of facts) {
          const wanted = expected(kind, path, legacy, fact)
          const got = tap.map(([name]) => name).filter((name) => (names[fact] as readonly string[]).includes(name))
          expect(got, `${kind} on ${path}`).toEqual(wanted)
          row[fact] = `${got.length} (${calls[index]?.count[fact] ?? 0})`
        }
        expect(tap).toHaveLength(facts.flatMap((fact) => expected(kind, path, legacy, fact)).length)
        rows.push(row)
      }
    },
  )
})
