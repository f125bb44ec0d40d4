import type { ContractJson } from '../../spec/contract-json.js'
import type { Ends } from '../snippets/typescript-end.js'
import { errorPage } from './error-page.js'
import { fieldPage } from './field-page.js'
import { legacyPage } from './legacy-page.js'
import { namespacePage } from './namespace-page.js'
import { protocolPage } from './protocol-page.js'
import type { Page } from './site-map.js'
import { systemPage } from './system-page.js'

/** Makes every page that is derived from the contract. */
export function referencePages(contract: ContractJson, ends: Ends): Page[] {
  return [
    ...Object.entries(contract.systems).map(([name, system]) => systemPage(contract, name, system)),
    ...Object.keys(contract.namespaces).map((path) => namespacePage(contract, path, ends)),
    protocolPage(contract),
    legacyPage(contract),
    errorPage(contract),
    fieldPage(contract),
  ]
}
