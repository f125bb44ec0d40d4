import type { Terminal } from './terminal.js'

/** One command of the command line. */
export interface Command {
  readonly name: string
  /** What it does, in a line. */
  readonly summary: string
  /** How it is called, with its options. */
  readonly usage: string
  /** Runs it; returns the exit code: 0 for yes, 1 for no. */
  run(args: readonly string[], terminal: Terminal): number | Promise<number>
}

/** The error of a command that could not do its work, in one line; its exit code is 2. */
export class CommandError extends Error {
  override readonly name = 'CommandError'
}
