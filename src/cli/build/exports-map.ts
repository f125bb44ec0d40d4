/** One of the modules under which others import a package: its key in `exports`, and what that leads to. */
export interface ExportedPath {
  /** `.` or `./shop`. */
  readonly key: string
  readonly target: unknown
}

/** Lists the keys of an `exports` field; what has none stands for the package itself. */
export function exportedPaths(exports: unknown): ExportedPath[] {
  if (exports === undefined || exports === null) return []
  const entries = typeof exports === 'object' && !Array.isArray(exports) ? Object.entries(exports) : []
  return entries.some(([key]) => key.startsWith('.'))
    ? entries.map(([key, target]) => ({ key, target }))
    : [{ key: '.', target: exports }]
}

/** Finds the key that leads to a file under some condition; a key with `*` stands for all that fit. */
export function pathOfFile(exports: unknown, file: string): ExportedPath | undefined {
  for (const { key, target } of exportedPaths(exports))
    for (const leaf of leavesOf(target)) {
      if (leaf === file) return { key, target }
      const [head, tail] = leaf.split('*')
      if (tail === undefined || !key.includes('*')) continue
      const fits = file.startsWith(head as string) && file.endsWith(tail) && file.length > leaf.length - 1
      const word = file.slice(head?.length, file.length - tail.length)
      if (fits) return { key: key.replace('*', word), target: filled(target, word) }
    }
  return undefined
}

/** Returns the file that a target leads to under some conditions, as Node and bundlers find it. */
export function resolvedTarget(target: unknown, conditions: readonly string[]): string | undefined {
  if (typeof target === 'string') return target
  if (typeof target !== 'object' || target === null) return undefined
  const open = Array.isArray(target)
    ? target
    : Object.entries(target).flatMap(([each, below]) =>
        each === 'default' || conditions.includes(each) ? [below] : [],
      )
  for (const each of open) {
    const found = resolvedTarget(each, conditions)
    if (found !== undefined) return found
  }
  return undefined
}

function leavesOf(target: unknown): string[] {
  if (typeof target === 'string') return [target]
  return typeof target === 'object' && target !== null ? Object.values(target).flatMap(leavesOf) : []
}

function filled(target: unknown, word: string): unknown {
  if (typeof target === 'string') return target.replaceAll('*', word)
  if (Array.isArray(target)) return target.map((each) => filled(each, word))
  if (typeof target !== 'object' || target === null) return target
  return Object.fromEntries(Object.entries(target).map(([key, each]) => [key, filled(each, word)]))
}
