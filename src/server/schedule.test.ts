import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { runAfter, runAt } from './schedule.js'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

test('a task runs within a quarter of a second after its instant, and one timer serves all', () => {
  const done: string[] = []
  const now = Date.now()
  runAt(now + 10_000, () => done.push('late'))
  runAt(now + 1000, () => done.push('early'))
  runAt(now - 5000, () => done.push('past'))
  expect(vi.getTimerCount()).toBe(1)
  vi.advanceTimersByTime(0)
  expect(done).toEqual(['past'])
  vi.advanceTimersByTime(999)
  expect(done).toEqual(['past'])
  vi.advanceTimersByTime(251)
  expect(done).toEqual(['past', 'early'])
  vi.advanceTimersByTime(9000)
  expect(done).toEqual(['past', 'early', 'late'])
  expect(vi.getTimerCount()).toBe(0)
})

test('a task that is taken back does not run, and nothing is left to wait for', () => {
  const task = vi.fn()
  const takeBack = runAt(Date.now() + 100, task)
  takeBack()
  takeBack()
  expect(vi.getTimerCount()).toBe(0)
  vi.advanceTimersByTime(1000)
  expect(task).not.toHaveBeenCalled()
})

test('an instant beyond what a timer can wait for is waited for all the same', () => {
  const task = vi.fn()
  const days = 40 * 86_400_000
  runAt(Date.now() + days, task)
  vi.advanceTimersByTime(days - 1000)
  expect(task).not.toHaveBeenCalled()
  vi.advanceTimersByTime(2000)
  expect(task).toHaveBeenCalledTimes(1)
})

const day = 86_400_000

test('a clock that is set forward is noticed within a minute, and one that is set back is waited for', () => {
  const task = vi.fn()
  runAt(Date.now() + day, task)
  vi.setSystemTime(Date.now() + 2 * day)
  vi.advanceTimersByTime(60_000)
  expect(task).toHaveBeenCalledTimes(1)
  runAt(Date.now() + 1000, task)
  vi.setSystemTime(Date.now() - 10_000)
  vi.advanceTimersByTime(10_000)
  expect(task).toHaveBeenCalledTimes(1)
  vi.advanceTimersByTime(1250)
  expect(task).toHaveBeenCalledTimes(2)
})

test.each([day, -day])('a span lasts as long as it does where the clock is set by %i ms', (by) => {
  const task = vi.fn()
  runAfter(10_000, task)
  vi.setSystemTime(Date.now() + by)
  vi.advanceTimersByTime(9999)
  expect(task).not.toHaveBeenCalled()
  vi.advanceTimersByTime(251)
  expect(task).toHaveBeenCalledTimes(1)
  expect(vi.getTimerCount()).toBe(0)
})

test('a task that throws stops nobody else, and is told of', () => {
  const told = vi.spyOn(console, 'error').mockImplementation(() => {})
  const task = vi.fn()
  runAfter(100, () => {
    throw new Error('no such patient')
  })
  runAfter(100, task)
  runAfter(5000, task)
  vi.advanceTimersByTime(6000)
  expect(task).toHaveBeenCalledTimes(2)
  expect(told).toHaveBeenCalledTimes(1)
  told.mockRestore()
})

test('200,000 instants come due one after the other, and as many are taken back', () => {
  const now = Date.now()
  const task = vi.fn()
  const count = 200_000
  const takers = Array.from({ length: count }, (_, index) => runAt(now + index * 250, task))
  for (const takeBack of takers.slice(1)) takeBack()
  vi.advanceTimersByTime(1000)
  expect(task).toHaveBeenCalledTimes(1)
  expect(vi.getTimerCount()).toBe(0)
  for (let index = 0; index < count; index++) runAt(now + index * 250, () => task())
  vi.setSystemTime(now + count * 250)
  vi.advanceTimersByTime(60_000)
  expect(task).toHaveBeenCalledTimes(count + 1)
})

test('what is no instant at all has passed', () => {
  const task = vi.fn()
  runAt(Number.NaN, task)
  runAt(Date.now() + 100, task)
  vi.advanceTimersByTime(350)
  expect(task).toHaveBeenCalledTimes(2)
})
