/** One check of a contract, for whichever test runner runs it. */
export interface ConformanceCheck {
  /** The place and the fact that is checked, as the name of a test. */
  readonly title: string
  /** Throws an error of one line that names event and field and says what to do, where the contract does not conform. */
  readonly check: () => void | Promise<void>
}

/** Fails a check, in one line without a value of a payload. */
export function failCheck(where: string, reason: string): never {
  throw new Error(`${where}: ${reason}`)
}

/** Writes a place in a payload as people do. */
export function placeText(path: readonly string[]): string {
  return path.join('.') || 'the whole'
}
