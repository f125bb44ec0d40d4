import type { Node } from 'oxc-parser'
import { type NextStates, nextStatesOf } from '../../contract/next-states.js'
import { type DescribedSchema, definitionOf, isDescribed } from '../../guards/described-schema.js'
import type { EnumerationProse } from '../../spec/prose.js'
import { enumerationWords } from '../../spec/type/enumeration-lines.js'
import type { LoadedModule } from '../load.js'
import { sentenceBefore } from '../source-module.js'
import type { ValueMeanings } from '../value-comments.js'
import type { MeaningsOf } from './field-sentences.js'
import { eventOfType, inferring, literalText, namedTypes, typeReference } from './type-names.js'

/** Reads the exported types of a module that are sets of words, by name. */
export function wordSets(module: LoadedModule, meaningsOf: MeaningsOf): { readonly [name: string]: EnumerationProse } {
  return Object.fromEntries(
    namedTypes(module).flatMap(({ name, isExported, statement, type, body }) => {
      const words = isExported && !body ? wordsOfType(type, { module, meaningsOf }) : undefined
      if (!words) return []
      const summary = sentenceBefore(module.source, statement.start)
      return [[name, { ...words, ...(summary !== undefined && { summary }) }] as const]
    }),
  )
}

type Words = Omit<EnumerationProse, 'summary'>

interface Reading {
  readonly module: LoadedModule
  readonly meaningsOf: MeaningsOf
}

function wordsOfType(type: Node, { module, meaningsOf }: Reading): Words | undefined {
  if (type.type === 'TSUnionType') {
    const values = type.types.map(literalText)
    if (values.some((value) => value === undefined)) return undefined
    const said = type.types.map((each, index) => [values[index], sentenceBefore(module.source, each.start)] as const)
    const meanings = Object.fromEntries(said.filter(([, sentence]) => sentence !== undefined))
    return { values: values as string[], open: false, ...detailsOf(values as string[], meanings) }
  }
  const schemas = schemasOfType(type, module)
  const words = schemas.map(enumerationWords)
  if (!words.length || words.some((each) => !each)) return undefined
  const values = [...new Set(words.flatMap((each) => each?.values ?? []))]
  const meanings = Object.assign({}, ...schemas.map(meaningsOf))
  const next = Object.assign({}, ...schemas.map((schema) => nextStatesOf(definitionOf(schema))))
  return { values, open: words.some((each) => each?.open), ...detailsOf(values, meanings, next) }
}

function detailsOf(
  values: readonly string[],
  meanings: ValueMeanings,
  next: NextStates = {},
): Pick<Words, 'meanings' | 'next'> {
  const known = values.filter((value) => meanings[value] !== undefined)
  return {
    ...(known.length && { meanings: Object.fromEntries(known.map((value) => [value, meanings[value] as string])) }),
    ...(Object.keys(next).length && { next }),
  }
}

const unwrapping: ReadonlySet<string> = new Set(['NonNullable', 'Exclude'])

/** Finds the schemas whose values a type has, as far as the parts of payloads and `z.infer` go: a choice has several. */
function schemasOfType(type: Node, module: LoadedModule, depth = 0): DescribedSchema[] {
  if (depth > 20) return []
  const event = eventOfType(type, module)
  if (event) return choices(event.event[event.part])
  if (type.type === 'TSIndexedAccessType')
    return schemasOfType(type.objectType, module, depth + 1).flatMap((whole) => choices(part(whole, type.indexType)))
  const named = typeReference(type)
  if (!named) return []
  const [of] = named.parameters
  if (of && unwrapping.has(named.name)) return schemasOfType(of, module, depth + 1).flatMap(unwrapped)
  if (of && inferring.has(named.name))
    return of.type === 'TSTypeQuery' && of.exprName.type === 'Identifier' ? choices(module.names[of.exprName.name]) : []
  const declared = namedTypes(module).find(({ name }) => name === named.name)
  return declared ? schemasOfType(declared.type, module, depth + 1) : []
}

/** Lists the options of a choice, or the schema that is none. */
function choices(value: unknown): DescribedSchema[] {
  if (typeof value !== 'object' || value === null || !isDescribed(value)) return []
  return definitionOf(value).options?.flatMap(choices) ?? [value]
}

function part(whole: DescribedSchema, index: Node): DescribedSchema | undefined {
  const { shape, element, valueType } = definitionOf(whole)
  if (index.type === 'TSNumberKeyword') return element
  const key = literalText(index)
  return key === undefined ? undefined : (shape?.[key] ?? valueType)
}

function unwrapped(schema: DescribedSchema): DescribedSchema[] {
  const { type, innerType } = definitionOf(schema)
  if (type === 'null' || type === 'undefined') return []
  return innerType && (type === 'optional' || type === 'nullable') ? choices(innerType).flatMap(unwrapped) : [schema]
}
