import type { Broken } from './broken.js'

/** What is known to be wrong with the shop. */
export const shop: readonly Broken[] = []
