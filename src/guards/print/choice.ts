import type { DescribedSchema } from '../described-schema.js'
import { any, equal } from './condition.js'
import { checksIn, type Description, describedBy, enumValues, lazyInner } from './described.js'
import { failIf, type ReadPlace } from './function-body.js'
import { keyLiteral, valueLiteral } from './literal.js'
import { printFields } from './object.js'
import { mayBeMissing } from './presence.js'

/** Returns why a choice can't be written down. */
export function faultOfChoice(described: Description): string | undefined {
  const { options = [], discriminator, unionFallback, inclusive } = described
  if (discriminator === undefined) return inclusive === false ? 'a choice of exactly one' : undefined
  if (unionFallback) return 'a choice that falls back to trying all'
  const values = options.map((option) => toldBy(option, discriminator))
  if (values.some((each) => each === undefined)) return 'a choice whose options are told apart in a way of their own'
  const all = values.flat()
  return new Set(all).size === all.length ? undefined : 'a choice with two options of one word'
}

/** Prints the copying of what fits one of several schemas. */
export function printChoice(schema: DescribedSchema, place: ReadPlace): string {
  const { body } = place
  const { options = [], discriminator } = describedBy(schema)
  if (discriminator !== undefined) return told(options, discriminator, place)
  const [only] = options
  if (only && options.length === 1) return body.print(only, place)
  const copy = body.variable()
  const found = body.label()
  body.add(`let ${copy}`)
  body.block(`${found}:`, () => {
    for (const option of options) {
      const label = body.label()
      body.block(`${label}:`, () => {
        body.add(`${copy} = ${body.print(option, { ...place, fail: `break ${label}` })}`)
        body.add(`break ${found}`)
      })
    }
    body.add(place.fail)
  })
  return copy
}

/** Prints the copying of one of several objects, which a field tells apart. */
function told(options: readonly DescribedSchema[], discriminator: string, place: ReadPlace): string {
  const { body, value } = place
  failIf(place, `!${body.scope.helper('isObject')}(${value})`)
  const [word, copy] = [body.variable(), body.variable()]
  body.add(`const { ${keyLiteral(discriminator)}: ${word} } = ${value}`)
  body.add(`let ${copy}`)
  let before = ''
  for (const option of options) {
    const words = (toldBy(option, discriminator) ?? []).map((each) => equal(word, valueLiteral(each) as string))
    body.block(`${before}if (${any(words).fits})`, () => {
      body.add(`${copy} = ${copyOf(option, discriminator, word, place)}`)
    })
    before = 'else '
  }
  body.add(`else ${place.fail}`)
  return copy
}

/** Prints the copying of an option; what was asked already is not asked again. */
function copyOf(option: DescribedSchema, discriminator: string, word: string, place: ReadPlace): string {
  const { type, shape, checks = [] } = describedBy(option)
  const field = shape?.[discriminator]
  const isKnown = field && ['literal', 'enum'].includes(describedBy(field).type) && !checksIn(field).length
  if (type !== 'object' || checks.length || !isKnown || place.body.circles.has(option))
    return place.body.print(option, place)
  return printFields(option, place, { [discriminator]: word })
}

/** Lists the words of a field by which an option is known. */
function toldBy(option: DescribedSchema, discriminator: string): readonly unknown[] | undefined {
  const described = describedBy(option)
  const { type, shape, options } = described
  const words =
    type === 'union'
      ? options?.map((each) => toldBy(each, discriminator))
      : type === 'object' && shape && Object.hasOwn(shape, discriminator)
        ? [wordsOf(shape[discriminator] as DescribedSchema)]
        : undefined
  const all = words?.every((each) => each !== undefined) ? words.flat() : undefined
  return all?.every((word) => valueLiteral(word) !== undefined && !Number.isNaN(word)) ? all : undefined
}

function wordsOf(field: DescribedSchema): readonly unknown[] | undefined {
  const described = describedBy(field)
  // an option whose word may be missing is for zod to tell
  if (mayBeMissing(field)) return undefined
  if (described.type === 'literal' || described.type === 'enum') return enumValues(described)
  if (described.type === 'null') return [null]
  return described.type === 'lazy' ? wordsOf(lazyInner(described)) : undefined
}
