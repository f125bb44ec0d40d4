import type { StandardSchemaV1 } from '@standard-schema/spec'
import { AliasError } from '../alias/alias-error.js'

/**
 * Lets a schema type a legacy payload before it is turned into the canonical one.
 * @throws AliasError when the payload does not fit the schema, which says that the row does not apply
 * @example
 * const bareList = accepting(z.array(z.unknown()), (appointments) => ({ appointments }))
 */
export function accepting<Legacy, Result>(
  schema: StandardSchemaV1<unknown, Legacy>,
  up: (legacy: Legacy) => Result,
): (legacy: unknown) => Result {
  return (legacy) => {
    const read = schema['~standard'].validate(legacy)
    if ('then' in read || read.issues) throw new AliasError('the payload does not fit what this alias accepts')
    return up(read.value)
  }
}
