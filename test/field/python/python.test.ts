import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { afterAll, beforeAll } from 'vitest'
import { type StartShop, shopCells } from '../shop/new-client-cells.js'
import { holdTable } from '../table.js'
import { pythonServerCells } from './new-server-cells.js'

const children: ChildProcess[] = []
let old = ''
let current = ''

/** Starts a program that prints its port, and returns where it listens. */
async function started(...args: readonly string[]): Promise<string> {
  const python = spawn('/usr/bin/python3', [...args, '--for-seconds', '300'], { stdio: ['ignore', 'pipe', 'inherit'] })
  children.push(python)
  const [line] = await once(createInterface({ input: python.stdout }), 'line')
  return `http://127.0.0.1:${JSON.parse(line).port}`
}

beforeAll(async () => {
  old = await started('test/field/python/serve.py')
  current = await started('examples/python/appointments.py', '--schemas', 'schemas')
})
afterAll(async () => {
  for (const python of children) {
    const ended = once(python, 'exit')
    python.kill()
    await ended
  }
})

const start: StartShop = async (path, tells) => ({
  url: old,
  send: (name, payload) =>
    fetch(`${old}/send`, { method: 'POST', body: JSON.stringify({ path, tells, name, payload }) }),
})

holdTable('the shop in Python', [...pythonServerCells(() => current), ...shopCells('python', start)])
