import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdirSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { createInterface } from 'node:readline'
import { afterAll, beforeAll } from 'vitest'
import { board, comment, row } from '../shop/rows.js'

/** A row with whatever the shop's database writes in its own way. */
export const odd = row(42, {
  vehicle: { make: 'Toyota', model: 'Corolla', year: 2018, vin: null },
  comments: [comment(17)],
  labels: ['urgent'],
})

/** What whoever comes is told, as the serializers write it. */
const first = {
  '/appointments': { pending_count: { count: 2 }, today_appointments_updated: [row()] },
  '/workflow': { board_updated: board(odd) },
}

/** The programs of a test file, which end with it. */
export interface Programs {
  /** The folder in which they run, with the package beside. */
  readonly folder: string
  /** Where the guide's blocks are served, with pages of old. */
  readonly during: string
  /** Where they are served as the guide's last step leaves them. */
  readonly done: string
  /** Starts a Python program that prints its port, and returns where it listens. */
  start(file: string, ...args: readonly string[]): Promise<string>
}

/** Serves what the Python blocks of the shop's guide show, for all tests of a file. */
export function guidePrograms(): Programs {
  const children: ChildProcess[] = []
  const addresses = { folder: '', during: '', done: '' }
  const start = async (file: string, ...args: readonly string[]): Promise<string> => {
    const given = [resolve('test/field/python', file), ...args, '--for-seconds', '500']
    const stdio = ['ignore', 'pipe', 'inherit'] as const
    const python = spawn('/usr/bin/python3', given, { cwd: addresses.folder, stdio: [...stdio] })
    children.push(python)
    const [line] = await once(createInterface({ input: python.stdout as NonNullable<typeof python.stdout> }), 'line')
    return `http://127.0.0.1:${JSON.parse(line).port}`
  }
  beforeAll(async () => {
    if (!existsSync('dist/cjs')) throw new Error('dist is missing: run `npm run build`')
    addresses.folder = mkdtempSync(join(tmpdir(), 'socket-canon-shop-'))
    mkdirSync(join(addresses.folder, 'node_modules'))
    symlinkSync(resolve('.'), join(addresses.folder, 'node_modules/socket-canon'))
    const told = ['--first', JSON.stringify(first)]
    addresses.during = await start('guide.py', ...told)
    addresses.done = await start('guide.py', ...told, '--done')
  })
  afterAll(async () => {
    for (const python of children) {
      const ended = once(python, 'exit')
      if (python.kill()) await ended
    }
    rmSync(addresses.folder, { recursive: true })
  })
  return Object.assign(addresses, { start })
}

/** Has the back end tell pages something, and returns what came of it. */
export const tell = async (url: string, path: string, name: string, payload: unknown): Promise<string> =>
  (await fetch(`${url}/tell`, { method: 'POST', body: JSON.stringify([path, name, payload]) })).text()
