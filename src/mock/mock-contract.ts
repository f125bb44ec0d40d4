import { DeclarationError } from '../contract/declaration-error.js'
import type { Direction } from '../contract/event/direction.js'
import { nearName } from '../contract/nearest-name.js'
import type { Observe } from '../server/observer.js'
import type { AnyServer } from '../server/served-paths.js'
import { type ContractSource, withAliases } from '../spec/contract-source.js'
import { readContract } from '../spec/diff/contract-reader.js'
import { servableContract } from '../spec/json-contract/servable-contract.js'
import { type MockAccess, MockUsers } from './mock-user.js'
import { type MockedContract, MockedNamespace, type Mocking, type MockSent, refusalKey } from './mocked-namespace.js'
import { PayloadSource } from './payload-source.js'

/** How a mock behaves. */
export interface MockOptions extends MockAccess {
  /** The seed by which payloads are drawn from the schemas after the examples; without it the examples are varied. */
  readonly seed?: number | undefined
  /**
   * How long each answer takes, in milliseconds.
   * @default 0
   */
  readonly latencyMs?: number | undefined
  /**
   * Whether what a client sends comes back as the fact that it causes, which is known by its name: `message:edited` of `message:edit`.
   * @default true
   */
  readonly causesFacts?: boolean | undefined
  /**
   * Whether clients of old may log in by a token in the query, or by an event `authenticate`, where the contract knows of such.
   * @default true while everybody is let in
   */
  readonly legacyLogin?: boolean | undefined
  /** What receives an observation of everything that happens. */
  readonly observe?: Observe | undefined
}

/** What to send, and to whom. */
export interface MockEmit {
  /** The path of the namespace, where several have such an event. */
  readonly namespace?: string | undefined
  /** The room that hears it; without one, whoever may hear it does. */
  readonly room?: string | undefined
  /** What it carries; without it, the example or what follows it. */
  readonly payload?: unknown
}

/** A server that answers from the examples of its contracts. */
export interface Mock {
  /** The namespaces that are served, each with the events that it sends. */
  readonly namespaces: readonly MockNamespace[]
  /**
   * Sends an event; returns what went where, which is nothing while nobody is there to hear it.
   * @throws DeclarationError, RoomNameError or PayloadError before anything is sent
   */
  emit(event: string, options?: MockEmit): readonly MockSent[]
  /**
   * Has an event refused by a code from now on, or no more where none is given.
   * @throws DeclarationError where no contract has such an event
   */
  refuse(event: string, code: string | undefined, namespace?: string): void
  /** Sets how long each answer takes from now on, in milliseconds. */
  delay(latencyMs: number): void
  /** Breaks every connection, as a network does; returns how many there were. */
  drop(): number
  /** Ends serving; connections stay as they are. */
  close(): void
}

/** A namespace that a mock serves. */
export interface MockNamespace {
  readonly path: string
  /** Where older releases are served, where they are. */
  readonly legacyPath: string | undefined
  /** The names of the events that it sends. */
  readonly sends: readonly string[]
  /** The names of the events that it answers. */
  readonly answers: readonly string[]
}

/** What stands in a `contract.json`, as it is when it is imported. */
export interface MockData {
  readonly format: number
  readonly namespaces: object
}

/** What a mock is made of: a `contract.json`, or contracts in code. */
export type MockSource = MockData | ContractSource | readonly ContractSource[]

/**
 * Serves contracts from their examples, for front ends and tests without a back end: every question is answered, rooms are entered, and
 * `emit` sends what the server would.
 * @throws ContractFileError where what is given is no `contract.json` that this release reads
 * @throws DeclarationError where a path is served already
 * @example
 * const mock = mockContract(new Server(3000), contractJson)
 * mock.emit('order:new') // the example, to whoever may hear it
 */
export function mockContract(io: AnyServer, source: MockSource, options: MockOptions = {}): Mock {
  const mocking: Mocking = {
    users: new MockUsers(options),
    source: new PayloadSource(options.seed),
    observe: options.observe ?? (() => {}),
    latencyMs: options.latencyMs ?? 0,
    refusals: new Map(),
    causesFacts: options.causesFacts ?? true,
    hasLegacyLogin: options.legacyLogin ?? !options.tokens?.length,
  }
  const all = contractsOf(source).map((each) => new MockedNamespace(io, each, mocking))
  const having = (direction: Direction, event: string, namespace: string | undefined): MockedNamespace => {
    const paths = all.map(({ contract }) => contract.path)
    if (namespace !== undefined && !paths.includes(namespace))
      throw new DeclarationError(`no namespace of that path is served: there is ${paths.join(', ')}`)
    const wanted = all.filter(({ contract }) => namespace === undefined || contract.path === namespace)
    const [one, ...others] = wanted.filter(({ contract }) => Object.hasOwn(contract[direction], event))
    if (one && others.length) {
      const found = [one, ...others].map(({ contract }) => contract.path)
      throw new DeclarationError(`${found.join(' and ')} have an event of this name: say which by \`namespace\``)
    }
    if (one) return one
    const near = nearName(
      event,
      wanted.flatMap(({ contract }) => Object.keys(contract[direction])),
    )
    const who = direction === 'serverToClient' ? 'the server sends' : 'clients send'
    throw new DeclarationError(
      `there is no event of this name that ${who}${near === undefined ? '' : `: write \`${near}\``}`,
    )
  }
  return {
    namespaces: all.map(({ contract, events }) => ({
      path: contract.path,
      legacyPath: contract.legacyPath?.path,
      sends: events.map(({ name }) => name),
      answers: Object.keys(contract.clientToServer),
    })),
    emit: (event, { namespace, ...what } = {}) => having('serverToClient', event, namespace).send(event, what),
    refuse(event, code, namespace) {
      const { contract } = having('clientToServer', event, namespace)
      if (code === undefined) mocking.refusals.delete(refusalKey(contract.path, event))
      else mocking.refusals.set(refusalKey(contract.path, event), code)
    },
    delay: (latencyMs) => {
      mocking.latencyMs = latencyMs
    },
    drop() {
      const connections = new Set(all.flatMap((each) => each.connections()))
      for (const connection of connections) connection.close()
      return connections.size
    },
    close: () => {
      for (const each of all) each.close()
    },
  }
}

function contractsOf(source: MockSource): readonly MockedContract[] {
  if ('format' in source || 'namespaces' in source)
    return Object.entries(readContract(source, 'what is given').namespaces).map(([path, json]) =>
      servableContract(path, json),
    )
  return (Array.isArray(source) ? (source as readonly ContractSource[]) : [source as ContractSource]).map(withAliases)
}
