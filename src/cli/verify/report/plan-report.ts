import { paintFor } from '../../report/paint.js'
import type { Terminal } from '../../terminal.js'
import { catalogue } from '../catalogue.js'
import type { Planned } from '../plan.js'
import { checkId } from './check.js'

/** Lists the checks of a contract, without asking anybody. */
export function planReport(planned: readonly Planned[], { hasColour }: Terminal): string {
  const paint = paintFor(hasColour)
  const ids = planned.map(({ kind, subject }) => checkId(kind, subject))
  const width = Math.max(...ids.map((id) => id.length))
  return planned
    .map(({ kind }, index) => {
      const { level, means } = catalogue[kind]
      return `${(ids[index] as string).padEnd(width)}  ${level.padEnd(11)}  ${paint.dim(means)}`
    })
    .join('\n')
}
