/** What is asked of a web address besides that it is one. */
export interface UrlOptions {
  readonly hostname?: RegExp
  readonly protocol?: RegExp
  /** Whether it is copied as the parser of the platform writes it. */
  readonly normalize?: boolean
}

const httpOnly = '^https?$'

/** Reads a web address as zod does: says how many things are wrong with it, and copies it without what no address holds. */
export function readUrl(
  text: unknown,
  { hostname, protocol, normalize = false }: UrlOptions = {},
): readonly [copy: unknown, faults: number] {
  try {
    const trimmed = (text as string).trim()
    // parsers take `http:host` for an address too
    const isHalf = !normalize && protocol?.source === httpOnly && !/^https?:\/\//i.test(trimmed)
    if (isHalf) return [text, 1]
    const url = new URL(trimmed)
    const faults = [
      hostname && !isMatch(hostname, url.hostname),
      protocol && !isMatch(protocol, url.protocol.replace(/:$/, '')),
    ].filter(Boolean)
    return [normalize ? url.href : trimmed.replace(/[\t\n\r]/g, ''), faults.length]
  } catch {
    return [text, 1]
  }
}

function isMatch(pattern: RegExp, text: string): boolean {
  pattern.lastIndex = 0
  return pattern.test(text)
}

/** Copies a web address, or returns nothing where it is none; the generated parsers call it. */
export function urlOf(text: unknown, options?: UrlOptions): unknown {
  const [copy, faults] = readUrl(text, options)
  return faults ? undefined : copy
}

/** Returns whether text is an address of IPv6; the generated parsers call it. */
export function isIpv6(text: string): boolean {
  return /^[0-9a-fA-F:.]+$/.test(text) && readUrl(`http://[${text}]`)[1] === 0
}

/** Returns whether text is a range of IPv6 addresses; the generated parsers call it. */
export function isCidrv6(text: string): boolean {
  const [address = '', prefix = '', ...more] = text.split('/')
  const bits = Number(prefix)
  return !more.length && prefix !== '' && `${bits}` === prefix && bits >= 0 && bits <= 128 && isIpv6(address)
}

/** Returns whether text is base 64; the generated parsers call it. */
export function isBase64(text: string): boolean {
  return text === '' || (!/\s/.test(text) && text.length % 4 === 0 && decoded(text) !== undefined)
}

function decoded(text: string): string | undefined {
  try {
    return atob(text)
  } catch {
    return undefined
  }
}

/** Returns whether text is base 64 as addresses hold it; the generated parsers call it. */
export function isBase64url(text: string): boolean {
  if (!/^[A-Za-z0-9_-]*$/.test(text)) return false
  const usual = text.replace(/-/g, '+').replace(/_/g, '/')
  return isBase64(usual.padEnd(Math.ceil(usual.length / 4) * 4, '='))
}

/** Returns whether text has the form of a JSON Web Token; the generated parsers call it. */
export function isJwt(text: string, algorithm?: string): boolean {
  try {
    const [header, ...others] = text.split('.')
    if (others.length !== 2 || !header) return false
    const said = JSON.parse(atob(header))
    if ('typ' in said && said?.typ !== 'JWT') return false
    return !!said.alg && (!algorithm || said.alg === algorithm)
  } catch {
    return false
  }
}

/** Returns whether text has the digits of a payment card, with the last one right; the generated parsers call it. */
export function isCreditCard(text: string): boolean {
  if (!/^\d(?:[ -]?\d){11,18}$/.test(text)) return false
  const digits = [...text.replace(/[- ]/g, '')].reverse().map(Number)
  const sum = digits.reduce((sum, digit, at) => sum + (at % 2 ? digit * 2 - (digit > 4 ? 9 : 0) : digit), 0)
  return sum % 10 === 0
}

/** Returns whether text has the form of a bank account's number, with the check digits right; the generated parsers call it. */
export function isIban(text: string): boolean {
  if (!/^[A-Z]{2}(?!00|01|99)\d{2}[A-Z0-9]{11,30}$/.test(text)) return false
  const digits = [...text.slice(4), ...text.slice(0, 4)].map((sign) => String(Number.parseInt(sign, 36)))
  return [...digits.join('')].reduce((rest, digit) => (rest * 10 + Number(digit)) % 97, 0) === 1
}
