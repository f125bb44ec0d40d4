import type { DescribedSchema } from '../described-schema.js'
import type { Scope } from './scope.js'

/** One function while it is printed. */
export class FunctionBody {
  readonly scope: Scope
  /** The schemas that hold themselves: each has a function of its own. */
  readonly circles: ReadonlySet<DescribedSchema>
  /** Prints what a schema holds. */
  readonly print: Print
  readonly #lines: string[] = []
  readonly #variables = new Set<string>()
  #labels = 0
  #depth = 1

  constructor(scope: Scope, circles: ReadonlySet<DescribedSchema>, print: Print) {
    this.scope = scope
    this.circles = circles
    this.print = print
  }

  /** Names a variable. */
  variable(): string {
    const name = `v${this.#variables.size}`
    this.#variables.add(name)
    return name
  }

  /** Returns whether an expression is no more than the name of a variable. */
  isVariable(expression: string): boolean {
    return this.#variables.has(expression)
  }

  /** Names a block that can be left. */
  label(): string {
    return `b${this.#labels++}`
  }

  /** Adds a line. */
  add(line: string): void {
    this.scope.lines++
    this.#lines.push(`${'  '.repeat(this.#depth)}${line}`)
  }

  /** Adds a block. */
  block(head: string, print: () => void): void {
    this.add(`${head} {`)
    this.#depth++
    print()
    this.#depth--
    this.add('}')
  }

  /** Returns all lines. */
  get text(): string {
    return this.#lines.map((line) => `${line}\n`).join('')
  }
}

/** Where a schema is printed: what the value is called there, and what is done where it does not fit. */
export interface ReadPlace {
  readonly body: FunctionBody
  /** The value, by the name of a variable. */
  readonly value: string
  /** The statement that ends the attempt. */
  readonly fail: string
  /** The fields on the way here. */
  readonly path: readonly string[]
  /** How many schemas are around. */
  readonly depth: number
}

/** Prints how a value of a kind of schema is read; returns the expression of its copy. */
export type Print = (schema: DescribedSchema, place: ReadPlace) => string

/** Adds a line that ends the attempt under a condition. */
export function failIf({ body, fail }: ReadPlace, condition: string): void {
  body.add(`if (${condition}) ${fail}`)
}

/** Gives the copy of a value a name, where what is to come reads it more than once. */
export function named({ body, value }: ReadPlace, copy: string): string {
  if (copy === value || body.isVariable(copy)) return copy
  const name = body.variable()
  body.add(`const ${name} = ${copy}`)
  return name
}
