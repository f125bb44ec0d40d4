import type { DescribedSchema } from '../../guards/described-schema.js'
import { lazyInner } from '../../guards/print/described.js'
import { described } from './description.js'

const mostDepth = 100

/** Returns whether a field or the last item of a tuple may be left out, as the types of zod have it. */
export function mayBeLeftOut(schema: DescribedSchema, seen: ReadonlySet<object> = new Set()): boolean {
  // one that makes a new one whenever it is asked has no end
  if (seen.has(schema) || seen.size > mostDepth) return false
  const description = described(schema)
  const { type, innerType, options = [], left, right, out } = description
  const isLeftOut = (inner: DescribedSchema | undefined): boolean =>
    inner !== undefined && mayBeLeftOut(inner, new Set([...seen, schema]))
  switch (type) {
    case 'optional':
      return true
    case 'nullable':
    case 'readonly':
      return isLeftOut(innerType)
    case 'lazy':
      return isLeftOut(lazyInner(description))
    case 'pipe':
      return isLeftOut(out)
    case 'union':
      return options.some(isLeftOut)
    case 'intersection':
      return isLeftOut(left) && isLeftOut(right)
    default:
      return false
  }
}
