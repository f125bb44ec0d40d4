/** Names the room of everyone on a path who stands to a contract in some way, or of those of them who sit in one of its rooms. */
export type Shadow = (contract: string, room?: string) => string

// a space keeps these names apart from every room of a contract
/** Names where those sit who declared a contract on its legacy path: they get no legacy names. */
export const shadowOf: Shadow = (contract, room) =>
  room === undefined ? `declared ${contract}` : `declared ${contract} ${room}`

/**
 * Names where those sit whom a contract did not let in, on a path that it shares with one that did: they hear nothing of it.
 * With a room, also those who sit in it because another contract let them in there.
 */
export const barredOf: Shadow = (contract, room) =>
  room === undefined ? `barred ${contract}` : `barred ${contract} ${room}`

/**
 * Names where those sit whom a contract let in, and whom one of its rooms bars from it all the same. With a room, those of
 * them who hear it there: what goes to several rooms at once reaches them by these, since one of the rooms may bar them.
 */
export const dividedOf: Shadow = (contract, room) =>
  room === undefined ? `divided ${contract}` : `divided ${contract} ${room}`

/** Returns whether a room bars those who sit in it from a contract. */
export function isBar(room: string): boolean {
  return room.startsWith('barred ')
}

/** Returns whether a room holds those who hear a contract in some rooms only. */
export function isDivided(room: string): boolean {
  return room.startsWith('divided ')
}

/** Finds the room in which a name bars those who sit in it from a contract, if it does. */
export function roomBarredBy(contract: string, name: string): string | undefined {
  const prefix = `${barredOf(contract)} `
  return name.startsWith(prefix) ? name.slice(prefix.length) : undefined
}
