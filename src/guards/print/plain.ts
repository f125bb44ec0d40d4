import { type DescribedSchema, definitionOf, marksOf } from '../described-schema.js'
import { circlesIn, describedBy, partsOf } from './described.js'
import { dataLiteral } from './literal.js'
import { faultOfPlainChecks, printQualified } from './plain/check.js'
import { PlainConstants } from './plain/constants.js'
import type { PlainPlace } from './plain/place.js'
import { words } from './plain/words.js'
import { faultOfChecks } from './scalar.js'
import type { Scope } from './scope.js'

/** Bounds what is looked through and how deep is gone: a schema that makes a new one whenever it is asked has no end. */
const most = { schemas: 1000, depth: 100, printed: 10_000 }

/**
 * Prints the plain schema that says what one of zod's says: an expression of the words of `src/plain/vocabulary.ts`, which
 * it calls `z`. Schemas that stand in several places, or hold themselves, are constants of the scope; what these words
 * can't say is named there.
 */
export function printedPlain(schema: DescribedSchema, scope: Scope): string {
  return printedPlains([schema], scope)[0] as string
}

/** Prints plain schemas together: what several of them hold is a constant. */
export function printedPlains(schemas: readonly DescribedSchema[], scope: Scope): string[] {
  const shared = sharedIn(schemas)
  const constants = new PlainConstants(scope)
  return schemas.map((schema) => printWhole(schema, { scope, shared, constants }))
}

interface Together {
  readonly scope: Scope
  /** The definitions that stand in several places. */
  readonly shared: ReadonlySet<object>
  readonly constants: PlainConstants
}

function printWhole(schema: DescribedSchema, { scope, shared, constants }: Together): string {
  const circles = circlesIn(schema)
  let printed = 0
  const print = (part: DescribedSchema, place: PlainPlace, step?: string): string => {
    const inside = {
      ...place,
      depth: place.depth + 1,
      path: step === undefined ? place.path : [...place.path, step],
    }
    const content = (): string => printContent(part, inside, ++printed > most.printed)
    if (circles.has(part)) return constants.nameOf(part) ?? constants.circle(part, content)
    return shared.has(definitionOf(part)) ? (constants.nameOf(part) ?? constants.shared(part, content)) : content()
  }
  return print(schema, { scope, constants, path: [], depth: 0, print })
}

function printContent(schema: DescribedSchema, place: PlainPlace, isTooMuch: boolean): string {
  const { scope, path, depth } = place
  const described = describedBy(schema)
  const word = words[described.type]
  const reason =
    isTooMuch || depth > most.depth
      ? 'a schema without an end'
      : (faultOfChecks(schema) ?? faultOfPlainChecks(schema) ?? word?.fault?.(described))
  if (!word || reason !== undefined) {
    scope.unprintable.push({ path, reason: reason ?? `the kind ${described.type}` })
    return 'z.unknown()'
  }
  const marks = marksOf(schema)
  const made = word.print(described, place, schema)
  return printQualified(made, schema, scope, Object.keys(marks).length ? dataLiteral(marks) : undefined)
}

/** Lists the definitions that stand in several places of some schemas; a copy of a schema has the same one. */
function sharedIn(schemas: readonly DescribedSchema[]): ReadonlySet<object> {
  const [seen, shared] = [new Set<object>(), new Set<object>()]
  for (const schema of schemas) visit(schema)
  return shared

  function visit(part: DescribedSchema): void {
    const definition = definitionOf(part)
    if (seen.has(definition)) shared.add(definition)
    else if (seen.size < most.schemas * schemas.length) {
      seen.add(definition)
      partsOf(part).forEach(visit)
    }
  }
}
