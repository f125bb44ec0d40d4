import type { ReleaseComparison } from '../gate/release-comparison.js'
import { counted, sufferersWords, whereWords } from './finding-text.js'
import { type Paint, wrapped } from './paint.js'

const shown = 5

/** Lists for each older release that is supported whether it breaks, and by what. */
export function releaseLines(
  comparisons: readonly ReleaseComparison[],
  paint: Paint,
  columns = Number.POSITIVE_INFINITY,
): string[] {
  if (!comparisons.length) return []
  const width = Math.max(...comparisons.map(({ name }) => name.length)) + 2
  const lines = comparisons.flatMap(({ name, passes, report, against }) => {
    const changes = counted(report.findings.length, 'change')
    if (passes) return [`  ${name.padEnd(width)}${paint.green('OK')}, ${changes}`]
    const sentences = against.slice(0, shown).map((finding) => {
      const broken = sufferersWords(finding)
      return `${finding.rule} ${whereWords(finding)} ${finding.words} (breaks ${broken})`
    })
    const more = against.length > shown ? [`and ${against.length - shown} more; --json lists all`] : []
    return [
      `  ${name.padEnd(width)}${paint.red('breaks')}, by ${against.length} of ${changes}`,
      ...[...sentences, ...more].flatMap((text) =>
        wrapped(text, columns - 6).map((line, at) => `${at ? '      ' : '    - '}${line}`),
      ),
    ]
  })
  return [paint.bold('Older releases that are supported'), '', ...lines, '']
}
