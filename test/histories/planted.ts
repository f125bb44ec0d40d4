/** One change of the sources that brings a defect back. */
export interface Edit {
  readonly file: string
  /** Stands there exactly once. */
  readonly find: string
  readonly replace: string
}

/** A defect that the histories must find. */
export interface Defect {
  readonly name: string
  /** The promise that it breaks, in short. */
  readonly point: string
  readonly edits: readonly Edit[]
}

const one = (name: string, point: string, file: string, find: string, replace: string): Defect => ({
  name,
  point,
  edits: [{ file, find, replace }],
})

/** Defects that were never there, or were mended. */
export const defects: readonly Defect[] = [
  one(
    'a room is left by one of its names only',
    'heard',
    'server/membership.ts',
    '    for (const spellings of rooms)\n',
    '    for (const spellings of rooms.map((each) => each.slice(1)))\n',
  ),
  one(
    'rooms from the beginning are joined after the check was asked again',
    'lost',
    'server/recheck.ts',
    'if (!refusal) await socket.join([...rooms])',
    'if (refusal) await socket.join([...rooms])',
  ),
  one(
    'packets held back are sent although they were replayed',
    'twice',
    'server/recovery.ts',
    'if (!replayed.has(offsetIn(write)))',
    'if (offsetIn(write) !== undefined || true)',
  ),
  one(
    'a client does not ask for its rooms again',
    'undone',
    'client/stay.ts',
    "filter(({ state }) => state === 'out')",
    "filter(({ state }) => state === 'denied')",
  ),
  one(
    'a join that was answered too late is done all the same',
    'undone',
    'server/membership.ts',
    '    if (call.isAnswered) return\n    if (member.refusal)',
    '    if (member.refusal)',
  ),
  one(
    'declared clients of a legacy path get the aliases too',
    'twice',
    'server/shadow.ts',
    'if (rooms?.has(shadowOf(contract.path)) && spellingsOf(contract.rooms, room))',
    'if (rooms?.has(shadowOf(contract.path, room)) && spellingsOf(contract.rooms, room))',
  ),
]
