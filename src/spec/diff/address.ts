import type { Place } from './report/finding.js'
import { pathWith } from './schema/field-path.js'

/** Spells a place in one line: `/shop serverToClient order:new payload.quantity`. */
export const addressOfPlace = ({ namespace, direction, name, part, path }: Place): string => {
  const within = part && path ? pathWith(part, path) : (part ?? path)
  return [namespace ?? 'protocol', direction, name, within]
    .filter((word) => word !== undefined && word !== '')
    .join(' ')
}
