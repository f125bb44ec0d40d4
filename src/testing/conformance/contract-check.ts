import { checkNamespace } from '../../contract/declaration.js'
import { checkParts } from '../../contract/declared-part.js'
import type { RoomFamily } from '../../contract/room/room.js'
import { parametersIn } from '../../contract/room/room-pattern.js'
import { loadZod } from '../../guards/zod.js'
import type { ContractJson, NamespaceJson } from '../../spec/contract-json.js'
import { toContractJson } from '../../spec/to-contract-json.js'
import { type ConformanceCheck, failCheck } from './check.js'
import type { CheckedContract } from './checked-event.js'

/** Makes the checks of a contract as a whole. */
export function contractChecks(checked: CheckedContract, described: () => Promise<NamespaceJson>): ConformanceCheck[] {
  const { contract } = checked
  const { path, rooms } = contract
  return [
    { title: `${path}: it is declared as namespace() asks`, check: () => checkDeclared(checked) },
    {
      title: `${path}: its rooms read the names that they build`,
      check: () => {
        for (const room of rooms) checkRoom(path, room, rooms)
      },
    },
    {
      title: `${path}: contract.json can be written of it`,
      check: async () => {
        const namespace = await described()
        if (JSON.stringify(JSON.parse(JSON.stringify(namespace))) !== JSON.stringify(namespace))
          failCheck(path, 'what contract.json holds of it does not outlast JSON')
      },
    },
  ]
}

/** Describes contracts as `contract.json` does, once. */
export function describedOnce({ contract, aliases }: CheckedContract): () => Promise<NamespaceJson> {
  let made: Promise<NamespaceJson> | undefined
  return () => {
    made ??= describe()
    return made
  }

  async function describe(): Promise<NamespaceJson> {
    await loadZod()
    const { namespaces }: ContractJson = toContractJson([{ contract, aliases }])
    return namespaces[contract.path] as NamespaceJson
  }
}

function checkDeclared({ contract }: CheckedContract): void {
  checkParts(contract.path, contract)
  checkNamespace(contract)
}

/** Checks that a family reads what it builds, in every spelling, and that no other family does. */
function checkRoom(path: string, family: RoomFamily, all: readonly RoomFamily[]): void {
  const { pattern, legacy } = family
  const parameters = parametersIn(pattern)
  const ids = Object.fromEntries(parameters.map((name, index) => [name, `id-${index + 1}`]))
  const build = family as unknown as (...ids: readonly string[]) => string
  if (typeof build !== 'function') failCheck(path, `its room ${pattern} builds no names: make it with room()`)
  const spelled = (text: string): string => text.replace(/\{(\w+)\}/g, (_, name: string) => ids[name] ?? '')
  const name = build(...Object.values(ids))
  if (name !== spelled(pattern) || !family.is(name))
    failCheck(path, `its room ${pattern} builds names that are none of its own: make it with room()`)
  for (const each of [pattern, ...legacy]) {
    const read = family.parse(spelled(each))
    if (!read || parameters.some((parameter) => read[parameter] !== ids[parameter]))
      failCheck(path, `its room ${pattern} does not read the ids of a name of ${each}: make it with room()`)
  }
  for (const other of all)
    if (other !== family && other.is(name))
      failCheck(path, `the rooms ${pattern} and ${other.pattern} bear the same names`)
}
