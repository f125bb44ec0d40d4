import { basename, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { type Command, CommandError } from '../command.js'
import { optionTable, paragraph } from '../help.js'
import { oneOf } from '../option-value.js'
import type { Terminal } from '../terminal.js'
import { type ContractName, contractNameFor, contractNameOf } from './contract-name.js'
import type { ContractPackage } from './contract-package.js'
import { type PackageFile, packageFiles } from './files/package-files.js'
import { checkNew, writeNew } from './new-files.js'
import { packageNameFault, packageNameFor } from './package-name.js'
import { answerTo } from './questions.js'
import { initReport, shownFolder } from './report.js'
import { type PackageManager, type Surroundings, surroundingsOf } from './surroundings.js'

const usage = `Usage: socket-canon init [folder] [options]

${paragraph(
  'Lays out a package for a contract of your own, with a small one to begin with: it builds, tests, gates and documents itself. Alone, or as one of the workspaces around it, of npm or pnpm. A file that exists is never replaced: where there is one, nothing is written.',
)}

${optionTable([
  ['--name NAME', "the package's name, such as @team/shop-contract (that of the folder)"],
  ['--contract WORD', 'what the contract is called, in code and as /WORD (of the name: shop)'],
  ['--manager WORD', 'npm or pnpm (what the workspaces use, else npm)'],
  ['--ci WORD', 'github, or none for no pipeline (github)'],
  ['--yes', 'asks nothing, and takes what stands here in brackets'],
])}

${paragraph('Without a terminal it asks nothing either.')}

${paragraph('Exit codes: 0 the package is written, 2 nothing is.')}`

/** Lays out a package for a contract of one's own. */
export const initCommand: Command = {
  name: 'init',
  summary: 'lay out a package for a contract of your own',
  usage,
  run: async (args, terminal) => {
    const { values, positionals } = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        name: { type: 'string' },
        contract: { type: 'string' },
        manager: { type: 'string' },
        ci: { type: 'string', default: 'github' },
        yes: { type: 'boolean', short: 'y', default: false },
      },
    })
    const [place = '.', ...more] = positionals
    if (more.length) throw new CommandError('takes one folder')
    const { cwd } = terminal
    const folder = resolve(cwd, place)
    const around = surroundingsOf(folder)
    const manager = managerOf(values.manager, around)
    const hasPipeline = oneOf('ci', values.ci, ['github', 'none']) === 'github'
    const name = given('--name', values.name, readName) ?? { name: presetName(folder, around) }
    const contract = given('--contract', values.contract, readContract) ?? contractNameFor(name.name)
    const make = (chosen: Chosen): Layout => {
      const laidOut = { ...around, ...chosen, folder, manager, hasPipeline }
      const files = packageFiles(laidOut)
      checkNew(
        folder,
        shownFolder(cwd, folder),
        files.map(({ path }) => path),
      )
      return { laidOut, files }
    }
    const preset = make({ ...name, contract })
    const { laidOut, files } =
      terminal.ask && !values.yes ? make(await asked(values, preset.laidOut, terminal)) : preset
    writeNew(folder, files)
    terminal.out(initReport(laidOut, files, terminal))
    return 0
  },
}

type Chosen = Pick<ContractPackage, 'name' | 'contract'>

interface Layout {
  readonly laidOut: ContractPackage
  readonly files: readonly PackageFile[]
}

function managerOf(word: string | undefined, { manager, workspaces }: Surroundings): PackageManager {
  const wanted = word === undefined ? manager : oneOf('manager', word, ['npm', 'pnpm'])
  if (workspaces && wanted !== manager)
    throw new CommandError(`--manager: the workspaces around it are those of ${manager}, by ${workspaces.list}`)
  return wanted
}

function presetName(folder: string, { workspaces }: Surroundings): string {
  return packageNameFor(basename(folder), workspaces?.scope)
}

function readName(name: string): { readonly name: string } | string {
  const fault = packageNameFault(name)
  return fault === undefined
    ? { name }
    : `npm takes no such name, for ${fault}; one such as @team/shop-contract will do`
}

function readContract(word: string): ContractName | string {
  return contractNameOf(word) ?? 'no constant and no path can be called so; a word such as shop or shop-floor will do'
}

function given<Read extends object>(
  option: string,
  text: string | undefined,
  read: (text: string) => Read | string,
): Read | undefined {
  if (text === undefined) return undefined
  const found = read(text)
  if (typeof found === 'string') throw new CommandError(`${option}: ${found}`)
  return found
}

/** Asks for what was not given. */
async function asked(
  given: { readonly name?: string | undefined; readonly contract?: string | undefined },
  preset: Chosen,
  terminal: Terminal,
): Promise<Chosen> {
  const { name } =
    given.name === undefined
      ? await answerTo({ words: 'Name of the package', preset: preset.name, read: readName }, terminal)
      : preset
  const own = given.contract === undefined ? contractNameFor(name) : preset.contract
  const contract =
    given.contract === undefined
      ? await answerTo({ words: 'Name of its first contract', preset: own.word, read: readContract }, terminal)
      : preset.contract
  return { name, contract }
}
