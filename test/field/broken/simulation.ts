import type { Broken } from './broken.js'

/** What is known to be wrong with the simulation. */
export const simulation: readonly Broken[] = [
  {
    reason: 'R9',
    where: ['/, legacy on', '/simulation, legacy on'].map((path) => `simulation: old client, new server, ${path}`),
    sees: { "a stranger's request-catchup": 'told what was said' },
  },
]
