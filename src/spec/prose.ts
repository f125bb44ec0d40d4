/** What is said of contracts in words, and the names of their types: what a schema can't say of itself. */
export interface Prose {
  readonly namespaces?: { readonly [path: string]: NamespaceProse }
  /** What is said of the events every namespace has. */
  readonly protocol?: NamespaceProse
  /** The sentences of the handshake's fields, by path. */
  readonly handshake?: FieldSentences
  /** The sentences of a refusal's fields, by path. */
  readonly refusal?: FieldSentences
}

/** What is said of one namespace. */
export interface NamespaceProse {
  readonly summary?: string
  readonly serverToClient?: { readonly [name: string]: EventProse }
  readonly clientToServer?: { readonly [name: string]: EventProse }
  /** Whom each family of rooms gathers, by pattern. */
  readonly rooms?: { readonly [pattern: string]: string }
  readonly aliases?: {
    readonly serverToClient?: { readonly [legacy: string]: string }
    readonly clientToServer?: { readonly [legacy: string]: string }
    readonly unacknowledged?: { readonly [name: string]: string }
    readonly login?: { readonly [Way in 'query' | 'event']?: string }
    readonly shapes?: {
      readonly serverToClient?: { readonly [name: string]: string }
      readonly clientToServer?: { readonly [name: string]: string }
    }
    /** Payloads of older releases that were written down beside rows. */
    readonly examples?: WrittenExamples & { readonly shapes?: WrittenExamples }
  }
  /** What is said of the rows of earlier versions, by version. */
  readonly past?: { readonly [version: string]: PastProse }
  /** The named sets of words. */
  readonly enumerations?: { readonly [name: string]: EnumerationProse }
}

/** What is said of how one earlier version spoke of events, by the name that they have today. */
export interface PastProse {
  readonly serverToClient?: { readonly [name: string]: string }
  readonly clientToServer?: { readonly [name: string]: string }
  /** Payloads of that version that were written down beside rows. */
  readonly examples?: WrittenExamples
}

/** Payloads of older releases, by direction and the name of the row. */
export interface WrittenExamples {
  readonly serverToClient?: { readonly [name: string]: readonly unknown[] }
  readonly clientToServer?: { readonly [name: string]: readonly unknown[] }
}

/** What is said of one event. */
export interface EventProse {
  readonly summary?: string
  /** What a function that tells facts apart does. */
  readonly identity?: string
  readonly payload?: FieldSentences
  readonly reply?: FieldSentences
  /** What the values of its enumerations mean. */
  readonly meanings?: { readonly payload?: FieldMeanings; readonly reply?: FieldMeanings }
  /** The names of its types. */
  readonly types?: { readonly payload?: string; readonly reply?: string }
}

/** A set of words: its name and what they tell. */
export interface EnumerationProse {
  readonly summary?: string
  readonly values: readonly string[]
  readonly open: boolean
  /** What each value means. */
  readonly meanings?: { readonly [value: string]: string }
  /** The values that may follow each value. */
  readonly next?: { readonly [value: string]: readonly string[] }
}

/** The sentence of each field by its path, in which `[]` stands for the items of a list and `*` for a key. */
export type FieldSentences = { readonly [path: string]: string }

/** What the values of an enumeration mean, by the path of the field and by value. */
export interface FieldMeanings {
  readonly [path: string]: { readonly [value: string]: string }
}
