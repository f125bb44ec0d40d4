import { expect, test } from 'vitest'
import * as z from 'zod/mini'
import { event, legacyReply, namespace, past } from '../../index.js'
import { toContractJson } from '../index.js'

const order = z.object({ orderId: z.string().check(z.maxLength(9)), currency: z.string().check(z.maxLength(3)) })
const example = { orderId: 'o1', currency: 'EUR' }
const shop = namespace('/shop', {
  version: 3,
  serverToClient: {
    'order:placed': event({ payload: order, example }),
    'order:sent': event({ payload: order, example }),
    bell: event({}),
  },
  clientToServer: {
    'order:submit': event({ payload: order, reply: z.object({ done: z.boolean() }), example }),
    'order:cancel': event({ payload: order, example }),
  },
})

const namespaceJson = (table: Parameters<ReturnType<typeof past<typeof shop>>>[0], prose = {}) =>
  toContractJson([{ contract: shop, past: past<typeof shop>()(table) }], { prose: { namespaces: { '/shop': prose } } })
    .namespaces['/shop']

const bare = { rename: {}, heard: {}, up: false, down: false, reply: false }

test('a contract without earlier versions has none in its data', () => {
  expect(toContractJson([{ contract: shop }]).namespaces['/shop']).not.toHaveProperty('past')
})

test('the table is written as it was declared, and no row of a later version for an earlier one', () => {
  const json = namespaceJson({
    1: {},
    2: {
      serverToClient: { 'order:sent': { name: 'order:shipped', rename: { id: 'orderId' } }, bell: false },
      clientToServer: { 'order:submit': { reply: legacyReply({ down: { ok: 'reply.done' } }) } },
    },
  })
  expect(json?.past).toEqual({
    1: { serverToClient: {}, clientToServer: {} },
    2: {
      serverToClient: {
        'order:sent': {
          ...bare,
          name: 'order:shipped',
          rename: { id: 'orderId' },
          examples: [{ payload: { id: 'o1', currency: 'EUR' }, sent: true }],
        },
        bell: false,
      },
      clientToServer: { 'order:submit': { ...bare, reply: true, replyForm: { down: { ok: 'reply.done' } } } },
    },
  })
})

test('what a server sends is shown as the row makes it, also where nothing reads it back', () => {
  const json = namespaceJson({
    1: { serverToClient: { 'order:placed': { down: ({ currency, ...others }) => others } } },
  })
  expect(json?.past?.[1]?.serverToClient['order:placed']).toEqual({
    ...bare,
    down: true,
    examples: [{ payload: { orderId: 'o1' }, sent: true }],
  })
})

test('what a client sent is shown where its shape is known, with what it is read as', () => {
  const up = (old: unknown) => ({ currency: 'USD', ...(old as object) })
  const rows = {
    'order:submit': { rename: { nr: 'orderId' }, heard: { number: 'orderId' } },
    'order:cancel': { up },
  } as const
  const json = namespaceJson(
    { 2: { clientToServer: rows } },
    {
      past: {
        2: {
          clientToServer: { 'order:cancel': 'Orders were in dollars.' },
          examples: { clientToServer: { 'order:cancel': [{ orderId: 'o2' }] } },
        },
      },
    },
  )
  expect(json?.past?.[2]?.clientToServer).toEqual({
    'order:submit': {
      ...bare,
      rename: { nr: 'orderId' },
      heard: { number: 'orderId' },
      examples: [
        { payload: { nr: 'o1', currency: 'EUR' }, sent: true },
        { payload: { number: 'o1', currency: 'EUR' }, sent: false },
      ],
    },
    'order:cancel': {
      ...bare,
      up: true,
      notes: 'Orders were in dollars.',
      examples: [{ payload: { orderId: 'o2' }, sent: true, canonical: { orderId: 'o2', currency: 'USD' } }],
    },
  })
})

test('a payload that was written down and that the row does not read is refused', () => {
  const examples = { clientToServer: { 'order:cancel': [{ nr: 'o2' }] } }
  expect(() => namespaceJson({ 1: { clientToServer: { 'order:cancel': {} } } }, { past: { 1: { examples } } })).toThrow(
    '/shop order:cancel (clientToServer): a row of `past` does not read its own @example',
  )
})

test('a table that does not fit its contract is refused', () => {
  expect(() => toContractJson([{ contract: shop, past: { 3: {} } }])).toThrow('`past` has a version 3')
})
