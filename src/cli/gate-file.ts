import type { DiffOptions, Waiver } from '../spec/diff/diff.js'
import { CommandError } from './command.js'
import { parsed, textOf } from './json-file.js'

/** Holds what a team agreed on for its contract: the policy, what it waived, and what it approved. */
export type GateFile = Pick<DiffOptions, 'rollout' | 'objects' | 'producerParses' | 'guarded' | 'waivers' | 'approvals'>

const choices: { readonly [key: string]: readonly unknown[] } = {
  rollout: ['server-first', 'client-first', 'full'],
  objects: ['declared', 'strict', 'strip', 'loose'],
  producerParses: [true, false],
  guarded: [true, false],
}

/**
 * Reads the file of a team's agreements; an empty one where there is none.
 * @throws CommandError that says which entry is wrong
 */
export const readGateFile = (cwd: string, path: string, isNeeded: boolean): GateFile => {
  const text = textOf(cwd, path)
  if (text === undefined) {
    if (isNeeded) throw new CommandError(`there is no file ${path}`)
    return {}
  }
  const value = parsed(text, path)
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw new CommandError(`${path} has to hold an object`)
  for (const [key, entry] of Object.entries(value)) checkEntry(path, key, entry)
  const { $schema: _, ...agreed } = value as { $schema?: unknown }
  return agreed as GateFile
}

const checkEntry = (path: string, key: string, entry: unknown): void => {
  if (key === '$schema') return
  if (key === 'waivers' || key === 'approvals') {
    if (!Array.isArray(entry)) throw new CommandError(`${path}: \`${key}\` has to be a list`)
    for (const [index, line] of entry.entries()) checkLine(`${path}: ${key}[${index}]`, line, key === 'approvals')
    return
  }
  const allowed = Object.hasOwn(choices, key) ? choices[key] : undefined
  if (!allowed)
    throw new CommandError(
      `${path}: nobody knows \`${key}\`; known are ${[...Object.keys(choices), 'waivers', 'approvals'].join(', ')}`,
    )
  if (!allowed.includes(entry)) throw new CommandError(`${path}: \`${key}\` has to be one of ${allowed.join(', ')}`)
}

const checkLine = (where: string, line: unknown, hasName: boolean): void => {
  const entry = (typeof line === 'object' && line !== null ? line : {}) as Partial<Waiver>
  for (const key of ['fingerprint', 'reason', ...(hasName ? (['by'] as const) : [])] as const)
    if (typeof entry[key] !== 'string' || entry[key].trim() === '')
      throw new CommandError(`${where} needs a text \`${key}\`${key === 'by' ? ', the name of who looked at it' : ''}`)
}
