import { posix } from 'node:path'
import { asyncApiFile } from '../../spec/asyncapi/async-api-file.js'
import { contractFormat } from '../../spec/contract-json.js'
import { CommandError } from '../command.js'
import { textOf } from '../json-file.js'

/** The file that lists what was written to a folder: nothing else in it is ever removed. */
export const writtenList = '.socket-canon-build.json'

/** Writes the list of what is written to a folder. */
export function writtenListOf(out: string, paths: readonly string[]): string {
  const written = paths.map((path) => posix.relative(out, path)).sort()
  return `${JSON.stringify({ written }, null, 2)}\n`
}

/**
 * Lists the files of an earlier build: those beside `package.json` by what they say of each other, so that a fresh clone knows
 * them too, and those of the output by their list.
 * @throws CommandError where `contract.json` is somebody else's
 */
export function earlierFiles(cwd: string, out: string): ReadonlySet<string> {
  const list = posix.join(out, writtenList)
  const output = listOf(held(cwd, list)?.json?.['written']).filter(isInside)
  return new Set([
    ...besideManifest(cwd),
    ...output.map((path) => posix.join(out, path)),
    ...(output.length ? [list] : []),
  ])
}

function besideManifest(cwd: string): string[] {
  const contract = held(cwd, 'contract.json')
  if (!contract) return []
  if (!isContract(contract))
    throw new CommandError('contract.json is there and no contract: move it, for that is where the contract is written')
  const index = held(cwd, 'schemas/index.json')
  const schemas = index && isIndex(index) ? ['index.json', ...listedIn(index)] : []
  return ['contract.json', asyncApiFile(namesIn(contract)), ...schemas.map((path) => posix.join('schemas', path))]
}

/** What a file holds. A merge may have broken it: it has no JSON then, and is ours all the same. */
interface Held {
  readonly text: string
  readonly json?: Readonly<Record<string, unknown>>
}

function held(cwd: string, path: string): Held | undefined {
  const text = textOf(cwd, path)
  if (text === undefined) return undefined
  try {
    const json: unknown = JSON.parse(text)
    return { text, json: isObject(json) ? json : {} }
  } catch {
    return { text }
  }
}

function isContract({ text, json }: Held): boolean {
  if (!json) return /^ {2}"format": \d+,$/m.test(text) && /^ {2}"namespaces": \{$/m.test(text)
  const { format, namespaces } = json as { readonly format?: unknown; readonly namespaces?: unknown }
  return Number.isInteger(format) && (format as number) <= contractFormat && isObject(namespaces)
}

/** Reads after what an AsyncAPI document is named. */
function namesIn({ text, json }: Held): Parameters<typeof asyncApiFile>[0] {
  if (json) return json as unknown as Parameters<typeof asyncApiFile>[0]
  const name = /^ {2}"package": \{\n {4}"name": "([^"]+)"/m.exec(text)?.[1]
  const path = /^ {2}"namespaces": \{\n {4}"([^"]+)"/m.exec(text)?.[1] ?? ''
  return { namespaces: { [path]: {} as never }, ...(name !== undefined && { package: { name, version: '' } }) }
}

function isIndex({ text, json }: Held): boolean {
  if (!json) return /^ {2}"dialect": "/m.test(text) && /^ {2}"vocabulary": \{$/m.test(text)
  return typeof json['dialect'] === 'string' && isObject(json['vocabulary']) && Array.isArray(json['files'])
}

function listedIn({ text, json }: Held): string[] {
  const listed = json
    ? listOf(json['files']).flatMap((each) => (typeof Object(each).part === 'string' ? [Object(each).file] : []))
    : [...text.matchAll(/^ {6}"file": "([^"]+)"/gm)].map(([, file]) => file)
  return listed.filter(isInside)
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function listOf(value: unknown): unknown[] {
  return Array.isArray(value) ? value : []
}

/** Returns whether a path leads to a place below the folder that it is read against. */
function isInside(path: unknown): path is string {
  return typeof path === 'string' && path !== '' && !posix.isAbsolute(path) && !posix.normalize(path).startsWith('..')
}
