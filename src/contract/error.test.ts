import { expect, test } from 'vitest'
import { ContractError, RefusalError, RoomNameError, UnknownEventError } from '../index.js'

test('every error has a name and a code of its own', () => {
  const unknown = new UnknownEventError('/n', 'clientToServer')
  expect(unknown).toBeInstanceOf(ContractError)
  expect(unknown).toMatchObject({ name: 'UnknownEventError', code: 'EVENT_UNKNOWN', namespace: '/n' })
  expect(new RoomNameError('x')).toMatchObject({ name: 'RoomNameError', code: 'ROOM_INVALID' })
})

test('a refusal carries its code, and is not retryable unless it says so', () => {
  const cause = new Error('inner')
  const refusal = new RefusalError('ROOM_FORBIDDEN', 'not yours', { cause })
  expect(refusal).toMatchObject({
    name: 'RefusalError',
    code: 'ROOM_FORBIDDEN',
    retryable: false,
    message: 'not yours',
    cause,
  })
  expect(new RefusalError('RATE_LIMITED', 'slowly', { retryable: true, retryAfterMs: 5 })).toMatchObject({
    retryAfterMs: 5,
    retryable: true,
  })
  expect(new RefusalError('AUTH_MISSING').message).toBe('AUTH_MISSING')
  expect(Object.keys(new RefusalError('ROOM_FORBIDDEN')).sort()).toEqual(['code', 'name', 'retryable'])
  const more = { retryAfterMs: 0, issues: [], supported: [1], requested: [2] }
  expect(new RefusalError('CONTRACT_UNSUPPORTED', 'no', more)).toMatchObject(more)
})

test('a refusal made by another copy of the package is one', () => {
  const foreign = Object.defineProperty(new Error('x'), Symbol.for('socket-canon.refusal'), { value: true })
  expect(foreign).toBeInstanceOf(RefusalError)
  for (const other of [new Error('x'), {}, null, undefined, 'RefusalError'])
    expect(other).not.toBeInstanceOf(RefusalError)
})

test('a class made from the refusal recognises its own instances only', () => {
  class Closed extends RefusalError {}
  expect(new Closed('ROOM_FORBIDDEN')).toBeInstanceOf(Closed)
  expect(new Closed('ROOM_FORBIDDEN')).toBeInstanceOf(RefusalError)
  expect(new RefusalError('ROOM_FORBIDDEN')).not.toBeInstanceOf(Closed)
})
