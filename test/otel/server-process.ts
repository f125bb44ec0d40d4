import { fork } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { build } from 'esbuild'
import { afterwards } from '../ends/afterwards.js'

/** A span of another process. */
export interface SpanElsewhere {
  readonly name: string
  readonly traceId: string
  readonly spanId: string
  readonly parentId: string | undefined
}

/** A server process with traces. */
export interface ServerProcess {
  readonly url: string
  /** Returns the spans that ended there. */
  spans(): Promise<SpanElsewhere[]>
}

const folder = join(import.meta.dirname, '../../node_modules/.cache/otel')
const program = join(folder, 'server.mjs')

/** Writes the program of server processes as Node runs it. */
export async function buildServer(): Promise<void> {
  mkdirSync(folder, { recursive: true })
  await build({
    entryPoints: [join(import.meta.dirname, 'server.program.ts')],
    outfile: program,
    bundle: true,
    platform: 'node',
    format: 'esm',
    packages: 'external',
    logLevel: 'error',
  })
}

/** Starts a server process, which ends with its test. */
export async function startServer(env: NodeJS.ProcessEnv = {}): Promise<ServerProcess> {
  const child = fork(program, { env: { ...process.env, TRACED: '1', ...env } })
  afterwards(async () => {
    if (!child.connected) return
    const gone = once(child, 'exit')
    child.disconnect()
    await gone
  })
  const [{ port }] = (await once(child, 'message')) as [{ port: number }]
  return {
    url: `http://127.0.0.1:${port}`,
    async spans() {
      const told = once(child, 'message')
      const ended = once(child, 'exit').then(() => Promise.reject(new Error('the server process ended')))
      child.send('spans')
      const [{ spans }] = (await Promise.race([told, ended])) as [{ spans: SpanElsewhere[] }]
      return spans
    },
  }
}
