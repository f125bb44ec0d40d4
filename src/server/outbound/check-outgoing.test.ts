import { expect, test, vi } from 'vitest'
import * as z from 'zod/mini'
import { event, PayloadError } from '../../index.js'
import { checkOutgoing } from './check-outgoing.js'

const opened = event({ payload: z.object({ at: z.number() }) })

test.each(['enforce', 'report'] as const)(
  'with %s a payload that fits leaves as a copy without what is undeclared',
  (validate) => {
    const report = vi.fn()
    const payload = { at: 1, token: 'secret' }
    expect(checkOutgoing(opened, payload, validate, report)).toEqual({ at: 1 })
    expect(payload).toEqual({ at: 1, token: 'secret' })
    expect(report).not.toHaveBeenCalled()
  },
)

test('a payload that does not fit is refused, or told of, or nobody looks', () => {
  const report = vi.fn()
  const payload = { at: 'noon' }
  expect(() => checkOutgoing(opened, payload, 'enforce', report)).toThrow(PayloadError)
  expect(checkOutgoing(opened, payload, 'off', report)).toBe(payload)
  expect(report).not.toHaveBeenCalled()
  expect(checkOutgoing(opened, payload, 'report', report)).toBe(payload)
  expect(report).toHaveBeenCalledExactlyOnceWith(expect.any(PayloadError))
})
