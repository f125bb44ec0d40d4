import { run } from '../../src/cli/run.js'
import { tokens } from './tokens.js'

/** Is what a command wrote, and how it ended. */
export interface Run {
  readonly code: number
  readonly out: string
  readonly err: string
}

/** Runs the command line in this process. */
export async function verifying(...args: readonly string[]): Promise<Run> {
  const [out, err]: string[][] = [[], []]
  const terminal = {
    cwd: process.cwd(),
    hasColour: false,
    columns: 110,
    out: (text: string) => void out?.push(text),
    err: (text: string) => void err?.push(text),
  }
  const code = await run(['verify', ...args], terminal)
  return { code, out: (out ?? []).join('\n'), err: (err ?? []).join('\n') }
}

/** Lists the options with which nothing is left untested. */
export const everything = (trigger: string): string[] => [
  ...['--token', tokens.own, '--peer-token', tokens.peer, '--outsider-token', tokens.outsider],
  ...['--expired-token', tokens.expired, '--chat', 'c1', '--trigger', trigger, '--listen', '1.5', '--timeout', '4000'],
]

/** Is a check of the JSON report. */
export interface CheckLine {
  readonly id: string
  readonly verdict: string
  readonly level: string
  readonly seen?: string
  readonly change?: string
  readonly reproduction?: readonly string[]
}

/** Reads the checks of a JSON report. */
export const checksIn = ({ out }: Run): CheckLine[] => JSON.parse(out).checks
