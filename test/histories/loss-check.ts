import type { Violation } from './checker.js'
import { owedIn } from './loss.js'
import type { Plan } from './plan.js'
import type { Entry } from './recorder.js'

/** Finds what was lost and not told, and who was let into a room and is not in it. */
export function lossFaults(log: readonly Entry[], plan: Plan): Violation[] {
  const markersFrom = log.findIndex((entry) => entry.kind === 'step' && entry.text === '(markers)')
  return owedIn(log, plan).map(({ receiver, of, id, rooms, at }): Violation => {
    const isMarker = markersFrom >= 0 && at > markersFrom
    return {
      kind: isMarker ? 'undone/deaf' : 'lost/untold',
      at,
      text: `receiver ${receiver} never heard ${id} of ${of} (${rooms.join(', ') || 'everybody'}) and believes that it missed nothing`,
    }
  })
}
