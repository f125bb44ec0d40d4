import type { DescribedSchema } from '../../guards/described-schema.js'
import { describedBy, lazyInner } from '../../guards/print/described.js'

/** Calls a function for a schema and for every one that it holds, with its place as messages write it. */
export function walkSchema(
  schema: DescribedSchema,
  visit: (part: DescribedSchema, where: string) => void,
  where = '',
  above: readonly DescribedSchema[] = [],
): void {
  if (above.includes(schema)) return
  visit(schema, where)
  const below = (part: DescribedSchema | null | undefined, at: string): void => {
    if (part) walkSchema(part, visit, at, [...above, schema])
  }
  const described = describedBy(schema)
  const {
    type,
    shape = {},
    element,
    items = [],
    rest,
    keyType,
    valueType,
    innerType,
    options = [],
    left,
    right,
  } = described
  for (const [key, field] of Object.entries(shape)) below(field, where ? `${where}.${key}` : key)
  for (const [index, item] of items.entries()) below(item, `${where}[${index}]`)
  for (const item of [element, rest]) below(item, `${where}[]`)
  if (type === 'record') {
    below(keyType, `${where} key`.trim())
    below(valueType, where ? `${where}.*` : '*')
  }
  for (const same of [innerType, ...options, left, right, type === 'lazy' ? lazyInner(described) : undefined])
    below(same, where)
}
