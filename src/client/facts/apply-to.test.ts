import { expect, test } from 'vitest'
import * as z from 'zod/mini'
import { appointments } from '../../appointments.js'
import { event } from '../../contract/event/event.js'
import { defineNamespace } from '../../contract/namespace.js'
import { patientPharmacy } from '../../patient-pharmacy.js'
import { applyTo } from './apply-to.js'

const { 'order:new': placed, 'order:updated': moved } = patientPharmacy.serverToClient
const order = placed.example as NonNullable<typeof placed.example>
const change = moved.example as NonNullable<typeof moved.example>
const other = { ...order, id: 'order_124' }

const shop = defineNamespace('/parcels', {
  version: 1,
  rooms: [],
  serverToClient: {
    weighed: event({
      payload: z.object({
        tenantId: z.string(),
        parcel_id: z.string(),
        grams: z.number(),
        paid: z.optional(z.boolean()),
      }),
      identity: ['tenantId', 'parcel_id', 'paid', 'grams'],
      state: 'patch',
    }),
    theme: event({ payload: z.object({ colours: z.array(z.string()) }), state: 'patch' }),
    labelled: event({
      payload: z.object({ parcel: z.object({ id: z.string() }), label: z.string() }),
      identity: ['parcel.id', 'label'],
      state: 'patch',
    }),
  },
  clientToServer: {},
})

test('R19: a patch is merged into what is held, of which the rest stays', () => {
  const before = structuredClone(order)
  expect(applyTo(moved, order, change)).toEqual({ ...order, status: 'CONFIRMED', updatedAt: change.updatedAt })
  expect(order).toEqual(before)
})

test('R19: a patch of another id changes nothing, and returns what is held itself', () => {
  expect(applyTo(moved, other, change)).toBe(other)
  const parcel = { tenantId: 't1', parcel_id: 'p1', grams: 5, paid: false }
  expect(applyTo(shop.serverToClient.weighed, parcel, { ...parcel, tenantId: 't2', grams: 6 })).toBe(parcel)
  expect(applyTo(shop.serverToClient.weighed, parcel, { ...parcel, paid: true })).toEqual({ ...parcel, paid: true })
  const labelled = { parcel: { id: 'p1' }, label: 'a' }
  expect(applyTo(shop.serverToClient.labelled, labelled, { parcel: { id: 'p2' }, label: 'b' })).toBe(labelled)
  expect(applyTo(shop.serverToClient.labelled, labelled, { parcel: { id: 'p1' }, label: 'b' }).label).toBe('b')
})

test('R19: in a list the item of its id changes, and a list without it is returned itself', () => {
  const list = [order, other]
  const after = applyTo(moved, list, change)
  expect(after).toEqual([{ ...order, status: 'CONFIRMED', updatedAt: change.updatedAt }, other])
  expect(after[1]).toBe(other)
  expect(list[0]).toBe(order)
  const others = [other]
  expect(applyTo(moved, others, change)).toBe(others)
  expect(applyTo(moved, after, change)).toBe(after)
})

test('R19: a list is refused where nothing tells the items apart', () => {
  const held = [{ colours: ['red'] }]
  expect(() => applyTo(shop.serverToClient.theme, held, { colours: [] })).toThrow(
    'the identity of theme names no id: nothing tells which item it is of',
  )
})

test('R19: a patch of nothing is nothing, for a patch never stands for the whole', () => {
  expect(applyTo(moved, undefined, change)).toBeUndefined()
})

test('R19: what has no id is taken for what the caller means', () => {
  const shown = { status: 'PENDING' as string }
  expect(applyTo(moved, shown, change)).toMatchObject({ status: 'CONFIRMED' })
})

test('R19: a list or an object in a patch replaces the one that is held', () => {
  expect(applyTo(shop.serverToClient.theme, { colours: ['red', 'blue'], size: 1 }, { colours: ['green'] })).toEqual({
    colours: ['green'],
    size: 1,
  })
})

test('R19: a field that is undefined, and a patch that is known already, change nothing', () => {
  const held = { ...order, roomId: 'room_1' }
  expect(applyTo(moved, held, { ...change, roomId: undefined })).toHaveProperty('roomId', 'room_1')
  const known = applyTo(moved, held, change)
  expect(applyTo(moved, known, { ...change })).toBe(known)
})

test('R19: a snapshot takes the place of whatever was held', () => {
  const { pending_count } = appointments.serverToClient
  for (const held of [undefined, { count: 1, more: 1 }, [order]])
    expect(applyTo(pending_count, held, { count: 3 })).toEqual({ count: 3 })
})
