import { contains, type Verdict } from '../../containment/containment.js'
import type { JsonObject, JsonValue } from '../../containment/json.js'
import type { Policy } from '../rules/policy.js'
import type { SchemaChange } from '../schema/schema-change.js'
import { edited, type SchemaTree } from '../schema/schema-tree.js'
import { toAccepted, toProduced } from '../schema/wire-side.js'

/** The answers to the two questions that decide what a change of a payload breaks. */
export interface Verdicts {
  /** Whether the new consumer accepts all that the old producer may send. */
  readonly forth: Verdict
  /** Whether the old consumer accepts all that the new producer may send. */
  readonly back: Verdict
}

/** The answers for two schemas as wholes, and for each change between them. */
export interface PayloadVerdict extends Verdicts {
  readonly each: ReadonlyMap<SchemaChange, Verdicts>
}

function hiddenVerdict(reason: string): Verdict {
  return { verdict: 'unknown', reason }
}

/** Judges two schemas, and says which of the changes between them is to blame for what breaks. */
export function judgeSchemas(
  old: SchemaTree,
  next: SchemaTree,
  changes: readonly SchemaChange[],
  policy: Policy,
): PayloadVerdict {
  const forth = new Question(old, next, policy).blame(changes.map((change) => ({ change, edits: change.make })))
  const back = new Question(next, old, policy).blame(changes.map((change) => ({ change, edits: change.undo })))
  const each = new Map(
    changes.map((change) => [
      change,
      {
        forth: change.hiddenForth === undefined ? forth.of(change) : hiddenVerdict(change.hiddenForth),
        back: change.hiddenBack === undefined ? back.of(change) : hiddenVerdict(change.hiddenBack),
      },
    ]),
  )
  return { forth: forth.whole, back: back.whole, each }
}

/** Returns whether a part of a schema means the same after a change alone. */
export function isRestatement(old: SchemaTree, next: SchemaTree, change: SchemaChange, policy: Policy): boolean {
  const alone = edited(old, change.make, next)
  return [toAccepted, toProduced].every((side) => {
    const [before, after] = [side(old, policy, next), side(alone, policy, next)]
    return [contains(before, after, policy), contains(after, before, policy)].every(isProved)
  })
}

/** Returns whether a question was answered with yes. */
export function isProved({ verdict }: Verdict): boolean {
  return verdict === 'proved'
}

interface Suspect {
  readonly change: SchemaChange
  /** The moves of the consumer's schema towards the producer's one, or away from it. */
  readonly edits: SchemaChange['make']
}

interface Blame {
  readonly whole: Verdict
  of(change: SchemaChange): Verdict
}

/** Whether one consumer accepts all that one producer may send. */
class Question {
  readonly #produced: JsonObject
  readonly #accepted: JsonObject

  constructor(
    readonly producer: SchemaTree,
    readonly consumer: SchemaTree,
    readonly policy: Policy,
  ) {
    this.#produced = toProduced(producer, policy, consumer)
    this.#accepted = toAccepted(consumer, policy, producer)
  }

  blame(suspects: readonly Suspect[]): Blame {
    const whole = contains(this.#produced, this.#accepted, this.policy)
    if (whole.verdict === 'proved' || suspects.length === 1) return { whole, of: () => whole }
    const each = new Map(suspects.map((suspect) => [suspect.change, this.#alone(suspect)]))
    const isFound = [...each.values()].some((verdict) => !isProved(verdict))
    // what no single change explains, all of them have to answer for
    return { whole, of: (change) => (isFound ? (each.get(change) ?? whole) : whole) }
  }

  /** Judges one change as if it were the only one, and holds its witness against the real consumer. */
  #alone({ edits }: Suspect): Verdict {
    const changed = edited(this.producer, edits, this.consumer)
    const verdict = contains(this.#produced, toAccepted(changed, this.policy, this.consumer), this.policy)
    if (verdict.verdict !== 'refuted' || this.#isRefused(verdict.witness)) return verdict
    return this.#compensated(changed)
  }

  /** Looks for a value that the change alone refuses and the real consumer too. */
  #compensated(changed: SchemaTree): Verdict {
    const { $defs: produced = {}, ...sent } = this.#produced
    const { $defs: accepted = {}, ...taken } = toAccepted(changed, this.policy, this.consumer)
    const [own, others] = [apart(sent, 'sent~'), apart(taken, 'taken~')]
    const $defs = { ...named(produced as JsonObject, 'sent~'), ...named(accepted as JsonObject, 'taken~') }
    return contains({ allOf: [own, { not: others }], $defs }, this.#accepted, this.policy)
  }

  #isRefused(value: JsonValue): boolean {
    return contains({ enum: [value] }, this.#accepted, this.policy).verdict === 'refuted'
  }
}

/** Renames the references of a part, so that two parts can stand in one schema. */
function apart<Part extends JsonValue>(part: Part, prefix: string): Part {
  return JSON.parse(JSON.stringify(part), (key, value: unknown) =>
    key === '$ref' && typeof value === 'string' ? value.replace('#/$defs/', `#/$defs/${prefix}`) : value,
  ) as Part
}

function named(definitions: JsonObject, prefix: string): JsonObject {
  return Object.fromEntries(Object.entries(definitions).map(([name, part]) => [prefix + name, apart(part, prefix)]))
}
