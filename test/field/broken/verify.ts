import type { Broken } from './broken.js'

const command = 'verify: the command, old server'

/** What is known to be wrong with the command. */
export const verify: readonly Broken[] = [
  {
    reason: 'R17',
    where: ['/realtime', '/notifications'].map((path) => `${command}, ${path} (which waits for \`authenticate\`)`),
    sees: { 'auth.accepted': 'passes', 'auth.query': 'fails' },
  },
  {
    reason: 'R17',
    where: [`${command}, /realtime (which waits for \`authenticate\`)`],
    sees: { 'rooms.forbidden[subscribe]': 'fails' },
  },
  {
    reason: 'R17',
    where: [`${command}, /patient-pharmacy (closed to everybody)`],
    sees: { 'namespace.canonical': 'passes' },
  },
  {
    reason: 'R17',
    where: ['/workflow (which asks for no token)', '/ (the simulation, which asks for no token)'].map(
      (path) => `${command}, ${path}`,
    ),
    sees: { 'auth.query': 'fails' },
  },
  {
    reason: 'R17',
    where: [`${command}, its options`],
    sees: { '--login query': 'unknown', '--login event': 'unknown', '--server python': 'unknown' },
  },
]
