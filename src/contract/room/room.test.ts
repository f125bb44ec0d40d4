import { expect, test } from 'vitest'
import { idPattern } from '../../fields/pattern.js'
import { chatRoom, pharmacyRoom } from '../../rooms/patient-pharmacy.js'
import { defineRoom } from './room.js'
import { RoomNameError } from './room-error.js'

const bad: readonly [string, unknown][] = [
  ['undefined', undefined],
  ['null', null],
  ['a number', 7],
  ['NaN', Number.NaN],
  ['an object', {}],
  ['a list', ['p1']],
  ['nothing', ''],
  ['a space', ' '],
  ['a tab inside', 'a\tb'],
  ['a zero-width no-break space', '\ufeff'],
  ['a control character', 'a\u0007'],
  ['a colon', 'a:b'],
  ['a room name', 'pharmacy:p1'],
  ['the word undefined', 'undefined'],
  ['the word null', 'null'],
  ['the word NaN', 'NaN'],
  ['an object made into text', '[object Object]'],
  ['129 characters', 'x'.repeat(129)],
]

test('a room family builds, tests and parses its names', () => {
  expect(pharmacyRoom('p1')).toBe('pharmacy:p1')
  expect(pharmacyRoom.is('pharmacy:p1')).toBe(true)
  expect(pharmacyRoom.is('chat:p1')).toBe(false)
  expect({ ...pharmacyRoom.parse('pharmacy:p1') }).toEqual({ pharmacyId: 'p1' })
  expect(pharmacyRoom.pattern).toBe('pharmacy:{pharmacyId}')
})

test.each(bad)('a room family refuses %s as an id, by its own name and without repeating it', (_, id) => {
  const build = (): string => (pharmacyRoom as unknown as (id: unknown) => string)(id)
  expect(build).toThrow(RoomNameError)
  expect(build).toThrow(/^pharmacy:\{pharmacyId\} takes ids/)
  if (typeof id === 'string' && id.length > 6) expect(build).not.toThrow(id)
  if (typeof id === 'string') expect(pharmacyRoom.parse(`pharmacy:${id}`)).toBeUndefined()
})

test('a room family takes ids of 128 characters, counted as a reader counts', () => {
  expect(pharmacyRoom.parse(pharmacyRoom('😀'.repeat(128)))).toBeDefined()
  expect(() => pharmacyRoom('😀'.repeat(129))).toThrow(RoomNameError)
})

test('a room family takes a word that only begins like one for a missing value', () => {
  expect(pharmacyRoom('null-1')).toBe('pharmacy:null-1')
})

test('a room family reads legacy names and never builds them', () => {
  expect({ ...chatRoom.parse('room:r1') }).toEqual({ roomId: 'r1' })
  expect(chatRoom.is('room:r1')).toBe(false)
  expect(chatRoom('r1')).toBe('chat:r1')
})

test('a room family has as many parameters as its pattern', () => {
  const shelf = defineRoom('shelf:{shopId}:{row}')
  expect(shelf('s1', '7')).toBe('shelf:s1:7')
  expect({ ...shelf.parse('shelf:s1:7') }).toEqual({ shopId: 's1', row: '7' })
  expect(() => (shelf as unknown as (id: string) => string)('s1')).toThrow(RoomNameError)
})

test('a room family refuses an id that bears a prefix without a colon', () => {
  const team = defineRoom('team-{id}')
  expect(team('x')).toBe('team-x')
  expect(() => team('team-x')).toThrow(RoomNameError)
})

test('a room family agrees with the field for ids on every character but the colon', () => {
  for (let code = 0; code < 0x3100; code++) {
    const character = String.fromCodePoint(code)
    if (character === ':') continue
    expect(pharmacyRoom.is(`pharmacy:${character}`), code.toString(16)).toBe(idPattern.test(character))
  }
})
