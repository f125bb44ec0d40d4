import { readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { ContractJson } from '../../spec/contract-json.js'

/** Reads the contracts that this package brings with it. */
export function ownContractJson(): ContractJson {
  // a linter may require this file
  const here = typeof __dirname === 'string' ? __dirname : dirname(fileURLToPath(import.meta.url))
  for (const above of ['../../..', '../../../..'])
    try {
      return JSON.parse(readFileSync(join(here, above, 'contract.json'), 'utf8')) as ContractJson
    } catch {
      // from source it is one folder nearer
    }
  throw new Error('contract.json of socket-canon is missing')
}
