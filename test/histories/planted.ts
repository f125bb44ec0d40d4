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

const declaredOnly: readonly Edit[] = [
  {
    file: 'server/recovery/readmission.ts',
    find: 'admitted(socket, mounts.values(), owedTo(peer, mounts.values()))',
    replace: 'admitted(socket, mounts.values())',
  },
  {
    file: 'server/recovery/readmission.ts',
    find: 'barredOf, !isLetIn(admissions, mount.service.contract.path))',
    replace: 'barredOf, admissionTo(admissions, mount.service.contract.path)?.refusal !== undefined)',
  },
  {
    file: 'server/recovery/recheck.ts',
    find: 'const claims = claimsOf(peer, mounts)',
    replace:
      'const claims = claimsOf(peer, [...mounts].filter(({ service }) => admissionTo(admissions, service.contract.path)))',
  },
]

/** Defects that were there and are mended, and some that never were. */
export const defects: readonly Defect[] = [
  { name: 'a recovery asks only the contracts that are declared', point: 'heard', edits: declaredOnly },
  {
    name: 'a session is taken over by way of another contract',
    point: 'heard',
    edits: [
      ...declaredOnly,
      { file: 'server/recovery/session.ts', find: '  return isKnown\n', replace: '  return isKnown || true\n' },
    ],
  },
  one(
    'rooms are shared by the contracts of a path',
    'heard',
    'server/outbound/path-address.ts',
    'const barred = spellings.map((room) => barredOf(contract, room))',
    'const barred: string[] = []',
  ),
  one(
    'events to everybody go to whom the contract refused',
    'heard',
    'server/outbound/path-address.ts',
    'except: [barredOf(contract), ...sender]',
    'except: sender',
  ),
  one(
    'users without an id are all the same',
    'heard',
    'server/recovery/session.ts',
    'if (before.userId === undefined && authenticate) continue',
    'if (before.userId === undefined && !authenticate) continue',
  ),
  one(
    'authenticate that finds nobody lets everybody in',
    'heard',
    'server/connection/admission.ts',
    '(user === undefined || user === null || user === false)',
    '(user === null || user === false)',
  ),
  {
    name: 'a session is restored twice',
    point: 'lost',
    edits: [
      { file: 'server/recovery/recovery.ts', find: '.sessions?.delete(pid)', replace: '.sessions?.get(pid)' },
      {
        file: 'server/inbound/reception.ts',
        find: 'if (!isReached(peer.socket)) {',
        replace: 'if (!peer.socket && !isReached(peer.socket)) {',
      },
    ],
  },
  one(
    'a join that fails takes the room from the one that succeeded',
    'undone',
    'server/rooms/grants.ts',
    'if (grant.isKept || grant.calls?.size || admission.granted.get(room) !== grant) continue',
    'if (admission.granted.get(room) !== grant) continue',
  ),
  one(
    'one contract that refuses ends a recovered connection',
    'status',
    'server/recovery/session.ts',
    'if (refusal || !before) continue',
    'if (!before) continue',
  ),
  one(
    'a join waits for the one before',
    'answer',
    'server/rooms/joins.ts',
    'const mostAsked = 20',
    'const mostAsked = 1',
  ),
  one(
    'a connection that is gone is let into rooms',
    'grown',
    'server/rooms/membership.ts',
    'if (!peer.socket.connected) throw',
    'if (!peer.socket) throw',
  ),
  one(
    'what goes to several rooms is lost where one of them bars it',
    'lost',
    'server/outbound/path-address.ts',
    'if (audience.rooms?.length === 1 || !sharesRooms())',
    'if (audience.rooms || !sharesRooms())',
  ),
  one(
    'who is divided gets what goes to several rooms twice',
    'twice',
    'server/outbound/path-address.ts',
    'except: [...barred, ...divided, ...sender]',
    'except: [...barred, ...sender]',
  ),
  {
    name: 'leaving waits for the joins before',
    point: 'answer',
    edits: [
      { file: 'server/rooms/joins.ts', find: 'const mostAsked = 20', replace: 'const mostAsked = 1' },
      {
        file: 'server/rooms/membership.ts',
        find: '      peer.joins?.leave(route.mount.service.contract.path, room)\n',
        replace:
          "      await peer.joins?.enter('', async () => {})\n      peer.joins?.leave(route.mount.service.contract.path, room)\n",
      },
    ],
  },
  one(
    'who leaves a room is let in by the join before',
    'undone',
    'server/rooms/joins.ts',
    'left.add(room)',
    'left.delete(room)',
  ),
  one(
    'a client gives up when its recovered connection is refused for now',
    'status',
    'client/connection/follow-socket.ts',
    "reason === 'io server disconnect' ? lastWord : undefined",
    "reason === 'io server disconnect' && lastWord?.retryable === false ? lastWord : undefined",
  ),
  one(
    'a database that is away refuses for good',
    'status',
    'server/connection/admission.ts',
    'words.some((word) => badToken.test(word))) return unknown(socket, auth)\n  return error',
    'words.some((word) => badToken.test(word))) return unknown(socket, auth)\n  return unknown(socket, auth)',
  ),
  {
    name: 'a connection that is gone takes the rooms of the one that recovered it',
    point: 'lost',
    edits: [
      { file: 'server/rooms/grants.ts', find: '=> socket.connected && socket.rooms', replace: '=> socket.rooms' },
      { file: 'server/recovery/recheck.ts', find: '  if (!socket.connected) return []\n', replace: '' },
      {
        file: 'server/recovery/readmission.ts',
        find: '    if (!socket.connected) return\n    if (socket.recovered',
        replace: '    if (socket.recovered',
      },
      {
        file: 'server/recovery/readmission.ts',
        find: '  if (!socket.connected) return\n  const { adapter }',
        replace: '  const { adapter }',
      },
    ],
  },
  one(
    'who expired has a session still',
    'lost',
    'server/connection/disconnection.ts',
    '  endSession(socket)\n  admission.forgetExpiry',
    '  admission.forgetExpiry',
  ),
  one(
    'what is delivered again is done again',
    'answer',
    'server/inbound/delivery.ts',
    '  if (known) {\n',
    '  void route.mount.service.deliveries?.release?.(key)\n  if (known && !route.mount.service.deliveries) {\n',
  ),
  one(
    'what is lost on its way is not delivered again',
    'answer',
    'client/sending/deliver.ts',
    "if (client.status !== 'connected') return",
    "if (client.status !== 'connected' || tries++) return",
  ),
  one(
    'who leaves a room leaves it for the other contract too',
    'undone',
    'server/rooms/grants.ts',
    'if (isHeld()) await bar(socket, admission.mount, room)\n  else await',
    'if (!isHeld() || isHeld()) await',
  ),
  one(
    'rooms that a recovery costs are not told',
    'lost',
    'server/recovery/readmission.ts',
    'for (const each of lost) if (isLetIn(',
    'for (const each of lost) if (!isLetIn(',
  ),
  one(
    'who is refused by one of two contracts is not told',
    'status',
    'server/connection/welcome.ts',
    'if (isDeclared) tellContractRefused',
    'if (!isDeclared) tellContractRefused',
  ),
  one(
    'a contract that lets a client in lifts the bars of its rooms',
    'heard',
    'server/rooms/shadow-casting.ts',
    'shadow === barredOf ? [shadow(path)] : [shadow(path), ...cast]',
    '[shadow(path), ...cast]',
  ),
  one(
    'a room of a contract that is new to a session keeps its bar',
    'undone',
    'server/rooms/grants.ts',
    'if (socket.rooms.has(barredOf(path, room))) await',
    'if (isIn) await',
  ),
  one(
    'who expired leaves what barred it',
    'heard',
    'server/connection/disconnection.ts',
    'if (room === socket.id || isBar(room)) continue',
    'if (room === socket.id) continue',
  ),
  one(
    'who expired hears what goes to everybody',
    'heard',
    'server/connection/disconnection.ts',
    '  void socket.join(barredOf(contract.path))\n  admission.granted.clear()',
    '  admission.granted.clear()',
  ),
  one(
    'who expired stays in its rooms',
    'heard',
    'server/connection/disconnection.ts',
    '    else void socket.leave(room)\n',
    '',
  ),
  one(
    'a room is left by one of its names only',
    'heard',
    'server/rooms/membership.ts',
    'rooms.flat().map(',
    'rooms.flatMap((each) => each.slice(1)).map(',
  ),
  one(
    'rooms from the beginning are joined after the check was asked again',
    'lost',
    'server/recovery/recheck.ts',
    'if (!admission.refusal) for (const room of admission.rooms)',
    'if (admission.refusal) for (const room of admission.rooms)',
  ),
  one(
    'packets held back are sent although they were replayed',
    'twice',
    'server/recovery/recovery.ts',
    'if (!replayed.has(at) && !isNoLater(at, offset))',
    'if (at !== undefined || true)',
  ),
  one(
    'a client does not ask for its rooms again',
    'undone',
    'client/rooms/room-entries.ts',
    "filter(({ state }) => state === 'out')",
    "filter(({ state }) => state === 'denied')",
  ),
  one(
    'declared clients of a legacy path get the aliases too',
    'twice',
    'server/rooms/shadow-casting.ts',
    '= [shadowOf, barredOf, dividedOf]',
    '= [barredOf, dividedOf]',
  ),
  one(
    'leaving a room for one contract undoes the join of another',
    'undone',
    'server/rooms/joins.ts',
    'if (join.contract === contract) join',
    'join',
  ),
  one(
    'a room bars too little where a session gives it back before its bar',
    'heard',
    'server/rooms/shadow-casting.ts',
    'if (barred !== undefined) void',
    "if (barred === '') void",
  ),
  one(
    'what a handler told its client is brought again whoever refuses it now',
    'heard',
    'server/context.ts',
    'const client = mayReturn ?',
    'const client = !connected ?',
  ),
]
