import type { DescribedSchema } from '../described-schema.js'
import { printedParser } from './parser.js'
import { type HelperFile, Scope, type Unprintable } from './scope.js'

/** A parser to print: of which schema, and what it is given to. */
export interface Assignment {
  /** What it is given to, in source. */
  readonly target: string
  readonly schema: DescribedSchema
}

/** Parsers that are printed together. */
export interface ParserBlock {
  /** Statements: the constants that the parsers share, then the parsers. */
  readonly text: string
  /** The functions of this package that they call, by the file of `fields` that has them. */
  readonly imports: ReadonlyMap<HelperFile, readonly string[]>
  /** What can't be written down, by the target whose parser is left out for it. */
  readonly leftOut: ReadonlyMap<string, readonly Unprintable[]>
}

/** Prints the parsers of several schemas; those that say the same are one. */
export function parserBlock(assignments: readonly Assignment[]): ParserBlock {
  const leftOut = new Map<string, readonly Unprintable[]>()
  const whole = assignments.filter(({ target, schema }) => {
    const tried = new Scope()
    printedParser(schema, tried, { own: true })
    if (tried.unprintable.length) leftOut.set(target, tried.unprintable)
    return !tried.unprintable.length
  })
  const scope = new Scope()
  const printed = whole.map(({ target, schema }) => ({ target, parser: printedParser(schema, scope, { own: true }) }))
  const targets = new Map<string, string[]>()
  for (const { target, parser } of printed) targets.set(parser, [...(targets.get(parser) ?? []), target])
  const assigned = [...targets].flatMap(([parser, [first, ...others]]) => {
    const name = others.length ? scope.constant(parser) : parser
    return [first, ...others].map((target) => `${target} = ${name}\n`)
  })
  const constants = [...scope.constants].map(([name, text]) => `const ${name} = ${text}\n`)
  return { text: [...constants, ...assigned].join(''), imports: importsOf(scope), leftOut }
}

function importsOf({ helpers }: Scope): ReadonlyMap<HelperFile, readonly string[]> {
  const imports = new Map<HelperFile, string[]>()
  for (const [name, file] of helpers) imports.set(file, [...(imports.get(file) ?? []), name])
  return imports
}
