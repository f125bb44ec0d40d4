import type { Writable } from 'node:stream'

/** Where a command runs and writes to. */
export interface Terminal {
  /** The folder that relative paths are read against. */
  readonly cwd: string
  /** Whether colours may be written. */
  readonly hasColour: boolean
  /** How many characters fit in a line. */
  readonly columns: number
  out(text: string): void
  err(text: string): void
}

const [narrowest, widest] = [60, 110]

/** Returns the terminal of this process; colours are for people who did not decline them. */
export function processTerminal(): Terminal {
  const { NO_COLOR: noColour, TERM: kind } = process.env
  return {
    cwd: process.cwd(),
    hasColour: process.stdout.isTTY === true && !noColour && kind !== 'dumb',
    columns: Math.max(narrowest, Math.min(widest, process.stdout.columns ?? widest)),
    out: (text) => {
      process.stdout.write(`${text}\n`)
    },
    err: (text) => {
      process.stderr.write(`${text}\n`)
    },
  }
}

/** Lets a command end by itself when its reader has read enough, as `head` does, and closes the pipe. */
export function endWithReader(stream: Writable): void {
  stream.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error
  })
}
