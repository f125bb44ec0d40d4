import { expect, test } from 'vitest'
import * as z from 'zod/mini'
import { messagingAliases } from '../../aliases/messaging.js'
import { patientPharmacyAliases } from '../../aliases/patient-pharmacy.js'
import { accepting } from '../event/accepting.js'
import { AliasError } from './alias-error.js'
import { canonicalName, isLegacyName, legacyNames } from './alias-name.js'

test('a canonical name is its own, and a legacy one has one', () => {
  expect(canonicalName(patientPharmacyAliases, 'serverToClient', 'new-message')).toBe('chat:message')
  expect(canonicalName(patientPharmacyAliases, 'serverToClient', 'chat:message')).toBe('chat:message')
  expect(canonicalName(patientPharmacyAliases, 'clientToServer', 'new-message')).toBe('new-message')
})

test('one name means different things in the two directions', () => {
  expect(canonicalName(messagingAliases, 'serverToClient', 'NEW_MESSAGE')).toBe('message:new')
  expect(canonicalName(messagingAliases, 'clientToServer', 'NEW_MESSAGE')).toBe('message:send')
})

test('legacy names are listed in the order of the table', () => {
  expect(legacyNames(patientPharmacyAliases, 'serverToClient', 'dispatch:updated')).toEqual([
    'dispatch:update',
    'delivery:status_changed',
    'delivery:completed',
    'dispatch_update',
  ])
  expect(legacyNames(patientPharmacyAliases, 'serverToClient', 'chat:typing')).toEqual([])
})

test.each(['toString', '__proto__', 'constructor', 'chat:message', ''])('%s is no legacy name', (name) => {
  expect(isLegacyName(patientPharmacyAliases, 'serverToClient', name)).toBe(false)
})

test('accepting turns what fits and refuses what does not, without a piece of it', () => {
  const list = accepting(z.array(z.string()), (names) => ({ names }))
  expect(list(['a'])).toEqual({ names: ['a'] })
  expect(() => list('secret')).toThrow(AliasError)
  expect(() => list('secret')).not.toThrow(/secret/)
})
