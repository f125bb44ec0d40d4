import type { HealthVerdict, MigrationPhase } from 'socket-canon/migration'

/** What follows from a phase's figures. */
export interface Advice extends HealthVerdict {
  /** Where to go on to, or back to. */
  readonly advice: string
  /** How many legacy names the moving application may hear in the phase, in words, and whether so many are right. */
  readonly legacy: { readonly target: string; readonly met: boolean | null }
}

const phases: { readonly [Phase in MigrationPhase]?: { readonly name: string; readonly onward: string } } = {
  before: { name: 'Before', onward: 'Go on to Overlap' },
  overlap: { name: 'Overlap', onward: 'Go on to After' },
  after: { name: 'After', onward: 'Drop the old names, once no old application is left' },
}

/** Returns what a verdict means in a phase, in which the moving application has heard so many legacy names since its move. */
export function adviceFor(phase: MigrationPhase, health: HealthVerdict, legacyNames: number): Advice {
  const { name = phase, onward = 'Stay' } = phases[phase] ?? {}
  const legacy =
    phase === 'before' ? { target: 'any, until the move', met: null } : { target: '0', met: legacyNames === 0 }
  // who still hears old names after the move has not arrived
  const isHeld = legacy.met === false && health.verdict === 'proceed'
  const verdict = isHeld ? 'watch' : health.verdict
  const reasons = isHeld ? [`${legacyNames} legacy names are still heard`] : health.reasons
  const back = phase === 'before' ? 'Mend this before any move' : 'Go back to Before'
  const advice = { proceed: onward, watch: `Stay in ${name} for now`, 'roll-back': back }[verdict]
  return { verdict, reasons, advice, legacy }
}
