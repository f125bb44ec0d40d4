import type { LoadedPackage } from '../../build/load.js'
import type { EventContract } from '../../contract/event/event.js'
import { isContract } from '../../spec/exported-contract.js'

/** Names the module that declares an event: where its schemas stand, or else its contract. */
export function moduleOfEvent(loaded: LoadedPackage, event: EventContract): string {
  const schemas: unknown[] = [event.payload, event.reply].filter((schema) => schema !== undefined)
  const [home] =
    [...loaded.modules].find(([, module]) =>
      module.places.some(
        ({ key }, index) =>
          (key === 'payload' || key === 'reply') && module.valuesAt(index).some((value) => schemas.includes(value)),
      ),
    ) ?? []
  return home ?? moduleOfContract(loaded, event.namespace)
}

/** Names the module that declares the contract of a path. */
export function moduleOfContract({ modules, entries }: LoadedPackage, path: string): string {
  const [home] =
    [...modules].find(([, { names }]) =>
      Object.values(names).some((value) => isContract(value) && value.path === path),
    ) ?? []
  return home ?? entries[0]?.path ?? ''
}
