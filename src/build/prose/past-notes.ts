import { directions } from '../../contract/event/direction.js'
import type { PastTable } from '../../contract/past/past.js'
import { pastVersions } from '../../contract/past/past-row.js'
import type { NamespaceProse, PastProse } from '../../spec/prose.js'
import type { LoadedModule } from '../load.js'
import { partOf, rowExamples, rowSentences, tableLiteral } from './table-source.js'

/**
 * Finds what is said of each row of a table of earlier versions, and the payloads that are written down with `@example`: above the row,
 * or above what the row is made of.
 * @throws BuildError where such a payload is no JSON
 */
export function pastNotes(module: LoadedModule, table: PastTable): NonNullable<NamespaceProse['past']> {
  const whole = tableLiteral(module, table)
  return Object.fromEntries(
    pastVersions(table).map((version): [string, PastProse] => {
      const rows = partOf(whole, String(version))
      const said = directions.map((direction) => [direction, rowSentences(module, partOf(rows, direction))])
      return [String(version), { ...Object.fromEntries(said), examples: rowExamples(module, rows) }]
    }),
  )
}
