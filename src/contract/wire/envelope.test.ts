import { expect, test } from 'vitest'
import { fromEnvelope } from './envelope.js'

test.each([
  [
    { type: 'pending_count', count: 3 },
    { name: 'pending_count', payload: { count: 3 } },
  ],
  [
    { type: 'board_update', data: { a: 1 } },
    { name: 'board_update', payload: { a: 1 } },
  ],
  [
    { type: 'x', payload: [1], timestamp: 't', success: true },
    { name: 'x', payload: [1] },
  ],
  [
    { type: 'x', data: { a: 1 }, other: 2 },
    { name: 'x', payload: { data: { a: 1 }, other: 2 } },
  ],
  [
    { type: 'x', data: 1, payload: 2 },
    { name: 'x', payload: { data: 1, payload: 2 } },
  ],
  [
    { type: 'USER_ONLINE', userId: 'u', timestamp: 't' },
    { name: 'USER_ONLINE', payload: { userId: 'u', timestamp: 't' } },
  ],
  [{ type: 'ping' }, { name: 'ping', payload: {} }],
])('%j says %j', (message, said) => {
  expect(fromEnvelope(message)).toEqual(said)
})

test.each([[null], [undefined], ['text'], [7], [[]], [{}], [{ type: 7 }], [{ type: '' }]])(
  '%j is no envelope',
  (message) => {
    expect(fromEnvelope(message)).toBeUndefined()
  },
)
