import { slugOf } from '../address.js'
import type { ContractJson } from '../contract-json.js'

/** Names the AsyncAPI document of a package: after the package, or else after its first namespace. */
export function asyncApiFile({ package: owner, namespaces }: Pick<ContractJson, 'package' | 'namespaces'>): string {
  const [path = ''] = Object.keys(namespaces)
  return `asyncapi/${slugOf(owner?.name.replace(/^@[^/]*\//, '') ?? path) || 'contract'}.json`
}
