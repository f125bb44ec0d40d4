import type MagicString from 'magic-string'
import type { Node } from 'oxc-parser'
import { type DescribedSchema, isDescribed } from '../../guards/described-schema.js'
import { namedType } from '../../spec/type/printed-type.js'
import { enclosed } from '../../spec/type/type-place.js'
import type { LoadedModule } from '../load.js'
import { inferring, namedTypes, typeReference } from '../prose/type-names.js'
import { keyOf, listedExports, walk } from '../source-module.js'

/** What the types that a schema library infers are printed with. */
export interface InferredTypes {
  /** The modules of the package, for schemas that one imports from another. */
  readonly modules: ReadonlyMap<string, LoadedModule>
  /** Prints the type of a schema; nothing where it has none that can be printed, and need not have. */
  print(schema: DescribedSchema, place: InferredPlace): string | undefined
}

/** Where a type stands that a library would infer. */
export interface InferredPlace {
  /** What is written there. */
  readonly written: string
  /** The name under which it stands. */
  readonly name?: string
  /** Whether others see it for sure. */
  readonly isExported: boolean
}

/**
 * Prints the types that a schema library would infer, as `z.infer<typeof line>`: a declaration says of a schema what it takes,
 * which no library infers anything from.
 */
export function putInferredTypes(text: MagicString, module: LoadedModule, { modules, print }: InferredTypes): void {
  const { source } = module
  const listed = listedExports(source)
  const writtenAt = ({ start, end }: Node): string => source.text.slice(start, end)
  const named = new Set<Node>()
  for (const { name, isExported, statement, type, body } of namedTypes(module)) {
    const schema = inferredSchema(type, module, modules)
    if (!schema) continue
    named.add(type)
    const place = { written: writtenAt(type), name, isExported: isExported || listed.has(name) }
    const printed = print(schema, place)
    if (printed === undefined) continue
    // an interface can't extend what is printed; an alias stays one, which takes part in more than interfaces do
    const declared = body ? namedType(name, printed).text : `type ${name} = ${printed}`
    text.overwrite(statement.start, statement.end, `${isExported ? 'export ' : ''}${declared}`)
  }
  walk(source.program, (node, parents) => {
    if (node.type !== 'TSTypeReference' || named.has(node) || isHidden(parents, listed)) return
    const schema = inferredSchema(node, module, modules)
    const isExported = parents[1]?.type === 'ExportNamedDeclaration'
    const type = schema && print(schema, { written: writtenAt(node), isExported })
    if (type === undefined) return
    const isAlone = parents.at(-1)?.type === 'TSTypeAnnotation'
    text.overwrite(node.start, node.end, isAlone ? type : enclosed(type))
  })
}

/** Finds the schema of which a library would infer a type. */
export function inferredSchema(
  node: Node,
  module: LoadedModule,
  modules: ReadonlyMap<string, LoadedModule>,
): DescribedSchema | undefined {
  const named = typeReference(node)
  const [of] = (named && inferring.has(named.name) && named.parameters) || []
  if (of?.type !== 'TSTypeQuery' || of.exprName.type !== 'Identifier') return undefined
  const value = module.names[of.exprName.name] ?? importedValue(of.exprName.name, module, modules)
  const isSchema = typeof value === 'object' && value !== null && '~standard' in value && isDescribed(value)
  return isSchema ? value : undefined
}

/** Finds the value of a constant that one module of the package imports from another. */
function importedValue(name: string, module: LoadedModule, modules: ReadonlyMap<string, LoadedModule>): unknown {
  for (const statement of module.source.program.body)
    if (statement.type === 'ImportDeclaration')
      for (const each of statement.specifiers)
        if (each.type === 'ImportSpecifier' && each.local.name === name)
          return modules.get(module.imports.get(statement.source.value) ?? '')?.names[
            keyOf(each.imported as Node) ?? ''
          ]
  return undefined
}

/** Returns whether no declaration shows what stands there: in the body of a function, or in one that is not exported. */
export function isHidden(parents: readonly Node[], listed: ReadonlySet<string>): boolean {
  const [, statement] = parents
  const isOwn = statement?.type === 'FunctionDeclaration' && !listed.has(statement.id?.name ?? '')
  return isOwn || parents.some(({ type }) => type === 'BlockStatement' || type === 'CallExpression')
}
