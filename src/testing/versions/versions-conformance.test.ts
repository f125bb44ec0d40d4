import { Server } from 'socket.io'
import { io } from 'socket.io-client'
import { describe, expect, test } from 'vitest'
import * as z from 'zod/mini'
import { bytes, integer, text } from '../../fields/index.js'
import { event, namespace, type PastTable, past, room } from '../../index.js'
import { serve } from '../../server/index.js'
import { toContractJson } from '../../spec/index.js'
import { versionsConformance } from './versions-conformance.js'

const ends = { serve, Server, io }
const table = room('table:{tableId}')
const addressed = { to: [table], identity: ['id'] as const }
const enter = event({ payload: z.object({ tableId: text(9) }), joins: [table], limit: { count: 1, perMs: 60_000 } })
const cents = integer(0, 99)
const stock = event({ payload: z.object({ id: text(9) }), identity: ['id'] })

const firstShop = namespace('/shop', {
  version: 1,
  rooms: [table],
  serverToClient: {
    'bill:printed': event({ payload: z.object({ id: text(9), cents: integer(0, 100_000) }), ...addressed }),
    'cook:busy': event({ payload: z.object({ load: cents }), volatile: true, direct: true }),
    'order:new': event({ payload: z.object({ nr: text(9) }), to: [table], identity: ['nr'] }),
    'stock:low': stock,
  },
  clientToServer: { 'table:enter': enter },
})
const shop = namespace('/shop', {
  version: 3,
  rooms: [table],
  serverToClient: {
    'bill:printed': event({ payload: z.object({ id: text(9), euros: integer(0, 999), cents }), ...addressed }),
    'kitchen:busy': event({ payload: z.object({ load: cents }), volatile: true, direct: true }),
    'order:placed': event({ payload: z.object({ id: text(9), currency: z.optional(text(3)) }), ...addressed }),
    'stock:low': stock,
    'tip:left': event({ payload: z.object({ id: text(9) }), ...addressed }),
  },
  clientToServer: { 'table:enter': enter },
})
const shopPast = past<typeof shop>()({
  1: {
    serverToClient: {
      'bill:printed': { down: ({ id, euros, cents }) => ({ id, cents: euros * 100 + cents }) },
      'kitchen:busy': { name: 'cook:busy' },
      'order:placed': { name: 'order:new', rename: { nr: 'id' } },
      'tip:left': false,
    },
  },
  2: {},
})
const one: PastTable = { 1: shopPast[1] ?? {} }
const versions = { 1: toContractJson([firstShop]) }

describe('a shop whose earlier version is served as it was', () => {
  const checks = versionsConformance({ contract: shop, past: shopPast }, versions, ends)
  test.each(checks.filter(({ title }) => !title.includes('version 2')))('$title', ({ check }) => check())

  test('each event of the version is a check', () => {
    expect(checks.map(({ title }) => title)).toEqual([
      '/shop bill:printed (serverToClient, version 1): its clients hear it as it was',
      '/shop cook:busy (serverToClient, version 1): its clients hear it as it was',
      '/shop order:new (serverToClient, version 1): its clients hear it as it was',
      '/shop stock:low (serverToClient, version 1): its clients hear it as it was',
      '/shop table:enter (clientToServer, version 1): it is taken from its clients as it was',
      '/shop: version 2 is recorded',
    ])
  })

  test('a version of which nothing is recorded is said to be missing', async () => {
    const [missing] = checks.slice(-1)
    await expect((async () => missing?.check())()).rejects.toThrow(
      '/shop, version 2: nothing is recorded of it: `socket-canon gate --record-versions` writes contract.versions/',
    )
  })
})

/** Runs all checks, and lists what those say that fail. */
const failures = async (served: Parameters<typeof versionsConformance>[0], recorded: object): Promise<string[]> => {
  const found = await Promise.all(
    versionsConformance(served, { 1: recorded }, ends).map(async ({ check }) => {
      try {
        await check()
        return []
      } catch (error) {
        return [(error as Error).message]
      }
    }),
  )
  return found.flat()
}

test('rows that leave out, hide, or misname an event fail, each by the name that its clients know', async () => {
  const rows = one[1]?.serverToClient ?? {}
  const wrong: PastTable = {
    1: {
      serverToClient: {
        ...rows,
        'bill:printed': { down: ({ id }: { id: string }) => ({ id }) } as never,
        'kitchen:busy': {},
        'stock:low': false,
      },
    },
  }
  const found = await failures({ contract: shop, past: wrong }, versions[1])
  expect(found).toEqual([
    expect.stringMatching(
      /^\/shop bill:printed \(serverToClient, version 1\): \d+ of \d+ payloads are not heard: look at the row of bill:printed$/,
    ),
    '/shop cook:busy (serverToClient, version 1): no event of the server has its name: look at the row of the event that took its place',
    '/shop stock:low (serverToClient, version 1): no event of the server has its name: look at the row of the event that took its place',
  ])
})

const order = { id: z.string(), file: bytes(8) }
const asked = (payload: object, reply: object, version: number) =>
  namespace('/asked', {
    version,
    serverToClient: {},
    clientToServer: {
      'order:make': event({ payload: z.object(payload) as never, reply: z.object(reply) as never }),
      'order:note': event({ payload: z.object(payload) as never }),
    },
  })
const asking = asked(order, { ok: z.boolean() }, 1)
const today = asked({ ...order, day: z.string() }, { done: z.boolean() }, 2)
const given = (up: (old: never) => object, down: (reply: never) => object): PastTable =>
  ({ 1: { clientToServer: { 'order:make': { up, reply: { down } }, 'order:note': { up } } } }) as never

test('what clients send, bytes too, and what they are answered is played as well', async () => {
  const record = toContractJson([asking])
  const right = given(
    (old: object) => ({ ...old, day: '' }),
    ({ done }: { done: boolean }) => ({ ok: done }),
  )
  expect(await failures({ contract: today, past: right }, record)).toEqual([])
  const same = (value: object) => value
  const found = await failures({ contract: today, past: given(same, same) }, record)
  expect(found).toEqual([
    '/asked order:make (clientToServer, version 1): it is refused with PAYLOAD_INVALID: look at the row of order:make',
    expect.stringMatching(
      /^\/asked order:note .*: \d+ of \d+ payloads are not handled: look at the row of order:note$/,
    ),
  ])
  const replied = await failures({ contract: today, past: given((old: object) => ({ ...old, day: '' }), same) }, record)
  expect(replied).toEqual([
    '/asked order:make (clientToServer, version 1): it is refused with REPLY_INVALID: look at the row of order:make',
  ])
})

test('a contract that serves no earlier version is refused, for nothing would be checked', () => {
  expect(() => versionsConformance({ contract: shop, past: {} }, {}, ends)).toThrow(
    'versionsConformance(): its table of earlier versions has none, so nothing would be checked',
  )
})
