import { type Broken, both } from './broken.js'

/** What is known to be wrong with the pharmacy. */
export const pharmacy: readonly Broken[] = [
  {
    reason: 'R9',
    where: [
      'pharmacy: old client, new server, /, legacy on',
      ...both('pharmacy: old client, new server, /patient-pharmacy'),
    ],
    sees: { 'typing of a stranger': 'heard once as chat:typing' },
  },
]
