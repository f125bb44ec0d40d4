import type { CodePlace, Use } from '../model/use.js'
import type { Vocabulary } from '../vocabulary/vocabulary.js'

/** One way in which code may part from a contract. */
export interface ScanRule {
  /** Its stable name. */
  readonly id: string
  /** What it finds, in a sentence. */
  readonly summary: string
  /** What to do about it, in a sentence. */
  readonly advice: string
  /** Lists what it finds in uses. */
  find(uses: readonly Use[], vocabulary: Vocabulary): ScanFinding[]
}

/** A place in code that parts from a contract. */
export interface ScanFinding {
  readonly rule: string
  readonly place: CodePlace
  /** What is wrong there, in words. */
  readonly message: string
  /** The name that stands there. */
  readonly name: string
  /** What it is called today, or was meant to be. */
  readonly canonical?: string | undefined
  /** What to do about it. */
  readonly advice: string
  /** How code is rewritten; nothing where that is not certain. */
  readonly fix?: readonly Rewrite[] | undefined
}

/** A piece of code that is written anew. */
export interface Rewrite {
  readonly place: CodePlace
  /** What stands there, without quotes: where something else does, nothing is rewritten. */
  readonly was: string
  readonly becomes: string
  /** Whether it stands in quotes, which are kept. */
  readonly isQuoted: boolean
  /** What has to be imported for it. */
  readonly needs?: { readonly name: string; readonly from: string }
}
