import { Manager, type Socket } from 'socket.io-client'
import { type Client, connect, handover, type Membership } from '../../src/client/index.js'
import type { ContractLeft, ContractRefused } from '../../src/contract/wire/protocol.js'
import type { NamespaceContract } from '../../src/index.js'
import { fastClock } from './clock.js'
import { kits, type Letter, letterOf, lettersOn } from './contracts.js'
import { type Network, network } from './network.js'
import type { ClientKind } from './plan.js'
import type { World } from './world.js'

/** One socket of a client. */
export interface Line {
  readonly number: number
  readonly path: string
  readonly socket: Socket
  readonly manager: Manager
  /** The attempt by which it is connected, or was last. */
  attempt: number
}

/** Whoever is told of a connection: a stock socket, or a client of `connect` or `handover`. */
export interface Receiver {
  readonly number: number
  /** The contract it speaks; a stock socket hears all of its path. */
  readonly of: Letter | undefined
  line: Line
  readonly client: Client<NamespaceContract> | undefined
  readonly stays: Map<string, { readonly call: number; readonly membership: Membership }[]>
  isClosed: boolean
}

/** One client of a history. */
export interface Actor {
  readonly kind: ClientKind
  readonly network: Network | undefined
  readonly lines: Line[]
  readonly receivers: Receiver[]
  user: string
  declares: readonly Letter[]
  isHeld: boolean
  /** Ends what the server still holds of connections that were cut unnoticed. */
  readonly orphans: Set<() => void>
  /** Lets it return. */
  release(): void
  /** Opens a socket on a path, over a Manager there is or a new one. */
  open(path: string, isNew?: boolean): Line
  bind(of: Letter, line: Line): Receiver
}

/** The kinds of facts a bound client hears. */
export const heardKinds: readonly string[] = ['fact', 'note', 'blip', 'state', 'news', 'word']

const pidOf = (socket: Socket): string | undefined => (socket as unknown as { _pid?: string })._pid

/** Makes a client that is not connected yet. */
export async function actor(
  world: World,
  kind: ClientKind,
  user: string,
  declares: readonly Letter[],
  isOnNetwork: boolean,
): Promise<Actor> {
  const { recorder, setting, nodes } = world
  const port = nodes[0]?.port as number
  const way = isOnNetwork ? await network(port) : undefined
  const url = way?.url ?? `http://127.0.0.1:${port}`
  const waiting = new Set<() => void>()

  const managed = (): Manager => {
    const manager = new Manager(url, {
      autoConnect: false,
      transports: [setting.transport],
      reconnectionDelay: 2,
      reconnectionDelayMax: 4,
      randomizationFactor: 0,
    })
    const open = manager.open.bind(manager)
    manager.open = (callback) => {
      // what is open, or opens, has no use for it
      if (!self.isHeld || manager._readyState !== 'closed') return open(callback)
      waiting.add(() => {
        if ([...self.lines].some((line) => line.manager === manager && line.socket.active)) open(callback)
      })
      return manager
    }
    const answers = new Set<string>()
    manager.on(
      'packet' as never,
      ((packet: { type: number; nsp: string; id?: number }) => {
        if (packet.type !== 3 || packet.id === undefined) return
        const line = self.lines.find((each) => each.manager === manager && each.path === packet.nsp)
        const key = `${packet.nsp} ${line?.attempt} ${packet.id}`
        if (answers.has(key))
          recorder.add({ kind: 'fault', what: `answered twice: acknowledgement ${packet.id} on ${packet.nsp}` })
        answers.add(key)
      }) as never,
    )
    return manager
  }

  const listen = (line: Line): void => {
    const { socket, number } = line
    let trying = 0
    const isByHand = kind === 'declared'
    socket.auth = (answer) => {
      trying = recorder.number()
      const mine = self.declares.filter((of) => lettersOn(line.path).includes(of))
      recorder.add({
        kind: 'attempt',
        line: number,
        attempt: trying,
        user: self.user,
        declares: kind === 'stock' ? [] : mine,
      })
      const versions = Object.fromEntries(mine.map((of) => [kits[of].contract.path, [1]]))
      answer({ token: self.user, attempt: trying, ...(isByHand && { contract: { package: '0.1.0', versions } }) })
    }
    socket.on('connect', () => {
      line.attempt = trying
      recorder.add({ kind: 'connect', line: number, attempt: trying, recovered: socket.recovered, pid: pidOf(socket) })
    })
    socket.on('disconnect', (reason) =>
      recorder.add({ kind: 'disconnect', line: number, attempt: line.attempt, reason }),
    )
    socket.on('connect_error', (error: Error & { data?: { error?: { code: string; retryable: boolean } } }) => {
      if (socket.active) return
      const { code = error.message, retryable = false } = error.data?.error ?? {}
      recorder.add({ kind: 'refused', line: number, attempt: trying, code, retryable, event: '', of: undefined })
    })
    socket.on('contract:refused', ({ event, error: { code, retryable }, contract }: ContractRefused) => {
      const of = letterOf(contract)
      recorder.add({ kind: 'refused', line: number, attempt: trying, code, retryable, event, of })
    })
    socket.on('contract:left', ({ contract, room, error: { code } }: ContractLeft) => {
      const of = letterOf(contract)
      if (of) recorder.add({ kind: 'left', line: number, attempt: trying, of, room, code })
    })
    socket.onAny((name: string, payload: unknown) => {
      const { id, noteId } = Object(payload) as { id?: string; noteId?: string }
      const found = id ?? noteId
      if (typeof found === 'string')
        recorder.add({ kind: 'wire', line: number, attempt: line.attempt, name, id: found })
    })
  }

  const self: Actor = {
    kind,
    network: way,
    lines: [],
    receivers: [],
    user,
    declares,
    isHeld: false,
    orphans: new Set(),
    release: () => {
      self.isHeld = false
      way?.mend()
      for (const open of [...waiting]) open()
      waiting.clear()
    },
    open: (path, isNew = false) => {
      const manager = (!isNew && self.lines[0]?.manager) || managed()
      const line: Line = { number: recorder.number(), path, socket: manager.socket(path), manager, attempt: 0 }
      self.lines.push(line)
      listen(line)
      if (kind === 'stock' || kind === 'declared') self.receivers.push(stockReceiver(world, line))
      return line
    },
    bind: (of, line) => {
      const receiver = boundReceiver(world, of, line, kind === 'handover')
      self.receivers.push(receiver)
      return receiver
    },
  }
  return self
}

function stockReceiver({ recorder }: World, line: Line): Receiver {
  const number = recorder.number()
  const { socket } = line
  recorder.add({ kind: 'receiver', receiver: number, line: line.number, path: line.path, of: undefined, moves: false })
  const tell = (connected: boolean, status: string): void =>
    recorder.add({
      kind: 'told',
      receiver: number,
      attempt: line.attempt,
      connected,
      recovered: connected && socket.recovered,
      status,
    })
  socket.on('connect', () => tell(true, 'connected'))
  socket.on('disconnect', () => tell(false, socket.active ? 'reconnecting' : 'offline'))
  socket.onAny((name: string, payload: unknown) => {
    const { id, noteId } = Object(payload) as { id?: string; noteId?: string }
    const found = id ?? noteId
    if (found !== undefined) recorder.add({ kind: 'heard', receiver: number, name, id: found })
  })
  return { number, of: undefined, line, client: undefined, stays: new Map(), isClosed: false }
}

function boundReceiver({ recorder }: World, of: Letter, line: Line, moves: boolean): Receiver {
  const number = recorder.number()
  const { contract, aliases } = kits[of]
  recorder.add({ kind: 'receiver', receiver: number, line: line.number, path: line.path, of, moves })
  const isLegacy = line.path !== contract.path
  const options = { clock: fastClock, aliases, legacy: isLegacy }
  const client = (
    moves ? handover(line.socket, contract, options) : connect(line.socket, contract, options)
  ) as Client<NamespaceContract>
  const receiver: Receiver = { number, of, line, client, stays: new Map(), isClosed: false }
  const tell = (): void =>
    recorder.add({
      kind: 'told',
      receiver: number,
      attempt: receiver.line.attempt,
      connected: client.status === 'connected',
      recovered: client.recovered,
      status: client.status,
    })
  client.watch('recovered', () => client.status === 'connected' && tell())
  client.watch('status', (status) => status !== 'connected' && tell())
  for (const kind of heardKinds)
    client.on(
      `${of}:${kind}` as never,
      (({ id }: { id: string }) =>
        recorder.add({ kind: 'heard', receiver: number, name: `${of}:${kind}`, id })) as never,
    )
  if (client.status === 'connected') tell()
  return receiver
}
