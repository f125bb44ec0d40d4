import type { Answer } from '../answer.js'
import type { Tick } from '../clock.js'
import { type JsonKind, type JsonValue, jsonKinds, kindOf } from '../json.js'
import { TermFactory } from '../regex/regex-term.js'
import { type ArmProfile, excludeEachOther, toArmProfile } from '../schema/arm-profile.js'
import { demand, flip, isNegative, type Literal, nodeOf, refuse } from '../schema/literal.js'
import type { NodeId, SchemaGraph } from '../schema/schema-graph.js'
import { findArray } from './array-search.js'
import { NodeEvaluator } from './node-evaluator.js'
import { findNumber } from './number-search.js'
import { findObject } from './object-search.js'
import { empty, firstOf, found, type Outcome, type Searcher, unknown } from './outcome.js'
import { findString } from './string-search.js'
import { type Branch, extendBranch, freshBranch, type Split } from './tableau.js'
import { TooDeep } from './too-deep.js'

const nestingLimit = 60

function ask(evaluator: NodeEvaluator, literal: Literal, value: JsonValue): boolean | undefined {
  const refused = isNegative(literal)
  const answer = evaluator.accepts(nodeOf(literal), value, !refused)
  return answer === undefined ? undefined : answer !== refused
}

/**
 * A search for a value under literals. A value that needs a part under the very literals that are being searched
 * is passed over: were there any such value, its part would be a smaller one. A proof that rests on this is kept
 * only when the outer search that it rests on is done.
 */
export class Solver implements Searcher {
  readonly evaluator: NodeEvaluator
  readonly terms: TermFactory
  readonly #notes: NodeEvaluator
  readonly #known = new Map<string, Outcome>()
  readonly #disjoint = new Map<NodeId, boolean>()
  #open = new Map<string, number>()
  #restsOn = Infinity
  #depth = 0

  constructor(
    readonly graph: SchemaGraph,
    readonly tick: Tick,
  ) {
    this.evaluator = new NodeEvaluator(graph, tick)
    this.#notes = new NodeEvaluator(graph, tick, true)
    this.terms = new TermFactory(tick)
  }

  holds(literal: Literal, value: JsonValue): boolean | undefined {
    return ask(this.evaluator, literal, value)
  }

  fits(literal: Literal, value: JsonValue): boolean | undefined {
    return ask(this.#notes, literal, value)
  }

  /** Searches as `solve` does, from an empty stack; parts that lie too deep for it are searched first. */
  answer(literals: readonly Literal[]): Outcome {
    const waiting = [literals]
    for (;;) {
      const part = waiting.at(-1) as readonly Literal[]
      try {
        const outcome = this.solve(part)
        waiting.pop()
        if (waiting.length === 0) return outcome
      } catch (error) {
        this.#open = new Map()
        this.#restsOn = Infinity
        this.#depth = 0
        if (!(error instanceof TooDeep)) throw error
        const isOpen = waiting.some((each) => each.join(',') === error.literals.join(','))
        if (isOpen) this.#known.set(error.literals.join(','), unknown(error.message))
        else waiting.push(error.literals)
      }
    }
  }

  solve(literals: readonly Literal[]): Outcome {
    this.tick()
    const unique = [...new Set(literals)].sort((left, right) => left - right)
    this.tick(unique.length >> 2)
    // a refusal stands right behind the demand for the same node
    if (unique.some((literal, at) => isNegative(literal) && unique[at - 1] === flip(literal))) return empty
    const key = unique.join(',')
    const known = this.#known.get(key)
    if (known) return known
    const open = this.#open.get(key)
    if (open !== undefined) {
      this.#restsOn = Math.min(this.#restsOn, open)
      return empty
    }
    if (this.#depth >= nestingLimit) throw new TooDeep(unique)
    return this.#solveFresh(unique, key)
  }

  #solveFresh(literals: readonly Literal[], key: string): Outcome {
    const level = this.#open.size
    const outer = this.#restsOn
    this.#open.set(key, level)
    this.#restsOn = Infinity
    this.#depth += 1
    const outcome = this.#search(literals)
    this.#depth -= 1
    this.#open.delete(key)
    const isSettled = outcome.kind === 'value' || this.#restsOn >= level
    if (isSettled) this.#known.set(key, outcome)
    this.#restsOn = isSettled ? outer : Math.min(outer, this.#restsOn)
    return outcome
  }

  #search(literals: readonly Literal[]): Outcome {
    const listed = this.#findListed(literals)
    if (listed) return this.#searchListed(literals, listed)
    return firstOf(this.#searchKinds(literals))
  }

  *#searchKinds(literals: readonly Literal[]): Iterable<Outcome> {
    yield this.#searchListed(literals, [null, false, true])
    for (const kind of jsonKinds) {
      if (kind === 'null' || kind === 'boolean') continue
      const branch = this.#extend(freshBranch, literals, kind)
      if (branch) yield this.#searchBranch(branch, kind)
    }
  }

  #extend(branch: Branch, literals: readonly Literal[], kind: JsonKind): Branch | undefined {
    return extendBranch(this.graph, branch, literals, kind, (node) => this.#isDisjoint(node))
  }

  /** Finds values of which one must be the answer, if the literals list any. */
  #findListed(literals: readonly Literal[]): readonly JsonValue[] | undefined {
    const waiting = literals.filter((literal) => !isNegative(literal)).map(nodeOf)
    const seen = new Set<NodeId>()
    for (let node = waiting.pop(); node !== undefined; node = waiting.pop()) {
      const shape = this.graph.at(node)
      if (shape.kind === 'values') return shape.values
      if (shape.kind !== 'and' || seen.has(node)) continue
      seen.add(node)
      waiting.push(...shape.of)
    }
    return undefined
  }

  #searchListed(literals: readonly Literal[], values: readonly JsonValue[]): Outcome {
    let outcome: Outcome = empty
    for (const value of values) {
      const answer = this.#judgeListed(literals, value)
      if (answer === true) return found(value)
      if (answer === false || this.#isRuledOut(freshBranch, literals, value)) continue
      outcome = unknown('a listed value can not be judged')
    }
    return outcome
  }

  /** Returns whether a value is as all literals say, or as a witness is read; most are refused by the first. */
  #judgeListed(literals: readonly Literal[], value: JsonValue): Answer {
    let [isFit, isRefused] = [true, false]
    for (const literal of literals) {
      const held = this.holds(literal, value)
      if (held === true) continue
      isRefused ||= held === false
      isFit &&= this.fits(literal, value) === true
      if (isRefused && !isFit) return false
    }
    return isFit ? true : undefined
  }

  /** Returns whether a value can't be as a branch and further literals say, for each choice there is fails or contradicts. */
  #isRuledOut(branch: Branch, literals: readonly Literal[], value: JsonValue): boolean {
    const extended = this.#extend(branch, literals, kindOf(value))
    if (!extended) return true
    for (const split of extended.splits) {
      const open = split.filter(
        (choice) =>
          choice.every((literal) => this.holds(literal, value) !== false) &&
          this.#extend(extended, choice, kindOf(value)) !== undefined,
      )
      if (open.length === 0) return true
      if (open.length === 1) return this.#isRuledOut(extended, open[0] as readonly Literal[], value)
    }
    return false
  }

  /** Solves the plain demands first, and splits only on a choice that the value found does not meet. */
  #searchBranch(branch: Branch, kind: JsonKind): Outcome {
    this.tick()
    const plain = this.#searchPlain([...branch.atoms], kind)
    if (plain.kind === 'empty' || branch.splits.length === 0) return plain
    const unmet =
      plain.kind === 'value' ? branch.splits.filter((split) => !this.#isMet(split, plain.value)) : branch.splits
    if (unmet.length === 0) return plain
    return firstOf(this.#searchChoices(this.#narrowest(branch, unmet, kind), kind))
  }

  *#searchChoices(branches: readonly Branch[], kind: JsonKind): Iterable<Outcome> {
    for (const branch of branches) yield this.#searchBranch(branch, kind)
  }

  #narrowest(branch: Branch, splits: readonly Split[], kind: JsonKind): readonly Branch[] {
    const demanded = this.#demandsByKey(branch)
    let best: Branch[] | undefined
    for (const split of splits) {
      const open = kind === 'object' ? split.filter((choice) => !this.#isDead(choice, demanded)) : split
      const branches = open.flatMap((choice) => this.#extend(branch, choice, kind) ?? [])
      if (!best || branches.length < best.length) best = branches
      if (best.length <= 1) break
    }
    return best ?? []
  }

  #demandsByKey(branch: Branch): ReadonlyMap<string, Literal[]> {
    const byKey = new Map<string, Literal[]>()
    for (const atom of branch.atoms) {
      const shape = this.graph.at(nodeOf(atom))
      if (shape.kind !== 'property' || isNegative(atom)) continue
      byKey.set(shape.key, [...(byKey.get(shape.key) ?? []), demand(shape.of[0])])
    }
    return byKey
  }

  /** Returns whether a choice asks of one property what the plain demands on it rule out. */
  #isDead(choice: readonly Literal[], demanded: ReadonlyMap<string, readonly Literal[]>): boolean {
    const [literal] = choice
    if (literal === undefined || choice.length > 1 || !isNegative(literal)) return false
    const shape = this.graph.at(nodeOf(literal))
    if (shape.kind !== 'property') return false
    return this.solve([...(demanded.get(shape.key) ?? []), refuse(shape.of[0])]).kind === 'empty'
  }

  #isMet(split: Split, value: JsonValue): boolean {
    return split.some((choice) => choice.every((literal) => this.fits(literal, value) === true))
  }

  #searchPlain(atoms: readonly Literal[], kind: JsonKind): Outcome {
    const listing = atoms.find((atom) => !isNegative(atom) && this.graph.at(nodeOf(atom)).kind === 'values')
    if (listing !== undefined) {
      const shape = this.graph.at(nodeOf(listing))
      const values = shape.kind === 'values' ? shape.values : []
      return this.#searchListed(
        atoms,
        values.filter((value) => kindOf(value) === kind),
      )
    }
    const outcome = this.#searchKind(atoms, kind)
    const stranger = this.#refusedForeign(atoms)
    if (stranger !== undefined && outcome.kind !== 'empty')
      return unknown(`the keyword ${stranger} is not one that is understood`)
    if (outcome.kind !== 'value') return outcome
    const isSure = atoms.every((atom) => this.fits(atom, outcome.value) === true)
    return isSure ? outcome : unknown('the value found can not be judged in full')
  }

  /** Names the first of the keywords that JSON Schema does not define and of which a breach is asked. */
  #refusedForeign(atoms: readonly Literal[]): string | undefined {
    for (const atom of atoms) {
      const shape = this.graph.at(nodeOf(atom))
      if (shape.kind === 'foreign' && isNegative(atom)) return /^\{("[^"]*")/.exec(shape.keywords)?.[1]
    }
    return undefined
  }

  #searchKind(atoms: readonly Literal[], kind: JsonKind): Outcome {
    if (kind === 'number') return findNumber(this, atoms)
    if (kind === 'string') return findString(this, atoms)
    return kind === 'array' ? findArray(this, atoms) : findObject(this, atoms)
  }

  /** Asks about pairs of arms apart from the search at hand, so that the answer is a fact. */
  #isDisjoint(node: NodeId): boolean {
    const known = this.#disjoint.get(node)
    if (known !== undefined) return known
    this.#disjoint.set(node, false)
    const [open, restsOn] = [this.#open, this.#restsOn]
    this.#open = new Map()
    let isDisjoint = false
    try {
      isDisjoint = this.#areApart(this.graph.at(node).of)
    } catch (error) {
      this.#disjoint.delete(node)
      throw error
    }
    this.#open = open
    this.#restsOn = restsOn
    this.#disjoint.set(node, isDisjoint)
    return isDisjoint
  }

  #areApart(arms: readonly NodeId[]): boolean {
    const profiles = arms.map((arm) => toArmProfile(this.graph, arm))
    return arms.every((left, index) =>
      arms.every((right, other) => {
        if (other <= index) return true
        this.tick()
        const isApart = excludeEachOther(profiles[index] as ArmProfile, profiles[other] as ArmProfile)
        return isApart || this.solve([demand(left), demand(right)]).kind === 'empty'
      }),
    )
  }
}
