import { integer } from './integer.js'
import * as z from './needs-zod-4.js'
import { dayPattern, instantPattern, timePattern } from './pattern.js'

function matching(pattern: RegExp, format: string): z.ZodMiniString<string> {
  return z
    .string()
    .check(z.regex(pattern))
    .register(z.globalRegistry, { format } as never)
}

/** Accepts an instant in ISO 8601 with `Z` or an offset. */
export const timestamp: z.ZodMiniString<string> = /* @__PURE__ */ matching(instantPattern, 'date-time')

/** Accepts a calendar day, `YYYY-MM-DD`. */
export const date: z.ZodMiniString<string> = /* @__PURE__ */ matching(dayPattern, 'date')

/** Accepts a time of day without a zone, `HH:MM:SS`. */
export const time: z.ZodMiniString<string> = /* @__PURE__ */ matching(timePattern, 'partial-time')

/** Accepts an instant in milliseconds since 1970. */
export const epochMs: z.ZodMiniNumber<number> = /* @__PURE__ */ integer(0)
