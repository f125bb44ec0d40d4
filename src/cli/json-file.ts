import { existsSync, readFileSync, statSync } from 'node:fs'
import { resolve } from 'node:path'
import { CommandError } from './command.js'

const sizeLimit = 64 * 1024 * 1024

/** Answers the text of a file; nothing where there is none. */
export const textOf = (cwd: string, path: string): string | undefined => {
  const full = resolve(cwd, path)
  if (!existsSync(full)) return undefined
  if (!statSync(full).isFile()) throw new CommandError(`${path} is no file`)
  if (statSync(full).size > sizeLimit) throw new CommandError(`${path} is larger than 64 MB`)
  return readFileSync(full, 'utf8')
}

/**
 * Reads a JSON file that has to be there.
 * @throws CommandError that says which file, and where it is broken
 */
export const jsonOf = (cwd: string, path: string): unknown => {
  const text = textOf(cwd, path)
  if (text === undefined) throw new CommandError(`there is no file ${path}`)
  return parsed(text, path)
}

/** Reads the JSON of a file; the error says where it ends or breaks, and not what stands there. */
export const parsed = (text: string, path: string): unknown => {
  try {
    return JSON.parse(text.replace(/^\uFEFF/, ''))
  } catch (error) {
    const at = /position (\d+)/.exec(error instanceof Error ? error.message : '')
    const position = at ? Number(at[1]) : text.length
    if (position >= text.trimEnd().length)
      throw new CommandError(`${path} is cut short: it ends in line ${lineAt(text, text.length)} before its JSON does`)
    throw new CommandError(`${path} is no JSON: line ${lineAt(text, position)} breaks it`)
  }
}

const lineAt = (text: string, position: number): number => text.trimEnd().slice(0, position).split('\n').length
