import type { ContractPackage } from '../contract-package.js'

/** Writes the test of a contract package: in JavaScript, for what it imports is the package as it is published. */
export function conformanceSource({ name, contract: { constant } }: ContractPackage): string {
  return `import test from 'node:test'
import { ${constant}, ${constant}Aliases } from '${name}'
import { conformance } from 'socket-canon/testing'

const contracts = [{ contract: ${constant}, aliases: ${constant}Aliases }]

for (const { title, check } of conformance(contracts, { examples: 'required' })) test(title, check)
`
}
