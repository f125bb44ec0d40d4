import { expect, test } from 'vitest'
import { ContractError } from '../contract/error.js'
import { MigrationFlagError } from './flag-error.js'
import { type MigrationValues, migrationFlags } from './flags.js'
import { phaseOf } from './phase.js'

const url = { NEXT_PUBLIC_SOCKET_URL: 'https://api.example.com' }

function refused(values: MigrationValues): MigrationFlagError {
  try {
    migrationFlags(values)
  } catch (error) {
    if (error instanceof MigrationFlagError) return error
  }
  throw new Error('it was not refused')
}

test('the flags of the migration have defaults, also where they are empty', () => {
  const flags = { url: 'https://api.example.com', namespace: '/patient-pharmacy', legacyEvents: false }
  expect(migrationFlags(url)).toEqual(flags)
  expect(migrationFlags({ ...url, NEXT_PUBLIC_SOCKET_NAMESPACE: '', NEXT_PUBLIC_ENABLE_LEGACY_EVENTS: '' })).toEqual(
    flags,
  )
})

test.for([
  ['http://192.168.1.97:3000', 'http://192.168.1.97:3000'],
  ['https://api.example.com/', 'https://api.example.com'],
  ['wss://api.example.com', 'wss://api.example.com'],
])('the flags of the migration take %s for an origin', ([value, origin]) => {
  expect(migrationFlags({ NEXT_PUBLIC_SOCKET_URL: value }).url).toBe(origin)
})

test.for([
  ['NEXT_PUBLIC_SOCKET_URL', undefined, 'literally'],
  ['NEXT_PUBLIC_SOCKET_URL', '', 'literally'],
  ['NEXT_PUBLIC_SOCKET_URL', 'secret-host', 'http://'],
  ['NEXT_PUBLIC_SOCKET_URL', 'file:///secret', 'http://'],
  ['NEXT_PUBLIC_SOCKET_URL', 'https://secret.example.com/patient-pharmacy', 'a flag of its own'],
  ['NEXT_PUBLIC_SOCKET_URL', 'https://user:secret@example.com', 'an origin alone'],
  ['NEXT_PUBLIC_SOCKET_URL', 'https://example.com?token=secret', 'handshake'],
  ['NEXT_PUBLIC_SOCKET_NAMESPACE', '/secret', "'/' or '/patient-pharmacy'"],
  ['NEXT_PUBLIC_SOCKET_NAMESPACE', 'patient-pharmacy', "'/' or '/patient-pharmacy'"],
  ['NEXT_PUBLIC_ENABLE_LEGACY_EVENTS', 'TRUE secret', "'true' or 'false'"],
  ['NEXT_PUBLIC_ENABLE_LEGACY_EVENTS', '1', "'true' or 'false'"],
] as const)(
  'the flags of the migration name %s when it is wrong, without what it holds (%s)',
  ([flag, value, expected]) => {
    const error = refused({ ...url, [flag]: value })
    expect(error).toBeInstanceOf(ContractError)
    expect(error).toMatchObject({ flag, code: 'FLAG_INVALID' })
    expect(error.message).toContain(flag)
    expect(error.expected).toContain(expected)
    expect(error.message).not.toContain('secret')
  },
)

test.for([
  ['/', 'true', 'before'],
  ['/patient-pharmacy', 'true', 'overlap'],
  ['/patient-pharmacy', 'false', 'after'],
  ['/', 'false', 'stranded'],
] as const)('the phase of a client on %s with legacy events %s is %s', ([namespace, legacy, phase]) => {
  const warnings: string[] = []
  const flags = migrationFlags({
    ...url,
    NEXT_PUBLIC_SOCKET_NAMESPACE: namespace,
    NEXT_PUBLIC_ENABLE_LEGACY_EVENTS: legacy,
  })
  expect(phaseOf(flags, (warning) => warnings.push(warning))).toBe(phase)
  expect(warnings).toHaveLength(phase === 'stranded' ? 1 : 0)
})
