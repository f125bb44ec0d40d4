import { posix } from 'node:path'
import { CommandError } from '../command.js'
import { jsonOf, textOf } from '../json-file.js'
import type { BuildSettings } from './build-settings.js'

const text = '{\n  "type": "module"\n}\n'

/**
 * Makes the `package.json` by which the ES modules of a folder are read as such, where the package's own says something else.
 * @throws CommandError where somebody else's is in the way
 */
export function moduleMarker(
  { cwd, out, manifest, formats }: BuildSettings,
  isOurs: (path: string) => boolean,
): ReadonlyMap<string, string> {
  const isNeeded = formats.some(({ extension }) => extension === '.js')
  for (let folder = out; isNeeded && folder !== '.'; folder = posix.dirname(folder)) {
    const path = `${folder}/package.json`
    if (isOurs(path) || textOf(cwd, path) === undefined) continue
    const { type } = Object(jsonOf(cwd, path)) as { readonly type?: unknown }
    if (type === 'module') return new Map()
    throw new CommandError(`${path} makes CommonJS of the .js files in ${out}: give it "type": "module"`)
  }
  if (!isNeeded || manifest.type === 'module') return new Map()
  if (out === '.')
    throw new CommandError(
      'package.json makes CommonJS of the .js files beside it: give it "type": "module", or choose another --out',
    )
  return new Map([[`${out}/package.json`, text]])
}
