import { spawn } from 'node:child_process'

/** Runs the command that provokes events, and says what went wrong; what it prints stays with it, for it may be data. */
export function runTrigger(command: string, cwd: string, timeoutMs: number): Promise<string | undefined> {
  return new Promise((resolve) => {
    // a group of its own, so that what the shell began ends with it
    const child = spawn(command, { cwd, shell: true, stdio: 'ignore', detached: process.platform !== 'win32' })
    // one that could not be started said so before
    const timer = setTimeout(() => {
      endGroup(child.pid as number)
      resolve(`the trigger did not end within ${timeoutMs / 1000} s and was ended`)
    }, timeoutMs)
    child.once('error', () => {
      clearTimeout(timer)
      resolve('the trigger could not be started')
    })
    child.once('exit', (code) => {
      clearTimeout(timer)
      resolve(code === 0 ? undefined : `the trigger ended with exit code ${code ?? 'none'}`)
    })
  })
}

function endGroup(pid: number): void {
  try {
    process.kill(process.platform === 'win32' ? pid : -pid, 'SIGKILL')
  } catch {
    // it ended by itself meanwhile
  }
}
