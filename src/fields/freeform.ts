import * as z from 'zod/mini'

/** Tells how much a free-form record may hold. */
const most = { entries: 50, characters: 8192 }

/** Tells whether a record's keys and values stay within the limits together. */
export function isSmall(record: Readonly<Record<string, unknown>>): boolean {
  let characters = 0
  const keys = Object.keys(record)
  for (const key of keys) characters += key.length + String(record[key]).length
  return keys.length <= most.entries && characters <= most.characters
}

/** Accepts a record of at most 50 plain values and 8,192 characters, for settings and data of the application's own. */
export const freeform: z.ZodMiniType<
  Record<string, string | number | boolean | null>,
  Record<string, string | number | boolean | null>
> = z
  .record(
    z.string().check(z.minLength(1), z.maxLength(128)),
    z.union([z.string().check(z.maxLength(most.characters)), z.number(), z.boolean(), z.null()]),
  )
  .check(z.refine(isSmall))
  .register(z.globalRegistry, { maxProperties: most.entries, 'x-maxCharacters': most.characters } as never)
