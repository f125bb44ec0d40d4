import type { Finding } from '../../spec/diff/report/finding.js'
import type { RuleId } from '../../spec/diff/rules/rule.js'

/** What a change has in the two releases of a plan where both ends break. */
export interface HalfWords {
  /** What the first release has. */
  readonly beside: string
  /** What the second release has. */
  readonly away: string
  /** What the other end may do once one end knows both; `{}` stands for the place. */
  readonly use: string
  /** What the first end may do once the other end needs the old no more. */
  readonly drop: string
}

const halves = {
  field: {
    beside: 'a second field beside the old',
    away: 'the old field taken away',
    use: 'use the new field in place of {}',
    drop: 'drop the old field {}',
  },
  event: {
    beside: 'an event of another name beside the old',
    away: 'the old event taken away',
    use: 'use the new event in place of {}',
    drop: 'drop the old event {}',
  },
  room: {
    beside: 'the new room beside the old',
    away: 'the old room taken away',
    use: 'use the new room in place of {}',
    drop: 'drop the old room {}',
  },
  name: {
    beside: 'the new name beside the old',
    away: 'the old name taken away',
    use: 'use the new name of {}',
    drop: 'drop the old name {}',
  },
  direction: {
    beside: 'the second direction beside the first',
    away: 'the first direction taken away',
    use: 'use the second direction of {}',
    drop: 'drop the first direction of {}',
  },
  place: {
    beside: 'in both namespaces',
    away: 'gone from the old namespace',
    use: 'use {} in its new namespace',
    drop: 'drop {} in its old namespace',
  },
  spelling: {
    beside: 'the new spelling beside the old',
    away: 'the old spelling taken away',
    use: 'use the new spelling of {}',
    drop: 'drop the old spelling of {}',
  },
  shape: {
    beside: 'the new shape beside the old',
    away: 'the old shape taken away',
    use: 'use the new shape of {}',
    drop: 'drop the old shape of {}',
  },
  path: {
    beside: 'served at both paths',
    away: 'no longer served at the old path',
    use: 'connect to {}',
    drop: 'stop serving the old path of {}',
  },
  values: {
    beside: 'the new values beside the old',
    away: 'the old values taken away',
    use: 'use the new values of {}',
    drop: 'drop the old values of {}',
  },
  other: {
    beside: 'the new beside the old',
    away: 'the old taken away',
    use: 'use {} as it is now',
    drop: 'drop {} as it was',
  },
} as const satisfies { readonly [kind: string]: HalfWords }

const kinds: { readonly [Rule in RuleId]?: keyof typeof halves } = {
  E05: 'name',
  E06: 'name',
  E07: 'direction',
  M03: 'spelling',
  M05: 'shape',
  N01: 'path',
  N03: 'place',
  R01: 'room',
}

/** Puts the two halves of a change into words. */
export function halfWords({ rule, beside, place: { part } }: Finding): HalfWords {
  return halves[beside ?? kinds[rule] ?? (part === undefined ? 'other' : 'values')]
}

/** What an end may do with what it sends, or tells of, and with what it takes, once the other end has a change. */
type Freedom = readonly [asSender: string, asReceiver: string]

const values: Freedom = ['send the new values of {}', 'refuse the old values of {}']

const ofRules: { readonly [Rule in RuleId]?: Freedom } = {
  F01: ['send {}', 'read {}'],
  F02: ['send {}', 'require {}'],
  F03: ['send {}', 'read {}'],
  F04: ['leave out {}', 'refuse {}'],
  F05: ['leave out {}', 'refuse {}'],
  F06: ['send {} always', 'require {}'],
  F07: ['leave out {}', 'do without {}'],
  F08: ['send null as {}', 'take null as {}'],
  F09: ['send a value as {}', 'refuse null as {}'],
  F11: ['leave out {}', 'require {}'],
  F20: ['send undeclared keys in {}', 'refuse undeclared keys in {}'],
}

/** What an end may do, for changes that are no matter of who sends a payload: servers, and clients. */
const ofEnds: { readonly [Rule in RuleId]?: readonly [servers: string, clients: string] } = {
  A02: ['drop the alias {}', 'drop the alias {}'],
  A03: ['drop the alias {}', 'drop the alias {}'],
  A06: ['drop {}', 'drop {}'],
  E02: ['take {}', 'send {}'],
  E03: ['stop sending {}', 'do without {}'],
  E04: ['stop taking {}', 'stop sending {}'],
  E05: ['use the new name of {}', 'use the new name of {}'],
  E06: ['use the new name of {}', 'use the new name of {}'],
  E13: ['go by the new promise of {}', 'count on the new promise of {}'],
  E14: ['apply the new limit of {}', 'use the new limit of {}'],
  E16: ['change the end of {}', 'count on the new end of {}'],
  K01: ['answer {}', 'wait for an answer to {}'],
  K02: ['stop answering {}', 'do without an answer to {}'],
  K03: ['wait for an answer to {}', 'answer {}'],
  K04: ['do without an answer to {}', 'stop answering {}'],
  K06: ['refuse {} without an acknowledgement', 'send {} without an acknowledgement'],
  M03: ['drop the old spelling of {}', 'drop the old spelling of {}'],
  M04: ['use the new mapping of {}', 'use the new mapping of {}'],
  M05: ['drop the old shape of {}', 'drop the old shape of {}'],
  N06: ['turn older clients of {} away', 'connect to {} at its new version'],
  V05: ['turn clients of the earlier version of {} away', 'leave the earlier version of {}'],
  N01: ['change how they serve {}', 'connect to {}'],
  N03: ['change what they serve at the legacy path of {}', 'count on all of {}'],
  R01: ['refuse the old name of {}', 'use the new name of {}'],
  R02: ['refuse the old names of {}', 'use the new names of {}'],
  R03: ['send {} to fewer clients', 'count on hearing {}'],
  R06: ['refuse {} from outside', 'send {} from outside'],
  R04: ['let clients hear less by {}', 'count on what they hear by {}'],
}

/** Puts into words what an end may do once the other end has a change; `{}` stands for the place. */
export function freedomWords(finding: Finding, end: 'servers' | 'clients'): string {
  const { rule, place } = finding
  const own = ofEnds[rule]
  if (own) return own[end === 'servers' ? 0 : 1]
  const isFromServer = (place.direction === 'serverToClient') === (place.part !== 'reply')
  const [asSender, asReceiver] = ofRules[rule] ?? values
  return isFromServer === (end === 'servers') ? asSender : asReceiver
}
