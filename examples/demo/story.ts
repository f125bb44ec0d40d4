import { io, type Socket } from 'socket.io-client'
import { canonicalName, isLegacyName } from 'socket-canon'
import { type Client, connect } from 'socket-canon/client'
import { type HealthReport, type MigrationHealth, type MigrationPhase, migrationHealth } from 'socket-canon/migration'
import { chatRoom, type PatientPharmacy, patientPharmacy, patientPharmacyAliases } from 'socket-canon/patient-pharmacy'
import { type Advice, adviceFor } from './advice.js'
import { type BackEnd, startBackEnd } from './back-end.js'
import { startNewClient, steps } from './new-client.js'
import { startOldClient } from './old-client.js'
import { pharmacies } from './pharmacies.js'
import { askForbidden, type Refused } from './refusals.js'
import { p95, sum, type Tally, type TallyKeeper, tallyKeeper } from './tally.js'
import { signToken } from './token.js'

/** Is what one client got out of one phase. */
export interface ClientFigures {
  readonly client: string
  readonly path: string
  readonly tally: Tally
  /** Facts of its own pharmacy that never reached the application. */
  readonly lost: number
  /** Facts that reached it more than once. */
  readonly doubled: number
  /** Facts of the other pharmacy that reached it. */
  readonly foreign: number
  readonly p95Ms: number
}

/** Is one phase of the migration, as it went. */
export interface Phase {
  readonly title: string
  readonly phase: MigrationPhase
  readonly flags: Readonly<Record<string, string>>
  /** How many facts there were at each pharmacy, in their order. */
  readonly facts: readonly number[]
  readonly clients: readonly ClientFigures[]
  readonly refused: readonly Refused[]
  readonly report: HealthReport
  /** How many legacy names the moving client heard since it had moved. */
  readonly legacyNames: number
  readonly advice: Advice
  /** What was promised, and whether it was kept. */
  readonly promises: readonly { readonly promise: string; readonly kept: boolean }[]
}

const [home, neighbour] = pharmacies
const factsAPhase = 240
const pageLoads = 24

/** Walks one client through the phases and back while facts flow, beside one that never moves and one that has. */
export async function story(tell: (phase: Phase) => void): Promise<readonly Phase[]> {
  const backEnd = await startBackEnd()
  const { url } = backEnd
  const closes: (() => unknown)[] = [() => backEnd.close()]
  try {
    const token = await signToken('staff-1', home.id)
    const other = await signToken('staff-2', neighbour.id)
    let health: MigrationHealth = migrationHealth()
    const legacyHeard = new Set<string>()
    const tallies = { old: tallyKeeper(), moving: tallyKeeper(), new: tallyKeeper(), neighbour: tallyKeeper() }

    const old = startOldClient(url, token, home.chatId, {
      message: ({ id, createdAt }) => tallies.old.call(id, createdAt),
      order: ({ id, createdAt }) => tallies.old.call(id, createdAt),
      status: ({ id, status, updatedAt }) => tallies.old.call(`${id} ${status}`, updatedAt),
      delivery: ({ dispatch: { id, status, updatedAt } }) => tallies.old.call(`${id} ${status}`, updatedAt),
      typing: () => {},
    })
    tallies.old.tap(old)
    const isInRoom = new Promise<void>((resolve) => old.once('room-joined', resolve))
    closes.push(() => old.disconnect())
    await isInRoom

    const moving = await startNewClient(url, () => token, steps.before, {
      observe: (seen) => {
        health.observe(seen)
        if ('legacyName' in seen && seen.legacyName && seen.kind !== 'refused') legacyHeard.add(seen.legacyName)
        if (seen.kind === 'duplicate') tallies.moving.drop()
      },
      watchSocket: tallies.moving.tap,
    })
    closes.push(moving.close)
    await hear(moving.client, tallies.moving, home.chatId, (note) => health.note(note))

    const settled = (path: string, token: string, keeper: TallyKeeper, chatId: string) => {
      const socket = io(url + path, { auth: { token }, autoConnect: false, forceNew: true, transports: ['websocket'] })
      const client = connect(socket, patientPharmacy, { observe: ({ kind }) => kind === 'duplicate' && keeper.drop() })
      keeper.tap(socket)
      closes.push(() => client.close())
      return hear(client, keeper, chatId).then(() => client)
    }
    const [newClient, neighbourClient] = await Promise.all([
      settled('/patient-pharmacy', token, tallies.new, home.chatId),
      settled('/patient-pharmacy', other, tallies.neighbour, neighbour.chatId),
    ])

    const plan = [
      ['Before', steps.before],
      ['Overlap', steps.overlap],
      ['After', steps.after],
      ['Roll-back', steps.before],
      ['After again', steps.after],
    ] as const
    const phases: Phase[] = []
    for (const [title, flags] of plan) {
      const before = phases[0]?.report.delivery.figure
      health = migrationHealth(before == null ? {} : { baseline: { p95Ms: before } })
      for (const keeper of Object.values(tallies)) keeper.take()
      legacyHeard.clear()
      let name: MigrationPhase = 'before'
      // the switch happens in the middle of the day, not in a quiet hour
      const facts = await flow(backEnd, async () => {
        if (title === 'Before') return
        name = await moving.moveTo(flags)
        legacyHeard.clear()
      })
      await loadPages(url + flags.NEXT_PUBLIC_SOCKET_NAMESPACE, token, health)
      const refused = await askForbidden(url, old, newClient, neighbour)
      // whatever was sent before this answer has come before it
      const sockets = [old, moving.client.socket, newClient.socket, neighbourClient.socket]
      await Promise.all(sockets.map((socket) => socket.timeout(5000).emitWithAck('contract:ping')))

      const [own, foreign] = facts
      const figures = (client: string, keeper: TallyKeeper, socket: Socket, mine = own, theirs = foreign) =>
        figuresOf(client, socket, keeper.take(), mine, theirs)
      const clients = [
        figures('old', tallies.old, old),
        figures('moving', tallies.moving, moving.client.socket),
        figures('new', tallies.new, newClient.socket),
        figures('new, neighbour', tallies.neighbour, neighbourClient.socket, foreign, own),
      ]
      const report = health.report()
      const advice = adviceFor(name, health.verdict(), legacyHeard.size)
      const seen = { clients, refused, report, legacyNames: legacyHeard.size, advice }
      const phase = { title, phase: name, flags, facts: [own.size, foreign.size], ...seen }
      phases.push({ ...phase, promises: promisesOf(phase) })
      tell(phases.at(-1) as Phase)
    }
    return phases
  } finally {
    for (const close of closes.reverse()) await close()
  }
}

/** Hears every fact of a pharmacy as the application does, and keeps the orders it knows. */
async function hear(
  client: Client<PatientPharmacy>,
  keeper: TallyKeeper,
  chatId: string,
  note: (note: 'cache-hit' | 'cache-miss') => void = () => {},
): Promise<void> {
  const known = new Set<string>()
  client.on('chat:message', ({ id, createdAt }) => keeper.call(id, createdAt))
  client.on('order:new', ({ id, createdAt }) => {
    known.add(id)
    keeper.call(id, createdAt)
  })
  client.on('order:updated', ({ id, status, updatedAt }) => {
    // an update is a patch: who does not hold the order has to ask for it
    note(known.has(id) ? 'cache-hit' : 'cache-miss')
    keeper.call(`${id} ${status}`, updatedAt)
  })
  client.on('dispatch:updated', ({ dispatch: { id, status, updatedAt } }) => keeper.call(`${id} ${status}`, updatedAt))
  await client.join(chatRoom(chatId)).joined
}

/** Lets facts happen at both pharmacies, and something else in the midst of them. */
async function flow(
  backEnd: BackEnd,
  meanwhile: () => Promise<void>,
): Promise<readonly [ReadonlySet<string>, ReadonlySet<string>]> {
  const facts = [new Set<string>(), new Set<string>()] as const
  let other: Promise<void> | undefined
  let isOver = false
  for (let index = 0; index < factsAPhase || !isOver; index++) {
    const [place, at] = index % 4 === 3 ? ([1, neighbour] as const) : ([0, home] as const)
    facts[place].add(backEnd.happen(at))
    if (index === factsAPhase / 4)
      other = meanwhile().finally(() => {
        isOver = true
      })
    await new Promise((resolve) => setTimeout(resolve, 2))
  }
  await other
  return facts
}

/** Opens the page as so many people do, on the path the flags say. */
async function loadPages(address: string, token: string, health: MigrationHealth): Promise<void> {
  for (let load = 0; load < pageLoads; load++) {
    const socket = io(address, { auth: { token }, autoConnect: false, forceNew: true, transports: ['websocket'] })
    const client = connect(socket, patientPharmacy, { observe: health.observe })
    await new Promise<void>((resolve) => {
      client.watch('status', (status) => status !== 'connecting' && resolve())
    })
    client.close()
  }
}

function figuresOf(
  client: string,
  socket: Socket,
  tally: Tally,
  own: ReadonlySet<string>,
  foreign: ReadonlySet<string>,
): ClientFigures {
  return {
    client,
    path: (socket as unknown as { nsp: string }).nsp,
    tally,
    lost: [...own].filter((fact) => !tally.calls.has(fact)).length,
    doubled: [...tally.calls.values()].filter((calls) => calls > 1).length,
    foreign: [...foreign].filter((fact) => tally.calls.has(fact)).length,
    p95Ms: p95(tally.latencies),
  }
}

function promisesOf({ phase, clients, refused, advice, flags }: Omit<Phase, 'promises'>): Phase['promises'] {
  const total = (figure: 'lost' | 'doubled' | 'foreign') => clients.reduce((sum, client) => sum + client[figure], 0)
  const expected =
    flags['NEXT_PUBLIC_SOCKET_NAMESPACE'] === '/'
      ? 'before'
      : flags['NEXT_PUBLIC_ENABLE_LEGACY_EVENTS'] === 'true'
        ? 'overlap'
        : 'after'
  const onCanonical = clients.filter(({ path }) => path === '/patient-pharmacy')
  return [
    { promise: 'the flags put the moving client into this phase', kept: phase === expected },
    { promise: 'every fact reaches every client of its pharmacy', kept: total('lost') === 0 },
    { promise: 'no fact reaches an application twice', kept: total('doubled') === 0 },
    { promise: "nobody hears another pharmacy's facts", kept: total('foreign') === 0 },
    {
      promise: 'the old client hears the names it knows',
      kept: clients.some(({ client, tally }) => client === 'old' && tally.packets.has('new-message')),
    },
    {
      promise: 'no legacy name travels on /patient-pharmacy',
      kept: onCanonical
        .filter(({ client }) => client !== 'moving')
        .every(({ tally }) => [...tally.packets.keys()].every((name) => !isLegacy(name))),
    },
    {
      promise: 'what is forbidden is refused, with its code',
      kept: refused.every(({ got, expected }) => got === expected),
    },
    { promise: 'the figures say proceed', kept: advice.verdict === 'proceed' },
  ]
}

/** Tells whether a name is one of before. */
function isLegacy(name: string): boolean {
  return isLegacyName(patientPharmacyAliases, 'serverToClient', name)
}

/** Counts the packets each name cost, over all clients that got it. */
export function namesInUse({
  clients,
}: Phase): readonly (readonly [name: string, of: string, packets: number, clients: number])[] {
  const names = new Map<string, number[]>()
  for (const { tally } of clients)
    for (const [name, packets] of tally.packets) names.set(name, [...(names.get(name) ?? []), packets])
  return [...names]
    .filter(([name]) => name !== 'room-joined')
    .map(([name, counts]) => {
      const of = isLegacy(name) ? (canonicalName(patientPharmacyAliases, 'serverToClient', name) ?? name) : name
      return [name, of, counts.reduce((total, each) => total + each, 0), counts.length] as const
    })
    .sort(([one, of], [other, otherOf]) =>
      (of + (one === of ? '' : one)).localeCompare(otherOf + (other === otherOf ? '' : other)),
    )
}

/** Adds up a client's packets. */
export const packetsOf = ({ tally }: ClientFigures): number => sum(tally.packets)
/** Adds up how often a client's application was called. */
export const callsOf = ({ tally }: ClientFigures): number => sum(tally.calls)
