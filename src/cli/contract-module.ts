import { pathToFileURL } from 'node:url'
import { type ExportedContract, exportedContracts } from '../spec/exported-contract.js'

/** Lists the contracts that a module exports, alone or in an object. */
export async function contractsIn(file: string): Promise<ExportedContract[]> {
  return exportedContracts((await import(pathToFileURL(file).href)) as object)
}
