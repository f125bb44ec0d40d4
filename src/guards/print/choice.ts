import type { DescribedSchema } from '../described-schema.js'
import { either, equal } from './condition.js'
import { checksIn, type Description, describedBy } from './described.js'
import { failIf, type ReadPlace } from './function-body.js'
import { keyLiteral, valueLiteral } from './literal.js'
import { printFields } from './object.js'
import { mayBeUndefined, wordsOfOption } from './presence.js'

/** Returns why a choice can't be written down. */
export function faultOfChoice(described: Description): string | undefined {
  const { options = [], discriminator } = described
  if (discriminator === undefined) return undefined
  const lists = options.map((option) => wordsOfOption(option, discriminator))
  if (lists.some((words) => !words.length || !words.every(isWord)))
    return 'a choice whose options are told apart in a way of their own'
  const all = lists.flat().filter((word) => word !== undefined)
  return new Set(all).size === all.length ? undefined : 'a choice with two options of one word'
}

function isWord(value: unknown): boolean {
  return valueLiteral(value) !== undefined && !Number.isNaN(value)
}

/** Prints the copying of what fits one of several schemas. */
export function printChoice(schema: DescribedSchema, place: ReadPlace): string {
  const { options = [], discriminator, unionFallback, inclusive } = describedBy(schema)
  if (discriminator !== undefined) return told(options, discriminator, unionFallback ?? false, place)
  const isExclusive = inclusive === false && options.length > 1
  return isExclusive ? onlyOne(options, place) : tried(options, place)
}

/** Prints the copying of what fits the first of several schemas that it fits. */
function tried(options: readonly DescribedSchema[], place: ReadPlace): string {
  const { body } = place
  const [only] = options
  if (only && options.length === 1) return body.print(only, place)
  const copy = body.variable()
  const found = body.label()
  body.add(`let ${copy}`)
  body.block(`${found}:`, () => {
    for (const option of options) {
      attempt(option, place, (read) => {
        body.add(`${copy} = ${read}`)
        body.add(`break ${found}`)
      })
    }
    body.add(place.fail)
  })
  return copy
}

/** Prints the copying of what fits exactly one of several schemas. */
function onlyOne(options: readonly DescribedSchema[], place: ReadPlace): string {
  const { body } = place
  const [copy, count] = [body.variable(), body.variable()]
  body.add(`let ${copy}, ${count} = 0`)
  for (const option of options)
    attempt(option, place, (read) => {
      body.add(`${copy} = ${read}`)
      body.add(`${count}++`)
    })
  failIf(place, `${count} !== 1`)
  return copy
}

/** Prints the reading of an option, and what is done where it fits. */
function attempt(option: DescribedSchema, place: ReadPlace, use: (read: string) => void): void {
  const { body } = place
  const label = body.label()
  body.block(`${label}:`, () => use(body.print(option, { ...place, fail: `break ${label}` })))
}

/** Prints the copying of one of several objects, which a field tells apart. */
function told(options: readonly DescribedSchema[], discriminator: string, isTried: boolean, place: ReadPlace): string {
  const { body, value } = place
  failIf(place, `!${body.scope.helper('isObject')}(${value})`)
  const [word, copy] = [body.variable(), body.variable()]
  body.add(`const { ${keyLiteral(discriminator)}: ${word} } = ${value}`)
  body.add(`let ${copy}`)
  const all = options.flatMap((option) => [...new Set(wordsOfOption(option, discriminator))])
  // a word of several options, as that of a field which may be missing, tells nothing
  const isTelling = (each: unknown): boolean => all.indexOf(each) === all.lastIndexOf(each)
  let before = ''
  for (const option of options) {
    const words = wordsOfOption(option, discriminator).filter(isTelling)
    const conditions = [...new Set(words)].map((each) => equal(word, valueLiteral(each) as string))
    body.block(`${before}if (${either(conditions).fits})`, () => {
      body.add(`${copy} = ${copyOf(option, discriminator, word, place)}`)
    })
    before = 'else '
  }
  if (isTried) body.block('else', () => body.add(`${copy} = ${tried(options, place)}`))
  else body.add(`else ${place.fail}`)
  return copy
}

/** Prints the copying of an option; what was asked already is not asked again. */
function copyOf(option: DescribedSchema, discriminator: string, word: string, place: ReadPlace): string {
  const { type, shape, checks = [] } = describedBy(option)
  const field = shape?.[discriminator]
  const isKnown =
    field && ['literal', 'enum'].includes(describedBy(field).type) && !checksIn(field).length && !mayBeUndefined(field)
  if (type !== 'object' || checks.length || !isKnown || place.body.circles.has(option))
    return place.body.print(option, place)
  return printFields(option, place, { [discriminator]: word })
}
