import { eventsOf } from '../contract/declaration.js'
import type { NamespaceContract } from '../contract/namespace.js'
import { fillPattern, parametersIn } from '../contract/room/room-pattern.js'
import { RefusalError } from '../contract/wire/refusal-error.js'

/** Somebody who is let in. */
export interface MockUser {
  readonly id: string
  /** What the token says, where it is a JSON Web Token; nobody looks at its signature. */
  readonly claims: Readonly<Record<string, unknown>>
  /** Whether it may enter no room that it asks for. */
  readonly isOutsider: boolean
}

/** Who is let in, and where. */
export interface MockAccess {
  /** The tokens that are let in; without any, everybody is. */
  readonly tokens?: readonly string[] | undefined
  /** Tokens of users who are let in, and may enter no room that they ask for. */
  readonly outsiderTokens?: readonly string[] | undefined
  /** Tokens that are refused with `AUTH_EXPIRED`; a JSON Web Token that has expired is one of them. */
  readonly expiredTokens?: readonly string[] | undefined
  /** The rooms that may be entered; without any, all may. */
  readonly rooms?: readonly string[] | undefined
  /** Rooms that everybody is in from the beginning. */
  readonly ownRooms?: readonly string[] | undefined
}

/** Knows users by their tokens. */
export class MockUsers {
  readonly #access: MockAccess
  readonly #numbers = new Map<string, number>()

  constructor(access: MockAccess) {
    this.#access = access
  }

  /**
   * Returns who shows a token.
   * @throws RefusalError where only some tokens are let in and this is none, or it has expired
   */
  userOf({ token, userId }: Readonly<Record<string, unknown>>): MockUser {
    const { tokens = [], outsiderTokens = [], expiredTokens = [] } = this.#access
    const text = typeof token === 'string' ? token : undefined
    const claims = claimsIn(text)
    const isOver = typeof claims['exp'] === 'number' && claims['exp'] * 1000 <= Date.now()
    if (text !== undefined && (expiredTokens.includes(text) || isOver))
      throw new RefusalError('AUTH_EXPIRED', 'Authentication failed: the token has expired')
    const isOutsider = text !== undefined && outsiderTokens.includes(text)
    if (tokens.length && !isOutsider) {
      if (token === undefined) throw new RefusalError('AUTH_MISSING', 'Authentication required: there is no token')
      if (text === undefined || !tokens.includes(text))
        throw new RefusalError('AUTH_INVALID', 'Authentication failed: the token is none of those that are let in')
    }
    const said = [claims['userId'], claims['sub'], userId].find((id) => typeof id === 'string' && id !== '')
    return { id: (said as string | undefined) ?? this.#numbered(text ?? ''), claims, isOutsider }
  }

  /** Returns whether a user may enter a room. */
  mayJoin({ isOutsider }: MockUser, room: string): boolean {
    const { rooms = [] } = this.#access
    return !isOutsider && (!rooms.length || rooms.includes(room))
  }

  /** Lists the rooms that a user is in from the beginning: those the token names, and those that no event enters. */
  ownRooms(contract: NamespaceContract, { id, claims, isOutsider }: MockUser): string[] {
    const entered = new Set(eventsOf(contract, 'clientToServer').flatMap(({ joins }) => joins))
    const found = contract.rooms.flatMap((family) => {
      const named = fillPattern(family.pattern, (name) => String(claims[name] ?? (name === 'userId' ? id : '')))
      const isNamed = parametersIn(family.pattern).every((name) => claims[name] !== undefined || name === 'userId')
      const made = isNamed ? named : isOutsider || entered.has(family) ? '' : exampleRoom(contract, family.pattern)
      return family.is(made) ? [made] : []
    })
    const given = isOutsider ? [] : (this.#access.ownRooms ?? [])
    return [...new Set([...found, ...given.filter((room) => contract.rooms.some((family) => family.is(room)))])]
  }

  #numbered(token: string): string {
    const number = this.#numbers.get(token) ?? this.#numbers.size + 1
    this.#numbers.set(token, number)
    return `user_${number}`
  }
}

/** Names the room of a family that the examples speak of. */
function exampleRoom(contract: NamespaceContract, pattern: string): string {
  const examples = eventsOf(contract, 'serverToClient').map(({ example }) => Object(example) as Record<string, unknown>)
  return fillPattern(pattern, (name) => String(examples.find((each) => typeof each[name] === 'string')?.[name] ?? '1'))
}

function claimsIn(token: string | undefined): Readonly<Record<string, unknown>> {
  try {
    const body = (token?.split('.')[1] ?? '').replace(/-/g, '+').replace(/_/g, '/')
    return Object(JSON.parse(atob(body))) as Record<string, unknown>
  } catch {
    return {}
  }
}
