import type { DescribedSchema } from '../../described-schema.js'
import { faultOfChoice } from '../choice.js'
import { type Description, describedBy, enumValues, isExact, lazyInner, templatePattern } from '../described.js'
import { textLiteral, valueLiteral } from '../literal.js'
import { valuesOf } from '../presence.js'
import { printObjectPlain } from './object.js'
import type { PlainPlace, Word } from './place.js'

/** The kinds of schema that plain schemas have a word for. */
export const words: Readonly<Record<string, Word>> = {
  ...Object.fromEntries(
    'string number boolean null undefined void unknown any never'
      .split(' ')
      .map((type) => [type, { print: () => `z.${type}()` }]),
  ),
  bytes: { print: ({ maximum }) => `z.binary(${maximum})` },
  enum: {
    print: (described, { scope }) => `z.enum(${scope.constant(`new Set([${listed(enumValues(described))}])`)})`,
    fault: faultOfValues,
  },
  literal: {
    print: ({ values = [] }) =>
      values.length === 1 ? `z.literal(${listed(values)})` : `z.literals([${listed(values)}])`,
    fault: faultOfValues,
  },
  template_literal: { print: (_, { scope }, schema) => `z.templateLiteral(${scope.pattern(templatePattern(schema))})` },
  optional: {
    print: (described, place, schema) => around(isExact(schema) ? 'exactOptional' : 'optional', described, place),
  },
  nullable: { print: (described, place) => around('nullable', described, place) },
  nonoptional: { print: (described, place) => around('nonoptional', described, place) },
  readonly: { print: (described, place) => around('readonly', described, place) },
  lazy: {
    print: (described, place) => {
      const { text } = place.constants.region(() => place.print(lazyInner(described), place))
      return `z.lazy(() => ${text})`
    },
  },
  object: {
    print: printObjectPlain,
    fault: ({ shape = {} }) =>
      Object.getOwnPropertySymbols(shape).length ? 'a field whose key is a symbol' : undefined,
  },
  array: { print: ({ element }, place) => `z.array(${place.print(element as DescribedSchema, place, '*')})` },
  tuple: { print: printTuplePlain },
  record: { print: printRecordPlain },
  union: { print: printChoicePlain, fault: faultOfChoice },
  intersection: {
    print: ({ left, right }, place) =>
      `z.intersection(${place.print(left as DescribedSchema, place)}, ${place.print(right as DescribedSchema, place)})`,
  },
}

function listed(values: readonly unknown[]): string {
  return values.map(valueLiteral).join(', ')
}

function faultOfValues(described: Description): string | undefined {
  const isSaid = enumValues(described).every((value) => valueLiteral(value) !== undefined)
  return isSaid ? undefined : 'a value that source can not say'
}

function around(word: string, { innerType }: Description, place: PlainPlace): string {
  return `z.${word}(${place.print(innerType as DescribedSchema, place)})`
}

function printTuplePlain({ items = [], rest }: Description, place: PlainPlace): string {
  const printed = items.map((item, index) => place.print(item, place, String(index))).join(', ')
  return `z.tuple([${printed}]${rest ? `, ${place.print(rest, place, '*')}` : ''})`
}

function printRecordPlain({ keyType, valueType, partial, mode }: Description, place: PlainPlace): string {
  const [key, value] = [keyType, valueType].map((part) => place.print(part as DescribedSchema, place, '*'))
  const isSimple = describedBy(keyType as DescribedSchema).type === 'string' && !partial && !mode
  if (isSimple) return `z.record(${key}, ${value})`
  const way = [partial && 'partial: true', mode && `mode: ${textLiteral(mode)}`].filter(Boolean).join(', ')
  return `z.recordOf(${key}, ${value}${way && `, { ${way} }`})`
}

function printChoicePlain(described: Description, place: PlainPlace): string {
  const { options = [], discriminator, inclusive, unionFallback } = described
  const printed = options.map((option) => place.print(option, place))
  if (discriminator !== undefined) {
    const told = `${textLiteral(discriminator)}, [${printed.join(', ')}]`
    if (!unionFallback && options.every((option) => isSimplyTold(option, discriminator)))
      return `z.discriminatedUnion(${told})`
    return `z.toldApart(${told}${unionFallback ? `, ${tried(printed)}` : ''})`
  }
  if (inclusive === false && options.length > 1) return `z.xor([${printed.join(', ')}])`
  return options.length === 1 ? `z.only(${printed[0]}${inclusive === false ? ', false' : ''})` : tried(printed)
}

function tried(printed: readonly string[]): string {
  return printed.length === 1 ? `z.only(${printed[0]})` : `z.union([${printed.join(', ')}])`
}

/** Returns whether an option is an object that is known by listed words, without more being asked of them. */
function isSimplyTold(option: DescribedSchema, discriminator: string): boolean {
  const field = describedBy(option).shape?.[discriminator]
  if (describedBy(option).type !== 'object' || !field) return false
  return (
    ['literal', 'enum', 'null'].includes(describedBy(field).type) &&
    !describedBy(field).checks?.length &&
    !!valuesOf(field)
  )
}
