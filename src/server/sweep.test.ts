import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { sweepAt } from './sweep.js'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

test('a task runs within a quarter of a second after its instant, and one timer serves all', () => {
  const done: string[] = []
  const now = Date.now()
  sweepAt(now + 10_000, () => done.push('late'))
  sweepAt(now + 1000, () => done.push('early'))
  sweepAt(now - 5000, () => done.push('past'))
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
  const takeBack = sweepAt(Date.now() + 100, task)
  takeBack()
  takeBack()
  expect(vi.getTimerCount()).toBe(0)
  vi.advanceTimersByTime(1000)
  expect(task).not.toHaveBeenCalled()
})

test('an instant beyond what a timer can wait for is waited for all the same', () => {
  const task = vi.fn()
  const days = 40 * 86_400_000
  sweepAt(Date.now() + days, task)
  vi.advanceTimersByTime(days - 1000)
  expect(task).not.toHaveBeenCalled()
  vi.advanceTimersByTime(2000)
  expect(task).toHaveBeenCalledTimes(1)
})
