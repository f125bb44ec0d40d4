/** The error of a contract package that can't be built: one line that says where, what is wrong, and what to do. */
export class BuildError extends Error {
  override readonly name = 'BuildError'
}

const missing = /^Cannot find package '([^']+)'/
const withoutMini = /^Package subpath '[^']+' is not defined by "exports" in .*\bzod\/package\.json/

/** Returns what an error, or a text, says in its first line; code that is loaded may throw anything. */
export function firstLineOf(error: unknown): string {
  const text = error instanceof Error ? error.message : error
  const [line = ''] = typeof text === 'string' ? text.trim().split('\n') : []
  const [said, name] = missing.exec(line) ?? []
  if (name) return `${said}: npm install ${name === 'zod' ? 'zod@4' : name}`
  if (withoutMini.test(line)) return 'it needs zod 4.6 or newer: npm install zod@4'
  return line || 'it threw something without a message while it ran'
}
