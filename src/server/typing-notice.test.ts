import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { event } from '../index.js'
import type { Service } from './service.js'
import { typing, typingMs } from './typing.js'
import { typingNotice } from './typing-notice.js'

beforeEach(() => void vi.useFakeTimers({ now: Date.parse('2024-12-20T10:30:00.000Z') }))
afterEach(() => void vi.useRealTimers())

const rooms = ['chat:r1']

function noticing() {
  const send = vi.fn()
  const service = { typing: typing(), publication: { send } } as unknown as Service
  const typed = { ...event({}), name: 'chat:typing' }
  return {
    send,
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

test.each([{}, { isTyping: 'yes' }, undefined, null, 7])('%j says nothing of typing, and nothing ends', (payload) => {
  const { send, notice } = noticing()
  notice(payload)
  expect(vi.getTimerCount()).toBe(0)
  expect(send).not.toHaveBeenCalled()
})
