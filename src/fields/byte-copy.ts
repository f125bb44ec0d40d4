const tagOf = Object.prototype.toString

/** Views bytes of whatever class an end is given: Node's `Buffer`, the `ArrayBuffer` of browsers, or another realm's. */
export function viewedBytes(value: unknown): Uint8Array | undefined {
  const tag = typeof value === 'object' ? tagOf.call(value) : ''
  // not by `instanceof`, which the classes of another realm fail, as in tests that have a page of their own
  if (ArrayBuffer.isView(value)) return tag === '[object Uint8Array]' ? (value as Uint8Array) : undefined
  // a view throws where it only says so
  return tag === '[object ArrayBuffer]' ? new Uint8Array(new DataView(value as ArrayBuffer).buffer) : undefined
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
