import type { DescribedSchema } from '../../described-schema.js'
import { type Description, describedBy } from '../described.js'
import { textLiteral } from '../literal.js'
import { mayBeMissing, mayBeUndefined } from '../presence.js'
import type { PlainPlace } from './place.js'

/** Prints the plain schema of an object, by the word that bundles to less where that says enough. */
export function printObjectPlain({ shape = {}, catchall }: Description, place: PlainPlace): string {
  const fields = Object.entries(shape).map(([key, field]) => printField(key, field, place))
  const isSimple = !catchall && Object.entries(shape).every(isSimpleField) && fields.every(({ isLater }) => !isLater)
  const declared = fields.length ? `{ ${fields.map(({ text }) => text).join(', ')} }` : '{}'
  const others = catchall ? `, ${place.print(catchall, place, '*')}` : ''
  return isSimple ? `z.object(${declared})` : `z.objectOf(${declared}${others})`
}

/** Prints a field; one that needs a constant which is not there yet is asked for by a getter. */
function printField(key: string, field: DescribedSchema, place: PlainPlace): { text: string; isLater: boolean } {
  const { text, needs } = place.constants.region(() => place.print(field, place, key))
  // as a name, it would be the prototype
  const name = key === '__proto__' ? '["__proto__"]' : textLiteral(key)
  if (!needs.size) return { text: `${name}: ${text}`, isLater: false }
  return { text: `get ${name}() { return ${text} }`, isLater: true }
}

function isSimpleField([key, field]: readonly [string, DescribedSchema]): boolean {
  return (
    key !== '__proto__' && (describedBy(field).type === 'optional' || !(mayBeMissing(field) || mayBeUndefined(field)))
  )
}
