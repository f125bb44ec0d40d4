import type { LoadedContracts } from '../../build/load-contracts.js'
import { typeName } from '../../build/print/module-types.js'
import { contractOfType, namedTypes, typeReference } from '../../build/prose/type-names.js'
import type { ContractWithAliases } from '../../spec/contract-source.js'
import type { ExportsJson } from '../../spec/exports-json.js'
import type { BuildSettings } from './build-settings.js'
import type { ImportPath } from './import-path.js'

/** Names each contract as it is called in code, by its path: what names its entry exports, and where others import it from. */
export function exportedAs(
  { manifest: { name } }: BuildSettings,
  { loaded, contracts }: LoadedContracts,
  paths: readonly ImportPath[],
): Readonly<Record<string, ExportsJson>> {
  return Object.fromEntries(
    contracts.map((source): [string, ExportsJson] => {
      const home = loaded.entries.find(({ exports }) => nameOf(exports, source.contract) !== undefined)
      const key = paths.find(({ entry }) => entry === home?.path)?.key
      return [
        source.contract.path,
        {
          ...(name !== undefined && key !== undefined && { from: `${name}${key.slice(1)}` }),
          ...(home && namesOf(home.exports, source)),
          ...mapNames(loaded, source.contract),
        },
      ]
    }),
  )
}

type Exports = Readonly<Record<string, unknown>>

function nameOf(exports: Exports, value: unknown): string | undefined {
  return Object.entries(exports).find(([name, each]) => each === value && name !== 'default')?.[0]
}

function namesOf(exports: Exports, { contract, aliases, past }: ContractWithAliases): ExportsJson {
  const named = nameOf(exports, contract)
  const table = aliases && nameOf(exports, aliases)
  const earlier = past && nameOf(exports, past)
  const rooms = contract.rooms.flatMap((room) => {
    const builder = nameOf(exports, room)
    return builder === undefined ? [] : [[room.pattern, builder] as const]
  })
  return {
    ...(named !== undefined && { contract: named }),
    ...(table !== undefined && { aliases: table }),
    ...(earlier !== undefined && { past: earlier }),
    ...(rooms.length > 0 && { rooms: Object.fromEntries(rooms) }),
  }
}

const maps = { serverToClient: 'ServerToClientEvents', clientToServer: 'ClientToServerEvents' } as const

/** Names the types of the event maps: as the module of the contract calls them, or as they are printed there. */
function mapNames(
  { modules }: LoadedContracts['loaded'],
  contract: ContractWithAliases['contract'],
): Pick<ExportsJson, keyof typeof maps> {
  const home = [...modules.values()].find(({ names }) => Object.values(names).includes(contract))
  if (!home) return {}
  const constant = nameOf(home.names, contract) as string
  const declared = namedTypes(home).filter(({ isExported }) => isExported)
  return Object.fromEntries(
    Object.entries(maps).map(([direction, map]) => {
      const own = declared.find(({ type }) => {
        const named = typeReference(type)
        return named?.name === map && contractOfType(named.parameters[0], home) === contract
      })
      return [direction, own?.name ?? `${typeName(constant)}${map}`]
    }),
  )
}
