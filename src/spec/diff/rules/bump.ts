/** How much a version has to rise for a change. */
export type Bump = 'none' | 'patch' | 'minor' | 'major'

const order: readonly Bump[] = ['none', 'patch', 'minor', 'major']

/** Returns whether a bump is at least another. */
export function isAtLeast(bump: Bump, other: Bump): boolean {
  return order.indexOf(bump) >= order.indexOf(other)
}

/** Returns the greatest of some bumps, `none` where there are none. */
export function greatestBump(bumps: Iterable<Bump>): Bump {
  let greatest: Bump = 'none'
  for (const bump of bumps) if (!isAtLeast(greatest, bump)) greatest = bump
  return greatest
}
