import { existsSync, readFileSync, statSync } from 'node:fs'
import { resolve } from 'node:path'
import { CommandError } from './command.js'

const sizeLimit = 64 * 1024 * 1024

/** Returns the text of a file; nothing where there is none. */
export function textOf(cwd: string, path: string): string | undefined {
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
export function jsonOf(cwd: string, path: string): unknown {
  const text = textOf(cwd, path)
  if (text === undefined) throw new CommandError(`there is no file ${path}`)
  return parsed(text, path)
}

/** Reads the JSON of a file; the error says where it ends or breaks, and not what stands there. */
export function parsed(text: string, path: string): unknown {
  const json = text.replace(/^\uFEFF/, '').trimEnd()
  try {
    return JSON.parse(json)
  } catch {
    if (isBegun(json))
      throw new CommandError(`${path} is cut short: it ends in line ${lineAt(json, json.length)} before its JSON does`)
    throw new CommandError(`${path} is no JSON: line ${lineAt(json, breakIn(json))} breaks it`)
  }
}

/** Returns whether some JSON begins like this. */
function isBegun(text: string): boolean {
  try {
    JSON.parse(text)
    return true
  } catch (error) {
    const { message } = error as SyntaxError
    return message.includes('end of JSON input') || Number(/position (\d+)/.exec(message)?.[1]) >= text.length
  }
}

/** Finds the character that breaks JSON; not every message of the parser says its position. */
function breakIn(text: string): number {
  let [whole, broken] = [0, text.length]
  while (broken - whole > 1) {
    const middle = Math.floor((whole + broken) / 2)
    if (isBegun(text.slice(0, middle))) whole = middle
    else broken = middle
  }
  return whole
}

function lineAt(text: string, position: number): number {
  return text.slice(0, position).split('\n').length
}
