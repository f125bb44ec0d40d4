import { type CheckName, catalogue } from '../catalogue.js'
import type { Planned } from '../plan.js'
import { type CheckKind, type CheckResult, type CheckVerdict, checkId } from './check.js'

/** What a check saw; several views of one check add up to the worst. */
export interface View {
  readonly verdict: CheckVerdict
  readonly seen?: string
  readonly reproduction?: readonly string[]
}

/** What was seen, by check. */
export interface Results {
  note(kind: CheckName, subject: string | undefined, view: View): void
  pass(kind: CheckName, subject?: string): void
  fail(kind: CheckName, subject: string | undefined, seen: string, reproduction: readonly string[]): void
  skip(kind: CheckName, subject: string | undefined, reason: string): void
  /** Returns whether any check of these kinds is wanted. */
  wants(...kinds: readonly CheckName[]): boolean
  checks(): CheckResult[]
}

const gravity: readonly CheckVerdict[] = ['not tested', 'pass', 'warning', 'fail']

/** What to change where a check fails, in place of the catalogue's own words. */
export type Advice = { readonly [Name in CheckName]?: string }

/** Begins the results of the checks that are planned. */
export function resultsFor(planned: readonly Planned[], advice: Advice = {}): Results {
  const views = new Map<string, View[]>()
  const wanted = new Set(planned.map(({ kind }) => kind))
  const note = (kind: CheckName, subject: string | undefined, view: View): void => {
    const id = checkId(kind, subject)
    views.set(id, [...(views.get(id) ?? []), view])
  }
  return {
    note,
    pass: (kind, subject) => note(kind, subject, { verdict: 'pass' }),
    fail: (kind, subject, seen, reproduction) =>
      note(kind, subject, { verdict: catalogue[kind].level === 'required' ? 'fail' : 'warning', seen, reproduction }),
    skip: (kind, subject, reason) => note(kind, subject, { verdict: 'not tested', seen: reason }),
    wants: (...kinds) => kinds.some((kind) => wanted.has(kind)),
    checks: () =>
      planned.map(({ kind, subject }) => judged(kind, subject, views.get(checkId(kind, subject)) ?? [], advice)),
  }
}

function judged(name: CheckName, subject: string | undefined, views: readonly View[], advice: Advice): CheckResult {
  const { level, means, needs, change: usual }: CheckKind = catalogue[name]
  const change = advice[name] ?? usual
  const about = { id: checkId(name, subject), kind: name, level, means }
  const verdict = gravity[Math.max(0, ...views.map((view) => gravity.indexOf(view.verdict)))] as CheckVerdict
  const worst = views.filter((view) => view.verdict === verdict)
  const sights = [...new Set(worst.flatMap(({ seen }) => (seen === undefined ? [] : [seen])))].slice(0, 3)
  const reproduction = worst.find((view) => view.reproduction)?.reproduction
  if (verdict === 'not tested') return { ...about, verdict, seen: sights.join('; ') || `it needs ${needs}` }
  return {
    ...about,
    verdict,
    ...(sights.length && { seen: sights.join('; ') }),
    ...(verdict !== 'pass' && { change, ...(reproduction && { reproduction }) }),
  }
}
