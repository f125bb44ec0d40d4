import type { AliasTable } from '../../contract/alias/alias.js'
import type { ContractSource } from '../../spec/contract-source.js'
import { withAliases } from '../../spec/contract-source.js'
import { aliasChecks } from './alias-check.js'
import { aliasTripChecks } from './alias-trip-check.js'
import { boundChecks, waiverCheck } from './bound-check.js'
import { type ConformanceCheck, failCheck } from './check.js'
import { type CheckedContract, checkedEvents, checkedParts } from './checked-event.js'
import { contractChecks, describedOnce } from './contract-check.js'
import { eventChecks } from './event-check.js'
import type { ConformanceOptions } from './options.js'
import { redactionChecks } from './redaction-check.js'
import { refusalChecks } from './refusal-check.js'
import { valueChecks } from './value-check.js'

const none: AliasTable = { serverToClient: {}, clientToServer: {} }

/**
 * Lists the checks that every contract has to pass, for any test runner: those that the contracts of this package pass.
 * @throws Error where there is no contract among what is given
 * @example
 * for (const { title, check } of conformance([{ contract: shop, aliases: shopAliases }])) test(title, check)
 */
export function conformance(
  contracts: readonly ContractSource[],
  options: ConformanceOptions = {},
): readonly ConformanceCheck[] {
  const all = contracts.map((source, index): CheckedContract => {
    const { contract, aliases = none } = withAliases(Object(source))
    if (typeof contract?.path !== 'string' || !contract.serverToClient || !contract.clientToServer)
      failCheck(
        `conformance(), contract ${index + 1}`,
        'it is no contract: give what namespace() made, and look at its import',
      )
    return { contract, aliases }
  })
  if (!all.length) failCheck('conformance()', 'it was given no contracts, so nothing would be checked')
  const used = new Set<string>()
  const checks = all.flatMap((each) => checksOf(each, options, used))
  return [...checks, pathCheck(all), ...(options.allow ? [waiverCheck(options, used)] : [])]
}

function checksOf(checked: CheckedContract, options: ConformanceOptions, used: Set<string>): ConformanceCheck[] {
  const described = describedOnce(checked)
  return [
    ...contractChecks(checked, described),
    ...aliasChecks(checked),
    ...checkedEvents(checked).flatMap((event) => [
      ...eventChecks(event, options),
      ...checkedParts(event).flatMap((part) => [
        ...boundChecks(part, options, used),
        ...refusalChecks(part),
        ...valueChecks(part, described),
        ...redactionChecks(part),
      ]),
      ...aliasTripChecks(event),
    ]),
  ]
}

function pathCheck(all: readonly CheckedContract[]): ConformanceCheck {
  return {
    title: 'every contract has a path of its own',
    check: () => {
      const paths = all.map(({ contract }) => contract.path)
      const twice = paths.find((path, index) => paths.indexOf(path) < index)
      if (twice !== undefined)
        failCheck(twice, 'two contracts have this path: give one of them another, or declare them as one')
    },
  }
}
