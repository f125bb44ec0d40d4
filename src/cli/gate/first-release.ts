import { directions } from '../../contract/event/direction.js'
import type { ReleasedContract } from '../../spec/diff/comparison.js'
import { CommandError } from '../command.js'
import type { OwnPackage } from '../own-package.js'
import { counted } from '../report/finding-text.js'
import { firstJsonReport } from '../report/json-report.js'
import { headline } from '../report/markdown-report.js'
import { paintFor, wrapped } from '../report/paint.js'
import { refusalLines } from '../report/verdict-text.js'
import type { Terminal } from '../terminal.js'
import { declaredFor } from './changeset.js'
import { notKnownWords } from './freshness.js'
import type { GateManner } from './gate-compare.js'
import type { GateFiles } from './gate-files.js'
import { stalenessOf } from './obstacle.js'

/**
 * Judges a contract that nothing can be compared with: one that was never released.
 * @throws CommandError where there was a release, or the pending changesets can't be read
 */
export function judgeFirstRelease(
  contract: ReleasedContract,
  own: OwnPackage,
  { released, changesets }: GateFiles,
  { format, asked }: GateManner,
  { cwd, out, hasColour, columns }: Terminal,
): number {
  // one that can't be read would be noticed by the release only
  declaredFor(own.name, cwd, changesets)
  if (own.version !== '0.0.0')
    throw new CommandError(
      `there is no ${released}, though ${own.name} is at ${own.version}: take contract.json of that release, or run \`socket-canon gate --record\` to begin with today's`,
    )
  const obstacles = stalenessOf(asked)
  const passes = !obstacles.length
  const note = notKnownWords(asked)
  if (format === 'json') out(firstJsonReport(contract, asked))
  else if (format === 'markdown') {
    const verdict = passes ? passedWords(contract, own) : refusalLines(obstacles, paintFor(false)).join('')
    out([headline(passes), verdict, ...(note ? [note] : [])].join('\n\n'))
  } else {
    const paint = paintFor(hasColour)
    const verdict = passes
      ? wrapped(passedWords(contract, own), columns).map(paint.green)
      : refusalLines(obstacles, paint, columns)
    out([...(note ? [...wrapped(note, columns), ''] : []), ...verdict].join('\n'))
  }
  return passes ? 0 : 1
}

function passedWords({ namespaces }: ReleasedContract, { name }: OwnPackage): string {
  const all = Object.values(namespaces)
  const events = all.flatMap((namespace) => directions.flatMap((direction) => Object.keys(namespace[direction])))
  return `OK. ${name} was never released: ${counted(all.length, 'namespace')} and ${counted(events.length, 'event')} are new, and break nobody.`
}
