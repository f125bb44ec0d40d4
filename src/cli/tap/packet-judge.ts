import { factKeys } from '../../client/facts/fact-key.js'
import type { AliasTable } from '../../contract/alias/alias.js'
import type { Direction } from '../../contract/event/direction.js'
import type { EventContract } from '../../contract/event/event.js'
import { PayloadError } from '../../contract/event/event-error.js'
import type { NamespaceContract } from '../../contract/namespace.js'
import type { Issue } from '../../contract/wire/refusal.js'
import { protocol } from '../../events/protocol.js'
import { isObject } from '../../fields/check.js'
import { normalize } from '../../guards/normalize.js'
import { redact } from '../../guards/redact.js'
import { safeParseReply } from '../../guards/reply.js'
import type { ContractWithAliases } from '../../spec/contract-source.js'
import type { TapPacket, Tapped, TapWay } from './tapped-packet.js'

const [connect, disconnect, event, acknowledgement, refused, binaryEvent, binaryAcknowledgement] = [0, 1, 2, 3, 4, 5, 6]
const mostFacts = 10_000
const none: AliasTable = { serverToClient: {}, clientToServer: {} }

interface Asked {
  readonly namespace: string | undefined
  readonly event: EventContract | undefined
  readonly name: string
  readonly legacyName: string | undefined
}

/** A judge of what passes on one connection: what it is called, whether it fits, and whether it was told before. */
export class PacketJudge {
  readonly #contracts: readonly ContractWithAliases[]
  readonly #asked = new Map<string, Asked>()
  readonly #facts = new Set<string>()
  /** The paths on which the client declares a contract. */
  readonly #declaring = new Set<string>()

  constructor(contracts: readonly ContractWithAliases[]) {
    this.#contracts = contracts
  }

  /** Returns what a packet is; nothing where it says nothing. */
  judge(packet: TapPacket, way: TapWay): Tapped | undefined {
    const { type, nsp: path, data } = packet
    switch (type) {
      case connect:
        // a server says that a client is in, and a client who it is
        if (way === 'down') return { kind: 'connected', way, path, isDeclared: this.#declaring.has(path) }
        if (isObject(data) && isObject(data['contract'])) this.#declaring.add(path)
        else this.#declaring.delete(path)
        return undefined
      case disconnect:
        return { kind: 'disconnected', way, path }
      case refused:
        return { kind: 'refused', way, path, code: codeIn(Object(data)['data']) ?? 'no code' }
      case event:
      case binaryEvent:
        return Array.isArray(data) ? this.#event(packet, data, way) : undefined
      case acknowledgement:
      case binaryAcknowledgement:
        return Array.isArray(data) ? this.#reply(packet, data[0], way) : undefined
      default:
        return undefined
    }
  }

  #event({ nsp: path, id }: TapPacket, [name, ...args]: readonly unknown[], way: TapWay): Tapped {
    const direction = way === 'up' ? 'clientToServer' : 'serverToClient'
    const said = typeof name === 'string' ? name : ''
    const read = this.#read(path, direction, said, args[0])
    const asked: Asked = { namespace: read.namespace, event: read.event, name: read.name, legacyName: read.legacyName }
    if (id !== undefined) this.#asked.set(`${way} ${path} ${id}`, asked)
    const { event: found, payload, issues } = read
    return {
      kind: 'event',
      way,
      path,
      namespace: read.namespace,
      event: read.name,
      ...(read.legacyName !== undefined && { legacyName: read.legacyName }),
      ...(found?.payload && { payload: redact(found, payload) }),
      ...(issues.length && { issues }),
      ...(found && !issues.length && this.#isKnown(path, found, payload) && { isDuplicate: true }),
    }
  }

  #reply({ nsp: path, id }: TapPacket, reply: unknown, way: TapWay): Tapped | undefined {
    const key = `${way === 'down' ? 'up' : 'down'} ${path} ${id}`
    const asked = this.#asked.get(key)
    if (!asked) return undefined
    this.#asked.delete(key)
    const { event: found, namespace, name, legacyName } = asked
    const code = codeIn(reply)
    const told = {
      kind: 'reply',
      way,
      path,
      namespace,
      event: name,
      ...(legacyName !== undefined && { legacyName }),
    } as const
    if (code !== undefined) return { ...told, code }
    // an old asker reads another reply, of which nothing tells the marks
    if (!found?.reply || legacyName !== undefined) return told
    const result = safeParseReply(found, reply)
    const issues = result.ok ? [] : wordsOf(result.error.issues)
    const { example: _, parse: __, ...others } = found
    return {
      ...told,
      payload: redact({ ...others, payload: found.reply } as EventContract, reply),
      ...(issues.length && { issues }),
    }
  }

  #read(path: string, direction: Direction, name: string, payload: unknown): Read {
    const own = name.startsWith('contract:') ? { contract: protocolContract(path), aliases: none } : undefined
    const here = this.#contracts.filter(({ contract }) => contract.path === path || contract.legacyPath?.path === path)
    for (const { contract, aliases = none } of own ? [own] : here) {
      const isOwned = contract.path === path || !contract.legacyPath?.without.includes(name)
      const row = Object.hasOwn(aliases[direction], name)
        ? (aliases[direction] as Record<string, string | { of: string }>)[name]
        : undefined
      const today = typeof row === 'string' ? row : (row?.of ?? name)
      const events = contract[direction] as Readonly<Record<string, EventContract>>
      const found = Object.hasOwn(events, today) ? events[today] : undefined
      if (!found || !isOwned) continue
      const legacyName = today === name ? undefined : name
      const result = normalize(contract, aliases, direction, name, payload)
      const issues = result.ok
        ? []
        : result.error instanceof PayloadError
          ? wordsOf(result.error.issues)
          : ['not readable as it is today']
      return {
        namespace: contract.path,
        event: found,
        name: today,
        legacyName,
        payload: result.ok ? (result as { readonly payload?: unknown }).payload : payload,
        issues,
      }
    }
    return {
      namespace: undefined,
      event: undefined,
      name,
      legacyName: undefined,
      payload: undefined,
      issues: ['no contract declares it'],
    }
  }

  #isKnown(path: string, event: EventContract, payload: unknown): boolean {
    const keys = factKeys(event, payload).map(({ key }) => `${path} ${event.name} ${key}`)
    const isKnown = keys.some((key) => this.#facts.has(key))
    for (const key of keys) this.#facts.add(key)
    for (const oldest of this.#facts) {
      if (this.#facts.size <= mostFacts) break
      this.#facts.delete(oldest)
    }
    return isKnown
  }
}

interface Read extends Asked {
  readonly payload: unknown
  readonly issues: readonly string[]
}

/** Makes the contract of what every namespace has besides its own events. */
function protocolContract(path: string): NamespaceContract {
  return { path, version: 1, legacyPath: undefined, rooms: [], ...protocol }
}

function wordsOf(issues: readonly Issue[]): string[] {
  return issues.map(({ path, expected }) => `${path.join('.') || 'payload'}: expected ${expected}`)
}

/** Reads the code of a refusal; nothing where a value is none. */
function codeIn(value: unknown): string | undefined {
  const { code } = Object(Object(value).error) as { readonly code?: unknown }
  // what is spelled otherwise may be anything
  return typeof code === 'string' ? (/^[A-Z][A-Z0-9_]{0,63}$/.test(code) ? code : 'a code of its own') : undefined
}
