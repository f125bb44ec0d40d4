import * as z from './needs-zod-4.js'
import { idPattern, urlPattern } from './pattern.js'

/** Accepts an id: 1 to 128 characters, none of them white space or a control character. */
export const id: z.ZodMiniString<string> = /* @__PURE__ */ z
  .string()
  .check(/* @__PURE__ */ z.regex(idPattern))
  .register(z.globalRegistry, { 'x-format': 'id' } as never)

/**
 * Accepts text of at most so many characters.
 * @example
 * const note = text(500)
 */
export function text(max: number): z.ZodMiniString<string> {
  return z.string().check(z.maxLength(max))
}

/** Accepts a web address of at most 2,048 characters. */
export const url: z.ZodMiniString<string> = /* @__PURE__ */ z
  .string()
  .check(/* @__PURE__ */ z.maxLength(2048), /* @__PURE__ */ z.regex(urlPattern))
  .register(z.globalRegistry, { 'x-format': 'uri' } as never)
