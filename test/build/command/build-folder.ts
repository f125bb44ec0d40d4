import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { run } from '../../../src/cli/run.js'

/** What a command said, and how it ended. */
export interface Said {
  readonly code: number
  readonly out: string
  readonly err: string
}

/** Runs `socket-canon build` in a folder. */
export async function buildIn(cwd: string, ...args: string[]): Promise<Said> {
  const said = { out: '', err: '' }
  const code = await run(['build', ...args], {
    cwd,
    hasColour: false,
    columns: 80,
    out: (text) => {
      said.out += `${text}\n`
    },
    err: (text) => {
      said.err += `${text}\n`
    },
  })
  return { code, ...said }
}

/** Reads all files of a folder but those that were installed, by path. */
export function filesIn(cwd: string): Record<string, string> {
  const paths = readdirSync(cwd, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(cwd.length + 1))
    .filter((path) => !/^(?:node_modules|\.git)\//.test(path))
  return Object.fromEntries(paths.sort().map((path) => [path, readFileSync(join(cwd, path), 'utf8')]))
}
