import type { ObjectExpression } from 'oxc-parser'
import type { AliasTable } from '../../contract/alias/alias.js'
import { directions } from '../../contract/event/direction.js'
import type { NamespaceProse } from '../../spec/prose.js'
import type { LoadedModule } from '../load.js'
import { partOf, rowExamples, rowSentences, tableLiteral } from './table-source.js'

type Notes = NonNullable<NamespaceProse['aliases']>

/**
 * Finds what is said of each row of a table of aliases, and the payloads of older releases that are written down with `@example`: above
 * the row, or above what the row is made of.
 * @throws BuildError where such a payload is no JSON
 */
export function aliasNotes(module: LoadedModule, table: AliasTable): Notes {
  const whole = tableLiteral(module, table)
  const shapes = partOf(whole, 'shapes')
  const sentences = (of: ObjectExpression | undefined, keys: readonly string[]) =>
    Object.fromEntries(keys.map((key) => [key, rowSentences(module, partOf(of, key))]))
  return {
    ...sentences(whole, [...directions, 'unacknowledged', 'login']),
    shapes: sentences(shapes, directions),
    examples: { ...rowExamples(module, whole), shapes: rowExamples(module, shapes) },
  }
}
