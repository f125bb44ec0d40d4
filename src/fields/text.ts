import * as z from './needs-zod-4.js'
import { digitsPattern, idPattern, urlPattern } from './pattern.js'

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

/** How whole numbers in digits are written. */
export interface DigitsOptions {
  /**
   * Whether they may be below zero.
   * @default false
   */
  readonly signed?: boolean
}

/**
 * Accepts a whole number as text, of at most so many digits, for amounts that a double is too small for: `BigInt(text)`
 * reads it. A number is spelled in one way, without leading zeros, so that equal texts are equal numbers.
 * @example
 * const balance = digits(30, { signed: true })
 */
export function digits(max: number, { signed = false }: DigitsOptions = {}): z.ZodMiniString<string> {
  const pattern = signed ? RegExp(`^(?:0|-?[1-9][0-9]{0,${max - 1}})$`) : digitsPattern
  return z
    .string()
    .check(z.maxLength(signed ? max + 1 : max), z.regex(pattern))
    .register(z.globalRegistry, { 'x-format': 'digits' } as never)
}

/** Accepts a web address of at most 2,048 characters. */
export const url: z.ZodMiniString<string> = /* @__PURE__ */ z
  .string()
  .check(/* @__PURE__ */ z.maxLength(2048), /* @__PURE__ */ z.regex(urlPattern))
  .register(z.globalRegistry, { 'x-format': 'uri' } as never)
