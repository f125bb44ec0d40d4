import type { Manager } from 'socket.io-client'
import { eventsOf } from '../../contract/declaration.js'
import type { ContractWithAliases } from '../../spec/contract-source.js'
import { CommandError } from '../command.js'
import { shownCode } from '../verify/checks/answer.js'
import { declarationOf } from '../verify/target/declaration.js'
import { payloadNaming } from '../verify/target/room-target.js'
import { messageReader } from './message-reader.js'
import type { TapListener } from './tap-proxy.js'
import type { EngineSocket } from './wire.js'

/** As whom to connect, and where. */
export interface TapClientOptions {
  readonly url: string
  readonly httpPath: string
  readonly token: string | undefined
  /** Whether the contracts are declared, as clients of today do. */
  readonly isDeclared: boolean
  /** Whether the paths of older releases are listened on. */
  readonly isLegacy: boolean
  readonly rooms: readonly string[]
  readonly contracts: readonly ContractWithAliases[]
}

interface ConnectError extends Error {
  readonly type?: string
  readonly data?: { readonly error?: { readonly code?: unknown } }
}

interface JoinEvent {
  readonly name: string
  readonly payload: unknown
}

/**
 * Connects to the namespaces of contracts as one client, and hears all that passes.
 * @throws CommandError where nobody answers, or all namespaces refuse
 */
export async function startTapClient(
  { Manager: ManagerClass }: { readonly Manager: typeof Manager },
  options: TapClientOptions,
  listener: TapListener,
): Promise<{ close(): void }> {
  const { url, httpPath, token, isDeclared, isLegacy, rooms, contracts } = options
  const manager = new ManagerClass(url, { path: httpPath, transports: ['websocket', 'polling'], autoConnect: false })
  manager.on('open', () => listenTo(manager.engine as unknown as EngineSocket, listener))
  const paths = new Map<string, ContractWithAliases[]>()
  for (const each of contracts) {
    const path = isLegacy ? each.contract.legacyPath?.path : each.contract.path
    if (path !== undefined) paths.set(path, [...(paths.get(path) ?? []), each])
  }
  if (!paths.size) throw new CommandError('--legacy: no contract says where older releases are served')
  const lost = rooms.find((room) => !contracts.some((each) => joinEvent(each, room)))
  if (lost !== undefined) throw new CommandError(`--join: ${lost} is no room that an event of these contracts enters`)
  const refusals: string[] = []
  const attempts = [...paths].map(([path, served]) => {
    const auth = { ...(token !== undefined && { token }), ...(isDeclared && mergedDeclaration(served)) }
    const socket = manager.socket(path, { auth })
    const joins = served.flatMap((each) => rooms.flatMap((room) => joinEvent(each, room) ?? []))
    return new Promise<void>((resolve, reject) => {
      socket.on('connect', () => {
        // the acknowledgement is asked for, so that what came of it passes too
        for (const { name, payload } of joins) socket.emit(name, payload, () => {})
        resolve()
      })
      socket.on('connect_error', (error: ConnectError) => {
        // what a transport says is no word of a server
        if (error.type === 'TransportError' || error.message === 'timeout')
          return reject(new CommandError(`there is no Socket.IO server at ${url}`))
        refusals.push(`${path} refuses with ${shownCode(error.data?.error?.code)}`)
        resolve()
      })
      socket.connect()
    })
  })
  try {
    await Promise.all(attempts)
    if (refusals.length === paths.size) throw new CommandError(`${refusals.join(', ')}: give a --token`)
  } catch (error) {
    manager._close()
    throw error
  }
  return { close: () => manager._close() }
}

function mergedDeclaration(served: readonly ContractWithAliases[]): object {
  const all = served.map(({ contract }) => declarationOf(contract).contract)
  return { contract: { ...all[0], versions: Object.assign({}, ...all.map(({ versions }) => versions)) as object } }
}

/** Finds the event that enters a room, and what it carries; nothing where the room is none of the contract's. */
function joinEvent({ contract }: ContractWithAliases, room: string): JoinEvent | undefined {
  for (const event of eventsOf(contract, 'clientToServer'))
    for (const family of event.joins) {
      const ids = family.parse(room)
      if (ids) return { name: event.name, payload: payloadNaming(event, room, ids) }
    }
  return undefined
}

function listenTo(engine: EngineSocket, listener: TapListener): void {
  const [up, down] = (['up', 'down'] as const).map((way) =>
    messageReader(
      (packet) => listener.packet(packet, way),
      () => listener.unreadable(way),
    ),
  )
  engine.on('packet', ({ type, data }: never) => {
    if (type === 'message') down?.(data)
  })
  engine.on('packetCreate', ({ type, data }: never) => {
    if (type === 'message') up?.(data)
  })
}
