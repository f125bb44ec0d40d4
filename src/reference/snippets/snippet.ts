import type { Direction } from '../../contract/event/direction.js'
import type { JsonSchema } from '../../guards/json-schema.js'
import type { EventJson, NamespaceJson } from '../../spec/contract-json.js'
import { withBytes } from '../../spec/spelled-bytes.js'
import { unfolded } from '../fields/unfolded.js'
import type { ExportedNames } from './exported-names.js'
import { sampleOf } from './sample.js'

/** An event with the names it is known by. */
export interface NamedEvent extends EventJson {
  readonly name: string
  /** The path of its namespace. */
  readonly path: string
  readonly namespace: NamespaceJson
  /** What its namespace is called in code. */
  readonly exported: ExportedNames
}

/** Returns an event with its names, and with a payload and a reply to show where the contract has no example of them. */
export function namedEvent(
  event: EventJson,
  names: Pick<NamedEvent, 'name' | 'path' | 'namespace' | 'exported'>,
): NamedEvent {
  const { payload, reply, example, replyExample } = event
  return {
    ...event,
    ...names,
    ...(payload && { example: withBytes(payload, example ?? sampleOf(payload)) }),
    ...(reply && { replyExample: withBytes(reply, replyExample ?? sampleOf(reply)) }),
  }
}

/** Code to copy for one end. */
export interface Snippet {
  /** The name of the end: `Server`, `Client`, `Plain server`, `Python server`, `Kotlin`. */
  readonly end: string
  readonly language: 'ts' | 'python' | 'kotlin' | 'swift'
  /** What stands before the code and is alike for most events: imports, the connection and who may do what. */
  readonly setup?: string
  readonly code: string
}

/** Where the servers of all code listen, and its clients connect to. */
export const address = 'http://localhost:3000'

/** Returns all code of one end, as it is copied. */
export function wholeCode({ setup, code }: Snippet): string {
  return setup === undefined ? code : `${setup}\n\n${code}`
}

/** Returns the field of a payload that an example may print: required, plain and not marked as sensitive. */
export function printable(schema: JsonSchema | undefined): string | undefined {
  if (schema === undefined) return undefined
  const whole = unfolded(schema)
  const shapes = (whole['oneOf'] ?? whole['anyOf'] ?? [whole]) as readonly JsonSchema[]
  const [first] = shapes
  const order = (first?.['x-order'] ?? Object.keys(properties(first))) as readonly string[]
  return order.find((name) => shapes.every((shape) => isPrintable(shape, name)))
}

/** Returns the direction in words. */
export function directionText(direction: Direction): string {
  return direction === 'serverToClient' ? 'from the server' : 'from a client'
}

function isPrintable(shape: JsonSchema, name: string): boolean {
  const field = properties(shape)[name]
  const plain = ['string', 'integer', 'number', 'boolean'].includes(String(field?.['type']))
  const required = (shape['required'] as readonly string[] | undefined)?.includes(name) === true
  return plain && required && /^[A-Za-z_$][\w$]*$/.test(name) && field?.['x-sensitive'] === undefined
}

function properties(schema: JsonSchema | undefined): Readonly<Record<string, JsonSchema>> {
  // without a prototype: a field may be called `constructor`
  return Object.assign(Object.create(null), schema?.['properties']) as Readonly<Record<string, JsonSchema>>
}
