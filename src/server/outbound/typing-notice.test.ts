import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { event } from '../../index.js'
import type { Service } from '../service.js'
import { typing } from './typing.js'
import { typingNotice } from './typing-notice.js'

beforeEach(() => void vi.useFakeTimers({ now: Date.parse('2024-12-20T10:30:00.000Z') }))
afterEach(() => void vi.useRealTimers())

const rooms = ['chat:r1']
const typingMs = 5000
const endsAfter = { ms: typingMs, by: { isTyping: false }, at: 'timestamp' }

function noticing(declared: object = { endsAfter }) {
  const send = vi.fn()
  const notice = vi.fn()
  const contract = { path: '/chat' }
  const service = { typing: typing(), publisher: { send }, contract, notice } as unknown as Service
  const typed = { ...event({}), ...declared, name: 'chat:typing' }
  return {
    send,
    noticed: notice,
    notice: (payload: unknown, except?: string) => typingNotice(service, typed, payload, { rooms, except }, undefined),
  }
}

test.each([
  ['no time', {}, {}],
  ['an ISO instant', { timestamp: '2024-01-01T00:00:00Z' }, { timestamp: '2024-12-20T10:30:05.000Z' }],
  ['epoch milliseconds', { timestamp: 1 }, { timestamp: Date.parse('2024-12-20T10:30:05Z') }],
])('a notice that said %s ends with the same fields, and the present said alike', (_, said, ended) => {
  const { send, notice } = noticing()
  notice({ userId: 'u1', isTyping: true, ...said }, 's1')
  vi.advanceTimersByTime(typingMs)
  expect(send).toHaveBeenCalledExactlyOnceWith(
    'chat:typing',
    { userId: 'u1', isTyping: false, ...ended },
    { rooms, except: 's1' },
  )
})

test('a start said again at another time is the same notice, one of somebody else is not', () => {
  const { send, notice } = noticing()
  for (const timestamp of [1, 2]) notice({ userId: 'u1', isTyping: true, timestamp })
  notice({ userId: 'u2', isTyping: true })
  notice({ userId: 'u2', isTyping: false })
  vi.advanceTimersByTime(typingMs)
  expect(send).toHaveBeenCalledTimes(1)
})

test('an event whose contract does not say how it ends is not ended, whatever its fields are called', () => {
  const { send, notice } = noticing({ volatile: true })
  notice({ userId: 'u1', isTyping: true })
  expect(vi.getTimerCount()).toBe(0)
  expect(send).not.toHaveBeenCalled()
})

test('a notice ends by the fields its contract names', () => {
  const { send, notice } = noticing({ endsAfter: { ms: 1000, by: { state: 'idle', until: null } } })
  notice({ userId: 'u1', state: 'busy', until: 7, isTyping: true, timestamp: 1 })
  notice({ userId: 'u2', state: 'busy', until: 7 })
  notice({ userId: 'u2', state: 'idle', until: null })
  vi.advanceTimersByTime(1000)
  expect(send).toHaveBeenCalledExactlyOnceWith(
    'chat:typing',
    { userId: 'u1', state: 'idle', until: null, isTyping: true, timestamp: 1 },
    { rooms, except: undefined },
  )
})

test('an end that can not be sent is told of, and others end all the same', () => {
  const { send, noticed, notice } = noticing()
  send.mockImplementationOnce(() => {
    throw new Error('does not fit')
  })
  for (const userId of ['u1', 'u2']) notice({ userId, isTyping: true })
  vi.advanceTimersByTime(typingMs)
  expect(send).toHaveBeenCalledTimes(2)
  expect(noticed).toHaveBeenCalledExactlyOnceWith(expect.objectContaining({ kind: 'failed', part: 'endsAfter' }))
})
