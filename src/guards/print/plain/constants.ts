import type { DescribedSchema } from '../../described-schema.js'
import type { Scope } from '../scope.js'

/** What was printed, and the constants that are to stand before it. */
interface Region {
  readonly text: string
  readonly needs: ReadonlySet<string>
}

interface Waiting {
  readonly name: string
  readonly text: string
  readonly needs: Set<string>
}

// a parser of the same schema may have a name in the same scope
const keys = new WeakMap<DescribedSchema, object>()

function keyOf(schema: DescribedSchema): object {
  const key = keys.get(schema) ?? {}
  keys.set(schema, key)
  return key
}

/** The constants of plain schemas that stand in several places or hold themselves, in the order in which they need each other. */
export class PlainConstants {
  readonly #scope: Scope
  readonly #known = new Map<DescribedSchema, string>()
  readonly #waiting: Waiting[] = []
  #needs = new Set<string>()

  constructor(scope: Scope) {
    this.#scope = scope
  }

  /** Returns the name of a schema that has one by now. */
  nameOf(schema: DescribedSchema): string | undefined {
    const name = this.#known.get(schema) ?? this.#scope.nameOf(keyOf(schema))
    if (name !== undefined) this.#need(name)
    return name
  }

  /** Prints a part, and says which constants it needs at once. */
  region(print: () => string): Region {
    const outside = this.#needs
    this.#needs = new Set()
    const text = print()
    const needs = this.#needs
    this.#needs = outside
    return { text, needs }
  }

  /** Prints a schema that holds itself: it has a name before it is printed. */
  circle(schema: DescribedSchema, print: () => string): string {
    const name = this.#scope.reserve(keyOf(schema))
    const { text, needs } = this.region(print)
    this.#define(name, text, needs)
    this.#need(name)
    return name
  }

  /** Prints a schema that stands in several places. */
  shared(schema: DescribedSchema, print: () => string): string {
    const { text, needs } = this.region(print)
    const known = this.#scope.nameOf(text)
    const name = known ?? this.#scope.reserve(text)
    this.#known.set(schema, name)
    if (known === undefined) this.#define(name, text, needs)
    this.#need(name)
    return name
  }

  #need(name: string): void {
    if (!this.#scope.constants.has(name)) this.#needs.add(name)
  }

  #define(name: string, text: string, needs: ReadonlySet<string>): void {
    const missing = new Set([...needs].filter((need) => need !== name && !this.#scope.constants.has(need)))
    if (missing.size) {
      this.#waiting.push({ name, text, needs: missing })
      return
    }
    this.#scope.constants.set(name, text)
    for (const each of [...this.#waiting]) {
      each.needs.delete(name)
      if (each.needs.size || !this.#waiting.includes(each)) continue
      this.#waiting.splice(this.#waiting.indexOf(each), 1)
      this.#define(each.name, each.text, each.needs)
    }
  }
}
