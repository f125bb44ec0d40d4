import type { DescribedSchema } from '../../guards/described-schema.js'
import type { Unprintable } from '../../guards/print/scope.js'

/** A type of this package that printed types refer to. */
export type ImportedType =
  | 'Ack'
  | 'ContractClientToServerEvents'
  | 'ContractServerToClientEvents'
  | 'EventContract'
  | 'NamespaceContract'
  | 'Scalar'

/** A type that stands beside others under a name of its own. */
export interface NamedType {
  readonly name: string
  /** The comment above it, where there is one. */
  readonly comment?: string
  /** The declaration, from `interface` or `type` on. */
  readonly text: string
}

/** What printed types share: the named types beside them, and what no source can say. */
export class TypeScope {
  /** The named types, in the order in which they were asked for. */
  readonly declarations: NamedType[] = []
  /** The types of this package that are referred to. */
  readonly imported: Set<ImportedType> = new Set()
  readonly unprintable: Unprintable[] = []
  readonly #taken: Set<string>
  readonly #refer: (name: ImportedType) => string
  readonly #names = new Map<DescribedSchema, string>()

  constructor(
    refer: (name: ImportedType) => string = (name) => `import("socket-canon").${name}`,
    taken: Iterable<string> = [],
  ) {
    this.#refer = refer
    this.#taken = new Set(taken)
  }

  /** Refers to a type of this package. */
  refer(name: ImportedType): string {
    this.imported.add(name)
    return this.#refer(name)
  }

  /** Takes a name that nothing else has: the wanted one, or it with a number. */
  reserve(wanted: string): string {
    let name = wanted
    for (let count = 2; this.#taken.has(name); count++) name = `${wanted}${count}`
    this.#taken.add(name)
    return name
  }

  /** Gives a schema that holds itself the name under which it does. */
  name(schema: DescribedSchema, name: string): void {
    this.#names.set(schema, name)
  }

  /** Returns the name of a schema that holds itself, once it has one. */
  nameOf(schema: DescribedSchema): string | undefined {
    return this.#names.get(schema)
  }
}
