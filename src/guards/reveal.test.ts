import { expect, test } from 'vitest'
import * as z from 'zod/mini'
import { sensitive } from '../fields/index.js'
import { event } from '../index.js'
import { revealed } from './reveal.js'

const person = z.object({ name: z.string(), phone: sensitive('pii', z.string()) })
const visit = event({
  payload: z.object({ note: sensitive('phi', z.string()), doctor: z.optional(person), people: z.array(person) }),
})
const payload = {
  note: 'a cold',
  doctor: null,
  people: [
    { name: 'Ada', phone: '+1' },
    { name: 'Ben', phone: '+2' },
  ],
  undeclared: 'token',
}
const hidden = {
  note: '[phi]',
  doctor: '[unfit]',
  people: [
    { name: 'Ada', phone: '[pii]' },
    { name: 'Ben', phone: '[pii]' },
  ],
}

test('nothing marked is shown where nobody asks', () => {
  expect(revealed(visit, payload, [])).toEqual(hidden)
})

test('a path through a list shows that field of every entry, and no other', () => {
  expect(revealed(visit, payload, ['people.phone'])).toEqual({ ...hidden, people: payload.people })
})

test('several paths are shown together', () => {
  expect(revealed(visit, payload, ['note', 'people.phone'])).toEqual({
    note: 'a cold',
    doctor: '[unfit]',
    people: payload.people,
  })
})

test.each(['doctor.phone', 'note.length', 'people.0', 'nothing', 'undeclared', 'constructor', '__proto__', ''])(
  'a path that leads to no declared field, such as "%s", shows nothing more',
  (path) => {
    expect(revealed(visit, payload, [path])).toEqual(hidden)
  },
)

test('a payload that is no object is shown by no path', () => {
  expect(revealed(visit, 'a cold', ['note'])).toBe('[unfit]')
})

test('a path leads through a record, and into nothing that is marked as a whole', () => {
  const ward = event({
    payload: z.object({
      beds: z.record(z.string(), person),
      patient: sensitive('phi', z.object({ name: z.string() })),
    }),
  })
  const ada = { name: 'Ada', phone: '+1' }
  const told = { beds: { a: ada, b: ada }, patient: { name: 'Ada' } }
  const shown = { beds: { a: ada, b: { name: 'Ada', phone: '[pii]' } }, patient: '[phi]' }
  expect(revealed(ward, told, ['beds.a.phone', 'patient.name'])).toEqual(shown)
  expect(revealed(ward, told, ['beds.a.phone', 'patient'])).toEqual({ ...shown, patient: told.patient })
})
