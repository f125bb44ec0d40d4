/** Whether the server of a connection carries traces, too. */
export interface Agreement {
  isMade: boolean
}

/** Makes what finds the agreement of a client, by what its parts share. */
export function agreements(): (client: object) => Agreement {
  const known = new WeakMap<object, Agreement>()
  return (client) => {
    const agreement = known.get(client) ?? { isMade: false }
    known.set(client, agreement)
    return agreement
  }
}
