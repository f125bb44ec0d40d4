import { type Letter, letters } from './contracts.js'
import type { Entry } from './recorder.js'

/** Whether the application let somebody in, in time; `maybe` where its answer came so late that the server may have given up. */
export type Verdict = 'yes' | 'maybe' | 'no'

/** What a log says of rights. */
export interface Rights {
  /** Whether the application let a connection into a contract, as the log has it by a place. */
  admitted(of: Letter, attempt: number, by?: number): Verdict
  /** Whether it let a connection into a room of a contract. */
  granted(of: Letter, attempt: number, room: string, by?: number): Verdict
  /** Lists the rooms a connection was in from the beginning. */
  automatic(of: Letter, attempt: number): readonly string[]
  /** Whether a connection's time was over, by what the server noticed or by the clock. */
  isOver(of: Letter, attempt: number, at: number, graceMs: number): boolean
  /** Whether the application said no to a connection in words, for any contract or a certain one. */
  isDenied(attempt: number, of?: Letter): boolean
  /** Lists the contracts that were asked about a connection. */
  asked(attempt: number): Letter[]
  /** The attempt whose session a recovered connection continues. */
  before(attempt: number): number | undefined
  /** Whether a recovered connection continues a session of its own socket. */
  isOwn(attempt: number): boolean
  /** Lists the attempts whose session a connection continues, the latest first, and itself before them. */
  chain(attempt: number): readonly number[]
  /** Whether it continues what was another socket's session once. */
  hasStolen(attempt: number): boolean
  /** What a contract said of a connection, if it was asked. */
  said(of: Letter, attempt: number): string | undefined
  userOf(attempt: number): string | undefined
  /** Whether a connection was made in the name of a contract. */
  isDeclared(of: Letter, attempt: number): boolean
  lineOf(attempt: number): number | undefined
  connectedAt(attempt: number): number | undefined
  madeAt(of: Letter, attempt: number): number | undefined
}

// a machine under load is late for both: only what was kept back on purpose is too late for certain
const promptMs = 60
const lateMs = 300

type Answered = Entry & { kind: 'answered' }
interface Placed<Each> {
  readonly entry: Each
  readonly at: number
}

const lesser = (one: Verdict, other: Verdict): Verdict =>
  one === 'no' || other === 'no' ? 'no' : one === 'maybe' || other === 'maybe' ? 'maybe' : 'yes'
const greater = (verdicts: readonly Verdict[]): Verdict =>
  verdicts.includes('yes') ? 'yes' : verdicts.includes('maybe') ? 'maybe' : 'no'

/** Reads the rights out of a log. */
export function rightsIn(log: readonly Entry[]): Rights {
  const answers = new Map<string, Placed<Answered>[]>()
  const users = new Map<number, string>()
  const lines = new Map<number, number>()
  const declared = new Map<number, readonly Letter[]>()
  const connects = new Map<number, number>()
  const before = new Map<number, number>()
  const own = new Set<number>()
  const sessions = new Map<string, number[]>()
  const made = new Map<string, number>()
  const expired = new Map<string, number>()
  log.forEach((entry, at) => {
    if (entry.kind === 'answered') {
      const key = `${entry.what} ${entry.of} ${entry.attempt}`
      answers.set(key, [...(answers.get(key) ?? []), { entry, at }])
    } else if (entry.kind === 'attempt') {
      users.set(entry.attempt, entry.user)
      lines.set(entry.attempt, entry.line)
      declared.set(entry.attempt, entry.declares)
    } else if (entry.kind === 'made') made.set(`${entry.of} ${entry.attempt}`, at)
    else if (entry.kind === 'expired') expired.set(`${entry.of} ${entry.attempt}`, at)
    else if (entry.kind === 'connect') {
      connects.set(entry.attempt, at)
      if (entry.pid === undefined) return
      const chain = sessions.get(entry.pid) ?? []
      if (entry.recovered && chain.length) {
        before.set(entry.attempt, chain[chain.length - 1] as number)
        if (lines.get(chain[chain.length - 1] as number) === entry.line) own.add(entry.attempt)
      }
      sessions.set(entry.pid, [...chain, entry.attempt])
    }
  })
  const timely = ({ entry }: Placed<Answered>): Verdict => {
    // the server's own clock may have been as late as the machine was meanwhile, and may have run before it could ask
    const from = entry.ms - entry.tookMs
    const behindMs = log.reduce(
      // that it was late may be noticed after the answer
      (sum, each) => sum + (each.kind === 'late' && each.ms >= from && each.ms - each.byMs <= entry.ms ? each.byMs : 0),
      0,
    )
    if (entry.tookMs + behindMs < promptMs) return 'yes'
    return entry.isHeld && entry.tookMs - behindMs > lateMs ? 'no' : 'maybe'
  }
  const found = (what: string, of: Letter, attempt: number, by: number): Placed<Answered>[] =>
    (answers.get(`${what} ${of} ${attempt}`) ?? []).filter(({ at }) => at < by)
  const automatic = (of: Letter, attempt: number, by = log.length): readonly string[] =>
    found('autoJoin', of, attempt, by).flatMap(({ entry }) => (entry.outcome === 'yes' ? (entry.rooms ?? []) : []))
  const admitted = (of: Letter, attempt: number, by = log.length): Verdict => {
    const [known] = found('authenticate', of, attempt, by)
    const [placed] = found('autoJoin', of, attempt, by)
    if (
      known?.entry.outcome !== 'yes' ||
      !placed ||
      (placed.entry.outcome !== 'yes' && placed.entry.outcome !== 'nothing')
    )
      return 'no'
    return lesser(timely(known), timely(placed))
  }
  const chain = (attempt: number): readonly number[] => {
    const all: number[] = []
    for (let each: number | undefined = attempt; each !== undefined; each = before.get(each)) all.push(each)
    return all
  }
  return {
    admitted,
    automatic,
    granted: (of, attempt, room, by = log.length) => {
      const allowed = found('mayJoin', of, attempt, by).filter(
        ({ entry }) => entry.room === room && entry.outcome === 'yes',
      )
      const verdicts: Verdict[] = allowed.map(timely)
      if (automatic(of, attempt, by).includes(room)) verdicts.push('yes')
      return lesser(admitted(of, attempt, by), greater(verdicts))
    },
    isOver: (of, attempt, at, graceMs) => {
      const noticed = expired.get(`${of} ${attempt}`)
      if (noticed !== undefined && noticed < at) return true
      const [known] = found('authenticate', of, attempt, log.length)
      if (known?.entry.lifetime === undefined) return false
      return (log[at]?.ms ?? 0) > known.entry.ms - known.entry.tookMs + known.entry.lifetime + graceMs
    },
    isDenied: (attempt, named) =>
      (named ? [named] : letters).some((of) =>
        ['authenticate', 'autoJoin'].some((what) =>
          found(what, of, attempt, log.length).some(
            ({ entry }) => entry.outcome === 'no' || (what === 'authenticate' && entry.outcome === 'nothing'),
          ),
        ),
      ),
    asked: (attempt) => letters.filter((of) => found('authenticate', of, attempt, log.length).length),
    before: (attempt) => before.get(attempt),
    isOwn: (attempt) => own.has(attempt),
    chain,
    hasStolen: (attempt) => chain(attempt).some((each) => before.has(each) && !own.has(each)),
    said: (of, attempt) => {
      const [known] = found('authenticate', of, attempt, log.length)
      return known && `answered ${known.entry.outcome}`
    },
    isDeclared: (of, attempt) => declared.get(attempt)?.includes(of) ?? false,
    userOf: (attempt) => users.get(attempt),
    lineOf: (attempt) => lines.get(attempt),
    connectedAt: (attempt) => connects.get(attempt),
    madeAt: (of, attempt) => made.get(`${of} ${attempt}`),
  }
}
