import type { Socket } from 'socket.io-client'
import { afterEach, describe, expect, test, vi } from 'vitest'
import { canonicalName, type EventContract } from '../../src/index.js'
import { serve } from '../../src/server/index.js'
import { entries, legacyRows } from '../contracts.js'
import { away, cut, endOf, recovering, returning } from '../ends/absence.js'
import { listening } from '../ends/server.js'
import { client, declaring, settled, transports, wiretap } from '../ends/sockets.js'
import { next } from '../ends/waiting.js'

afterEach(() => vi.restoreAllMocks())

/** Writes a room's pattern with an id that everybody knows. */
const named = (pattern: string): string => pattern.replace(/\{\w+\}/g, 'known1')

/** Makes every payload that could enter one of an event's rooms: by name, in a list, by its parameters, and bare. */
function attempts({ joins, example }: EventContract): unknown[] {
  const patterns = joins.flatMap(({ pattern, legacy }) => [pattern, ...legacy])
  const ids = Object.fromEntries(
    patterns.flatMap((each) => [...each.matchAll(/\{(\w+)\}/g)].map(([, id]) => [id, 'known1'])),
  )
  const rest = Object(example) as object
  return [
    { ...rest, ...ids },
    ...patterns.map((pattern) => ({ ...rest, room: named(pattern) })),
    { ...rest, channels: patterns.map(named) },
    'known1',
  ]
}

const cases = entries
  .filter(({ contract }) => contract.rooms.length > 0)
  .flatMap(({ contract, table }) =>
    [contract.path, ...(contract.legacyPath ? [contract.legacyPath.path] : [])].flatMap((path) =>
      [false, true].map((isDeclared) => ({
        title: `${contract.path} on ${path}, ${isDeclared ? 'declared' : 'undeclared'}`,
        contract,
        table,
        path,
        isDeclared,
      })),
    ),
  )

describe.each(transports)('over %s', (transport) => {
  test.each(cases)(
    'who may enter no room of $title hears nothing, whatever it asks for and however it comes back',
    async ({ contract, table, path, isDeclared }) => {
      const { io, url } = await listening(recovering)
      const served = serve(io, contract, {
        aliases: table as never,
        legacy: true,
        authenticate: ({ token }) => ({ id: String(token) }),
        mayJoin: ({ id }) => id === 'insider',
      }) as unknown as { to(room: string): { emit(name: string, payload: unknown): void } }
      const enter = async (token: string): Promise<Socket> => {
        const auth = { token, ...(isDeclared && declaring([contract.path, 1])) }
        const socket = client(url, path, { transport, ...returning, auth })
        await next(socket, 'connect')
        return socket
      }
      const [insider, outsider] = await Promise.all([enter('insider'), enter('outsider')])

      // no contract lets anybody ask for some rooms, so the application puts the insider there
      for (const { pattern } of contract.rooms) void endOf(io, path, insider).join(named(pattern))
      const joining = Object.values(contract.clientToServer as Record<string, EventContract>).filter(
        ({ joins }) => joins.length,
      )
      for (const event of joining) {
        const rows = legacyRows(table, 'clientToServer').filter(
          (name) => canonicalName(table, 'clientToServer', name) === event.name,
        )
        for (const name of [event.name, ...rows]) {
          const codes: unknown[] = []
          for (const payload of attempts(event)) codes.push((await outsider.emitWithAck(name, payload)).error?.code)
          expect(codes, name).toContain('ROOM_FORBIDDEN')
          for (const code of codes) expect(code, name).toMatch(/^(ROOM_FORBIDDEN|ROOM_INVALID|PAYLOAD_INVALID)$/)
        }
      }
      expect([...endOf(io, path, outsider).rooms].filter((room) => /known1/.test(room))).toEqual([])

      const taps = [wiretap(insider), wiretap(outsider)] as const
      const addressed = Object.values(contract.serverToClient as Record<string, EventContract>).filter(
        ({ to, name }) =>
          to.length && !(contract.legacyPath?.path === path && contract.legacyPath.without.includes(name)),
      )
      const sendAll = (): void => {
        for (const { name, to, example } of addressed)
          for (const { pattern } of to) served.to(named(pattern)).emit(name, example)
      }
      sendAll()
      // an offset to recover from
      io.of(path).emit('own:note')
      await settled(insider, outsider)

      const both = [insider, outsider]
      for (const socket of both) {
        const back = away(socket)
        await cut(endOf(io, path, socket), socket)
        sendAll()
        const returned = next(socket, 'connect')
        back()
        await returned
        expect(socket.recovered).toBe(true)
      }
      sendAll()
      await settled(...both)
      const heard = taps.map((tap) => tap.map(([name]) => name).filter((name) => name !== 'own:note'))
      expect(heard[0]).toEqual(expect.arrayContaining(addressed.map(({ name }) => name)))
      expect(heard[1]).toEqual([])
    },
  )
})
