import type { shop } from './contracts.js'

/** What a client of the shop may speak: version 1, version 2, or what was said before there was a contract. */
export type Tongue = 'first' | 'second' | 'old'

/** The name of an event and its payload, as they are on the wire. */
export type Said = readonly [name: string, payload: object]

/** An event that the server sends, and what others than clients of today get in its place; written by hand, whatever the tables say. */
export interface Fact {
  readonly event: keyof typeof shop.serverToClient
  payload(id: string): object
  /** What version 1 is sent; nothing where it does not have the event. */
  first?(id: string): Said
  /** What is sent besides, on the legacy path, to who declared nothing. */
  old?(id: string): Said
}

/** Every event that the server sends. */
export const facts: readonly Fact[] = [
  {
    event: 'order:placed',
    payload: (id) => ({ orderId: id, total: 5 }),
    first: (id) => ['order:new', { nr: id, total: 5 }],
    old: (id) => ['NEW_ORDER', { id, total: 5 }],
  },
  {
    event: 'stock:changed',
    payload: (id) => ({ sku: id, count: 3, unit: 'box' }),
    first: (id) => ['stock:changed', { sku: id, count: 3 }],
  },
  {
    event: 'customer:changed',
    payload: (id) => ({ customerId: id, firstName: 'Ada', lastName: 'Lovelace' }),
    first: (id) => ['customer:changed', { customerId: id, name: 'Ada Lovelace' }],
  },
  {
    event: 'shop:opened',
    payload: (id) => ({ shopId: id }),
    first: (id) => ['shop:opened', { shopId: id }],
  },
  { event: 'order:cancelled', payload: (id) => ({ orderId: id }) },
]

/** What a client says, and what it is answered. */
export interface Asking {
  readonly said: Said
  /** Nothing where the event has no reply to it. */
  readonly reply?: object
}

/** An event that a client sends: what the handler is given, and how each says it. */
export interface Question {
  readonly event: keyof typeof shop.clientToServer
  payload(id: string): object
  second(id: string): Asking
  /** How version 1 says it; nothing where it does not have the event. */
  first?(id: string): Asking
  /** How it is said on the legacy path by who declared nothing, where that has another name. */
  old?(id: string): Asking
  /** What is answered to who declared nothing and says it as today, where that is something else. */
  readonly oldReply?: object
}

/** Every event that clients send; who speaks is in the shop `k1`. */
export const questions: readonly Question[] = [
  {
    event: 'order:place',
    payload: (id) => ({ orderId: id, sku: 's1' }),
    second: (id) => ({
      said: ['order:place', { orderId: id, sku: 's1' }],
      reply: { orderId: id, status: 'accepted' },
    }),
    first: (id) => ({ said: ['order:submit', { nr: id, sku: 's1' }], reply: { ok: true } }),
    old: (id) => ({ said: ['PLACE_ORDER', { id, sku: 's1' }], reply: { orderId: id, status: 'accepted' } }),
    oldReply: { placed: true },
  },
  {
    event: 'stock:count',
    payload: (id) => ({ sku: id, count: 3, unit: 'piece' }),
    second: (id) => ({ said: ['stock:count', { sku: id, count: 3, unit: 'piece' }] }),
    first: (id) => ({ said: ['stock:count', { sku: id, count: 3 }] }),
  },
  {
    event: 'customer:rename',
    payload: (id) => ({ customerId: id, firstName: 'Ada', lastName: 'Lovelace' }),
    second: (id) => ({
      said: ['customer:rename', { customerId: id, firstName: 'Ada', lastName: 'Lovelace' }],
      reply: { customerId: id },
    }),
    first: (id) => ({ said: ['customer:rename', { customerId: id, name: 'Ada Lovelace' }], reply: { done: true } }),
  },
  {
    event: 'note:add',
    payload: (id) => ({ shopId: 'k1', words: id }),
    second: (id) => ({ said: ['note:add', { shopId: 'k1', words: id }] }),
    first: (id) => ({ said: ['note', { shop: 'k1', words: id }] }),
  },
  {
    event: 'order:cancel',
    payload: (id) => ({ orderId: id }),
    second: (id) => ({ said: ['order:cancel', { orderId: id }], reply: { orderId: id } }),
  },
  ...(['shop:join', 'shop:leave'] as const).map((event): Question => {
    const asking = (id: string): Asking => ({ said: [event, { shopId: id }], reply: { shopId: id } })
    return { event, payload: (id) => ({ shopId: id }), second: asking, first: asking }
  }),
]
