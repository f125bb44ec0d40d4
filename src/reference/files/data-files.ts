import type { Direction } from '../../contract/event/direction.js'
import { slugOf } from '../../spec/address.js'
import { asyncApiFile } from '../../spec/asyncapi/async-api-file.js'
import { asyncApiOf } from '../../spec/asyncapi/to-async-api.js'
import type { ContractJson } from '../../spec/contract-json.js'
import { type SchemaIndex, schemaFiles } from '../../spec/schema-files.js'
import { printed, printedInOrder } from '../../spec/sorted.js'

/** The contract as files that are shipped with its site, for readers in every language. */
export interface DataFiles {
  /** Their texts, by their paths in the site. */
  readonly texts: ReadonlyMap<string, string>
  /** The schemas of payloads and replies. */
  readonly schemas: SchemaIndex['files']
  /** The AsyncAPI documents, each with the namespaces it describes. */
  readonly documents: readonly AsyncApiFile[]
}

/** An AsyncAPI document that is shipped. */
export interface AsyncApiFile {
  readonly path: string
  readonly title: string
  readonly namespaces: readonly string[]
}

/**
 * Makes the files of a contract. One that lies beside `contract.json` already is shipped as it is; schemas are made anew, since
 * they hold nothing that the contract does not.
 */
export function dataFiles(contract: ContractJson, written: (path: string) => string | undefined): DataFiles {
  const schemas = schemaFiles(contract)
  const documents = documentsOf(contract)
  const described = written('contract.schema.json')
  return {
    texts: new Map([
      ['contract.json', written('contract.json') ?? printedInOrder(contract)],
      ...(described === undefined ? [] : [['contract.schema.json', described] as const]),
      ...documents.map(
        (document) => [document.path, written(document.path) ?? documentText(contract, document)] as const,
      ),
      ...[...schemas].map(([path, schema]) => [`schemas/${path}`, printed(schema)] as const),
    ]),
    schemas: (schemas.get('index.json') as SchemaIndex).files,
    documents,
  }
}

/** Returns where the schema of a payload or a reply stands; what serves every namespace has none. */
export function schemaPath(
  { schemas }: DataFiles,
  event: { readonly namespace?: string; readonly direction: Direction; readonly name: string },
  part: 'payload' | 'reply',
): string | undefined {
  const found = schemas.find(
    (each) =>
      each.part === part &&
      each.namespace === event.namespace &&
      each.direction === event.direction &&
      each.event === event.name,
  )
  return found && `schemas/${found.file}`
}

function documentsOf({ systems, namespaces, package: owner }: ContractJson): AsyncApiFile[] {
  const ofSystems = Object.entries(systems).map(([name, { title, namespaces }]) => ({
    path: `asyncapi/${slugOf(name) || 'system'}.json`,
    title,
    namespaces,
  }))
  const told = new Set(ofSystems.flatMap(({ namespaces }) => namespaces))
  const others = Object.keys(namespaces).filter((path) => !told.has(path))
  if (others.length === 0) return ofSystems
  const path = asyncApiFile({ ...(owner && { package: owner }), namespaces })
  const isTaken = ofSystems.some((each) => each.path === path)
  const title = owner?.name ?? others.join(', ')
  return [...ofSystems, { path: isTaken ? 'asyncapi/other-namespaces.json' : path, title, namespaces: others }]
}

function documentText(contract: ContractJson, { title, namespaces }: AsyncApiFile): string {
  const version = contract.package?.version ?? '0.0.0'
  return printedInOrder(asyncApiOf(contract, { title, version }, namespaces))
}
