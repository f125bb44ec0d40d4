import { expectTypeOf, test } from 'vitest'
import { appointments, type PendingCount } from '../../appointments.js'
import { type OrderNew, type OrderUpdated, patientPharmacy } from '../../patient-pharmacy.js'
import { applyTo } from './apply-to.js'

const { 'chat:message': posted, 'order:updated': moved } = patientPharmacy.serverToClient
declare const change: OrderUpdated

test('a patch leaves what is held of the type it has', () => {
  expectTypeOf(applyTo(moved, {} as OrderNew, change)).toEqualTypeOf<OrderNew>()
  expectTypeOf(applyTo(moved, undefined as OrderNew | undefined, change)).toEqualTypeOf<OrderNew | undefined>()
  expectTypeOf(applyTo(moved, [] as OrderNew[], change)).toEqualTypeOf<OrderNew[]>()
  expectTypeOf(applyTo(moved, [] as readonly OrderNew[], change)).toEqualTypeOf<readonly OrderNew[]>()
})

test('a snapshot is what is held next, whatever was', () => {
  const { pending_count } = appointments.serverToClient
  expectTypeOf(applyTo(pending_count, undefined, { count: 3 })).toEqualTypeOf<PendingCount>()
  // @ts-expect-error a payload of another event
  applyTo(pending_count, undefined, { sum: 3 })
})

test('what a patch does not fit is refused', () => {
  // @ts-expect-error it has none of the fields
  applyTo(moved, { colour: 'red' }, change)
  // @ts-expect-error a status is no number
  applyTo(moved, { id: 'o1', status: 7 as number }, change)
  // @ts-expect-error a patch needs its fields
  applyTo(moved, {} as OrderNew, { id: 'o1' })
  // @ts-expect-error nothing says how a message stands to what is held
  applyTo(posted, undefined, {})
})
