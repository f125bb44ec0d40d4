import { expect, test } from 'vitest'
// @ts-expect-error plain JavaScript, as every step of the build
import { ownEntries, ownLoading } from '../../../scripts/own-contracts.mjs'
import { entries } from '../../../test/contracts.js'
import { loadContracts } from '../../build/load-contracts.js'
import type { Prose } from '../prose.js'
import { printedContractType } from './contract-type.js'

// that the printed types are those of their sources is seen of whole declarations: test/build/own-declarations.test.ts
test('the names that the rule gives are those that our contracts have', async () => {
  const { prose } = await loadContracts(ownEntries, ownLoading)
  for (const { contract } of entries) {
    const names = (namespaces: Prose['namespaces']): string[] => {
      const said = namespaces?.[contract.path]
      return printedContractType(contract, { ...(said && { prose: said }) }).carried.map(({ name }) => name)
    }
    expect(names({}).length, contract.path).toBeGreaterThan(4)
    expect(names({}), contract.path).toEqual(names(prose.namespaces))
  }
})
