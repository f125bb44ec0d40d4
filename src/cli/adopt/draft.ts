/** What a reader of types can't know, by what somebody has to decide. */
export type Topic = 'bound' | 'type' | 'date' | 'json' | 'arguments' | 'reply' | 'direction'

/** One thing that could not be known, in the place where it stands. */
export interface Remark {
  readonly topic: Topic
  readonly words: string
}

/** A value that stands for itself. */
export type LiteralValue = string | number | boolean

/** A field of an object that is to be declared. */
export interface FieldDraft {
  readonly name: string
  readonly draft: SchemaDraft
  /** Whether it may be missing. */
  readonly isOptional: boolean
  /** The sentence above it. */
  readonly comment: string | undefined
  /** The heading of those that follow. */
  readonly heading: string | undefined
}

/** A parameter of a function type. */
export interface ParameterDraft {
  readonly name: string
  readonly draft: SchemaDraft
  readonly isOptional: boolean
  readonly isRest: boolean
}

/** A schema that is to be declared, as it was read from a type. */
export type SchemaDraft = { readonly remarks?: readonly Remark[] } & (
  | { readonly kind: 'text'; readonly pattern?: string }
  | { readonly kind: 'number' | 'boolean' | 'null' | 'unknown' | 'timestamp' }
  /** What can't be sent: `undefined`, `void` and `never`. */
  | { readonly kind: 'nothing' }
  | { readonly kind: 'literal'; readonly values: readonly LiteralValue[]; readonly labels?: readonly string[] }
  | { readonly kind: 'list'; readonly item: SchemaDraft }
  | { readonly kind: 'tuple'; readonly items: readonly SchemaDraft[]; readonly rest?: SchemaDraft }
  | { readonly kind: 'record'; readonly key: SchemaDraft; readonly value: SchemaDraft }
  | ObjectDraft
  | { readonly kind: 'union'; readonly options: readonly SchemaDraft[]; readonly discriminator?: string }
  | { readonly kind: 'nullable'; readonly inner: SchemaDraft }
  | { readonly kind: 'optional'; readonly inner: SchemaDraft }
  | { readonly kind: 'reference'; readonly named: NamedDraft }
  | { readonly kind: 'function'; readonly parameters: readonly ParameterDraft[] }
)

/** An object that is to be declared. */
export interface ObjectDraft {
  readonly kind: 'object'
  readonly fields: readonly FieldDraft[]
  /** How it comes from a named object. */
  readonly from?: Derivation
  readonly remarks?: readonly Remark[]
}

/** How an object comes from a named one: with more fields, some of them, without some, or with all of them optional. */
export type Derivation =
  | { readonly by: 'extend'; readonly base: NamedDraft; readonly own: readonly FieldDraft[] }
  | { readonly by: 'pick' | 'omit'; readonly base: NamedDraft; readonly keys: readonly string[] }
  | { readonly by: 'partial' | 'required'; readonly base: NamedDraft }

/** A schema with a name of its own. */
export interface NamedDraft {
  /** What the type is called. */
  readonly typeName: string
  readonly file: string
  readonly comment: string | undefined
  /** What it accepts, once its type was read. */
  draft: SchemaDraft | undefined
}

/** One event that is to be declared. */
export interface EventDraft {
  readonly name: string
  readonly comment: string | undefined
  readonly heading: string | undefined
  readonly payload: SchemaDraft | undefined
  readonly reply: SchemaDraft | undefined
  readonly remarks: readonly Remark[]
}

/** A name that no event of a contract can have, and why. */
export interface LeftOut {
  readonly name: string
  readonly why: string
}

/** A contract that is to be declared. */
export interface ContractDraft {
  readonly serverToClient: readonly EventDraft[]
  readonly clientToServer: readonly EventDraft[]
  /** Events of which nobody knows who sends them. */
  readonly undecided: readonly EventDraft[]
  readonly leftOut: readonly LeftOut[]
  /** What was taken for event maps or names. */
  readonly found: readonly string[]
  /** Types beside names of events, which may be what they carry. */
  readonly unused: readonly string[]
}

/** Returns what a draft stands for where it is a reference. */
export function resolved(draft: SchemaDraft): SchemaDraft {
  let found = draft
  for (let steps = 0; found.kind === 'reference' && found.named.draft && steps < 100; steps++) found = found.named.draft
  return found
}

/** Adds a remark to a draft. */
export function remarked(draft: SchemaDraft, topic: Topic, words: string): SchemaDraft {
  return { ...draft, remarks: [...(draft.remarks ?? []), { topic, words }] }
}

/** A draft of what nobody knows, and the reason. */
export function unknownDraft(topic: Topic, words: string): SchemaDraft {
  return { kind: 'unknown', remarks: [{ topic, words }] }
}

/** Makes a draft of values. */
export function literalDraft(values: readonly LiteralValue[]): SchemaDraft {
  return { kind: 'literal', values }
}

/** Makes a list; what is missing in a list travels as null. */
export function listOf(item: SchemaDraft): SchemaDraft {
  if (item.kind !== 'optional') return { kind: 'list', item: item.kind === 'nothing' ? { kind: 'null' } : item }
  const inner = item.inner.kind === 'nullable' ? item.inner.inner : item.inner
  const list: SchemaDraft = { kind: 'list', item: { kind: 'nullable', inner } }
  return remarked(list, 'json', 'undefined in a list arrives as null')
}

/** Makes an object of fields. */
export function objectDraft(fields: readonly FieldDraft[], from?: Derivation): ObjectDraft {
  return { kind: 'object', fields, ...(from && { from }) }
}
