import { MigrationFlagError } from './flag-error.js'

/** The environment's variables, each named literally: a Next.js browser bundle has no others. */
export interface MigrationValues {
  readonly NEXT_PUBLIC_SOCKET_URL?: string | undefined
  readonly NEXT_PUBLIC_SOCKET_NAMESPACE?: string | undefined
  readonly NEXT_PUBLIC_ENABLE_LEGACY_EVENTS?: string | undefined
}

/** Where a client connects and whether it still listens to legacy names. */
export interface MigrationFlags {
  /** The back end's origin, without a path. */
  readonly url: string
  /** The path the client connects to. */
  readonly namespace: '/' | '/patient-pharmacy'
  /** Whether legacy names are heard. */
  readonly legacyEvents: boolean
}

/**
 * Parses the three flags of the migration; one that is left out, or empty, has its default.
 * @throws MigrationFlagError when the address is missing or a flag is neither of what it may be
 * @example
 * migrationFlags({ NEXT_PUBLIC_SOCKET_URL: 'https://api.example.com' })
 * // { url: 'https://api.example.com', namespace: '/patient-pharmacy', legacyEvents: false }
 */
export function migrationFlags(values: MigrationValues): MigrationFlags {
  const {
    NEXT_PUBLIC_SOCKET_URL: url,
    NEXT_PUBLIC_SOCKET_NAMESPACE: namespace,
    NEXT_PUBLIC_ENABLE_LEGACY_EVENTS: legacyEvents,
  } = values
  return {
    url: originOf(url),
    namespace: oneOf('NEXT_PUBLIC_SOCKET_NAMESPACE', ['/', '/patient-pharmacy'], namespace || '/patient-pharmacy'),
    legacyEvents: oneOf('NEXT_PUBLIC_ENABLE_LEGACY_EVENTS', ['true', 'false'], legacyEvents || 'false') === 'true',
  }
}

function oneOf<const Choice extends string>(flag: string, choices: readonly Choice[], value: string): Choice {
  const choice = choices.find((each) => each === value)
  if (choice === undefined) throw new MigrationFlagError(flag, choices.map((each) => `'${each}'`).join(' or '))
  return choice
}

function originOf(value: string | undefined): string {
  const refuse = (expected: string) => new MigrationFlagError('NEXT_PUBLIC_SOCKET_URL', expected)
  if (!value)
    throw refuse('set; in a browser bundle name each variable literally, as process.env.NEXT_PUBLIC_SOCKET_URL')
  const url = parsed(value)
  if (!url || !/^(?:https?|wss?):$/.test(url.protocol)) throw refuse('an address that begins http:// or https://')
  // socket.io would take a path for the namespace
  if (url.pathname !== '/' || url.search || url.hash || url.username || url.password)
    throw refuse('an origin alone; the namespace has a flag of its own, and tokens travel in the handshake')
  return url.origin === 'null' ? `${url.protocol}//${url.host}` : url.origin
}

function parsed(value: string): URL | undefined {
  try {
    return new URL(value)
  } catch {
    return undefined
  }
}
