import type { Broken } from './broken.js'

/** What is known to be wrong with the network. */
export const network: readonly Broken[] = [
  {
    reason: 'R12',
    where: ['/realtime', '/notifications', '/ws (the live gateway)', '/ws (the retired gateway)'].map(
      (path) => `network: new client, old server, ${path}, legacy on`,
    ),
    sees: { 'logs in': 'sent away' },
  },
  {
    reason: 'R13',
    where: ['network: new client, old server, /ws (the live gateway), legacy on'],
    sees: { "request('message:send')": 'rejects: REPLY_INVALID' },
  },
  {
    reason: 'R13',
    where: ['network: new client, old server, /ws (the retired gateway), legacy on'],
    sees: { "request('message:edit')": 'rejects: REPLY_INVALID' },
  },
]
