import { type Direction, directions } from '../../contract/event/direction.js'
import type { EventContract } from '../../contract/event/event.js'
import type { NamespaceContract } from '../../contract/namespace.js'
import { nextStatesOf } from '../../contract/next-states.js'
import { type DescribedSchema, definitionOf } from '../../guards/described-schema.js'
import { enumerationWords } from '../../spec/type/enumeration-lines.js'
import { BuildError } from '../build-error.js'
import type { LoadedPackage } from '../load.js'
import { visitParts } from './field-sentences.js'

/**
 * Checks that the next states of every enumeration are values of it.
 * @throws BuildError that names the file of the contract, the event and the field
 */
export function checkNextStates({ modules }: LoadedPackage, contract: NamespaceContract): void {
  for (const direction of directions)
    for (const [name, part, event] of partsOf(contract, direction))
      visitParts(event[part], (path, schema) => {
        const fault = faultIn(schema)
        if (fault === undefined) return
        const home = [...modules].find(([, { names }]) => Object.values(names).includes(contract))?.[0]
        throw new BuildError(`${home ?? contract.path}: ${name}, ${[part, ...path].join('.')}: ${fault}`)
      })
}

function partsOf(contract: NamespaceContract, direction: Direction) {
  return Object.entries(contract[direction] as Readonly<Record<string, EventContract>>).flatMap(([name, event]) =>
    (['payload', 'reply'] as const).map((part) => [name, part, event] as const),
  )
}

function faultIn(schema: DescribedSchema): string | undefined {
  const definition = definitionOf(schema)
  const next = nextStatesOf(definition)
  if (!next) return undefined
  const words =
    enumerationWords(schema)?.values ??
    (definition.options ?? []).flatMap((option) => enumerationWords(option)?.values ?? [])
  const values = new Set(words)
  if (!values.size) return 'only an enumeration has next states'
  const listed = `: its values are ${words.join(', ')}`
  for (const [value, followers] of Object.entries(next)) {
    if (!values.has(value)) return `next states of ${value}, which is no value of this enumeration${listed}`
    const stranger = followers.find((follower) => !values.has(follower))
    if (stranger !== undefined) return `${stranger}, a next state of ${value}, is no value of this enumeration${listed}`
  }
  return undefined
}
