import { CommandError } from '../command.js'
import { jsonOf, textOf } from '../json-file.js'

/** What a `package.json` says, as far as it is read here. */
export interface PackageManifest {
  readonly name?: string
  readonly version?: string
  readonly description?: string
  readonly license?: string
  readonly type?: string
  readonly exports?: unknown
  readonly sideEffects?: unknown
  /** What stands under `"socket-canon"`. */
  readonly settings?: unknown
}

const words = ['name', 'version', 'description', 'license', 'type'] as const

/**
 * Reads the `package.json` of a folder.
 * @throws CommandError where there is none
 */
export function packageManifest(cwd: string): PackageManifest {
  if (textOf(cwd, 'package.json') === undefined)
    throw new CommandError('there is no package.json here: run this in the folder of your package')
  const json = Object(jsonOf(cwd, 'package.json')) as Record<string, unknown>
  return {
    ...Object.fromEntries(words.flatMap((word) => (typeof json[word] === 'string' ? [[word, json[word]]] : []))),
    exports: json['exports'],
    sideEffects: json['sideEffects'],
    settings: json['socket-canon'],
  }
}
