import { isJsonObject } from '../json.js'
import { compilePattern, toNative, toPattern } from '../regex/pattern.js'
import { flagsKeyword } from './dialect.js'
import { formatBounds, isSpelledOut } from './format.js'
import { childPlace, compileChild, type KeywordContext, toKeywordFault } from './keyword-context.js'
import type { CountKind, NodeId, NodeShape } from './schema-graph.js'
import { compileType, compileValues } from './value-keywords.js'

type Compile = (context: KeywordContext, value: unknown, keyword: string) => NodeId[]

function readObject(context: KeywordContext, keyword: string): [string, unknown][] {
  const value = context.keywords.get(keyword)
  if (value === undefined) return []
  if (!isJsonObject(value)) throw toKeywordFault(context, keyword, 'an object is needed')
  return Object.entries(value)
}

function readNames(context: KeywordContext, keyword: string, value: unknown): string[] {
  if (!Array.isArray(value) || !value.every((name) => typeof name === 'string')) {
    throw toKeywordFault(context, keyword, 'a list of strings is needed')
  }
  return value
}

function readCount(context: KeywordContext, keyword: string, value: unknown): number {
  if (typeof value !== 'number' || !Number.isInteger(value) || value < 0) {
    throw toKeywordFault(context, keyword, 'a whole number from zero up is needed')
  }
  return value
}

function checkPattern(context: KeywordContext, keyword: string, source: string): string {
  if (!compilePattern(source)) throw toKeywordFault(context, keyword, 'the pattern does not compile')
  return source
}

function compileCount(context: KeywordContext, value: unknown, keyword: string): NodeId[] {
  return [context.compiler.add({ kind: keyword as CountKind, count: readCount(context, keyword, value), of: [] })]
}

function compileBound(context: KeywordContext, value: unknown, keyword: string): NodeId[] {
  if (typeof value !== 'number' || !Number.isFinite(value)) throw toKeywordFault(context, keyword, 'a number is needed')
  const kind = keyword === 'minimum' || keyword === 'exclusiveMinimum' ? 'least' : 'most'
  return [context.compiler.add({ kind, bound: value + 0, strict: keyword.startsWith('exclusive'), of: [] })]
}

function compileList(context: KeywordContext, value: unknown, keyword: string): NodeId[] {
  if (!Array.isArray(value) || value.length === 0) throw toKeywordFault(context, keyword, 'a list of schemas is needed')
  const kind = keyword === 'allOf' ? 'and' : keyword === 'anyOf' ? 'or' : 'one'
  const of = value.map((schema: unknown, index) => compileChild(context, [keyword, index], schema))
  return [context.compiler.add({ kind, of })]
}

function compileIf(context: KeywordContext, value: unknown): NodeId[] {
  const condition = compileChild(context, ['if'], value)
  const [then, otherwise] = ['then', 'else'].map((keyword) =>
    compileChild(context, [keyword], context.keywords.get(keyword) ?? true),
  ) as [NodeId, NodeId]
  return [context.compiler.add({ kind: 'if', of: [condition, then, otherwise] })]
}

function compileContains(context: KeywordContext, value: unknown): NodeId[] {
  const count = (keyword: string): number | undefined =>
    context.keywords.has(keyword) ? readCount(context, keyword, context.keywords.get(keyword)) : undefined
  const of = [compileChild(context, ['contains'], value)] as const
  const shape: NodeShape = { kind: 'contains', min: count('minContains') ?? 1, max: count('maxContains') ?? null, of }
  return [context.compiler.add(shape)]
}

function compilePrefix(context: KeywordContext, value: unknown): NodeId[] {
  if (!Array.isArray(value)) throw toKeywordFault(context, 'prefixItems', 'a list of schemas is needed')
  return value.map((schema: unknown, index) =>
    context.compiler.add({ kind: 'item', index, of: [compileChild(context, ['prefixItems', index], schema)] }),
  )
}

function compileItems(context: KeywordContext, value: unknown): NodeId[] {
  const prefix = context.keywords.get('prefixItems')
  const from = Array.isArray(prefix) ? prefix.length : 0
  return [context.compiler.add({ kind: 'rest', from, of: [compileChild(context, ['items'], value)] })]
}

function compileAdditional(context: KeywordContext, value: unknown): NodeId[] {
  const keys = readObject(context, 'properties')
    .map(([key]) => key)
    .sort()
  const patterns = readObject(context, 'patternProperties')
    .map(([source]) => source)
    .sort()
  const of = [compileChild(context, ['additionalProperties'], value)] as const
  return [context.compiler.add({ kind: 'others', keys, patterns, of })]
}

function compileDependency(context: KeywordContext, keyword: string, key: string, value: unknown): NodeId {
  const { compiler } = context
  const required = compiler.add({ kind: 'required', key, of: [] })
  const demand = Array.isArray(value)
    ? readNames(context, keyword, value).map((name) => compiler.add({ kind: 'required', key: name, of: [] }))
    : [compileChild(context, [keyword, key], value)]
  const absent = compiler.add({ kind: 'not', of: [required] })
  const type = compiler.add({ kind: 'type', types: ['object'], of: [] })
  const notObject = compiler.add({ kind: 'not', of: [type] })
  return compiler.add({ kind: 'or', of: [notObject, absent, compiler.add({ kind: 'and', of: demand })] })
}

function compileDependencies(context: KeywordContext, _: unknown, keyword: string): NodeId[] {
  return readObject(context, keyword).map(([key, value]) => {
    if (keyword === 'dependentRequired') readNames(context, keyword, value)
    if (keyword === 'dependentSchemas' && Array.isArray(value))
      throw toKeywordFault(context, keyword, 'schemas are needed')
    return compileDependency(context, keyword, key, value)
  })
}

function compileReference(context: KeywordContext, value: unknown): NodeId[] {
  if (typeof value !== 'string') throw toKeywordFault(context, '$ref', 'a string is needed')
  return [context.compiler.compile(context.document, context.document.resolve(value, context.place))]
}

const compilers: Readonly<Record<string, Compile>> = {
  $ref: compileReference,
  type: compileType,
  enum: (context, value) => compileValues(context, 'enum', value),
  const: (context, value) => compileValues(context, 'const', [value]),
  minimum: compileBound,
  maximum: compileBound,
  exclusiveMinimum: compileBound,
  exclusiveMaximum: compileBound,
  minLength: compileCount,
  maxLength: compileCount,
  minItems: compileCount,
  maxItems: compileCount,
  minProperties: compileCount,
  maxProperties: compileCount,
  allOf: compileList,
  anyOf: compileList,
  oneOf: compileList,
  if: compileIf,
  contains: compileContains,
  prefixItems: compilePrefix,
  items: compileItems,
  additionalProperties: compileAdditional,
  dependentRequired: compileDependencies,
  dependentSchemas: compileDependencies,
  dependencies: compileDependencies,
  multipleOf: (context, value) => {
    if (typeof value !== 'number' || !(value > 0) || !Number.isFinite(value)) {
      throw toKeywordFault(context, 'multipleOf', 'a number above zero is needed')
    }
    return [context.compiler.add({ kind: 'multiple', step: value, of: [] })]
  },
  pattern: (context, value) => {
    if (typeof value !== 'string') throw toKeywordFault(context, 'pattern', 'a string is needed')
    const flags = context.keywords.get(flagsKeyword) ?? 'u'
    if (typeof flags !== 'string') throw toKeywordFault(context, flagsKeyword, 'a string is needed')
    const pattern = toPattern(value, flags)
    if (!toNative(pattern)) throw toKeywordFault(context, 'pattern', 'the pattern does not compile')
    return [context.compiler.add({ kind: 'pattern', ...pattern, of: [] })]
  },
  format: (context, value) => {
    if (typeof value !== 'string') throw toKeywordFault(context, 'format', 'a string is needed')
    if (context.compiler.ignoresFormat || isSpelledOut(value, context.keywords.get('pattern'))) return []
    const isKnown = formatBounds(value) !== undefined
    return [
      context.compiler.add(
        isKnown ? { kind: 'format', format: value, of: [] } : { kind: 'opaque', name: value, of: [] },
      ),
    ]
  },
  uniqueItems: (context, value) => {
    if (typeof value !== 'boolean') throw toKeywordFault(context, 'uniqueItems', 'a boolean is needed')
    return value ? [context.compiler.add({ kind: 'unique', of: [] })] : []
  },
  not: (context, value) => [context.compiler.add({ kind: 'not', of: [compileChild(context, ['not'], value)] })],
  required: (context, value) =>
    readNames(context, 'required', value).map((key) => context.compiler.add({ kind: 'required', key, of: [] })),
  properties: (context) =>
    readObject(context, 'properties').map(([key, schema]) =>
      context.compiler.add({ kind: 'property', key, of: [compileChild(context, ['properties', key], schema)] }),
    ),
  patternProperties: (context) =>
    readObject(context, 'patternProperties').map(([source, schema]) => {
      const of = [compileChild(context, ['patternProperties', source], schema)] as const
      checkPattern(context, 'patternProperties', source)
      return context.compiler.add({ kind: 'matching', source, of })
    }),
  propertyNames: (context, value) => [
    context.compiler.add({ kind: 'names', of: [compileChild(context, ['propertyNames'], value)] }),
  ],
}

/** Compiles one keyword of a schema object; those that only modify another keyword give nothing of their own. */
export function compileKeyword(context: KeywordContext, keyword: string): NodeId[] {
  const value = context.keywords.get(keyword)
  const compile = compilers[keyword]
  if (compile) return compile(context, value, keyword)
  const isChecked = keyword === 'then' || keyword === 'else'
  if (isChecked) context.compiler.compile(context.document, childPlace(context, [keyword], value))
  else if (keyword.endsWith('Contains')) readCount(context, keyword, value)
  return []
}
