import { beforeEach, expect, test, vi } from 'vitest'
import * as z from 'zod/mini'
import { event, namespace, PayloadError } from '../../index.js'
import type { Validation } from '../validation.js'
import { checkOutgoing } from './check-outgoing.js'

const contract = namespace('/shop', {
  version: 1,
  serverToClient: { opened: event({ payload: z.object({ at: z.number() }) }) },
  clientToServer: {},
})
const { opened } = contract.serverToClient

const observe = vi.fn()
const outgoing = (validate: Validation) => ({ contract, validate, observe, servedPath: '/tenant' })
beforeEach(() => void observe.mockClear())

test.each(['enforce', 'report'] as const)(
  'with %s a payload that fits leaves as a copy without what is undeclared',
  (validate) => {
    const payload = { at: 1, token: 'secret' }
    expect(checkOutgoing(opened, payload, outgoing(validate))).toEqual({ at: 1 })
    expect(payload).toEqual({ at: 1, token: 'secret' })
    expect(observe).not.toHaveBeenCalled()
  },
)

test('a payload that does not fit is refused, or told of, or nobody looks', () => {
  const payload = { at: 'noon' }
  expect(() => checkOutgoing(opened, payload, outgoing('enforce'))).toThrow(PayloadError)
  expect(checkOutgoing(opened, payload, outgoing('off'))).toBe(payload)
  expect(observe).not.toHaveBeenCalled()
  expect(checkOutgoing(opened, payload, outgoing('report'))).toBe(payload)
  expect(observe).toHaveBeenCalledExactlyOnceWith({
    kind: 'refused',
    namespace: '/shop',
    path: '/tenant',
    direction: 'serverToClient',
    event: 'opened',
    error: {
      code: 'PAYLOAD_INVALID',
      message: 'the payload does not fit',
      retryable: false,
      issues: [{ path: ['at'], expected: expect.any(String) }],
    },
  })
})

test('what is refused says where it was sent', () => {
  expect.assertions(1)
  try {
    checkOutgoing(opened, {}, outgoing('enforce'))
  } catch (error) {
    expect((error as Error).stack).toContain('check-outgoing.test.ts')
  }
})
