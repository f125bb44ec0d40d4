import type { ParamPattern, TSType } from 'oxc-parser'
import { type ParameterDraft, resolved, type SchemaDraft, unknownDraft } from '../draft.js'
import { type ReadingScope, readType } from './reading.js'

interface Pattern {
  readonly type: string
  readonly name?: string
  readonly optional?: boolean
  readonly left?: Pattern
  readonly parameter?: Pattern
  readonly argument?: Pattern
  readonly typeAnnotation?: { readonly typeAnnotation: TSType } | null
}

/** Reads the parameters of a function type. */
export function readFunction(scope: ReadingScope, params: readonly ParamPattern[]): SchemaDraft {
  return { kind: 'function', parameters: parameterDrafts(scope, params) }
}

/** Reads parameters, of a function or of a constructor. */
export function parameterDrafts(scope: ReadingScope, params: readonly ParamPattern[]): ParameterDraft[] {
  return params
    .filter((param) => (param as Pattern).name !== 'this')
    .flatMap((param, at) => readParameter(scope, param as Pattern, at))
}

function readParameter(scope: ReadingScope, param: Pattern, at: number): ParameterDraft[] {
  if (param.type === 'RestElement') return restParameters(scope, param, at)
  if (param.type === 'AssignmentPattern') return readParameter(scope, { optional: true, ...param.left } as Pattern, at)
  const annotation = param.typeAnnotation?.typeAnnotation
  const draft = annotation ? readType(scope, annotation) : unknownDraft('type', 'a parameter without a type')
  const isOptional = param.optional === true || draft.kind === 'optional'
  return [
    {
      name: param.name ?? `value${at + 1}`,
      draft: draft.kind === 'optional' ? draft.inner : draft,
      isOptional,
      isRest: false,
    },
  ]
}

/** Reads `...args`: of a tuple its items, of a list one parameter. */
function restParameters(scope: ReadingScope, { argument, typeAnnotation }: Pattern, at: number): ParameterDraft[] {
  const annotation = typeAnnotation?.typeAnnotation ?? argument?.typeAnnotation?.typeAnnotation
  const name = argument?.name ?? 'args'
  const draft = annotation ? readType(scope, annotation) : unknownDraft('type', 'a parameter without a type')
  const found = resolved(draft)
  if (found.kind !== 'tuple' || found.rest) return [{ name, draft, isOptional: false, isRest: true }]
  const labels =
    annotation?.type === 'TSTupleType'
      ? annotation.elementTypes.map((each) => (each.type === 'TSNamedTupleMember' ? each.label.name : undefined))
      : []
  return found.items.map((item, index) => ({
    name: labels[index] ?? `value${at + index + 1}`,
    draft: item.kind === 'optional' ? item.inner : item,
    isOptional: item.kind === 'optional',
    isRest: false,
  }))
}
