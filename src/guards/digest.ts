import type { EventContract } from '../contract/event/event.js'
import type { NamespaceContract } from '../contract/namespace.js'
import type { Schema } from '../contract/schema.js'
import { isOfZod } from './described-schema.js'
import { jsonSchemaOf } from './json-schema.js'
import { loadZod } from './zod.js'

/** Condenses what a contract puts on the wire, prose apart, so that two states of one version can be told from each other. */
export function digestOf(contract: NamespaceContract): string {
  const { path, version, serverToClient, clientToServer } = contract
  return hash(sorted({ path, version, serverToClient: shapes(serverToClient), clientToServer: shapes(clientToServer) }))
}

/** Condenses a contract as soon as that can be done: at once, unless zod has to be loaded to describe its schemas. */
export function soonDigestOf(contract: NamespaceContract): string | Promise<string> {
  const { serverToClient, clientToServer, digest } = contract
  if (digest !== undefined) return digest
  const events: EventContract[] = [...Object.values(serverToClient), ...Object.values(clientToServer)]
  const needsZod = events.flatMap(({ payload, reply }) => [payload, reply]).some((schema) => schema && isOfZod(schema))
  return needsZod ? loadZod().then(() => digestOf(contract)) : digestOf(contract)
}

function shapes(events: object): object {
  return Object.fromEntries(
    Object.entries(events as Record<string, EventContract>).map(([name, { payload, reply }]) => [
      name,
      { payload: described(payload), reply: described(reply) },
    ]),
  )
}

/** Describes what its library can say; of what it can't, the name of the event has to do. */
function described(schema: Schema<unknown> | undefined): unknown {
  try {
    return schema && jsonSchemaOf(schema)
  } catch {
    return undefined
  }
}

const prose = new Set(['$schema', 'title', 'description', 'examples'])

const unordered = new Set(['required', 'enum', 'x-known'])

/** Writes a value with its keys in order and without prose. */
function sorted(value: unknown): string {
  return JSON.stringify(value, (key, held: unknown) => {
    if (Array.isArray(held)) return unordered.has(key) ? held.toSorted() : held
    if (typeof held !== 'object' || held === null) return held
    const named = key === 'properties'
    const entries = Object.entries(held).filter(([name]) => named || !prose.has(name))
    return Object.fromEntries(entries.sort(([one], [other]) => (one < other ? -1 : 1)))
  })
}

const offset = 0xcbf29ce484222325n
const prime = 0x100000001b3n

// FNV-1a, 64 bits: it tells states apart and keeps no secret
function hash(text: string): string {
  let state = offset
  for (const byte of new TextEncoder().encode(text)) state = BigInt.asUintN(64, (state ^ BigInt(byte)) * prime)
  return state.toString(16).padStart(16, '0')
}
