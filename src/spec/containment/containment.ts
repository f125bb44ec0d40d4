import { type Dialect, toDialect } from './dialect.js'
import { findEndlessNode, mergeEqualNodes } from './graph-merge.js'
import { isJsonObject, type JsonValue } from './json.js'
import { demand, refuse } from './literal.js'
import { Exhausted, type Outcome } from './outcome.js'
import { findByProbing } from './probe.js'
import { SchemaCompiler } from './schema-compiler.js'
import { SchemaDocument } from './schema-document.js'
import { SchemaFault, type SchemaSide } from './schema-fault.js'
import type { NodeId } from './schema-graph.js'
import { SchemaValidator } from './schema-validator.js'
import { Solver } from './solver.js'

/** Answers whether every value that is valid under one schema is valid under another. */
export type Verdict =
  | { readonly verdict: 'proved' }
  | { readonly verdict: 'refuted'; readonly witness: JsonValue }
  | { readonly verdict: 'unknown'; readonly reason: string }

/** Adjusts how a question is read and how long it may take. */
export interface ContainmentOptions {
  /** Overrides what `$schema` says; a schema that says nothing is read as 2020-12. */
  readonly dialect?: Dialect
  /** Stops the search after so many milliseconds; 2000 unless given. */
  readonly timeoutMs?: number
  /** Tells whether a breach of `format` refuses a value; `assert` unless given. */
  readonly formats?: 'assert' | 'ignore'
}

const defaultTimeoutMs = 2000

/** Holds both schemas of a question, read and ready to be searched. */
interface Question {
  readonly solver: Solver
  readonly roots: readonly [NodeId, NodeId]
  readonly validators: readonly [SchemaValidator, SchemaValidator]
}

type Documents = readonly [SchemaDocument, SchemaDocument]

const readDocument = (schema: unknown, side: SchemaSide, options: ContainmentOptions): SchemaDocument => {
  const named = isJsonObject(schema) ? toDialect(schema['$schema']) : undefined
  return new SchemaDocument(schema, options.dialect ?? named ?? '2020-12', side)
}

/** Reads a document a second time, with what stands beside a `$ref` taken to count. */
const withRefSiblings = ({ root, dialect, side }: SchemaDocument): SchemaDocument =>
  new SchemaDocument(root.schema, dialect, side, false)

const toQuestion = (documents: Documents, options: ContainmentOptions, deadline: number): Question => {
  const ignoresFormat = options.formats === 'ignore'
  const compiler = new SchemaCompiler(ignoresFormat)
  const places = documents.map((document) => compiler.compile(document, document.root))
  if (findEndlessNode(compiler.shapes) !== undefined) {
    throw new SchemaFault(
      'sub',
      '',
      'a reference in one of the two schemas leads back to itself without a step into the value',
    )
  }
  const { graph, roots } = mergeEqualNodes(compiler.shapes, places)
  const solver = new Solver(graph, deadline)
  const [first, second] = documents.map((document) => new SchemaValidator(document, ignoresFormat, () => solver.tick()))
  return {
    solver,
    roots: roots as [NodeId, NodeId],
    validators: [first as SchemaValidator, second as SchemaValidator],
  }
}

/** Tells whether a value is valid under the first schema and not under the second, by their texts alone. */
const isWitness = ({ validators: [sub, sup] }: Question, value: JsonValue): boolean =>
  sub.isValid(value) === true && sup.isValid(value) === false

const reasonOf = (error: unknown): string => {
  if (error instanceof SchemaFault || error instanceof Exhausted) return error.message
  if (error instanceof RangeError) return 'the schemas are nested too deeply'
  return `the search failed: ${error instanceof Error ? error.message : String(error)}`
}

const giveUp = (error: unknown): Verdict => ({ verdict: 'unknown', reason: reasonOf(error) })

const probe = (question: Question, reason: string): Verdict => {
  const [sub, sup] = question.validators
  const witness = findByProbing(sub.document, sup.document, (value) => isWitness(question, value))
  return witness === undefined ? { verdict: 'unknown', reason } : { verdict: 'refuted', witness }
}

const search = (question: Question): Outcome => {
  const [sub, sup] = question.roots
  try {
    return question.solver.solve([demand(sub), refuse(sup)])
  } catch (error) {
    return { kind: 'unknown', reason: reasonOf(error) }
  }
}

const judge = (documents: Documents, options: ContainmentOptions, start: number, timeoutMs: number): Verdict => {
  try {
    const question = toQuestion(documents, options, start + timeoutMs * 0.8)
    const outcome = search(question)
    if (outcome.kind === 'empty') return { verdict: 'proved' }
    if (outcome.kind === 'value' && isWitness(question, outcome.value)) {
      return { verdict: 'refuted', witness: outcome.value }
    }
    question.solver.extendDeadline(start + timeoutMs)
    return probe(question, outcome.kind === 'unknown' ? outcome.reason : 'a witness did not hold up')
  } catch (error) {
    return giveUp(error)
  }
}

const dispute =
  'in this dialect nothing should stand beside $ref, and the readings of what does come to different answers'

/** Keeps an answer on which the reading by the letter and the usual reading of `$ref` agree. */
const reconcile = (byLetter: Verdict, usual: Verdict, documents: Documents, options: ContainmentOptions): Verdict => {
  if (byLetter.verdict === 'unknown') return byLetter
  if (byLetter.verdict === 'proved')
    return usual.verdict === 'refuted' ? { verdict: 'unknown', reason: dispute } : usual
  const isValid = (document: SchemaDocument): boolean | undefined =>
    new SchemaValidator(document, options.formats === 'ignore', () => undefined).isValid(byLetter.witness)
  const isShared = isValid(documents[0]) === true && isValid(documents[1]) === false
  return isShared ? byLetter : { verdict: 'unknown', reason: dispute }
}

/**
 * Judges whether every JSON value valid under `sub` is valid under `sup`. A witness has been replayed against both
 * schemas; what can't be judged is unknown, never proved. Formats are asserted where all readings of them agree,
 * and no proof rests on a format refusing a value, so a proof holds where they are annotations too.
 */
export const contains = (sub: unknown, sup: unknown, options: ContainmentOptions = {}): Verdict => {
  const timeoutMs = options.timeoutMs ?? defaultTimeoutMs
  const start = performance.now()
  try {
    const documents = [readDocument(sub, 'sub', options), readDocument(sup, 'sup', options)] as const
    if (!documents.some((document) => document.hasDisputedRefs)) return judge(documents, options, start, timeoutMs)
    const byLetter = judge(documents, options, start, timeoutMs / 2)
    const others = [withRefSiblings(documents[0]), withRefSiblings(documents[1])] as const
    return reconcile(byLetter, judge(others, options, start, timeoutMs), others, options)
  } catch (error) {
    return giveUp(error)
  }
}
