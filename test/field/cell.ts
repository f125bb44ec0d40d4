/** A system of the field, the shop in Python, the command that looks at their servers, or the package that is installed there. */
export type System = 'pharmacy' | 'network' | 'shop' | 'simulation' | 'python' | 'verify' | 'package'

/** Which end is old: the other one uses the package. */
export type Pair =
  | 'old client, new server'
  | 'new client, old server'
  | 'the command, old server'
  | 'the package, old application'

/** Where two ends meet. */
export interface Meeting {
  readonly system: System
  readonly pair: Pair
  /** The path they meet on, and in brackets which generation of the old end it is, where there are several. */
  readonly path: string
  /** Whether the new end was given `legacy: true`, where it could be. */
  readonly legacy?: boolean
}

/** What was seen between two ends, in words, by what was tried. */
export type Seen = Readonly<Record<string, string>>

/** What ought to be seen, in words, by what is tried; as a pair, the second part says why it can be no better. */
export type Right = Readonly<Record<string, string | readonly [right: string, cannot: string]>>

/** A meeting, what is right there, and how to see what happens. */
export interface Block extends Meeting {
  readonly right: Right
  see(): Promise<Seen>
}

/** Spells where two ends meet. */
export function whereOf({ system, pair, path, legacy }: Meeting): string {
  return `${system}: ${pair}, ${path}${legacyWords(legacy)}`
}

/** Says whether legacy is on, where that is a question. */
export function legacyWords(legacy: boolean | undefined): string {
  return legacy === undefined ? '' : `, legacy ${legacy ? 'on' : 'off'}`
}
