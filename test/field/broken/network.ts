import type { Broken } from './broken.js'

/** What is known to be wrong with the network. */
export const network: readonly Broken[] = []
