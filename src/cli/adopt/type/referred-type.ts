import type { TSImportType, TSTypeName, TSTypeQuery, TSTypeReference } from 'oxc-parser'
import { literalDraft, objectDraft, remarked, type SchemaDraft, unknownDraft } from '../draft.js'
import { type Constant, enumMembers, namedConstant } from '../source/constant.js'
import { findType, importedModule } from '../source/module-graph.js'
import { builtInType } from './built-in-type.js'
import { declaredType } from './named-type.js'
import { type ReadingScope, sourceOf } from './reading.js'

/** Reads a type that is named. */
export function referredType(scope: ReadingScope, type: TSTypeReference): SchemaDraft {
  const name = dotted(type.typeName)
  const given = type.typeArguments?.params ?? []
  const bound = scope.bound.get(name)
  if (bound) return bound
  const { graph } = scope.reading
  const missing = [...graph.missing.keys()].length
  const found = findType(graph, scope.module, name)
  if (found) return declaredType(scope, found, given)
  const member = enumMember(scope, name)
  if (member) return member
  const builtIn = builtInType(scope, name, given, type)
  if (builtIn && missing === [...graph.missing.keys()].length) return builtIn
  return unknownDraft('type', `${sourceOf(scope, type)}: ${originOf(scope, name)}`)
}

/** Returns why a name leads nowhere. */
function originOf({ module }: ReadingScope, name: string): string {
  const [head = ''] = name.split('.')
  const specifier = module.imports.get(head)?.specifier
  if (specifier === undefined) return 'declared nowhere that was read'
  return /^zod(?:\/|$)/.test(specifier)
    ? 'a schema of its own, which can take this place'
    : `not found in '${specifier}'`
}

function enumMember(scope: ReadingScope, name: string): SchemaDraft | undefined {
  const at = name.lastIndexOf('.')
  const found = at > 0 ? findType(scope.reading.graph, scope.module, name.slice(0, at)) : undefined
  const node = found?.declared.nodes.find((each) => each.type === 'TSEnumDeclaration')
  if (!found || !node) return undefined
  const member = enumMembers(scope.reading.graph, found.module, node).find(({ key }) => key === name.slice(at + 1))
  return member?.value?.kind === 'literal'
    ? literalDraft([member.value.value])
    : unknownDraft('type', `${name}: its value is not known`)
}

/** Reads `import('./file').Type`. */
export function importedType(scope: ReadingScope, type: TSImportType): SchemaDraft {
  const name = type.qualifier ? dotted(type.qualifier as TSTypeName) : ''
  const module = importedModule(scope.reading.graph, scope.module, type.source.value, name)
  const found = module && name !== '' ? findType(scope.reading.graph, module, name) : undefined
  return found
    ? declaredType(scope, found, type.typeArguments?.params ?? [])
    : unknownDraft('type', `${sourceOf(scope, type)}: not found`)
}

/** Reads `typeof`. */
export function queriedType(scope: ReadingScope, type: TSTypeQuery): SchemaDraft {
  if (type.exprName.type === 'TSImportType') return unknownDraft('type', `${sourceOf(scope, type)}: not read`)
  const constant = namedConstant(scope.reading.graph, scope.module, dotted(type.exprName))
  return constant ? constantType(constant) : unknownDraft('type', `${sourceOf(scope, type)}: its value is not known`)
}

/** Makes what accepts a constant, and nothing else. */
function constantType(constant: Constant): SchemaDraft {
  if (constant.kind === 'literal') return literalDraft([constant.value])
  if (constant.kind === 'null') return { kind: 'null' }
  const ofPart = (part: Constant | undefined): SchemaDraft =>
    part ? constantType(part) : unknownDraft('type', 'a value that is not known')
  if (constant.kind === 'list') return { kind: 'tuple', items: constant.items.map(ofPart) }
  const object: SchemaDraft = objectDraft(
    constant.members
      .filter(({ isKeyUnread }) => !isKeyUnread)
      .map(({ key, value, comment, heading }) => ({
        name: key,
        draft: ofPart(value),
        isOptional: false,
        comment,
        heading,
      })),
  )
  return constant.members
    .filter(({ isKeyUnread }) => isKeyUnread)
    .reduce<SchemaDraft>((draft, { key }) => remarked(draft, 'type', `${key}: what it is can't be read`), object)
}

function dotted(name: TSTypeName): string {
  if (name.type === 'Identifier') return name.name
  return name.type === 'TSQualifiedName' ? `${dotted(name.left)}.${name.right.name}` : 'this'
}
