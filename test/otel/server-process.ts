import { fork } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { afterwards } from '../ends/afterwards.js'
import { programOf, writeProgram } from '../ends/program.js'

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

const program = join(import.meta.dirname, 'server.program.ts')

/** Writes the program of server processes. */
export async function buildServer(): Promise<void> {
  await writeProgram(program)
}

/** Starts a server process, which ends with its test. */
export async function startServer(env: NodeJS.ProcessEnv = {}): Promise<ServerProcess> {
  const child = fork(programOf(program), { env: { ...process.env, TRACED: '1', ...env } })
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
