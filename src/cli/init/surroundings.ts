import { existsSync } from 'node:fs'
import { dirname, join, relative, resolve, sep } from 'node:path'
import { jsonOf, textOf } from '../json-file.js'
import { isMember, listedInYaml } from './workspace-pattern.js'

/** What installs packages and runs their scripts. */
export type PackageManager = 'npm' | 'pnpm'

/** The workspaces that a package is one of. */
export interface Workspaces {
  /** The folder that holds them all. */
  readonly root: string
  /** The file that lists them. */
  readonly list: string
  /** Whether it lists the new package. */
  readonly isListed: boolean
  /** The scope of the root's name. */
  readonly scope: string | undefined
  /** Whether the root says which release of its package manager it uses. */
  readonly hasManagerVersion: boolean
  /** Whether esbuild may run its script as it is installed, which pnpm asks to be said. */
  readonly allowsEsbuild: boolean
}

/** What lies around a new package. */
export interface Surroundings {
  readonly manager: PackageManager
  /** Those around it; nothing where it stands alone. */
  readonly workspaces: Workspaces | undefined
  /** The folder of the repository, where pipelines are described. */
  readonly repository: string
}

/** The file in which pnpm is told of workspaces, and of what they may do. */
export const pnpmList = 'pnpm-workspace.yaml'

/** Looks for workspaces and a repository around a folder. */
export function surroundingsOf(folder: string): Surroundings {
  const above = ancestorsOf(folder)
  const git = above.findIndex((each) => existsSync(join(each, '.git')))
  // what lies outside of the repository is somebody else's
  const around = above.slice(1, git < 0 ? undefined : git + 1)
  const [workspaces] = around.flatMap((root) => workspacesIn(root, folder) ?? [])
  const root = workspaces?.root ?? folder
  const isPnpm = workspaces ? workspaces.list === pnpmList : existsSync(join(root, 'pnpm-lock.yaml'))
  return { manager: isPnpm ? 'pnpm' : 'npm', workspaces, repository: above[git] ?? root }
}

function ancestorsOf(folder: string): string[] {
  const above = dirname(folder)
  return above === folder ? [folder] : [folder, ...ancestorsOf(above)]
}

function workspacesIn(root: string, folder: string): Workspaces | undefined {
  const manifest = Object(textOf(root, 'package.json') === undefined ? {} : jsonOf(root, 'package.json'))
  const yaml = textOf(root, pnpmList)
  const written = manifest.workspaces?.packages ?? manifest.workspaces
  if (yaml === undefined && !Array.isArray(written)) return undefined
  const patterns = yaml === undefined ? written.map(String) : listedInYaml(yaml)
  return {
    root,
    list: yaml === undefined ? 'package.json' : pnpmList,
    isListed: !patterns || isMember(pathFromTo(root, folder), patterns),
    scope: /^@[^/]+(?=\/)/.exec(String(manifest.name ?? ''))?.[0],
    hasManagerVersion: manifest.packageManager !== undefined,
    allowsEsbuild: yaml === undefined || /^\s+-?\s*['"]?esbuild\b/m.test(yaml),
  }
}

/** Returns the way from one folder to what lies in it, as JSON and YAML write it; `.` for the folder itself. */
export function pathFromTo(from: string, to: string): string {
  return relative(resolve(from), resolve(to)).replaceAll(sep, '/') || '.'
}
