import { RoomNameError } from './room-error.js'

/** What stands between the braces of a pattern: `'pharmacy:{pharmacyId}'` has `'pharmacyId'`. */
export type RoomParameter<Pattern extends string> = Pattern extends `${string}{${infer Name}}${infer Rest}`
  ? Name | RoomParameter<Rest>
  : never

/** Every name a pattern stands for: `'pharmacy:{pharmacyId}'` is `` `pharmacy:${string}` ``. */
export type RoomNameOf<Pattern extends string> = Pattern extends `${infer Head}{${string}}${infer Rest}`
  ? `${Head}${string}${RoomNameOf<Rest>}`
  : Pattern

type Ids<Pattern extends string> = Pattern extends `${string}{${infer _}}${infer Rest}`
  ? [id: string, ...Ids<Rest>]
  : []

/** The ids of a room name, by the parameters of its pattern. */
export type RoomIds<Pattern extends string> = { readonly [Name in RoomParameter<Pattern>]: string }

type BraceFault = 'a brace belongs to no parameter: write parameters as {roomId}'

/** What is wrong with a pattern, as far as types see it; nothing where none is known yet. */
type PatternFault<Pattern extends string> = Pattern extends ''
  ? "a room needs a pattern, such as 'chat:{roomId}'"
  : Pattern extends `${string}}{${string}`
    ? 'two parameters need text between them'
    : Pattern extends `${infer Head}{${infer Rest}`
      ? Head extends `${string}}${string}`
        ? BraceFault
        : Rest extends `${infer Name}}${infer Tail}`
          ? Name extends '' | `${string}{${string}`
            ? BraceFault
            : Tail extends ''
              ? never
              : PatternFault<Tail>
          : BraceFault
      : Pattern extends `${string}}${string}`
        ? BraceFault
        : never

/** A family of rooms whichever its parameters: what lists of rooms hold. */
export interface RoomFamily<Pattern extends string = string> {
  readonly pattern: Pattern
  /** The patterns that older releases used for the same rooms. */
  readonly legacy: readonly string[]
  /** Returns whether a name is one of this family, in its canonical spelling. */
  is(name: string): boolean
  /** Reads the ids out of a name, canonical or legacy. */
  parse(name: string): { readonly [parameter: string]: string } | undefined
}

/** A builder, test and parser of the names of rooms that share one pattern. */
export interface Room<Pattern extends string> extends RoomFamily<Pattern> {
  /**
   * Builds a room's name.
   * @throws RoomNameError when an id can't stand in a room's name
   */
  (...ids: Ids<Pattern>): RoomNameOf<Pattern>
  is(name: string): name is RoomNameOf<Pattern>
  parse(name: string): RoomIds<Pattern> | undefined
}

/** Matches the parameters of a pattern. */
export const parameter: RegExp = /{(\w+)}/g

/** Matches the names of a pattern: ids as the fields have them, but no colon, no prefix, no word a missing value becomes. */
const reader = (pattern: string): RegExp =>
  RegExp(
    `^${pattern.replace(
      parameter,
      `(?<$1>(?!${pattern.split('{')[0]}|(null|undefined|NaN)(:|$))[^:\\s\\p{Cc}]{1,128})`,
    )}$`,
    'u',
  )

/**
 * Declares a family of rooms; its builder throws `RoomNameError`.
 * @example
 * const userRoom = room('user:{userId}', { legacy: ['user_{userId}'] })
 * userRoom('u1') // 'user:u1'
 * userRoom.parse('user_u1') // { userId: 'u1' }
 */
export const defineRoom = <const Pattern extends string>(
  pattern: [PatternFault<Pattern>] extends [never] ? Pattern : PatternFault<Pattern>,
  { legacy = [] }: { readonly legacy?: readonly string[] } = {},
): Room<Pattern> => {
  const readers = [pattern as string, ...legacy].map(reader)
  const is = (name: string): boolean => (readers[0] as RegExp).test(name)
  const build = (...ids: unknown[]): string => {
    const name = (pattern as string).replace(parameter, () =>
      typeof ids[0] === 'string' ? (ids.shift() as string) : '',
    )
    if (is(name)) return name
    throw new RoomNameError(`${pattern} takes ids of 1 to 128 characters, no colon or space`)
  }
  return Object.assign(build, {
    pattern,
    legacy,
    is,
    parse: (name: string) => readers.map((each) => each.exec(name)).find((ids) => ids)?.groups,
  }) as unknown as Room<Pattern>
}
