import { expect, test } from 'vitest'
import { room } from '../../index.js'
import { roomsNamed, spellingsOf } from './room-spelling.js'

const hall = room('hall:{hallId}', { legacy: ['hall_{hallId}'] })
const seat = room('seat:{hallId}:{seatId}')
const families = [hall, seat]

test('a room has the same spellings by whichever of its names it is called', () => {
  for (const name of ['hall:h1', 'hall_h1']) expect(spellingsOf(families, name)).toEqual(['hall:h1', 'hall_h1'])
})

test.each(['lobby:l1', 'hall:', 7, null, undefined, ['hall:h1']])('%j is no name of a room', (name) => {
  expect(spellingsOf(families, name)).toBeUndefined()
})

test('a payload names rooms by its channels, by its room, or by the fields of a family, in this order', () => {
  const ids = { hallId: 'h1', seatId: 's1' }
  expect(roomsNamed(families, ids)).toEqual([['hall:h1', 'hall_h1'], ['seat:h1:s1']])
  expect(roomsNamed(families, { ...ids, room: 'hall_h2' })).toEqual([['hall:h2', 'hall_h2']])
  expect(roomsNamed(families, { ...ids, room: 'hall:h2', channels: ['seat:a:b', 'seat:a:b'] })).toEqual([['seat:a:b']])
})

test.each([undefined, null, 'hall:h1', 7, {}, { seatId: 's1' }, { hallId: 1 }])('%j names no room', (payload) => {
  expect(() => roomsNamed(families, payload)).toThrow(
    expect.objectContaining({ code: 'ROOM_INVALID', message: 'this event names no room' }),
  )
})

test.each([{ room: 'lobby:l1' }, { room: null }, { channels: ['hall:h1', 7] }, { hallId: 'a b' }])(
  '%j names a room of no family',
  (payload) => {
    expect(() => roomsNamed(families, payload)).toThrow(
      expect.objectContaining({ code: 'ROOM_INVALID', message: expect.stringContaining('of that name') }),
    )
  },
)
