import type { Direction } from '../contract/event/direction.js'
import type { JsonSchema } from '../guards/json-schema.js'
import { slugOf } from './address.js'
import type { ContractJson, DescribedJson, EventJson } from './contract-json.js'
import { asDocument, dialect, type EventPart, folderOf, schemaDocument } from './json-schema-document.js'

/** The schema files of a contract. */
export interface SchemaIndex {
  /** The dialect of every file. */
  readonly dialect: string
  /** What the keywords mean that the dialect does not know; a strict validator has to be told of them. */
  readonly vocabulary: { readonly [keyword: string]: string }
  readonly files: readonly SchemaEntry[]
}

/** What one file describes. */
export interface SchemaEntry {
  /** Its path beside the index. */
  readonly file: string
  /** The path of the namespace; files that serve every namespace have none. */
  readonly namespace?: string
  readonly direction?: Direction
  readonly event?: string
  readonly part: EventPart | 'handshake' | 'refusal'
}

/** What the keywords of this package's schemas mean. */
const vocabulary: { readonly [keyword: string]: string } = {
  'x-enumDescriptions': 'Tells what each value of an enumeration means.',
  'x-format': 'Names the kind of text where JSON Schema has no format for it.',
  'x-known': 'Lists the words that are known today; others may come.',
  'x-maxCharacters': 'Tells how many characters the keys and values of a record may have together.',
  'x-nextStates': 'Lists the values that may follow each value of an enumeration; nothing is checked against it.',
  'x-order': 'Lists the properties as they were declared, for documents.',
  'x-removeIn': 'Names the release that drops a deprecated field.',
  'x-replacedBy': 'Names the field to use instead of a deprecated one.',
  'x-sensitive': 'Marks what no log may show: health data (phi), personal data (pii) or a secret.',
  'x-since': 'Names the release that deprecated a field.',
  'x-unknown':
    'Tells what becomes of properties that are not declared: refused (strict), dropped (strip) or kept (loose).',
}

/**
 * Makes the schema files of a contract, by path beside their index, which is one of them.
 * @example
 * schemaFiles(contract).get('appointments/server-to-client/pending_count.payload.json') // { $schema, title: 'pending_count', ... }
 */
export function schemaFiles({ namespaces, protocol }: ContractJson): ReadonlyMap<string, JsonSchema | SchemaIndex> {
  const found: (readonly [SchemaEntry, JsonSchema])[] = [
    ...Object.entries(namespaces).flatMap(([path, { serverToClient, clientToServer }]) =>
      filesOf(path, [...Object.entries(serverToClient), ...Object.entries(clientToServer)]),
    ),
    ...filesOf(undefined, [...Object.entries(protocol.serverToClient), ...Object.entries(protocol.clientToServer)]),
    shared('handshake', protocol.handshake),
    shared('refusal', protocol.refusal),
  ]
  const index: SchemaIndex = { dialect, vocabulary, files: found.map(([entry]) => entry) }
  return new Map<string, JsonSchema | SchemaIndex>([
    ['index.json', index],
    ...found.map(([entry, schema]) => [entry.file, schema] as const),
  ])
}

function filesOf(namespace: string | undefined, events: readonly (readonly [string, EventJson])[]) {
  return events.flatMap(([name, event]) =>
    (['payload', 'reply'] as const).flatMap((part) => {
      const schema = schemaDocument({ name, event, namespace: namespace ?? 'protocol' }, part)
      if (!schema) return []
      const { direction } = event
      const folder = namespace === undefined ? 'protocol' : slugOf(namespace)
      const file = `${folder}/${folderOf[direction]}/${slugOf(name)}.${part}.json`
      return [[{ file, ...(namespace !== undefined && { namespace }), direction, event: name, part }, schema] as const]
    }),
  )
}

function shared(part: 'handshake' | 'refusal', { summary, schema, example }: DescribedJson) {
  const heading = { $id: `urn:socket-canon:${part}`, title: part, description: summary, examples: [example] }
  return [{ file: `protocol/${part}.json`, part }, asDocument(schema, heading)] as const
}
