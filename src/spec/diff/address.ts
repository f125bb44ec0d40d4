import type { Place } from './finding.js'

/** Spells a place in one line: `/shop serverToClient order:new payload.quantity`. */
export const addressOf = ({ namespace, direction, name, part, path }: Place): string => {
  const within = part && path ? `${part}${path.startsWith('[') ? '' : '.'}${path}` : (part ?? path)
  return [namespace ?? 'protocol', direction, name, within]
    .filter((word) => word !== undefined && word !== '')
    .join(' ')
}
