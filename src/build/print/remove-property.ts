import type MagicString from 'magic-string'
import type { ObjectExpression, ObjectProperty } from 'oxc-parser'

/** Removes a property from an object, with the comma that parts it from the next. */
export function removeProperty(
  text: MagicString,
  source: string,
  { properties }: Pick<ObjectExpression, 'properties'>,
  property: ObjectProperty,
): void {
  const after = properties[properties.indexOf(property) + 1]
  // what follows the last one is a comma, or nothing
  const comma = /^\s*,/.exec(source.slice(property.end))?.[0].length ?? 0
  text.remove(property.start, after?.start ?? property.end + comma)
}
