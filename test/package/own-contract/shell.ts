import { type ChildProcess, execFile, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs'
import { connect } from 'node:net'
import { join } from 'node:path'
import { promisify } from 'node:util'
import type { Answer } from '../project.js'
import type { Registry } from './registry.js'

const execute = promisify(execFile)

/** Runs commands as somebody does who has Node and npm, and nothing else. */
export class Shell {
  readonly #env: NodeJS.ProcessEnv
  readonly #running: ChildProcess[] = []

  private constructor(env: NodeJS.ProcessEnv) {
    this.#env = env
  }

  /** Opens one whose packages come from a registry; what npm keeps of it goes to a folder. */
  static async open(folder: string, registry: Registry): Promise<Shell> {
    const { stdout } = await execute('npm', ['config', 'get', 'cache'])
    const cache = join(folder, 'npm')
    mkdirSync(cache, { recursive: true })
    // what was downloaded is used again; what `npx` installed before is not
    mkdirSync(join(stdout.trim(), '_cacache'), { recursive: true })
    symlinkSync(join(stdout.trim(), '_cacache'), join(cache, '_cacache'))
    const config = join(folder, 'npmrc')
    writeFileSync(config, `${registry.url.replace('http:', '')}/:_authToken=none\n`)
    return new Shell({
      ...process.env,
      npm_config_registry: registry.url,
      npm_config_globalconfig: config,
      npm_config_cache: cache,
      npm_config_audit: 'false',
      npm_config_fund: 'false',
      // what somebody at a terminal answers to npx
      npm_config_yes: 'true',
      npm_config_update_notifier: 'false',
      // `npm run -s` hands its silence on
      npm_config_loglevel: 'notice',
      GIT_AUTHOR_NAME: 'Ada',
      GIT_AUTHOR_EMAIL: 'ada@example.org',
      GIT_COMMITTER_NAME: 'Ada',
      GIT_COMMITTER_EMAIL: 'ada@example.org',
      GIT_CONFIG_GLOBAL: '/dev/null',
      CI: 'true',
      NO_COLOR: '1',
    })
  }

  /** Runs a script line by line until one fails. */
  run(cwd: string, script: string): Promise<Answer> {
    return new Promise((resolve) => {
      const options = { cwd, env: this.#env, maxBuffer: 64 * 1024 * 1024 }
      const child = execFile('bash', ['-e', '-c', script], options, (_, out, err) =>
        resolve({ code: child.exitCode ?? -1, output: `${out}${err}` }),
      )
    })
  }

  /** Runs what does not end by itself, until a port answers. */
  async start(cwd: string, script: string, port: number): Promise<void> {
    // a group of its own, which is ended as a whole
    const child = spawn('bash', ['-e', '-c', script], { cwd, env: this.#env, detached: true })
    this.#running.push(child)
    const said: string[] = []
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (text) => said.push(String(text)))
    while (!(await answers(port))) if (child.exitCode !== null) throw new Error(`${script} ended: ${said.join('')}`)
  }

  /** Ends what still runs. */
  async close(): Promise<void> {
    for (const child of this.#running) {
      if (child.exitCode !== null || child.pid === undefined) continue
      const ended = once(child, 'exit')
      process.kill(-child.pid)
      await ended
    }
  }
}

/** Returns whether somebody listens at a port; it takes its time to say no, so that asking again is no haste. */
function answers(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1')
    socket.once('connect', () => {
      socket.destroy()
      resolve(true)
    })
    socket.once('error', () => setTimeout(() => resolve(false), 50))
  })
}
