import * as z from 'zod/mini'

const day =
  '(?:(?:[0-9]{2}[2468][048]|[0-9]{2}[13579][26]|[0-9]{2}0[48]|[02468][048]00|[13579][26]00)-02-29|[0-9]{4}-(?:(?:0[13578]|1[02])-(?:0[1-9]|[12][0-9]|3[01])|(?:0[469]|11)-(?:0[1-9]|[12][0-9]|30)|02-(?:0[1-9]|1[0-9]|2[0-8])))'
const minute = '(?:[01][0-9]|2[0-3]):[0-5][0-9]'

const matching = (source: string, format: string): z.ZodMiniString<string> =>
  z
    .string()
    .check(z.regex(new RegExp(`^${source}$`)))
    .register(z.globalRegistry, { format } as never)

/** Accepts an instant in ISO 8601 with `Z` or an offset. */
export const timestamp: z.ZodMiniString<string> = matching(
  `${day}T${minute}:[0-5][0-9](?:\\.[0-9]{1,9})?(?:Z|[+-]${minute})`,
  'date-time',
)

/** Accepts a calendar day, `YYYY-MM-DD`. */
export const date: z.ZodMiniString<string> = matching(day, 'date')

/** Accepts a time of day without a zone, `HH:MM:SS`. */
export const time: z.ZodMiniString<string> = matching(`${minute}:[0-5][0-9]`, 'partial-time')

/** Accepts an instant in milliseconds since 1970. */
export const epochMs: z.ZodMiniNumber<number> = z.int().check(z.nonnegative())
