import type { AliasTable } from '../../contract/alias/alias.js'
import { DeclarationError } from '../../contract/declaration-error.js'
import type { NamespaceContract } from '../../contract/namespace.js'

/** The ways in which clients from before the contract may log in on a path; what is not switched on is not read. */
export interface LegacyLoginWays {
  /**
   * Whether `token` is read from the handshake's query, where it lands in the logs of every proxy on the way.
   * @default false
   */
  readonly query?: boolean | undefined
  /**
   * Whether a client may come without a token and show it by an event `authenticate`, within a time: 10 s where none is given.
   * @default false
   */
  readonly event?: boolean | { readonly withinMs: number } | undefined
}

/** How clients from before the contract may log in on its legacy path, or on its own where it has no other. */
export interface LegacyLogin<User> extends LegacyLoginWays {
  /** The ways that are open on the contract's own path as well, where it has a legacy one besides. */
  readonly ownPath?: LegacyLoginWays | undefined
  /**
   * Returns fields to add to the event that tells a client that it is in, as `unreadCount` or `userEmail`; where the event is
   * one of the contract and lacks a field without them, it is not sent.
   */
  readonly fields?: ((user: NoInfer<User>) => object | Promise<object>) | undefined
}

/** How clients of old may log in on one path of a contract. */
export interface LoginRules {
  readonly query: boolean
  /** How long they may take to send `authenticate`, where they may. */
  readonly withinMs: number | undefined
  /** What the application adds to what they are told. */
  readonly fields: LegacyLogin<unknown>['fields']
}

/** What a login of old takes besides. */
interface Switches {
  readonly legacyLogin?: LegacyLogin<unknown> | undefined
  readonly legacy?: unknown
  readonly authenticate?: unknown
  readonly aliases?: AliasTable | undefined
}

const usualMs = 10_000

/**
 * Makes sure that somebody could log in by what was switched on for a contract.
 * @throws DeclarationError that says what is missing
 */
export function checkLogin(
  { path }: NamespaceContract,
  { legacyLogin, legacy, authenticate, aliases }: Switches,
): void {
  if (!legacyLogin) return
  if (!legacy) throw new DeclarationError(`${path}: \`legacyLogin\` is for clients of old, and needs \`legacy: true\``)
  if (!authenticate)
    throw new DeclarationError(`${path}: \`legacyLogin\` needs \`authenticate\`, which decides who is let in`)
  const { event, ownPath } = legacyLogin
  if ((event || ownPath?.event) && !aliases?.login?.event)
    throw new DeclarationError(
      `${path}: \`legacyLogin.event\` needs \`aliases\` with \`login.event\`, which says what clients that send \`authenticate\` wait for`,
    )
  for (const time of [timeOf(event), timeOf(ownPath?.event)])
    if (time !== undefined && !(time > 0))
      throw new DeclarationError(`${path}: \`withinMs\` of \`legacyLogin\` must be a number of milliseconds above 0`)
}

/** Reads which ways are open on a path, if any is. */
export function loginRules(
  ways: LegacyLoginWays | undefined,
  fields: LoginRules['fields'] | undefined,
): LoginRules | undefined {
  const query = ways?.query === true
  const withinMs = timeOf(ways?.event)
  return query || withinMs !== undefined ? { query, withinMs, fields } : undefined
}

function timeOf(event: LegacyLoginWays['event']): number | undefined {
  if (event === true) return usualMs
  return event ? event.withinMs : undefined
}
