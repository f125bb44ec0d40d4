import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { run } from '../../src/cli/run.js'

/** A folder of its own in which the command runs. */
export class CommandFolder {
  readonly path = mkdtempSync(join(tmpdir(), 'command-'))

  /** Writes a file; what is no text is written as JSON. */
  write(file: string, value: unknown): void {
    mkdirSync(dirname(join(this.path, file)), { recursive: true })
    writeFileSync(join(this.path, file), typeof value === 'string' ? value : JSON.stringify(value, null, 2))
  }

  read(file: string): string {
    return readFileSync(join(this.path, file), 'utf8')
  }

  remove(): void {
    rmSync(this.path, { recursive: true, force: true })
  }

  /** Runs git as somebody, whatever the machine is configured to. */
  git(...args: string[]): string {
    const who = ['-c', 'user.name=Ada', '-c', 'user.email=ada@example.org', '-c', 'commit.gpgsign=false']
    return execFileSync('git', [...who, ...args], {
      cwd: this.path,
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'pipe'],
    })
  }

  /** Runs the command in the folder, or in one within. */
  async call(args: readonly string[], within = '.'): Promise<{ code: number; out: string; err: string }> {
    const lines: string[] = []
    const errors: string[] = []
    const code = await run(args, {
      cwd: join(this.path, within),
      hasColour: false,
      columns: 100,
      out: (text) => lines.push(text),
      err: (text) => errors.push(text),
    })
    return { code, out: lines.join('\n'), err: errors.join('\n') }
  }
}
