import * as z from 'zod/mini'
import { aliases, event, namespace, past, room } from '../../src/index.js'

/** The rooms of the shop, in all its versions. */
export const shopRoom = room('shop:{shopId}')
export const tableRoom = room('table:{tableId}')

const text = z.string().check(z.maxLength(64))
const rooms = [shopRoom, tableRoom]

/** The shop as it was first released: version 1, of which nothing is earlier. */
export const firstShop = namespace('/shop', {
  version: 1,
  legacyPath: '/',
  rooms,
  serverToClient: {
    'order:new': event({ payload: z.object({ nr: text }), identity: ['nr'], to: rooms }),
    'menu:changed': event({ payload: z.object({ id: text }), identity: ['id'], to: rooms }),
    'bill:printed': event({ payload: z.object({ id: text, cents: z.int() }), identity: ['id'], to: rooms }),
    'stock:low': event({ payload: z.object({ id: text }), identity: ['id'], everybody: true }),
    'cook:busy': event({ payload: z.object({ load: z.int() }), to: rooms, volatile: true }),
  },
  clientToServer: {
    'table:enter': event({ payload: z.object({ tableId: text }), joins: [tableRoom] }),
  },
})

/** The shop of today. */
export const shop = namespace('/shop', {
  version: 3,
  legacyPath: '/',
  rooms,
  serverToClient: {
    // renamed, its field too, and a field is new since version 3
    'order:placed': event({
      payload: z.object({ id: text, currency: z.optional(text) }),
      identity: ['id'],
      to: rooms,
    }),
    'menu:changed': event({ payload: z.object({ id: text }), identity: ['id'], to: rooms }),
    // one field became two
    'bill:printed': event({
      payload: z.object({ id: text, euros: z.int(), cents: z.int() }),
      identity: ['id'],
      to: rooms,
    }),
    // new in version 2
    'tip:left': event({ payload: z.object({ id: text }), identity: ['id'], to: rooms }),
    'stock:low': event({ payload: z.object({ id: text }), identity: ['id'], everybody: true }),
    'kitchen:busy': event({ payload: z.object({ load: z.int() }), to: rooms, volatile: true }),
    'waiter:typing': event({
      payload: z.object({ tableId: text, isTyping: z.boolean() }),
      to: rooms,
      endsAfter: { ms: 50, by: { isTyping: false } },
    }),
  },
  clientToServer: {
    'table:enter': event({ payload: z.object({ tableId: text }), joins: [tableRoom] }),
    'order:ask': event({ payload: z.object({ id: text }) }),
  },
})

/** What versions 1 and 2 of the shop said otherwise. */
export const shopPast = past<typeof shop>()({
  1: {
    serverToClient: {
      'order:placed': { name: 'order:new', rename: { nr: 'id' } },
      'bill:printed': {
        down: ({ id, euros, cents }) => ({ id, cents: euros * 100 + cents }),
        up(old) {
          const { id, cents } = old as { id: string; cents: number }
          return { id, euros: Math.floor(cents / 100), cents: cents % 100 }
        },
      },
      'tip:left': false,
      'kitchen:busy': { name: 'cook:busy' },
      'waiter:typing': { name: 'waiter:writes' },
    },
  },
  2: { serverToClient: { 'order:placed': { name: 'order:made' }, 'tip:left': {}, 'kitchen:busy': {} } },
})

/** What releases before the contract called its events. */
export const shopAliases = aliases<typeof shop>()({
  serverToClient: { NEW_ORDER: { of: 'order:placed', rename: { orderId: 'id' } } },
  clientToServer: {},
})
