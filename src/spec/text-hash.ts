const offset = 0x811c9dc5
const prime = 0x01000193

/** Condenses a text to eight digits, to tell it from others; it keeps no secret. */
export function hashOf(text: string): string {
  let state = offset
  for (const byte of new TextEncoder().encode(text)) state = Math.imul(state ^ byte, prime) >>> 0
  return state.toString(16).padStart(8, '0')
}
