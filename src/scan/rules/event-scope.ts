import type { Direction } from '../../contract/event/direction.js'
import { type EventUse, type Use, wholeText } from '../model/use.js'
import {
  type KnownAlias,
  type KnownEvent,
  type KnownNamespace,
  namespacesOf,
  type Vocabulary,
} from '../vocabulary/vocabulary.js'

/** A use of an event by a name that is known, and what contracts say of that name there. */
export interface NamedUse {
  readonly use: EventUse
  readonly name: string
  readonly direction: Direction
  /** The namespaces that it may be of. */
  readonly namespaces: readonly KnownNamespace[]
  /** The events of that name and direction, in these. */
  readonly events: readonly KnownEvent[]
  /** The legacy names of that name and direction, in these. */
  readonly aliases: readonly KnownAlias[]
}

/** Returns the way in which an event travels that is sent or heard at one end. */
export function directionOf({ kind, end }: Pick<EventUse, 'kind' | 'end'>): Direction {
  return (kind === 'emit') === (end === 'server') ? 'serverToClient' : 'clientToServer'
}

const named = new WeakMap<readonly Use[], { readonly vocabulary: Vocabulary; readonly found: readonly NamedUse[] }>()

/** Lists the uses of events that a contract may have something to say about: their names are known, and no compiler checks them. */
export function namedUses(uses: readonly Use[], vocabulary: Vocabulary): readonly NamedUse[] {
  const known = named.get(uses)
  // most rules ask
  if (known?.vocabulary === vocabulary) return known.found
  const found = namedIn(uses, vocabulary)
  named.set(uses, { vocabulary, found })
  return found
}

function namedIn(uses: readonly Use[], vocabulary: Vocabulary): NamedUse[] {
  return uses.flatMap((use) => {
    if (use.kind !== 'emit' && use.kind !== 'on' && use.kind !== 'off') return []
    const name = use.name && wholeText(use.name)
    if (name === undefined || use.isManager || use.isBound || isBuiltIn(name)) return []
    const namespaces = namespacesOf(vocabulary, use.namespaces)
    if (!namespaces.length) return []
    const direction = directionOf(use)
    const isHere = (each: { readonly path: string; readonly direction: Direction }): boolean =>
      each.direction === direction && namespaces.some(({ path }) => path === each.path)
    const events = (vocabulary.events.get(name) ?? []).filter(isHere)
    const aliases = (vocabulary.aliases.get(name) ?? []).filter(isHere)
    return [{ use, name, direction, namespaces, events, aliases }]
  })
}

/** The names that every Socket.IO socket, server or manager emits by itself. */
export const reservedNames: ReadonlySet<string> = new Set([
  'connect',
  'connect_error',
  'disconnect',
  'disconnecting',
  'newListener',
  'removeListener',
])

const builtIn = new Set([
  ...reservedNames,
  'connection',
  'error',
  'new_namespace',
  'connect_timeout',
  'connecting',
  'ping',
  'pong',
])

/** The names of what only a client's manager tells. */
export const managerNames: ReadonlySet<string> = new Set([
  'reconnect',
  'reconnect_attempt',
  'reconnecting',
  'reconnect_error',
  'reconnect_failed',
])

function isBuiltIn(name: string): boolean {
  return builtIn.has(name) || managerNames.has(name)
}
