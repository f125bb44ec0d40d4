import type { MigrationFlags } from './flags.js'

/** How far a client has come. */
export type MigrationPhase = 'before' | 'overlap' | 'after' | 'stranded'

/**
 * Returns which phase of the migration a client's flags put it in, and warns one that is stranded.
 * @example
 * phaseOf({ url: 'https://api.example.com', namespace: '/patient-pharmacy', legacyEvents: true }) // 'overlap'
 */
export function phaseOf(flags: MigrationFlags, warn: (warning: string) => void = console.warn): MigrationPhase {
  const { namespace, legacyEvents } = flags
  if (namespace !== '/') return legacyEvents ? 'overlap' : 'after'
  if (legacyEvents) return 'before'
  warn(
    "This client is on the legacy path '/' and hears canonical names only. It works until the server withdraws '/': set NEXT_PUBLIC_SOCKET_NAMESPACE to '/patient-pharmacy'.",
  )
  return 'stranded'
}
