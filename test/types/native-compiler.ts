import { execFile } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** A project, as `tsconfig.json` tells of one. */
export interface Project {
  /** The files to check, as absolute paths. */
  readonly files: readonly string[]
  readonly compilerOptions: Readonly<Record<string, unknown>>
}

/** Lists what TypeScript 7 says of a project: whole programs cost it a fraction of what the compiler in JavaScript takes. */
export function complaintsOf(project: Project): Promise<string[]> {
  const folder = mkdtempSync(join(tmpdir(), 'socket-canon-project-'))
  const config = join(folder, 'tsconfig.json')
  writeFileSync(config, JSON.stringify(project))
  const compiler = ['node_modules/typescript-7/bin/tsc', '-p', config, '--pretty', 'false']
  return new Promise((resolve, reject) => {
    execFile(process.execPath, compiler, { maxBuffer: 2 ** 26 }, (error, out, err) => {
      rmSync(folder, { recursive: true, force: true })
      // 1 and 2 are how it ends when it has something to say of a program
      if (error && error.code !== 1 && error.code !== 2) return reject(error)
      const said = `${out}${err}`.split('\n').filter((line) => line !== '')
      if (error && said.length === 0) return reject(error)
      resolve(said)
    })
  })
}
