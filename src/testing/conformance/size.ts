import type { DescribedSchema } from '../../guards/described-schema.js'
import { checksIn, describedBy, enumValues, lazyInner } from '../../guards/print/described.js'
import { charactersOf, entriesOf, mostOf, mostText, unboundedIn } from '../../spec/reading/bound.js'

/** How many bytes, and the field that has most of them. */
type Size = readonly [bytes: number, field: string]

/**
 * Adds up the most bytes a value can take as JSON, where a character may be escaped to six, and beside it: what has no bound counts as
 * nothing, and of what holds itself one turn.
 */
export function largestIn(schema: DescribedSchema, where = '', above: readonly DescribedSchema[] = []): Size {
  if (above.includes(schema) || unboundedIn(schema) !== undefined) return [0, where]
  const described = describedBy(schema)
  const { type, shape = {}, element, items = [], keyType, valueType, innerType, options = [], left, right } = described
  const largest = (part: DescribedSchema | undefined, at: string = where): Size =>
    part ? largestIn(part, at, [...above, schema]) : [0, at]
  switch (type) {
    case 'string':
      return [2 + 6 * mostText(schema), where]
    case 'bytes':
      return [described.maximum ?? 0, where]
    case 'enum':
    case 'literal':
      return [Math.max(...enumValues(described).map((word) => String(JSON.stringify(word)).length)), where]
    case 'array': {
      const [bytes, field] = largest(element, `${where}[]`)
      return [2 + (mostOf(checksIn(schema)) ?? 0) * (bytes + 1), field]
    }
    case 'record': {
      const characters = charactersOf(schema)
      const count = entriesOf(schema) ?? (keyType ? enumValues(describedBy(keyType)).length : 0)
      if (characters !== undefined) return [2 + 6 * (characters + count), where]
      return [2 + count * (largest(keyType)[0] + largest(valueType)[0] + 2), where]
    }
    case 'object':
      return sum(
        Object.entries(shape).map(([key, field]) => {
          const [bytes, at] = largest(field, where ? `${where}.${key}` : key)
          return [key.length + 4 + bytes, at]
        }),
        where,
      )
    case 'tuple':
      return sum(
        items.map((item, index) => largest(item, `${where}[${index}]`)),
        where,
      )
    case 'lazy':
      return largest(lazyInner(described))
    case 'intersection':
      return sum([largest(left), largest(right)], where)
    default: {
      const parts = [...options, ...(innerType ? [innerType] : [])]
      return parts.length ? parts.map((part) => largest(part)).reduce(greater) : [24, where]
    }
  }
}

function sum(sizes: readonly Size[], where: string): Size {
  const most = sizes.reduce<Size>(greater, [0, where])
  return [sizes.reduce((total, [bytes]) => total + bytes, 2), most[1]]
}

function greater(one: Size, other: Size): Size {
  return other[0] > one[0] ? other : one
}
