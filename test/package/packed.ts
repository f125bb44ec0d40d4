import { execFileSync } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, realpathSync, writeFileSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { TestProject } from 'vitest/node'
import { installPacked } from './installed.js'

/** Is where the tests find the package as its users get it. */
export interface Packed {
  /** The repository. */
  repo: string
  /** The folder that holds all of this and is removed at the end. */
  root: string
  /** What `npm pack` wrote. */
  tarball: string
  /** The paths in the tarball. */
  files: string[]
  /** A project that was empty before it installed the tarball. */
  project: string
  /** The package as it lies in that project. */
  installed: string
}

declare module 'vitest' {
  export interface ProvidedContext {
    packed: Packed
  }
}

let root: string | undefined

/** Packs the repository and installs what comes out in an empty project. */
export function setup({ provide }: TestProject) {
  const repo = join(import.meta.dirname, '..', '..')
  if (!existsSync(join(repo, 'dist', 'cjs', 'package.json'))) throw new Error('dist is missing: run `npm run build`')
  root = realpathSync(mkdtempSync(join(tmpdir(), 'socket-canon-packed-')))
  const packing = ['pack', '--ignore-scripts', '--json', '--pack-destination', root]
  const [pack]: { filename: string; files: { path: string }[] }[] = JSON.parse(
    execFileSync('npm', packing, { cwd: repo, encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'] }),
  )
  if (!pack) throw new Error('npm packed nothing')
  const tarball = join(root, pack.filename)
  const project = join(root, 'project')
  mkdirSync(project)
  writeFileSync(join(project, 'package.json'), '{"private":true}\n')
  installPacked(tarball, project)
  const files = pack.files.map(({ path }) => path)
  provide('packed', { repo, root, tarball, files, project, installed: join(project, 'node_modules', 'socket-canon') })
}

/** Removes what was packed and installed, without holding up the process that waits for the last worker to end. */
export async function teardown() {
  if (root) await rm(root, { recursive: true, force: true })
}
