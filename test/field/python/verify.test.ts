import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { afterAll, expect, test } from 'vitest'
import { checksIn, verifying } from '../../verify/running.js'

const children: ChildProcess[] = []
afterAll(async () => {
  for (const python of children) {
    const ended = once(python, 'exit')
    python.kill()
    await ended
  }
})

async function started(...args: readonly string[]): Promise<string> {
  // of a foreign page, which the command tries to be, python-socketio writes a line
  const python = spawn('/usr/bin/python3', [...args, '--for-seconds', '300'], { stdio: ['ignore', 'pipe', 'ignore'] })
  children.push(python)
  const [line] = await once(createInterface({ input: python.stdout }), 'line')
  return `http://127.0.0.1:${JSON.parse(line).port}`
}

test.each([
  ['appointments', 'staff', ['examples/python/appointments.py', '--schemas', 'schemas'], 20],
  ['notifications', 'token_1', ['test/field/python/served.py'], 20],
] as const)('R17: `verify` finds nothing wrong with a Python server of %s', async (contract, token, program, most) => {
  const url = await started(...program)
  const options = ['--token', token, '--no-legacy', '--allow-untested', '--allow-writes', '--json']
  const checks = checksIn(await verifying(url, '--contract', contract, '--server', 'python', ...options))
  expect(checks.filter(({ verdict }) => verdict !== 'pass' && verdict !== 'not tested')).toEqual([])
  expect(checks.filter(({ verdict }) => verdict === 'pass').length).toBeGreaterThanOrEqual(most)
})
