import type { Direction } from '../contract/event/direction.js'
import type { JsonSchema } from '../guards/json-schema.js'
import type { EventJson } from './contract-json.js'
import { sorted } from './sorted.js'

/** Names the dialect of every schema here. */
export const dialect = 'https://json-schema.org/draft/2020-12/schema'

/** What an event's schema describes. */
export type EventPart = 'payload' | 'reply'

/** What a schema of an event describes, beside the schema. */
export interface Described {
  readonly name: string
  readonly event: EventJson
  /** The path of its namespace, or what stands for it. */
  readonly namespace: string
}

/** Makes the JSON Schema of a payload or reply a document of its own; nothing where the event has none. */
export function schemaDocument({ name, event, namespace }: Described, part: EventPart): JsonSchema | undefined {
  const schema = event[part]
  const example = part === 'payload' ? event.example : event.replyExample
  if (!schema) return undefined
  const words = part === 'payload' ? event.summary : `Comes back for \`${name}\`.`
  return asDocument(schema, {
    $id: `urn:socket-canon:${[namespace.replace(/^\//, ''), event.direction, name, part].map(encodeURIComponent).join(':')}`,
    title: part === 'payload' ? name : `${name} reply`,
    ...(words !== undefined && { description: words }),
    ...(example !== undefined && { examples: [example] }),
  })
}

/** Makes a schema a document of its own. */
export function asDocument(schema: JsonSchema, heading: JsonSchema): JsonSchema {
  return sorted({ $schema: dialect, ...heading, ...rewritten(schema) })
}

/** Copies a schema with patterns that end where the text does, in every engine. */
function rewritten(node: JsonSchema): JsonSchema {
  return Object.fromEntries(Object.entries(node).map(([key, held]) => [key, inside(key, held)]))
}

const maps = new Set(['properties', '$defs', 'patternProperties'])
const data = new Set(['const', 'enum', 'default', 'examples'])

function inside(key: string, held: unknown): unknown {
  if (key === 'pattern' && typeof held === 'string') return endingWithText(held)
  if (typeof held !== 'object' || held === null || data.has(key)) return held
  if (Array.isArray(held)) return held.map((each) => inside('', each))
  if (!maps.has(key)) return rewritten(held as JsonSchema)
  return Object.fromEntries(Object.entries(held).map(([name, each]) => [name, rewritten(each as JsonSchema)]))
}

/**
 * Ends a pattern where the text ends. `$` does so in JavaScript; in Python, Java and Swift it also stands before a
 * last line break.
 */
function endingWithText(pattern: string): string {
  return pattern.replace(/\\.|\[(?:\\.|[^\]\\])*\]|\$/gs, (token) => (token === '$' ? '(?![\\s\\S])' : token))
}

/** Spells a direction in file names. */
export const folderOf: { readonly [D in Direction]: string } = {
  serverToClient: 'server-to-client',
  clientToServer: 'client-to-server',
}
