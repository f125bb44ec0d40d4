/** Names how much a version has to rise for a change. */
export type Bump = 'none' | 'patch' | 'minor' | 'major'

const order: readonly Bump[] = ['none', 'patch', 'minor', 'major']

/** Returns whether a bump is at least another. */
export const isAtLeast = (bump: Bump, other: Bump): boolean => order.indexOf(bump) >= order.indexOf(other)

/** Returns the greatest of some bumps, `none` where there are none. */
export const greatestBump = (bumps: Iterable<Bump>): Bump => {
  let greatest: Bump = 'none'
  for (const bump of bumps) if (!isAtLeast(greatest, bump)) greatest = bump
  return greatest
}
