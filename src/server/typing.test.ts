import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { typing, typingMs } from './typing.js'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

const owner = {}

function started() {
  const ended: string[] = []
  const all = typing()
  const say = (key: string, isTyping: boolean, by: object | null = owner) =>
    all.note({ key, isTyping, owner: by ?? undefined, end: () => ended.push(key) })
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
