import type { Broken } from './broken.js'

/** What is known to be wrong with the command. */
export const verify: readonly Broken[] = []
