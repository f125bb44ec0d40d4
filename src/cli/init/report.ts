import { paintFor, wrapped } from '../report/paint.js'
import type { Terminal } from '../terminal.js'
import { type ContractPackage, scriptFromRoot } from './contract-package.js'
import type { PackageFile } from './files/package-files.js'
import { pathFromTo } from './surroundings.js'

/** Writes what was laid out, and what to do next. */
export function initReport(
  laidOut: ContractPackage,
  files: readonly PackageFile[],
  { cwd, hasColour, columns }: Pick<Terminal, 'cwd' | 'hasColour' | 'columns'>,
): string {
  const paint = paintFor(hasColour)
  const { name, contract, folder, manager, workspaces } = laidOut
  const width = Math.max(...files.map(({ path }) => path.length)) + 3
  const from = workspaces?.root ?? folder
  const way = pathFromTo(cwd, from)
  const own = pathFromTo(workspaces?.root ?? folder, folder)
  const first = [
    ...(workspaces && !workspaces.isListed ? [`list ${own} in ${workspaces.list}, among the workspaces`] : []),
    ...(workspaces && !workspaces.allowsEsbuild ? [`say in ${workspaces.list}: allowBuilds: { esbuild: true }`] : []),
  ]
  return [
    `${paint.green('Wrote')} ${paint.bold(name)}, a package with the contract of /${contract.word}, to ${shownFolder(cwd, folder)}:`,
    '',
    ...files.map(({ path, purpose }) => `  ${path.padEnd(width)}${paint.dim(purpose)}`),
    '',
    'Next:',
    '',
    ...first.map((step) => `  ${paint.yellow(step)}`),
    ...(way === '.' ? [] : [`  cd ${/^[\w./@-]+$/.test(way) ? way : JSON.stringify(way)}`]),
    `  ${manager} install`,
    `  ${scriptFromRoot({ manager, name, workspaces }, 'test')}`,
    '',
    ...wrapped(
      `Then change src/${contract.word}.ts into your own contract. Commit what the build writes beside package.json: contract.json, schemas and asyncapi.`,
      columns,
    ),
  ].join('\n')
}

/** Returns how a folder is named to somebody who stands in another one. */
export function shownFolder(cwd: string, folder: string): string {
  const way = pathFromTo(cwd, folder)
  return way === '.' ? 'this folder' : way
}
