import { existsSync } from 'node:fs'
import { resolve } from 'node:path'
import { jsonOf, textOf } from './json-file.js'

/** Lists the modules that a package exports, where it says that to import them does nothing else. */
export function packageEntries(cwd: string): string[] {
  if (textOf(cwd, 'package.json') === undefined) return []
  const { sideEffects, exports, module, main } = Object(jsonOf(cwd, 'package.json')) as Record<string, unknown>
  if (sideEffects !== false) return []
  const named = exports === undefined ? [module ?? main] : leavesOf(exports)
  const files = named.filter((file): file is string => typeof file === 'string' && /\.m?js$/.test(file))
  return [...new Set(files.map((file) => resolve(cwd, file)))].filter((file) => existsSync(file))
}

/** Lists the files an `exports` field leads to for an import; each format has the same contracts. */
function leavesOf(target: unknown): unknown[] {
  if (typeof target !== 'object' || target === null) return [target]
  const entries = Object.entries(target)
  if (entries.some(([key]) => key.startsWith('.'))) return entries.flatMap(([, each]) => leavesOf(each))
  const { import: imported, node, default: other } = target as Record<string, unknown>
  return leavesOf(imported ?? node ?? other)
}
