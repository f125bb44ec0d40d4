import { RefusalError } from '../../src/index.js'
import type { Deliveries } from '../../src/server/index.js'
import type { Letter } from './contracts.js'
import type { Answer } from './plan.js'
import type { Recorder, Seen } from './recorder.js'

/** How long the bindings of the histories wait for an answer. */
export const handlerTimeoutMs = 100

/** A user as the application knows it, on one connection. */
export interface User {
  readonly id?: string
  readonly sub?: string
  readonly name: string
  readonly attempt: number
  readonly until?: number | undefined
}

/** The application behind the bindings: it answers as the history says, and writes down what it was asked and what it said. */
export interface Application {
  readonly authentication: Map<string, Answer>
  readonly permission: Map<string, Answer>
  readonly places: Map<string, { readonly rooms: readonly string[]; readonly answer: Answer }>
  readonly limits: Map<string, Answer>
  readonly welcomes: Map<string, Answer>
  readonly lifetimes: Map<string, number>
  /** What the servers know of deliveries together, also after one of them ended. */
  readonly deliveries: Deliveries
  authenticate(of: Letter, auth: Readonly<Record<string, unknown>>): Promise<User | undefined>
  autoJoin(of: Letter, user: User): Promise<readonly string[]>
  mayJoin(of: Letter, user: User, room: string): Promise<boolean>
  consume(of: Letter): Promise<void>
  answer(how: Answer): Promise<void>
  /** Gives what it kept back, and answers promptly from now on; a no stays a no. */
  heal(): void
}

const slowMs = 15

/** Makes an application that says yes to everybody and lets nobody into a room. */
export function application(recorder: Recorder, nameless: boolean): Application {
  const held = new Set<() => void>()
  const claims = new Set<string>()
  const answers = new Map<string, string>()
  let isHealed = false

  const wait = async (how: Answer): Promise<void> => {
    if (how === 'slow' && !isHealed) await new Promise((resolve) => setTimeout(resolve, slowMs))
    if (how === 'hang' && !isHealed) await new Promise<void>((resolve) => held.add(resolve))
    // an application asks somebody, which takes a turn
    else await new Promise<void>((resolve) => setImmediate(resolve))
  }
  type Question = {
    readonly what: 'authenticate' | 'autoJoin' | 'mayJoin' | 'limiter'
    readonly of: Letter
    readonly attempt: number
    readonly room?: string
  }
  const decide = async (question: Question, given: Answer, more: object): Promise<void> => {
    const how = isHealed && given !== 'no' && given !== 'nothing' ? 'yes' : given
    recorder.add({ kind: 'asked', ...question })
    const began = performance.now()
    await wait(how)
    const outcome = how === 'slow' || how === 'hang' ? 'yes' : how
    recorder.add({
      kind: 'answered',
      ...question,
      ...more,
      outcome,
      isHeld: how === 'hang',
      tookMs: performance.now() - began,
    } as Seen)
    if (outcome === 'throw') throw new Error('the database is away')
    if (outcome === 'limited') throw new RefusalError('RATE_LIMITED', 'later', { retryable: true, retryAfterMs: 1000 })
  }
  const self: Application = {
    authentication: new Map(),
    permission: new Map(),
    places: new Map(),
    limits: new Map(),
    welcomes: new Map(),
    lifetimes: new Map(),
    deliveries: {
      claim: async (key) => !claims.has(key) && !!claims.add(key),
      release: (key) => claims.delete(key),
      keepAnswer: (key, answer) => answers.set(key, answer),
      findAnswer: (key) => answers.get(key),
    },
    async authenticate(of, auth) {
      const { token, attempt } = auth as { token: string; attempt: number }
      const lifetime = isHealed ? undefined : self.lifetimes.get(`${of} ${token}`)
      const until = lifetime === undefined ? undefined : Date.now() + lifetime
      const how = self.authentication.get(`${of} ${token}`) ?? 'yes'
      await decide({ what: 'authenticate', of, attempt }, how, {
        user: token,
        ...(lifetime !== undefined && { lifetime }),
      })
      if (how === 'no') throw new RefusalError('AUTH_INVALID')
      if (how === 'nothing') return undefined
      const named = nameless && of === 'c' ? { sub: token } : { id: token }
      return { ...named, name: token, attempt, until }
    },
    async autoJoin(of, user) {
      const { rooms, answer } = self.places.get(`${of} ${user?.name}`) ?? { rooms: [], answer: 'yes' }
      await decide({ what: 'autoJoin', of, attempt: user?.attempt ?? 0 }, answer, { rooms })
      if (answer === 'no') throw new RefusalError('AUTH_INVALID')
      return answer === 'nothing' ? [] : rooms
    },
    async mayJoin(of, user, room) {
      const how = self.permission.get(`${of} ${user?.name} ${room}`) ?? 'no'
      await decide({ what: 'mayJoin', of, attempt: user?.attempt ?? 0, room }, how, {})
      return how !== 'no' && how !== 'nothing'
    },
    async consume(of) {
      const how = self.limits.get(of) ?? 'yes'
      if (how === 'yes') return
      await wait(how)
      if (how === 'throw') throw new Error('the limiter is away')
      if (how === 'limited' && !isHealed) throw Object.assign(new Error('too much'), { msBeforeNext: 20 })
    },
    async answer(how) {
      await wait(how)
      if (how === 'throw') throw new Error('the database is away')
      if (how === 'no') throw new RefusalError('NOT_NOW', 'no')
      if (how === 'limited') throw new RefusalError('RATE_LIMITED', 'later', { retryable: true })
    },
    heal() {
      isHealed = true
      for (const release of held) release()
      held.clear()
    },
  }
  return self
}
