import type { ReleasedContract } from '../../spec/diff/comparison.js'
import type { DiffOptions } from '../../spec/diff/diff.js'
import { CommandError } from '../command.js'
import { parsed, textOf } from '../json-file.js'
import { checkGateEntry } from './gate-entry.js'

/** What a team agreed on for its contract: the policy, what it waived, ignores and approved, and how long names stay. */
export interface GateFile
  extends Pick<
    DiffOptions,
    | 'rollout'
    | 'objects'
    | 'producerParses'
    | 'guarded'
    | 'timeoutMs'
    | 'annotations'
    | 'waivers'
    | 'approvals'
    | 'ignore'
    | 'rules'
  > {
  /** How many releases have to say that an event or a field is deprecated before it may go. */
  readonly grace?: number
}

/** What a team agreed on for its contract, as `contract.gate.json` is written. */
export interface GateFileJson extends GateFile {
  /** Where the JSON Schema of this file is, for editors. */
  readonly $schema?: string
}

/**
 * Reads the file of a team's agreements; an empty one where there is none.
 * @throws CommandError that says which entry is wrong
 */
export function readGateFile(cwd: string, path: string, isNeeded: boolean): GateFile {
  const text = textOf(cwd, path)
  if (text === undefined) {
    if (isNeeded) throw new CommandError(`there is no file ${path}`)
    return {}
  }
  const value = parsed(text, path)
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw new CommandError(`${path} has to hold an object`)
  for (const [key, entry] of Object.entries(value)) checkGateEntry(path, key, entry)
  const { $schema: _, ...agreed } = value as GateFileJson
  return agreed
}

/** Puts what a team agreed on into the options of a comparison with the releases there were, the newest first. */
export function optionsOf({ grace, ...options }: GateFile, history: readonly ReleasedContract[]): DiffOptions {
  return {
    ...options,
    ...(grace !== undefined && { grace: { releases: grace, history } }),
  }
}
