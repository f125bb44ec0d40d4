import type { Connection } from '../connection/connection.js'
import { type ListenersOf, tell } from '../connection/listeners.js'
import type { PathClient } from './path.js'

/** How the connection stands that a handover shows: that of the old path until it is left. */
export interface ShownConnection {
  client: PathClient
  connection: Connection
  /** Whether the client's first connection is one after which nothing was missed. */
  nothingMissed: boolean
  readonly watchers: ListenersOf
}

const parts = ['status', 'refusal', 'quality', 'latencyMs', 'version'] as const

/** Shows every change of a client's connection, while that client is the one that is shown. */
export function showChanges(shown: ShownConnection, client: PathClient): void {
  for (const part of [...parts, 'recovered'] as const) client.watch(part, () => show(shown, client))
}

/** Shows how a client's connection stands, where it is the one that is shown. */
export function show(shown: ShownConnection, client: PathClient, isNew = false): void {
  if (client !== shown.client) return
  shown.nothingMissed &&= client.status === 'connected'
  replaceShown(shown, shown.nothingMissed ? { ...client.connection, recovered: true } : client.connection, isNew)
}

/** Replaces what is shown, and notifies who watches it. */
export function replaceShown(shown: ShownConnection, next: Connection, isNew = false): void {
  const { connection: before, watchers } = shown
  shown.connection = next
  for (const part of parts) if (before[part] !== next[part]) tell(watchers.get(part), next[part])
  const isOther = isNew || before.status !== 'connected' || before.recovered !== next.recovered
  if (next.status === 'connected' && isOther) tell(watchers.get('recovered'), next.recovered)
}
