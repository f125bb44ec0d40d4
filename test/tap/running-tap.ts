import { run } from '../../src/cli/run.js'

/** A tap that runs in this process until it is stopped, and what it wrote. */
export interface RunningTap {
  readonly lines: string[]
  readonly errors: string[]
  /** Waits until a line holds a text. */
  shows(text: string): Promise<void>
  /** Ends it as Ctrl-C does; answers its exit code. */
  stop(): Promise<number>
}

/** Starts the command. */
export function runningTap(args: readonly string[], columns = 100): RunningTap {
  const [lines, errors]: [string[], string[]] = [[], []]
  const watchers = new Set<() => void>()
  let stop = (): void => {}
  const stopped = new Promise<void>((resolve) => {
    stop = resolve
  })
  const told = (list: string[]) => (text: string) => {
    list.push(...text.split('\n'))
    for (const watcher of [...watchers]) watcher()
  }
  const terminal = {
    cwd: process.cwd(),
    hasColour: false,
    columns,
    out: told(lines),
    err: told(errors),
    stopped: () => stopped,
  }
  const ended = run(['tap', ...args], terminal)
  return {
    lines,
    errors,
    shows: (text) =>
      new Promise((resolve) => {
        const look = (): void => {
          if (![...lines, ...errors].some((line) => line.includes(text))) return
          watchers.delete(look)
          resolve()
        }
        watchers.add(look)
        look()
      }),
    stop: () => {
      stop()
      return ended
    },
  }
}
