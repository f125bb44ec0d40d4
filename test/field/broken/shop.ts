import type { Broken } from './broken.js'

const languages = ['shop', 'python']
const bookings = (legacy: string): string[] =>
  languages.map((system) => `${system}: new client, old server, /appointments, legacy ${legacy}`)

/** What is known to be wrong with the shop. */
export const shop: readonly Broken[] = [
  { reason: 'R11', where: bookings('on'), sees: { 'told who joined: pending_count': 'told never' } },
]
