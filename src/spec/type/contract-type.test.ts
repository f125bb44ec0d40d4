import { join } from 'node:path'
import ts from 'typescript'
import { expect, test } from 'vitest'
// @ts-expect-error plain JavaScript, as every step of the build
import { ownEntries, ownLoading } from '../../../scripts/own-contracts.mjs'
import { entries } from '../../../test/contracts.js'
import { diagnosticsOf } from '../../../test/types/program.js'
import { loadContracts } from '../../build/load-contracts.js'
import type { NamespaceContract } from '../../contract/namespace.js'
import type { Prose } from '../prose.js'
import { printedContractType } from './contract-type.js'
import { capitalWords } from './type-name.js'
import { TypeScope } from './type-scope.js'

const {
  prose: { namespaces = {} },
} = await loadContracts(ownEntries, ownLoading)
const identical =
  'type Identical<A, B> = (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false'
const imports = [
  "import type { EventContract } from '../../contract/event/event.js'",
  "import type { ClientToServerEvents, PayloadOf, ReplyOf, ServerToClientEvents } from '../../contract/event/event-map.js'",
  "import type { NamespaceContract } from '../../contract/namespace.js'",
  "import type { Ack, ContractClientToServerEvents, ContractServerToClientEvents } from '../../contract/wire/protocol.js'",
  "import type { Scalar } from '../../fields/scalar.js'",
  identical,
  'type Parts<C> = C extends NamespaceContract<infer Path, infer Down, infer Up, infer Pattern> ? [Path, Down, Up, Pattern] : never',
].join('\n')

/** Prints the types of a contract of ours, as a file that compares them with those of its source. */
function fileOf(contract: NamespaceContract): string {
  const scope = new TypeScope((name) => name)
  const prose = namespaces[contract.path]
  const { type, carried, maps } = printedContractType(contract, { scope, ...(prose && { prose }) })
  expect(scope.unprintable).toEqual([])
  expect(scope.declarations).toEqual([])
  const module = contract.path.slice(1)
  return [
    imports,
    `import type { ${capitalWords(contract.path)} as Source } from '../../events/${module}.js'`,
    `import type * as source from '../../events/${module}.js'`,
    `type Printed = ${type}`,
    ...carried.map(({ comment, text }) => `${comment}export ${text}`),
    `interface Down ${maps.serverToClient}`,
    `interface Up ${maps.clientToServer}`,
    'export const contract: Identical<Parts<Printed>, Parts<Source>> = true',
    'export const down: Identical<Pick<Down, keyof Down>, Pick<ServerToClientEvents<Source>, keyof ServerToClientEvents<Source>>> = true',
    'export const up: Identical<Pick<Up, keyof Up>, Pick<ClientToServerEvents<Source>, keyof ClientToServerEvents<Source>>> = true',
    ...carried.map(({ name }) => `export const the${name}: Identical<${name}, source.${name}> = true`),
  ].join('\n')
}

test('the printed type of each contract of ours is that of its source', { timeout: 60_000 }, () => {
  const files = entries.map(
    ({ contract }) => [join(import.meta.dirname, `${contract.path.slice(1)}.ts`), fileOf(contract)] as const,
  )
  const found = diagnosticsOf(new Map(files))
  const said = found.flatMap((each, index) =>
    each.map(({ messageText, start = 0 }) => {
      const [path, text] = files[index] as (typeof files)[number]
      return `${path}: ${text.slice(start, start + 60)} ${ts.flattenDiagnosticMessageText(messageText, '\n')}`
    }),
  )
  expect(files.length).toBe(7)
  expect(said).toEqual([])
})

test('the names that the rule gives are those that our contracts have', () => {
  for (const { contract } of entries) {
    const names = (prose: Prose['namespaces']): string[] => {
      const said = prose?.[contract.path]
      return printedContractType(contract, { ...(said && { prose: said }) }).carried.map(({ name }) => name)
    }
    expect(names({}), contract.path).toEqual(names(namespaces))
  }
})
