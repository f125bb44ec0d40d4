import { SearchClock, type Tick } from './clock.js'
import { Exhausted } from './exhausted.js'
import { isJsonObject, type JsonValue } from './json.js'
import { type Dialect, toDialect } from './schema/dialect.js'
import { mergeEqualNodes } from './schema/graph-merge.js'
import { demand, refuse } from './schema/literal.js'
import { SchemaCompiler } from './schema/schema-compiler.js'
import { SchemaDocument } from './schema/schema-document.js'
import { SchemaFault, type SchemaSide } from './schema/schema-fault.js'
import type { NodeId } from './schema/schema-graph.js'
import { SchemaValidator } from './schema/schema-validator.js'
import type { Outcome } from './search/outcome.js'
import { findByProbing } from './search/probe.js'
import { Solver } from './search/solver.js'

/** Whether every value that is valid under one schema is valid under another. */
export type Verdict =
  | { readonly verdict: 'proved' }
  | { readonly verdict: 'refuted'; readonly witness: JsonValue }
  | { readonly verdict: 'unknown'; readonly reason: string }

/** How a question is read and how long it may take. */
export interface ContainmentOptions {
  /** The dialect to read both schemas in, whatever their `$schema` says; a schema that says nothing is read as 2020-12. */
  readonly dialect?: Dialect
  /**
   * How long the search may take, in milliseconds.
   * @default 2000
   */
  readonly timeoutMs?: number
  /**
   * Whether a breach of `format` refuses a value.
   * @default 'assert'
   */
  readonly formats?: 'assert' | 'ignore'
  /** Keywords that ask nothing of a value, such as `unit`, and are not looked at. */
  readonly annotations?: readonly string[]
}

const defaultTimeoutMs = 2000
const probingShare = 0.2

/** Both schemas of a question, read and ready to be searched. */
interface Question {
  readonly solver: Solver
  readonly roots: readonly [NodeId, NodeId]
  readonly validators: readonly [SchemaValidator, SchemaValidator]
}

type Documents = readonly [SchemaDocument, SchemaDocument]

function readDocument(schema: unknown, side: SchemaSide, options: ContainmentOptions, tick: Tick): SchemaDocument {
  const named = isJsonObject(schema) ? toDialect(schema['$schema']) : undefined
  const { annotations = [] } = options
  return new SchemaDocument(schema, options.dialect ?? named ?? '2020-12', side, { tick, annotations })
}

/** Reads a document a second time, with what stands beside a `$ref` taken to count. */
function withRefSiblings({ root, dialect, side, options }: SchemaDocument): SchemaDocument {
  return new SchemaDocument(root.schema, dialect, side, { ...options, dropsRefSiblings: false })
}

function toQuestion(documents: Documents, options: ContainmentOptions, tick: Tick): Question {
  const ignoresFormat = options.formats === 'ignore'
  const compiler = new SchemaCompiler(ignoresFormat, tick)
  const places = documents.map((document) => compiler.compile(document, document.root))
  const merged = mergeEqualNodes(compiler.shapes, places, tick)
  if (!merged) {
    throw new SchemaFault(
      'sub',
      '',
      'a reference in one of the two schemas leads back to itself without a step into the value',
    )
  }
  const solver = new Solver(merged.graph, tick)
  const [first, second] = documents.map((document) => new SchemaValidator(document, ignoresFormat, tick))
  return {
    solver,
    roots: merged.roots as [NodeId, NodeId],
    validators: [first as SchemaValidator, second as SchemaValidator],
  }
}

/** Returns whether a value is valid under the first schema and not under the second, by their texts alone. */
function isWitness({ validators: [sub, sup] }: Question, value: JsonValue): boolean {
  return sub.isValid(value) === true && sup.isValid(value) === false
}

function reasonOf(error: unknown): string {
  if (error instanceof SchemaFault || error instanceof Exhausted) return error.message
  if (error instanceof RangeError) return 'the schemas are nested too deeply'
  return `the search failed: ${error instanceof Error ? error.message : String(error)}`
}

function giveUp(error: unknown): Verdict {
  return { verdict: 'unknown', reason: reasonOf(error) }
}

function probe(question: Question, reason: string): Verdict {
  const [sub, sup] = question.validators
  const witness = findByProbing(sub.document, sup.document, (value) => isWitness(question, value), question.solver.tick)
  return witness === undefined ? { verdict: 'unknown', reason } : { verdict: 'refuted', witness }
}

function search(question: Question): Outcome {
  const [sub, sup] = question.roots
  try {
    return question.solver.answer([demand(sub), refuse(sup)])
  } catch (error) {
    return { kind: 'unknown', reason: reasonOf(error) }
  }
}

/** Searches up to a part of the time that there is until an end, and leaves the rest for a try with drawn values. */
function judge(documents: Documents, options: ContainmentOptions, clock: SearchClock, end: number): Verdict {
  try {
    clock.extend(end - (end - performance.now()) * probingShare)
    const question = toQuestion(documents, options, clock.tick)
    const outcome = search(question)
    if (outcome.kind === 'empty') return { verdict: 'proved' }
    if (outcome.kind === 'value' && isWitness(question, outcome.value)) {
      return { verdict: 'refuted', witness: outcome.value }
    }
    clock.extend(end)
    return probe(question, outcome.kind === 'unknown' ? outcome.reason : 'a witness did not hold up')
  } catch (error) {
    return giveUp(error)
  }
}

const dispute =
  'in this dialect nothing should stand beside $ref, and the readings of what does come to different answers'

/** Keeps an answer on which the reading by the letter and the usual reading of `$ref` agree. */
function reconcile(byLetter: Verdict, usual: Verdict, documents: Documents, options: ContainmentOptions): Verdict {
  if (byLetter.verdict === 'unknown') return byLetter
  if (byLetter.verdict === 'proved')
    return usual.verdict === 'refuted' ? { verdict: 'unknown', reason: dispute } : usual
  const isValid = (document: SchemaDocument): boolean | undefined =>
    new SchemaValidator(document, options.formats === 'ignore', document.tick).isValid(byLetter.witness)
  const isShared = isValid(documents[0]) === true && isValid(documents[1]) === false
  return isShared ? byLetter : { verdict: 'unknown', reason: dispute }
}

/**
 * Judges whether every JSON value valid under `sub` is valid under `sup`. A witness has been replayed against both
 * schemas; what can't be judged is unknown, never proved. Formats are asserted where all readings of them agree,
 * and no proof rests on a format refusing a value, so a proof holds where they are annotations too. A proof holds
 * whatever a keyword that JSON Schema does not define asks; a witness, as the specification has it, where it asks nothing.
 */
export function contains(sub: unknown, sup: unknown, options: ContainmentOptions = {}): Verdict {
  const timeoutMs = options.timeoutMs ?? defaultTimeoutMs
  const start = performance.now()
  const end = start + timeoutMs
  const clock = new SearchClock(timeoutMs, end)
  try {
    const documents = [
      readDocument(sub, 'sub', options, clock.tick),
      readDocument(sup, 'sup', options, clock.tick),
    ] as const
    if (!documents.some((document) => document.hasDisputedRefs)) return judge(documents, options, clock, end)
    const byLetter = judge(documents, options, clock, start + timeoutMs / 2)
    clock.extend(end)
    const others = [withRefSiblings(documents[0]), withRefSiblings(documents[1])] as const
    return reconcile(byLetter, judge(others, options, clock, end), others, options)
  } catch (error) {
    return giveUp(error)
  }
}
