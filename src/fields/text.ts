import * as z from 'zod/mini'

/** Accepts an id: 1 to 128 characters, none of them white space or a control character. */
export const id: z.ZodMiniString<string> = z
  .string()
  .check(z.regex(/^[^\u0000-\u0020\u007f-\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000\ufeff]{1,128}$/u))

/**
 * Accepts text of at most so many characters.
 * @example
 * const note = text(500)
 */
export function text(max: number): z.ZodMiniString<string> {
  return z.string().check(z.maxLength(max))
}

/** Accepts a web address of at most 2,048 characters. */
export const url: z.ZodMiniString<string> = z
  .string()
  .check(z.maxLength(2048), z.regex(/^https?:\/\/[^\u0000-\u0020\u007f-\u00a0]+$/u))
