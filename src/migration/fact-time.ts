const names = new Set(['createdAt', 'updatedAt', 'editedAt', 'deletedAt', 'readAt', 'sentAt', 'timestamp', 'at'])

/** Finds the instant at which a fact became one: the latest it names, at its top or one level below. */
export function factTimeOf(payload: unknown): number | undefined {
  const instants = [payload, ...valuesOf(payload)].flatMap(instantsIn)
  return instants.length ? Math.max(...instants) : undefined
}

function instantsIn(value: unknown): number[] {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return []
  return Object.entries(value).flatMap(([name, held]) => {
    if (!names.has(name)) return []
    const instant = typeof held === 'number' ? held : typeof held === 'string' ? Date.parse(held) : Number.NaN
    return Number.isFinite(instant) ? [instant] : []
  })
}

function valuesOf(value: unknown): unknown[] {
  return typeof value === 'object' && value !== null ? Object.values(value) : []
}
