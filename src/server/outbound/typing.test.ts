import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { typing } from './typing.js'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

const owner = {}
const typingMs = 5000

function started() {
  const ended: string[] = []
  const all = typing()
  const say = (key: string, isTyping: boolean, by: object | null = owner) =>
    all.note({
      key,
      endsAfterMs: isTyping ? typingMs : undefined,
      owner: by ?? undefined,
      end: () => void ended.push(key),
    })
  return { all, say, ended }
}

test('a notice ends 5 s after its last start', () => {
  const { say, ended } = started()
  say('a', true)
  vi.advanceTimersByTime(3000)
  say('b', true)
  say('a', true)
  vi.advanceTimersByTime(4999)
  expect(ended).toEqual([])
  vi.advanceTimersByTime(1)
  expect(ended).toEqual(['b', 'a'])
  vi.advanceTimersByTime(60_000)
  expect(ended).toHaveLength(2)
  expect(vi.getTimerCount()).toBe(0)
})

test('a notice that somebody ended needs no ending', () => {
  const { say, ended } = started()
  say('a', true)
  say('a', false)
  say('b', false)
  vi.advanceTimersByTime(typingMs)
  expect(ended).toEqual([])
  expect(vi.getTimerCount()).toBe(0)
})

test('what a connection began ends with it', () => {
  const { all, say, ended } = started()
  say('a', true)
  say('b', true, {})
  say('c', true, null)
  all.endOf(owner)
  all.endOf(owner)
  expect(ended).toEqual(['a'])
  vi.advanceTimersByTime(typingMs)
  expect(ended).toEqual(['a', 'b', 'c'])
})

test('nothing ends any more once all is closed', () => {
  const { all, say, ended } = started()
  say('a', true)
  all.close()
  vi.advanceTimersByTime(typingMs)
  expect(ended).toEqual([])
  expect(vi.getTimerCount()).toBe(0)
})

test('notices of different lengths end in their own order, and none because of a clock that is set', () => {
  const { all, say, ended } = started()
  say('long', true)
  all.note({ key: 'short', endsAfterMs: 1000, owner, end: () => void ended.push('short') })
  vi.setSystemTime(Date.now() + 86_400_000)
  vi.advanceTimersByTime(999)
  expect(ended).toEqual([])
  vi.advanceTimersByTime(1)
  expect(ended).toEqual(['short'])
  vi.setSystemTime(Date.now() - 2 * 86_400_000)
  vi.advanceTimersByTime(4000)
  expect(ended).toEqual(['short', 'long'])
})

test('a connection that begins more than a hundred ends its eldest, and leaves those of others', () => {
  const { all, say, ended } = started()
  say('other', true, {})
  for (let index = 0; index < 5000; index++) say(`a${index}`, true)
  expect(ended).toEqual(Array.from({ length: 4900 }, (_, index) => `a${index}`))
  all.endOf(owner)
  expect(ended).toHaveLength(5000)
  vi.advanceTimersByTime(typingMs)
  expect(ended.at(-1)).toBe('other')
})

test('all connections together hold a bounded number of notices, and no more than keys of some length', () => {
  const { say, ended } = started()
  for (let index = 0; index < 10_005; index++) say(`a${index}`, true, null)
  expect(ended).toEqual(['a0', 'a1', 'a2', 'a3', 'a4'])
  const large = started()
  for (let index = 0; index < 10; index++) large.say(`${index}${'x'.repeat(999_999)}`, true, {})
  expect(large.ended).toHaveLength(2)
})

test('many that are due at once make way for the rest of the process in between', () => {
  const { say, ended } = started()
  for (let index = 0; index < 1000; index++) say(`a${index}`, true, null)
  const turns: number[] = []
  vi.advanceTimersByTime(typingMs - 1)
  while (vi.getTimerCount()) {
    vi.advanceTimersToNextTimer()
    turns.push(ended.length)
  }
  expect(turns).toEqual(Array.from({ length: 10 }, (_, turn) => (turn + 1) * 100))
})
