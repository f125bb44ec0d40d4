import type { DescribedSchema } from '../../guards/described-schema.js'
import { type Description, describedBy } from '../../guards/print/described.js'
import { heldType, type TypePlace } from './type-place.js'

/** Prints the type of a record. */
export function recordType({ keyType, valueType, partial }: Description, place: TypePlace): readonly string[] {
  const key = heldType(keyType, place)
  // a type that holds itself may stand in a signature, where it may not stand between the brackets of another type
  const isSigned = place.circles.size > 0 && (key === 'string' || key === 'number') && !partial
  if (isSigned) {
    const indent = `${place.indent}    `
    const value = heldType(valueType, { ...place, indent }, '*')
    return [`{\n${indent}${place.isReadonly ? 'readonly ' : ''}[key: ${key}]: ${value};\n${place.indent}}`]
  }
  const value = isScalar(valueType as DescribedSchema) ? place.scope.refer('Scalar') : heldType(valueType, place, '*')
  const record = partial ? `Partial<Record<${key}, ${value}>>` : `Record<${key}, ${value}>`
  return [place.isReadonly ? `Readonly<${record}>` : record]
}

const scalars = ['string', 'number', 'boolean', 'null']

/** Returns whether a schema takes what free-form records hold, which has a name of its own. */
function isScalar(schema: DescribedSchema): boolean {
  const { type, options = [] } = describedBy(schema)
  return type === 'union' && options.map((option) => describedBy(option).type).join() === scalars.join()
}
