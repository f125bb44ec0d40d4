import { existsSync } from 'node:fs'
import { dirname, join, relative, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { BuildError, firstLineOf } from '../build/build-error.js'
import { loadContracts } from '../build/load-contracts.js'
import { type ExportedContract, exportedContracts } from '../spec/exported-contract.js'
import { CommandError } from './command.js'

/**
 * Lists the contracts that a module exports, alone or in an object. JavaScript is imported as it is, TypeScript is read by
 * what `build` reads it with.
 * @throws CommandError that names the file and says what is wrong with it
 */
export async function contractsIn(cwd: string, file: string): Promise<ExportedContract[]> {
  if (!existsSync(resolve(cwd, file))) throw new CommandError(`there is no file ${file}`)
  return /\.[cm]?tsx?$/.test(file) ? inTypeScript(cwd, file) : inJavaScript(cwd, file)
}

async function inJavaScript(cwd: string, file: string): Promise<ExportedContract[]> {
  const exports: unknown = await import(pathToFileURL(resolve(cwd, file)).href).catch((error: unknown) => {
    const remedy = 'it has to be TypeScript, or JavaScript that Node runs as it is'
    throw new CommandError(`${file} can't be imported (${firstLineOf(error)}): ${remedy}`, { cause: error })
  })
  return exportedContracts(exports as object)
}

async function inTypeScript(cwd: string, file: string): Promise<ExportedContract[]> {
  const folder = packageFolder(resolve(cwd, file)) ?? cwd
  const entry = relative(folder, resolve(cwd, file)).replaceAll('\\', '/')
  const { contracts } = await loadContracts([entry], { cwd: folder }).catch((error: unknown) => {
    if (!(error instanceof BuildError)) throw error
    const { message } = error
    const isOfEntry = message.startsWith(`${entry}:`)
    throw new CommandError(isOfEntry ? file + message.slice(entry.length) : `${file}: ${message}`, { cause: error })
  })
  return contracts.map(({ contract, aliases, past }) => ({
    contract,
    tables: aliases ? [aliases] : [],
    pasts: past ? [past] : [],
  }))
}

/** Finds the folder of the package that a file is of, whose own packages it imports. */
function packageFolder(file: string): string | undefined {
  const folder = dirname(file)
  if (folder === file) return undefined
  return existsSync(join(folder, 'package.json')) ? folder : packageFolder(folder)
}
