import { posix } from 'node:path'
import { CommandError } from '../command.js'
import { textOf } from '../json-file.js'
import { asyncApiFile } from './contract-files.js'

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
  const contract = held(cwd, 'contract.json')
  if (contract.text !== undefined && !contract.text.includes('"namespaces"'))
    throw new CommandError('contract.json is there and no contract: move it, for that is where the contract is written')
  const schemas = listOf(held(cwd, 'schemas/index.json').json['files']).map((each) => Object(each).file)
  const list = `${out}/${writtenList}`
  const output = listOf(held(cwd, list).json['written'])
  const own = contract.json as unknown as Parameters<typeof asyncApiFile>[0]
  return new Set([
    ...(contract.text === undefined ? [] : ['contract.json']),
    ...(isObject(own.namespaces) ? [asyncApiFile(own)] : []),
    ...(schemas.length ? ['schemas/index.json'] : []),
    ...schemas.filter(isInside).map((path) => posix.join('schemas', path)),
    ...output.filter(isInside).map((path) => posix.join(out, path)),
    ...(output.length ? [posix.normalize(list)] : []),
  ])
}

function held(cwd: string, path: string): { readonly text?: string; readonly json: Readonly<Record<string, unknown>> } {
  const text = textOf(cwd, path)
  if (text === undefined) return { json: {} }
  try {
    const json: unknown = JSON.parse(text)
    return { text, json: isObject(json) ? json : {} }
  } catch {
    // a merge may have broken it: it is written anew
    return { text, json: {} }
  }
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
