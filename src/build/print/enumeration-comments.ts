import type MagicString from 'magic-string'
import type { NamespaceProse } from '../../spec/prose.js'
import { commentOf } from '../../spec/type/comment.js'
import { enumerationLines } from '../../spec/type/enumeration-lines.js'
import { ownEntry } from '../../spec/type/type-place.js'
import type { LoadedModule } from '../load.js'
import { namedTypes } from '../prose/type-names.js'
import { commentBefore } from '../source-module.js'

/** Writes above the types that are enumerations what their values mean: an editor shows it where it shows the type. */
export function putEnumerationComments(
  text: MagicString,
  module: LoadedModule,
  enumerations: NamespaceProse['enumerations'],
): void {
  for (const { name, isExported, statement } of namedTypes(module)) {
    const enumeration = isExported ? ownEntry(enumerations, name) : undefined
    const lines = enumeration ? enumerationLines(enumeration) : []
    if (!lines.length) continue
    const comment = commentOf([enumeration?.summary ?? '', ...lines].join('\n'), undefined, '')
    const written = commentBefore(module.source, statement.start)
    if (written) text.overwrite(written.start, statement.start, comment)
    else text.appendLeft(statement.start, comment)
  }
}
