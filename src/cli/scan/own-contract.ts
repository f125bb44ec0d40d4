import { readFileSync } from 'node:fs'
import type { ContractJson } from '../../spec/contract-json.js'

/** Reads the contracts that this package brings with it. */
export function ownContractJson(): ContractJson {
  for (const above of ['../../../contract.json', '../../../../contract.json'])
    try {
      return JSON.parse(readFileSync(new URL(above, import.meta.url), 'utf8')) as ContractJson
    } catch {}
  throw new Error('contract.json of socket-canon is missing')
}
