import { execFile } from 'node:child_process'
import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join, resolve } from 'node:path'

/** A project, as `tsconfig.json` tells of one. */
export interface Project {
  readonly extends?: string
  /** The files to check, whose paths are absolute or begin at the project. */
  readonly files: readonly string[]
  readonly include?: readonly string[]
  readonly compilerOptions: Readonly<Record<string, unknown>>
}

/** Lists what TypeScript 7 says of a project: a whole program costs it a fraction of what the compiler in JavaScript takes. */
export async function complaintsOf(project: Project): Promise<string[]> {
  return inFolder((folder) => complaintsIn(folder, project))
}

/**
 * Lists what TypeScript 7 says of sources that no file holds, each as if it stood under its path in `src`, with the options
 * of this project.
 */
export async function sourceComplaints(
  sources: ReadonlyMap<string, string>,
  compilerOptions: Project['compilerOptions'] = {},
): Promise<string[]> {
  return inFolder(async (folder) => {
    symlinkSync(resolve('node_modules'), join(folder, 'node_modules'))
    writeFileSync(join(folder, 'package.json'), '{ "type": "module" }')
    for (const [path, text] of sources) {
      mkdirSync(dirname(join(folder, path)), { recursive: true })
      writeFileSync(join(folder, path), text)
    }
    const rootDirs = [folder, resolve('src')]
    return complaintsIn(folder, {
      extends: resolve('tsconfig.json'),
      files: [...sources.keys()],
      include: [],
      compilerOptions: { ...compilerOptions, rootDirs },
    })
  })
}

async function inFolder<Result>(work: (folder: string) => Promise<Result>): Promise<Result> {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'socket-canon-project-')))
  try {
    return await work(folder)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

function complaintsIn(folder: string, project: Project): Promise<string[]> {
  writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify(project))
  const compiler = resolve('node_modules/typescript-7/bin/tsc')
  return new Promise((done, fail) => {
    execFile(process.execPath, [compiler, '-p', '.'], { cwd: folder, maxBuffer: 2 ** 26 }, (error, out, err) => {
      // a line that is indented explains the one before
      const said = `${out}${err}`.split(/\n(?! )/).filter((each) => each !== '')
      // it fails where it has something to say; what fails and says nothing did not check
      if (error && !said.length) fail(error)
      else done(said)
    })
  })
}
