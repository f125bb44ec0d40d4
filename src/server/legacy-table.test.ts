import { expect, test } from 'vitest'
import { patientPharmacyAliases } from '../aliases/patient-pharmacy.js'
import { DeclarationError } from '../contract/declaration-error.js'
import { patientPharmacy } from '../events/patient-pharmacy.js'
import { legacyTable } from './legacy-table.js'
import { legacyPackets, plansOf } from './outbound/plan.js'

const change = { id: 'o1', status: 'CONFIRMED', updatedAt: '2024-12-20T10:35:00Z' }

/** Returns what an order that changed is told as under old names. */
function packets(legacy: boolean | { readonly also: readonly never[] }) {
  const aliases = legacyTable(patientPharmacy, { aliases: patientPharmacyAliases, legacy })
  const plan = plansOf({ contract: patientPharmacy, aliases, legacy: !!legacy }).get('order:updated')
  return plan && Object.fromEntries(legacyPackets(plan, change))
}

test('R18: a name that is only heard is sent where it is switched on, with the fields of both generations', () => {
  expect(packets(true)).toEqual({ 'order:status-updated': change })
  expect(packets({ also: ['order.updated'] as never[] })).toEqual({
    'order:status-updated': change,
    'order.updated': { ...change, orderId: 'o1', orderStatus: 'CONFIRMED' },
  })
  expect(patientPharmacyAliases.serverToClient).toMatchObject({ 'order.updated': { emit: false } })
})

test.each(['order.update', 'order:updated', 'toString'])('R18: %s is no name to switch on', (name) => {
  const also = [name] as never[]
  expect(() => legacyTable(patientPharmacy, { aliases: patientPharmacyAliases, legacy: { also } })).toThrow(
    new DeclarationError(
      `/patient-pharmacy: \`also\` names ${name}, which is no row of \`aliases\` for what the server sends`,
    ),
  )
  expect(() => legacyTable(patientPharmacy, { legacy: { also } })).toThrow(DeclarationError)
})

test('R18: what can switch on nothing is refused', () => {
  const aliases = patientPharmacyAliases
  expect(() => legacyTable(patientPharmacy, { aliases, legacy: {} as never })).toThrow('`legacy` is true, or')
  const { legacyPath: _, ...pathless } = patientPharmacy
  const also = ['order.updated'] as never[]
  expect(() => legacyTable(pathless as never, { aliases, legacy: { also } })).toThrow('the contract declares none')
})
