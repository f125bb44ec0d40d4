/** The error of a contract package that can't be built: one line that says where, what is wrong, and what to do. */
export class BuildError extends Error {
  override readonly name = 'BuildError'
}

/** Returns what an error says in its first line; code that is loaded may throw anything. */
export function firstLineOf(error: unknown): string {
  const text = error instanceof Error ? error.message : error
  const [line = ''] = typeof text === 'string' ? text.trim().split('\n') : []
  return line || 'it threw something without a message while it ran'
}
