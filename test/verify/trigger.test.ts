import { existsSync, mkdtempSync, readFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test, vi } from 'vitest'
import { runTrigger } from '../../src/cli/verify/target/trigger.js'

const folder = mkdtempSync(join(tmpdir(), 'trigger-'))

test('a trigger that ends well has nothing to tell, and runs in the folder it is given', async () => {
  expect(await runTrigger('echo done > mark', folder, 10_000)).toBeUndefined()
  expect(existsSync(join(folder, 'mark'))).toBe(true)
})

test('a trigger that fails is told of by its exit code, or by none where a signal ended it', async () => {
  expect(await runTrigger('exit 3', folder, 10_000)).toBe('the trigger ended with exit code 3')
  expect(await runTrigger('kill -TERM $$', folder, 10_000)).toBe('the trigger ended with exit code none')
})

test('a trigger whose folder is not there could not be started', async () => {
  expect(await runTrigger('exit 0', join(folder, 'none'), 10_000)).toBe('the trigger could not be started')
})

test('a trigger that does not end is ended with all it began', async () => {
  const told = await runTrigger('sleep 60 & echo $! > pid; wait', folder, 500)
  expect(told).toBe('the trigger did not end within 0.5 s and was ended')
  const pid = Number(readFileSync(join(folder, 'pid'), 'utf8'))
  await vi.waitFor(() => expect(isRunning(pid)).toBe(false), 5000)
})

test('a trigger that is already gone when its time is up is no crash', async () => {
  const kill = vi.spyOn(process, 'kill').mockImplementation(() => {
    throw new Error('no such process')
  })
  const told = await runTrigger('sleep 0.3', folder, 50)
  expect(told).toContain('did not end within 0.05 s')
  expect(kill).toHaveBeenCalledOnce()
  kill.mockRestore()
})

/** Tells whether a process runs; one that ended and waits for its parent does not. */
const isRunning = (pid: number): boolean => {
  try {
    return !/^\d+ \(.*\) Z/.test(readFileSync(`/proc/${pid}/stat`, 'utf8'))
  } catch {
    return false
  }
}
