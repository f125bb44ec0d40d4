import { bytesJson, bytesOf, viewedBytes } from './byte-copy.js'
import * as z from './needs-zod-4.js'

/** A schema of bytes, which zod has none of: what it says of itself is read as what zod says of its own. */
const Bytes = /* @__PURE__ */ z.core.$constructor<z.ZodMiniType<Uint8Array, Uint8Array>>(
  'SocketCanonBytes',
  (schema, definition) => {
    z.ZodMiniType.init(schema, definition)
    const { maximum } = definition as unknown as { readonly maximum: number }
    schema._zod.parse = (payload) => {
      const { value, issues } = payload
      const copy = bytesOf(value, maximum)
      if (copy) payload.value = copy
      else issues.push(issueOf(value, maximum) as never)
      return payload
    }
    // for what else zod describes around it
    schema._zod.processJSONSchema = (_, json) => Object.assign(json, bytesJson(maximum))
  },
)

function issueOf(input: unknown, maximum: number): object {
  return viewedBytes(input)
    ? { code: 'too_big', origin: 'bytes', maximum, inclusive: true, input }
    : { code: 'invalid_type', expected: 'bytes', input }
}

/**
 * Accepts at most so many bytes, which are a plain `Uint8Array` at every end: Node's `Buffer` and the `ArrayBuffer` of
 * browsers are copied to one.
 * @example
 * const photo = bytes(500_000)
 */
export function bytes(max: number): z.ZodMiniType<Uint8Array, Uint8Array> {
  return new Bytes({ type: 'bytes', maximum: max } as never)
}
