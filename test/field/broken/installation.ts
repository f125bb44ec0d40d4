import type { Broken } from './broken.js'

/** What is known to be wrong with the package. */
export const installation: readonly Broken[] = [
  {
    reason: 'R15',
    where: ['package: the package, old application, its peers'],
    sees: { 'beside zod 3': 'refused: zod ^4.6.0', 'beside React 17': 'refused: react >=18' },
  },
]
