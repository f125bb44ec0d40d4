/** What an envelope of an old transport says, in Socket.IO's words. */
export interface Unwrapped {
  readonly name: string
  readonly payload: unknown
}

const inner = ['data', 'payload']
const besides = ['type', 'timestamp', 'success']

/**
 * Reads the `{ type, ... }` of raw-WebSocket transports; `data` or `payload` is unwrapped only when it stands alone.
 * @example
 * fromEnvelope({ type: 'board_update', data: board }) // { name: 'board_update', payload: board }
 * fromEnvelope({ type: 'pending_count', count: 3 }) // { name: 'pending_count', payload: { count: 3 } }
 */
export function fromEnvelope(message: unknown): Unwrapped | undefined {
  if (typeof message !== 'object' || message === null || Array.isArray(message)) return undefined
  const { type, ...fields } = message as Record<string, unknown>
  if (typeof type !== 'string' || type === '') return undefined
  const content = Object.keys(fields).filter((key) => !besides.includes(key))
  const [only] = content
  if (content.length === 1 && only !== undefined && inner.includes(only)) return { name: type, payload: fields[only] }
  return { name: type, payload: fields }
}
