import type { Tick } from '../clock.js'
import { isOwnPattern } from '../regex/own-pattern.js'
import { toPattern } from '../regex/pattern.js'
import { isMatch } from '../regex/pattern-match.js'

/** Bounds of a format from both sides: what every reading of it accepts, and what some reading of it may accept. */
export interface FormatBounds {
  readonly inner: string
  readonly outer: string
  readonly sample: string
}

const day =
  '(?:\\d{4}-(?:(?:0[13578]|1[02])-(?:0[1-9]|[12]\\d|3[01])|(?:0[469]|11)-(?:0[1-9]|[12]\\d|30)|02-(?:0[1-9]|1\\d|2[0-8]))' +
  '|(?:\\d\\d(?:0[48]|[2468][048]|[13579][26])|(?:[02468][048]|[13579][26])00)-02-29)'
const roughDay = '\\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\\d|3[01])'
const roughClock = '(?:[01]\\d|2[0-4]):[0-5]\\d(?::[0-6]\\d(?:[.,]\\d+)?)?'
const roughOffset = '(?:[Zz]|[+-]\\d\\d(?::?\\d\\d)?)?'
const clock = '(?:[01]\\d|2[0-3]):[0-5]\\d:[0-5]\\d(?:\\.\\d{1,9})?'
const offset = '(?:Z|[+-](?:[01]\\d|2[0-3]):[0-5]\\d)'
const octet = '(?:25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]\\d|\\d)'
const site = '(?:[a-z0-9]{1,60}\\.){1,3}[a-z]{2,10}'

const bounds: Readonly<Record<string, FormatBounds>> = {
  'date-time': {
    inner: `^${day}T${clock}${offset}$`,
    outer: `^${roughDay}[Tt_\\s]${roughClock}${roughOffset}$`,
    sample: '2020-01-01T00:00:00Z',
  },
  date: { inner: `^${day}$`, outer: `^${roughDay}$`, sample: '2020-01-01' },
  time: {
    inner: `^${clock}${offset}$`,
    outer: `^${roughClock}\\s?${roughOffset}$`,
    sample: '12:00:00Z',
  },
  duration: { inner: '^P(?:\\d{1,9}[WYMD]|T\\d{1,9}[HMS])$', outer: '^[+-]?P[\\dWYMDTHS.,+-]+$', sample: 'P1D' },
  email: { inner: `^[A-Za-z0-9_+-]{1,60}@${site}$`, outer: '^[^]+@[^]+$', sample: 'a@example.com' },
  'idn-email': { inner: `^[A-Za-z0-9_+-]{1,60}@${site}$`, outer: '^[^]+@[^]+$', sample: 'a@example.com' },
  hostname: { inner: `^${site}$`, outer: '^[^\\s]+$', sample: 'example.com' },
  'idn-hostname': { inner: `^${site}$`, outer: '^[^\\s]+$', sample: 'example.com' },
  ipv4: { inner: `^(?:${octet}\\.){3}${octet}$`, outer: '^\\d{1,3}(?:\\.\\d{1,3}){3}$', sample: '127.0.0.1' },
  ipv6: { inner: '^(?:[0-9a-fA-F]{1,4}:){7}[0-9a-fA-F]{1,4}$', outer: '^[^\\s]*:[^\\s]*$', sample: '1:2:3:4:5:6:7:8' },
  uri: {
    inner: `^https?://${site}(?:/[A-Za-z0-9_.-]*)*$`,
    outer: '^[A-Za-z][A-Za-z0-9+.-]*:[^\\s]*$',
    sample: 'http://a.io',
  },
  iri: {
    inner: `^https?://${site}(?:/[A-Za-z0-9_.-]*)*$`,
    outer: '^[A-Za-z][A-Za-z0-9+.-]*:[^\\s]*$',
    sample: 'http://a.io',
  },
  'uri-reference': { inner: '^(?:/[A-Za-z0-9_.-]+)+$', outer: '^[^\\s\\\\]*$', sample: '/a' },
  'iri-reference': { inner: '^(?:/[A-Za-z0-9_.-]+)+$', outer: '^[^\\s\\\\]*$', sample: '/a' },
  uuid: {
    inner: '^[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[1-5][0-9a-fA-F]{3}-[89abAB][0-9a-fA-F]{3}-[0-9a-fA-F]{12}$',
    outer: '^(?:urn:uuid:)?\\{?[0-9a-fA-F]{8}-?(?:[0-9a-fA-F]{4}-?){3}[0-9a-fA-F]{12}\\}?$',
    sample: '123e4567-e89b-12d3-a456-426614174000',
  },
  'partial-time': {
    inner: '^(?:[01]\\d|2[0-3]):[0-5]\\d:[0-5]\\d(?:\\.\\d{1,9})?$',
    outer: `^${roughClock}$`,
    sample: '12:00:00',
  },
  jwt: {
    // the header says `alg` and `typ`, which readings of the format ask for
    inner: '^eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9(?:\\.[A-Za-z0-9_-]{4,40}){2}$',
    outer: '^[^.]*(?:\\.[^.]*){2}$',
    sample: 'eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.eyJh.c2ln',
  },
  'json-string': { inner: '^(?:true|false|null|[1-9]\\d{0,9})$', outer: '^[^]*$', sample: 'true' },
  'json-pointer': { inner: '^(?:/[A-Za-z0-9]*)*$', outer: '^(?:/[^]*)?$', sample: '/a' },
  // a character stands for a byte
  binary: { inner: '^[\\u0000-\\u00ff]*$', outer: '^[^]*$', sample: 'a' },
  regex: { inner: '^[A-Za-z0-9]*$', outer: '^[^]*$', sample: 'a' },
}

/** Gives the bounds of a format that is known to speak of strings. */
export function formatBounds(format: string): FormatBounds | undefined {
  return Object.hasOwn(bounds, format) ? bounds[format] : undefined
}

const namesOfPatterns = new Set([
  'base64',
  'base64url',
  'cidrv4',
  'cidrv6',
  'cuid',
  'cuid2',
  'e164',
  'emoji',
  'ends_with',
  'hex',
  'includes',
  'ksuid',
  'lowercase',
  'mac',
  'nanoid',
  'starts_with',
  'ulid',
  'uppercase',
  'xid',
])

const hashes = /^(?:md5|sha1|sha256|sha384|sha512)_(?:hex|base64|base64url)$/

/**
 * Returns whether a pattern beside a format says all of it: zod's own formats have no other meaning, and beside zod's
 * own pattern for a format that others read in their own ways, the format is a note.
 */
export function isSpelledOut(format: string, pattern: unknown): boolean {
  return (
    typeof pattern === 'string' && (namesOfPatterns.has(format) || hashes.test(format) || isOwnPattern(format, pattern))
  )
}

/** Returns whether a string is of a known format, or nothing where readings of the format differ. */
export function isOfFormat(format: string, text: string, tick?: Tick): boolean | undefined {
  const found = formatBounds(format)
  if (!found) return undefined
  if (isMatch(toPattern(found.inner), text, tick)) return true
  return isMatch(toPattern(found.outer), text, tick) === false ? false : undefined
}
