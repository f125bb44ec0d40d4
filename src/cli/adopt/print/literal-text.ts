import type { LiteralValue } from '../draft.js'

/** Writes a value as source. */
export function literalSource(value: LiteralValue): string {
  return typeof value === 'string' ? quoted(value) : String(value)
}

/** Writes the key of an object, in quotes only where it needs them. */
export function keyText(name: string): string {
  return /^[A-Za-z_$][\w$]*$/.test(name) ? name : quoted(name)
}

function quoted(text: string): string {
  const escaped = JSON.stringify(text)
    .slice(1, -1)
    .replaceAll('\\"', '"')
    .replace(/[\u2028\u2029]/g, (sign) => `\\u${sign.charCodeAt(0).toString(16)}`)
  const [singles, doubles] = ["'", '"'].map((sign) => text.split(sign).length)
  const sign = (singles ?? 0) > (doubles ?? 0) ? '"' : "'"
  return `${sign}${escaped.replaceAll(sign, `\\${sign}`)}${sign}`
}
