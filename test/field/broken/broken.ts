/** Cells of the table that are known to be wrong. Whoever mends one strikes it out here: its test fails until then. */
export interface Broken {
  /** The row of `reasons.ts`. */
  readonly reason: string
  readonly where: readonly string[]
  /** What is seen in place of what is right, by what is tried. */
  readonly sees: Readonly<Record<string, string>>
}

/** Spells a meeting with legacy on and off. */
export const both = (where: string): string[] => ['on', 'off'].map((legacy) => `${where}, legacy ${legacy}`)
