import { createInterface } from 'node:readline'
import type { Readable, Writable } from 'node:stream'

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
  /** Asks whoever sits there for a line; returns nothing where the input ends first. It is missing where nobody sits there. */
  readonly ask?: ((question: string) => Promise<string | undefined>) | undefined
  /** Hears every key that is pressed until the function is called that it returns. It is missing where nobody sits there. */
  readonly keys?: ((hear: (key: string) => void) => () => void) | undefined
  /** Waits until whoever started the command wants it to end, as by Ctrl-C. */
  readonly stopped?: (() => Promise<void>) | undefined
}

const [narrowest, widest] = [60, 110]

/** Returns the terminal of this process; colours are for people who did not decline them. */
export function processTerminal(): Terminal {
  const { NO_COLOR: noColour, TERM: kind, CI: pipeline } = process.env
  const isAttended = process.stdin.isTTY === true && process.stdout.isTTY === true && !pipeline
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
    stopped: stopSignal,
    ...(isAttended && {
      ask: (question) => lineFrom(process.stdin, process.stdout, question),
      keys: (hear) => keysFrom(process.stdin, hear),
    }),
  }
}

/** Waits for the signal that ends a program; a second one ends it at once. */
function stopSignal(): Promise<void> {
  return new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, () => resolve())
  })
}

/** Hears single keys; Ctrl-C stays what it is. */
function keysFrom(input: NodeJS.ReadStream, hear: (key: string) => void): () => void {
  const listen = (typed: string): void => {
    for (const key of typed)
      if (key === '\u0003' || key === '\u0004') process.kill(process.pid, 'SIGINT')
      else hear(key)
  }
  input.setRawMode(true)
  input.setEncoding('utf8')
  input.on('data', listen)
  input.resume()
  return () => {
    input.off('data', listen)
    input.setRawMode(false)
    input.pause()
  }
}

/** Asks for a line; what ends the input, or stops the program, ends the question. */
export function lineFrom(input: Readable, output: Writable, question: string): Promise<string | undefined> {
  return new Promise((resolve) => {
    const lines = createInterface({ input, output })
    const end = (): void => {
      // what is said next begins a line
      output.write('\n')
      resolve(undefined)
    }
    lines.once('close', end)
    lines.question(question, (line) => {
      lines.off('close', end)
      lines.close()
      resolve(line)
    })
  })
}

/** Lets a command end by itself when its reader has read enough, as `head` does, and closes the pipe. */
export function endWithReader(stream: Writable): void {
  stream.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error
  })
}

/** Waits until all that was written has left, or nobody reads it any more. */
export function flushed(stream: Writable): Promise<void> {
  return new Promise((resolve) => {
    if (stream.destroyed || !stream.writable) resolve()
    else stream.write('', () => resolve())
  })
}
