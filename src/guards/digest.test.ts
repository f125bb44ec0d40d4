import { expect, test } from 'vitest'
import * as z from 'zod/mini'
import { event } from '../contract/event/event.js'
import { defineNamespace } from '../contract/namespace.js'
import { patientPharmacy } from '../events/patient-pharmacy.js'
import { text } from '../fields/index.js'
import { digestOf } from './digest.js'
import { loadZod } from './zod.js'

await loadZod()

const declared = (payload: z.ZodMiniType<object, object>, version = 1) =>
  defineNamespace('/shop', {
    version,
    serverToClient: { sold: event({ payload: payload as never }) },
    clientToServer: {},
  })

test('the digest of a contract is the same however often it is made', () => {
  expect(digestOf(patientPharmacy)).toBe(digestOf(patientPharmacy))
  expect(digestOf(patientPharmacy)).toMatch(/^[0-9a-f]{16}$/)
})

test('the digest of a contract does not know the order of fields', () => {
  const one = declared(z.object({ a: text(9), b: text(9) }))
  const other = declared(z.object({ b: text(9), a: text(9) }))
  expect(digestOf(one)).toBe(digestOf(other))
})

test('the digest of a contract changes with a field, a limit and a version', () => {
  const digests = [
    declared(z.object({ a: text(9) })),
    declared(z.object({ a: text(8) })),
    declared(z.object({ b: text(9) })),
    declared(z.object({ title: text(9) })),
    declared(z.object({ a: text(9) }), 2),
  ].map(digestOf)
  expect(new Set(digests).size).toBe(digests.length)
})
