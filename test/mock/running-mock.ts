import { run } from '../../src/cli/run.js'

/** A mock that runs in this process until it is stopped, and what it wrote. */
export interface RunningCommand {
  readonly url: string
  readonly lines: string[]
  /** Presses a key; there is none where nobody sits at the terminal. */
  press(key: string): void
  /** Ends it as Ctrl-C does; answers its exit code. */
  stop(): Promise<number>
}

/** Starts the command on a free port, in a folder, and waits until it listens. */
export async function runningMock(
  args: readonly string[],
  { cwd = process.cwd(), hasKeys = false, columns = 80 } = {},
): Promise<RunningCommand> {
  const lines: string[] = []
  let press: (key: string) => void = () => {}
  let stop = (): void => {}
  const stopped = new Promise<void>((resolve) => {
    stop = resolve
  })
  let ended: Promise<number> | undefined
  const url = await new Promise<string>((resolve, reject) => {
    const terminal = {
      cwd,
      hasColour: false,
      columns,
      out: (text: string) => {
        lines.push(...text.split('\n'))
        const [found] = /http:\/\/localhost:\d+/.exec(text) ?? []
        if (found) resolve(found)
      },
      err: (text: string) => reject(new Error(text)),
      stopped: () => stopped,
      ...(hasKeys && {
        keys: (hear: (key: string) => void) => {
          press = hear
          return () => {
            press = () => {}
          }
        },
      }),
    }
    ended = run(['mock', ...args, '--port', '0'], terminal)
  })
  return {
    url,
    lines,
    press: (key) => press(key),
    stop: () => {
      stop()
      return ended as Promise<number>
    },
  }
}
