import type { ContractName } from './contract-name.js'
import type { PackageManager, Workspaces } from './surroundings.js'

/** A contract package that is to be laid out. */
export interface ContractPackage {
  /** Its name on npm. */
  readonly name: string
  readonly contract: ContractName
  /** Its folder, in full. */
  readonly folder: string
  /** The folder of the repository, in full. */
  readonly repository: string
  readonly manager: PackageManager
  readonly workspaces: Workspaces | undefined
  /** Whether a pipeline is described. */
  readonly hasPipeline: boolean
}

/** Returns the last part of a package's name. */
export function bareName(name: string): string {
  return name.slice(name.indexOf('/') + 1)
}

/** Returns what runs a script of a package in its own folder. */
export function scriptCommand(manager: PackageManager, script: string, ...args: readonly string[]): string {
  const run = script === 'test' ? `${manager} test` : `${manager} run ${script}`
  return [run, ...(args.length && manager === 'npm' ? ['--'] : []), ...args].join(' ')
}

/** Returns what runs a script of a package where packages are installed: in its own folder, or in that of its workspaces. */
export function scriptFromRoot(
  { manager, name, workspaces }: Pick<ContractPackage, 'manager' | 'name' | 'workspaces'>,
  script: string,
): string {
  if (!workspaces) return scriptCommand(manager, script)
  const command = script === 'test' ? 'test' : `run ${script}`
  return manager === 'npm' ? `npm ${command} -w ${name}` : `pnpm --filter ${name} ${command}`
}
