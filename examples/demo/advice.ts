import type { HealthVerdict, MigrationPhase } from 'socket-canon/migration'

const phases: { readonly [Phase in MigrationPhase]?: { readonly name: string; readonly onward: string } } = {
  before: { name: 'Before', onward: 'Go on to Overlap' },
  overlap: { name: 'Overlap', onward: 'Go on to After' },
  after: { name: 'After', onward: 'Drop the old names, once no old application is left' },
}

/** Returns what a verdict means in a phase: where to go on to, or back to. */
export function adviceFor(phase: MigrationPhase, verdict: HealthVerdict['verdict']): string {
  const { name = phase, onward = 'Stay' } = phases[phase] ?? {}
  if (verdict === 'proceed') return onward
  if (verdict === 'watch') return `Stay in ${name} for now`
  return phase === 'before' ? 'Mend this before any move' : 'Go back to Before'
}

/** Returns how many legacy names the moving application may hear in a phase, in words, and whether so many are right. */
export function legacyTarget(phase: MigrationPhase, names: number): { target: string; met: boolean | null } {
  if (phase === 'before') return { target: 'any, until the move', met: null }
  return { target: '0', met: names === 0 }
}
