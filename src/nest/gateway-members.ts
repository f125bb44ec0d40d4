import { DeclarationError } from '../contract/declaration-error.js'
import type { NamespaceContract } from '../contract/namespace.js'
import { refusalFrom } from './exceptions.js'
import type { GatewayMember } from './options.js'

const members: readonly GatewayMember[] = [
  'authenticate',
  'userId',
  'legacyLogin',
  'expiresAt',
  'autoJoin',
  'mayJoin',
  'onConnect',
  'onDisconnect',
  'around',
]

/**
 * Reads the options that a gateway has as members, each found anew when it is called: a test may replace it.
 * @throws DeclarationError where one is given to the decorator too
 */
export function gatewayMembers(gateway: object, { path }: NamespaceContract, options: object): object {
  const found: Record<string, unknown> = {}
  for (const name of members) {
    const member = (gateway as Readonly<Record<string, unknown>>)[name]
    if (member === undefined) continue
    if (Object.hasOwn(options, name))
      throw new DeclarationError(
        `${path}: \`${name}\` is given to @ContractGateway and is a member of ${gateway.constructor.name}: leave one out`,
      )
    found[name] =
      typeof member === 'function'
        ? (...args: unknown[]) => (gateway as Readonly<Record<string, Function>>)[name]?.(...args)
        : member
  }
  return found
}

/** Has what is asked about users, or wraps handlers, refuse by exceptions of Nest's as a handler does. */
export function refusingByExceptions(options: object): object {
  const asked = Object.entries(options).filter(
    ([name, value]) => (members as readonly string[]).includes(name) && typeof value === 'function',
  )
  const refusingOnes = asked.map(([name, ask]) => [
    name,
    (...args: unknown[]) => answerOf(name as GatewayMember, ask, args),
  ])
  return { ...options, ...Object.fromEntries(refusingOnes) }
}

/** Finds what a client sent among what an option is asked with: no refusal repeats it. */
const receivedBy: Partial<Record<GatewayMember, (args: readonly unknown[]) => unknown>> = {
  authenticate: ([auth]) => auth,
  mayJoin: ([, room]) => room,
  around: ([call]) => Object(call).payload,
}

function answerOf(name: GatewayMember, ask: (...args: unknown[]) => unknown, args: unknown[]): unknown {
  const refusal = (error: unknown): unknown => refusalFrom(error, receivedBy[name]?.(args))
  try {
    const answer = ask(...args)
    return answer instanceof Promise ? answer.catch((error) => Promise.reject(refusal(error))) : answer
  } catch (error) {
    throw refusal(error)
  }
}
