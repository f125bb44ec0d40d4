import { expect, test } from 'vitest'
import { observationOf } from './observer.js'

test('an observation says where something was noticed, and names a connection only where it is of one', () => {
  const seen = { kind: 'failed', part: 'limiter', cause: undefined } as const
  expect(observationOf(seen, '/pharmacy', '/', 's1')).toStrictEqual({
    namespace: '/pharmacy',
    path: '/',
    socketId: 's1',
    ...seen,
  })
  expect(observationOf(seen, '/pharmacy', '/')).toStrictEqual({ namespace: '/pharmacy', path: '/', ...seen })
})
