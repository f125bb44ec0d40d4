import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import { chownSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { freePort } from '../free-port.js'

/** Is a PostgreSQL of one's own on this machine. */
export interface Postgres {
  readonly url: string
  close(): Promise<void>
}

const versions = '/usr/lib/postgresql'

/** Starts Debian's PostgreSQL in a folder of its own, with the table that the adapter keeps long messages in. */
export async function startPostgres(): Promise<Postgres> {
  const [newest] = readdirSync(versions).sort((one, other) => Number(other) - Number(one))
  const program = (name: string): string => join(versions, String(newest), 'bin', name)
  const port = await freePort()
  const folder = mkdtempSync(join(tmpdir(), 'postgres-'))
  const user = unprivileged()
  if (user) chownSync(folder, user.uid, user.gid)
  const data = join(folder, 'data')
  const init = ['--pgdata', data, '--username', 'test', '--auth', 'trust', '--no-sync', '--encoding', 'UTF8']
  execFileSync(program('initdb'), init, { ...user, cwd: folder, stdio: ['ignore', 'ignore', 'inherit'] })
  const options = ['-D', data, '-h', '127.0.0.1', '-p', String(port), '-k', '', '-F']
  const child = spawn(program('postgres'), options, { ...user, cwd: folder, stdio: ['ignore', 'ignore', 'pipe'] })
  await ready(child)
  const url = `postgres://test@127.0.0.1:${port}/postgres`
  await prepare(url)
  return {
    url,
    async close() {
      const gone = new Promise((resolve) => child.once('exit', resolve))
      // at once, whoever is connected
      child.kill('SIGINT')
      await gone
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

/** Finds whom PostgreSQL may be run as: it refuses to serve root. */
function unprivileged(): { readonly uid: number; readonly gid: number } | undefined {
  if (process.getuid?.() !== 0) return undefined
  const id = (flag: string): number => Number(execFileSync('id', [flag, 'postgres'], { encoding: 'utf8' }))
  return { uid: id('-u'), gid: id('-g') }
}

function ready(child: ChildProcess): Promise<void> {
  return new Promise((resolve, reject) => {
    child.once('error', reject)
    child.once('exit', () => reject(new Error('PostgreSQL ended before it was ready')))
    child.stderr?.on('data', (text) => String(text).includes('ready to accept connections') && resolve())
  })
}

async function prepare(connectionString: string): Promise<void> {
  const client = new pg.Client({ connectionString })
  await client.connect()
  await client.query(
    'CREATE TABLE socket_io_attachments (id bigserial UNIQUE, created_at timestamptz DEFAULT NOW(), payload bytea)',
  )
  await client.end()
}
