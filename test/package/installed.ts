import { type ExecFileSyncOptions, execFileSync } from 'node:child_process'

// it takes half a minute where much is new; npm was seen to wait for ever
const mostMs = 240_000

/** Installs a packed package in a project; once more where npm comes to no end. */
export function installPacked(tarball: string, cwd: string): void {
  const installing = ['install', tarball, '--no-audit', '--no-fund', '--prefer-offline', '--loglevel=error']
  const how: ExecFileSyncOptions = {
    cwd,
    stdio: ['ignore', 'ignore', 'inherit'],
    timeout: mostMs,
    killSignal: 'SIGKILL',
  }
  try {
    execFileSync('npm', installing, how)
  } catch (error) {
    if ((error as { code?: unknown }).code !== 'ETIMEDOUT') throw error
    execFileSync('npm', installing, how)
  }
}
