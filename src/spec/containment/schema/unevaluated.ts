import { isJsonObject } from '../json.js'
import { toForeignFault } from './foreign-keyword.js'
import { childPlace, compileChild, type KeywordContext, type KeywordPath, toKeywordFault } from './keyword-context.js'
import type { NodeId } from './schema-graph.js'

/** What a schema has looked at, in the case that the given nodes hold. */
interface Evaluation {
  readonly when: readonly NodeId[]
  readonly keys: readonly string[]
  readonly patterns: readonly string[]
  readonly allProperties: boolean
  readonly items: number
  readonly picked: readonly NodeId[]
}

const nothing: Evaluation = { when: [], keys: [], patterns: [], allProperties: false, items: 0, picked: [] }
const caseLimit = 64

function join(left: Evaluation, right: Evaluation): Evaluation {
  return {
    when: [...left.when, ...right.when],
    keys: [...left.keys, ...right.keys],
    patterns: [...left.patterns, ...right.patterns],
    allProperties: left.allProperties || right.allProperties,
    items: Math.max(left.items, right.items),
    picked: [...left.picked, ...right.picked],
  }
}

/** A reader of schemas by cases: which of its branches hold, and what each case looks at. */
class EvaluationReader {
  readonly #open = new Set<unknown>()

  constructor(readonly keyword: string) {}

  read(context: KeywordContext, isOuter: boolean): Evaluation[] {
    if (this.#open.has(context.place.schema))
      throw toKeywordFault(context, this.keyword, 'the schema refers to itself here')
    const [stranger] = context.unknown
    if (stranger !== undefined) throw toForeignFault(context, stranger)
    this.#open.add(context.place.schema)
    context.compiler.tick(4)
    let cases = [this.#readOwn(context, isOuter)]
    for (const choices of this.#readBranches(context)) {
      context.compiler.tick(cases.length * choices.length)
      cases = cases.flatMap((left) => choices.map((right) => join(left, right)))
      if (cases.length > caseLimit)
        throw toKeywordFault(context, this.keyword, 'there are too many cases to tell apart')
    }
    this.#open.delete(context.place.schema)
    return cases
  }

  #readOwn(context: KeywordContext, isOuter: boolean): Evaluation {
    const { keywords, document } = context
    const picks = keywords.has('contains') && document.dialect === '2020-12'
    const prefix = keywords.get('prefixItems')
    const hasItems = keywords.has('items') || (!isOuter && keywords.has('unevaluatedItems'))
    const open = keywords.has('additionalProperties') || (!isOuter && keywords.has('unevaluatedProperties'))
    return {
      when: [],
      keys: Object.keys(keywords.get('properties') ?? {}),
      patterns: Object.keys(keywords.get('patternProperties') ?? {}),
      allProperties: open,
      items: hasItems ? Infinity : Array.isArray(prefix) ? prefix.length : 0,
      picked: picks ? [compileChild(context, ['contains'], keywords.get('contains'))] : [],
    }
  }

  #readBranches(context: KeywordContext): Evaluation[][] {
    const { keywords, document } = context
    const branches: Evaluation[][] = []
    const reference = keywords.get('$ref')
    if (typeof reference === 'string')
      branches.push(this.#readPlace(context, document.resolve(reference, context.place)))
    const listOf = (keyword: string): unknown[] => (keywords.get(keyword) as unknown[] | undefined) ?? []
    for (const [index, schema] of listOf('allOf').entries())
      branches.push(this.#readPlace(context, childPlace(context, ['allOf', index], schema)))
    for (const keyword of ['anyOf', 'oneOf']) {
      for (const [index, schema] of listOf(keyword).entries())
        branches.push(this.#readOptional(context, [keyword, index], schema))
    }
    for (const keyword of ['dependentSchemas', 'dependencies']) {
      for (const [key, schema] of Object.entries(keywords.get(keyword) ?? {})) {
        if (!Array.isArray(schema)) branches.push(this.#readDependent(context, keyword, key, schema))
      }
    }
    if (keywords.has('if')) branches.push(this.#readIf(context))
    return branches
  }

  #readPlace(context: KeywordContext, place: KeywordContext['place']): Evaluation[] {
    if (!isJsonObject(place.schema)) return [nothing]
    return this.read({ ...context, place, ...context.document.read(place.schema) }, false)
  }

  #without(context: KeywordContext, node: NodeId): Evaluation {
    return { ...nothing, when: [context.compiler.add({ kind: 'not', of: [node] })] }
  }

  #readOptional(context: KeywordContext, path: KeywordPath, schema: unknown): Evaluation[] {
    const cases = this.#readPlace(context, childPlace(context, path, schema))
    if (
      cases.every(
        (found) =>
          found.keys.length + found.patterns.length + found.picked.length + found.items === 0 && !found.allProperties,
      )
    ) {
      return [nothing]
    }
    const node = compileChild(context, path, schema)
    return [this.#without(context, node), ...cases.map((found) => join({ ...nothing, when: [node] }, found))]
  }

  #readDependent(context: KeywordContext, keyword: string, key: string, schema: unknown): Evaluation[] {
    const node = context.compiler.add({ kind: 'required', key, of: [] })
    const type = context.compiler.add({ kind: 'type', types: ['object'], of: [] })
    const both = context.compiler.add({ kind: 'and', of: [type, node] })
    const cases = this.#readPlace(context, childPlace(context, [keyword, key], schema))
    return [this.#without(context, both), ...cases.map((found) => join({ ...nothing, when: [both] }, found))]
  }

  #readIf(context: KeywordContext): Evaluation[] {
    const condition = compileChild(context, ['if'], context.keywords.get('if'))
    const branch = (keyword: string): Evaluation[] =>
      context.keywords.has(keyword)
        ? this.#readPlace(context, childPlace(context, [keyword], context.keywords.get(keyword)))
        : [nothing]
    const looked = this.#readPlace(context, childPlace(context, ['if'], context.keywords.get('if')))
    const held = looked.map((found) => join({ ...nothing, when: [condition] }, found))
    return [
      ...held.flatMap((left) => branch('then').map((right) => join(left, right))),
      ...branch('else').map((found) => join(this.#without(context, condition), found)),
    ]
  }
}

function toDemand(context: KeywordContext, keyword: string, target: NodeId, found: Evaluation): NodeId {
  const { compiler } = context
  const { keys, patterns, allProperties, items, picked } = found
  const isList = keyword === 'unevaluatedItems'
  const of = [isList && picked.length > 0 ? compiler.add({ kind: 'or', of: [target, ...picked] }) : target] as const
  const isFree = isList ? items === Infinity : allProperties
  if (isFree) return compiler.add({ kind: 'true', of: [] })
  return isList
    ? compiler.add({ kind: 'rest', from: items, of })
    : compiler.add({ kind: 'others', keys: [...new Set(keys)].sort(), patterns: [...new Set(patterns)].sort(), of })
}

/** Compiles `unevaluatedProperties` and `unevaluatedItems` by cases over what the schema around them looks at. */
export function compileUnevaluated(context: KeywordContext): NodeId[] {
  return ['unevaluatedProperties', 'unevaluatedItems'].flatMap((keyword) => {
    if (!context.keywords.has(keyword)) return []
    const { compiler } = context
    const target = compileChild(context, [keyword], context.keywords.get(keyword))
    const cases = new EvaluationReader(keyword).read(context, true).map((found) => {
      const demand = toDemand(context, keyword, target, found)
      return found.when.length === 0 ? demand : compiler.add({ kind: 'and', of: [...found.when, demand] })
    })
    return [compiler.add({ kind: 'or', of: cases })]
  })
}
