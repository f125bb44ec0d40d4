// Every payload of the contract with its example, as parsed from the wire.
import { readFileSync } from 'node:fs'
import * as packages from './packages.mjs'

const contract = JSON.parse(readFileSync(new URL('../../contract.json', import.meta.url)))

export const events = Object.entries(contract.namespaces).flatMap(([path, namespace]) =>
  ['serverToClient', 'clientToServer'].flatMap((direction) =>
    Object.entries(namespace[direction])
      .filter(([, event]) => event.payload)
      .map(([name, { payload: schema, example }]) => ({
        title: `${path} ${name}${direction === 'clientToServer' ? ' (from a client)' : ''}`,
        path,
        direction,
        name,
        event: packages.contracts[path][direction][name],
        schema,
        // copies, so that no engine takes the value for a constant
        values: Array.from({ length: 8 }, () => JSON.parse(JSON.stringify(example))),
        unfit: Array.from({ length: 8 }, () => withoutOne(JSON.parse(JSON.stringify(example)), schema)),
      })),
  ),
)

/** Leaves out the first required field, or what stands for the whole. */
function withoutOne(value, schema) {
  const [field] = schema.required ?? []
  if (field === undefined) return 'nothing of the kind'
  const { [field]: _, ...rest } = value
  return rest
}
