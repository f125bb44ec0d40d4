import { expect, test } from 'vitest'
import * as z from 'zod/mini'
import { id, sensitive } from '../fields/index.js'
import { event, namespace, room } from '../index.js'
import { chatRoom, patientPharmacy } from '../patient-pharmacy.js'
import { redactRoom } from './redact-room.js'

const patientRoom = room('patient:{patientId}', { legacy: ['p:{patientId}'] })
const wardRoom = room('ward:{wardId}:{bedId}')
const bed = z.object({ bedId: sensitive('pii', z.optional(id)) })
const hospital = namespace('/hospital', {
  rooms: [patientRoom, wardRoom],
  serverToClient: {
    admitted: event({ payload: z.object({ patientId: sensitive('phi', id) }), to: [patientRoom] }),
    moved: event({ payload: z.object({ beds: z.array(z.union([z.null(), bed])) }), to: [wardRoom] }),
  },
  clientToServer: { watch: event({ payload: z.object({ room: z.string() }), joins: [patientRoom, wardRoom] }) },
})

test('an id is hidden where any event of the contract marks a field of its name, however deep', () => {
  expect(redactRoom(hospital, patientRoom('ada'))).toBe('patient:[phi]')
  expect(redactRoom(hospital, 'p:ada')).toBe('patient:[phi]')
  expect(redactRoom(hospital, wardRoom('w1', 'ada'))).toBe('ward:w1:[pii]')
})

test('a name of no family is hidden as a whole', () => {
  for (const name of ['Ada Obi', 'patient:', 'patient:a:b', '']) expect(redactRoom(hospital, name)).toBe('[unfit]')
})

test('a room whose ids are not marked keeps its name, in the spelling it has', () => {
  expect(redactRoom(patientPharmacy, chatRoom('r1'))).toBe('chat:r1')
  expect(redactRoom(patientPharmacy, 'room:r1')).toBe('room:r1')
})
