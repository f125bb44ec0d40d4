import type { Broken } from './broken.js'

/** What is known to be wrong with the shop in Python. */
export const python: readonly Broken[] = [
  {
    reason: 'N4',
    where: ['python: old client, new server, /appointments'],
    sees: {
      'the pending count': 'heard once as pending_count',
      'a schedule of somebody else': 'heard never',
      'again: the pending count': 'heard once as pending_count',
    },
  },
]
