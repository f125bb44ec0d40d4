import type { Broken } from './broken.js'

/** What is known to be wrong with the pharmacy. */
export const pharmacy: readonly Broken[] = []
