import type { Broken } from './broken.js'

/** What is known to be wrong with the simulation. */
export const simulation: readonly Broken[] = []
