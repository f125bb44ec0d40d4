import { readFileSync } from 'node:fs'
import { directions } from '../../../src/contract/event/direction.js'
import { prepared } from '../../../src/reference/prepared.js'
import { allEnds } from '../../../src/reference/snippets/ends.js'
import { exportedNames } from '../../../src/reference/snippets/exported-names.js'
import { type NamedEvent, namedEvent, type Snippet } from '../../../src/reference/snippets/snippet.js'
import type { ContractJson } from '../../../src/spec/index.js'
import { taxiContract } from './taxi.js'

/** An event with the code of all its ends. */
export interface ShownEvent {
  readonly title: string
  readonly event: NamedEvent
  /** The code of an end, as it is copied. */
  end(name: string): Snippet
}

/** The contracts whose code is run: our own, and one of somebody else's. */
export const contracts: readonly ContractJson[] = [
  JSON.parse(readFileSync('contract.json', 'utf8')) as ContractJson,
  taxiContract(),
]

/** Lists every event of the contracts, with its code, by namespace. */
export const shownEvents: ReadonlyMap<string, readonly ShownEvent[]> = new Map(
  contracts.flatMap((given) => {
    const contract = prepared(given)
    return Object.entries(contract.namespaces).map(([path, namespace]): [string, ShownEvent[]] => {
      const exported = exportedNames(contract, path, namespace)
      const events = directions.flatMap((direction) =>
        Object.entries(namespace[direction]).map(([name, json]) => {
          const event = namedEvent(json, { name, path, namespace, exported })
          const ends = allEnds.of(event)
          const end = (wanted: string): Snippet => {
            const found = ends.find(({ end: each }) => each === wanted)
            if (found === undefined) throw new Error(`${path} ${name} has no end ${wanted}`)
            return found
          }
          return { title: `${path} ${name}, ${direction}`, event, end }
        }),
      )
      return [path, events]
    })
  }),
)
