const tagOf = Object.prototype.toString

// what a typed array is of, whatever it says of itself, and of whichever realm
const kindOf = /* @__PURE__ */ Object.getOwnPropertyDescriptor(
  /* @__PURE__ */ Object.getPrototypeOf(Uint8Array.prototype),
  Symbol.toStringTag,
)?.get as () => string | undefined

/**
 * Views bytes of whatever class an end is given: Node's `Buffer`, the `ArrayBuffer` of browsers, or another realm's. What only
 * says that it is one, or whose bytes were given away, is none.
 */
export function viewedBytes(value: unknown): Uint8Array | undefined {
  try {
    // not by `instanceof`, which the classes of another realm fail, as in tests that have a page of their own
    if (ArrayBuffer.isView(value))
      return kindOf.call(value) === 'Uint8Array'
        ? new Uint8Array(value.buffer, value.byteOffset, value.byteLength)
        : undefined
    // a view throws where it only says so
    const isBuffer = typeof value === 'object' && tagOf.call(value) === '[object ArrayBuffer]'
    return isBuffer ? new Uint8Array(new DataView(value as ArrayBuffer).buffer) : undefined
  } catch {
    return undefined
  }
}

/** Copies at most so many bytes to a class of their own, or returns nothing; the generated parsers call it. */
export function bytesOf(value: unknown, most: number): Uint8Array | undefined {
  const held = viewedBytes(value)
  // a copy, for what is received may be a view over what others received
  return held && held.length <= most ? new Uint8Array(held) : undefined
}

/** Describes bytes in JSON Schema as zod describes files: characters stand for bytes, of which there are as many. */
export function bytesJson(maximum: number): Readonly<Record<string, unknown>> {
  return { type: 'string', format: 'binary', contentEncoding: 'binary', maxLength: maximum }
}
