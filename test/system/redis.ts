import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createClient } from 'redis'
import { freePort } from '../free-port.js'

/** Is a Redis of one's own on this machine. */
export interface Redis {
  readonly port: number
  readonly url: string
  /** Lets everybody use some commands, `+xadd`, or no longer, `-xadd`. */
  allow(...commands: string[]): Promise<void>
  /** Stops it between two commands, as a machine that hangs. */
  pause(): void
  /** Ends it at once, with all it holds. */
  kill(): Promise<void>
  /** Starts it anew on the same port, with nothing in it. */
  restart(): Promise<void>
  close(): Promise<void>
}

/** Starts a redis-server that keeps nothing and ends with the tests. */
export async function startRedis(): Promise<Redis> {
  const port = await freePort()
  const url = `redis://127.0.0.1:${port}`
  const folder = mkdtempSync(join(tmpdir(), 'redis-'))
  let child = await started(port, folder)
  const end = async (signal: 'SIGTERM' | 'SIGKILL'): Promise<void> => {
    if (child.exitCode !== null || child.signalCode !== null) return
    const gone = new Promise<void>((resolve) => child.once('exit', () => resolve()))
    child.kill(signal)
    await gone
  }
  return {
    port,
    url,
    async allow(...commands) {
      const client = createClient({ url })
      await client.connect()
      await client.sendCommand(['ACL', 'SETUSER', 'default', ...commands])
      await client.close()
    },
    pause: () => void child.kill('SIGSTOP'),
    kill: () => end('SIGKILL'),
    async restart() {
      child = await started(port, folder)
    },
    async close() {
      await end('SIGTERM')
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

async function started(port: number, folder: string): Promise<ChildProcess> {
  const options = ['--port', String(port), '--bind', '127.0.0.1', '--save', '', '--appendonly', 'no', '--dir', folder]
  const child = spawn('redis-server', options, { stdio: ['ignore', 'pipe', 'inherit'] })
  await new Promise<void>((resolve, reject) => {
    child.once('error', reject)
    child.stdout.on('data', (text) => String(text).includes('Ready to accept connections') && resolve())
  })
  return child
}
