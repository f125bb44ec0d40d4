import type { ContractPackage } from '../contract-package.js'
import { pathFromTo, pnpmList } from '../surroundings.js'
import { conformanceSource } from './conformance-source.js'
import { contractSource } from './contract-source.js'
import { manifestText } from './manifest.js'
import { readmeText } from './readme.js'
import { workflowPath, workflowText } from './workflow.js'

/** A file of a new package. */
export interface PackageFile {
  /** Its path from the package's folder. */
  readonly path: string
  readonly text: string
  /** What it is for, in a few words. */
  readonly purpose: string
}

const configuration = {
  compilerOptions: {
    target: 'es2022',
    module: 'nodenext',
    strict: true,
    verbatimModuleSyntax: true,
    skipLibCheck: true,
    noEmit: true,
    types: [],
  },
  include: ['src'],
}

// pnpm runs no script of what it installs unless it is told to
const pnpmText = 'allowBuilds:\n  esbuild: true\n'

/** Writes the files of a contract package. */
export function packageFiles(laidOut: ContractPackage): PackageFile[] {
  const { contract, folder, repository, manager, workspaces } = laidOut
  const pipeline = `${pathFromTo(folder, repository)}/${workflowPath(laidOut)}`.replace(/^\.\/(?!\/)/, '')
  return [
    { path: `src/${contract.word}.ts`, text: contractSource(contract), purpose: 'the contract; begin here' },
    { path: 'test/conformance.test.js', text: conformanceSource(laidOut), purpose: 'what every contract has to be' },
    { path: 'package.json', text: manifestText(laidOut), purpose: 'how others import it, and its scripts' },
    {
      path: 'tsconfig.json',
      text: `${JSON.stringify(configuration, null, 2)}\n`,
      purpose: 'how its types are checked',
    },
    { path: '.gitignore', text: 'node_modules\ndist\nsite\n', purpose: 'what is made anew' },
    { path: 'README.md', text: readmeText(laidOut), purpose: 'how to use, change and release it' },
    ...(manager === 'pnpm' && !workspaces
      ? [{ path: pnpmList, text: pnpmText, purpose: 'what may run as it is installed' }]
      : []),
    ...(laidOut.hasPipeline
      ? [{ path: pipeline, text: workflowText(laidOut), purpose: 'what a pull request has to pass' }]
      : []),
  ]
}
