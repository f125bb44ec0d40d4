import { type DescribedSchema, definitionOf } from '../guards/described-schema.js'
import { enumValues, lazyInner } from '../guards/print/described.js'
import { picked } from '../testing/random.js'
import { checksOf, schemaValue, valueDefinitionOf } from '../testing/schema-value.js'

const deepest = 6

/** Draws a value that fits a schema, most likely, and that reads like one: what a person would write for a field of that name. */
export function plausibleValue(schema: DescribedSchema, random: () => number, name = 'value', depth = 0): unknown {
  const { type, shape, options, innerType, element } = valueDefinitionOf(schema)
  const within = (inner: DescribedSchema, called = name): unknown => plausibleValue(inner, random, called, depth + 1)
  if (depth > deepest) return schemaValue(schema, random)
  switch (type) {
    case 'string':
      return textOf(schema, name, random)
    case 'number':
      return numberOf(schema, name, random)
    case 'enum':
      return picked(enumValues(definitionOf(schema) as never), random)
    case 'object':
      return Object.fromEntries(Object.entries(shape).map(([key, field]) => [key, within(field, key)]))
    case 'array':
      return [within(element, name.replace(/s$/, ''))]
    case 'union':
      return within(picked(options, random))
    case 'lazy':
      return within(lazyInner(definitionOf(schema) as never))
    case 'optional':
    case 'nullable':
    case 'readonly':
    case 'nonoptional':
      return within(innerType)
    default:
      return schemaValue(schema, random)
  }
}

/** Words for fields that are often there; the others say their own name. */
const samples: readonly (readonly [name: RegExp, words: readonly string[]])[] = [
  [/^(user|full|display|first|customer)?_?name$/i, ['Ada Obi', 'Ben Okoro', 'Chi Eze']],
  [/place|city|town/i, ['Ibadan', 'Enugu', 'Jos', 'Lagos']],
  [/e?mail/i, ['ada@example.org', 'ben@example.org']],
  [/phone/i, ['+234 800 000 0001']],
  [/url|link|image|avatar/i, ['https://example.org/1']],
  [/currency/i, ['NGN', 'USD']],
  [/message|content|text|note|comment|description|body/i, ['Hello there', 'It is on the way', 'Thank you']],
]

function textOf(schema: DescribedSchema, name: string, random: () => number): string {
  const format = `${(definitionOf(schema) as { readonly format?: string }).format ?? checksOf(schema).find((each) => each.format)?.format ?? ''}`
  if (/date-?time/.test(format) || /(At|_at|^at|timestamp)$/.test(name))
    return firstFitting(schema, [new Date().toISOString()], random)
  if (format === 'date' || /date$/i.test(name))
    return firstFitting(schema, [new Date().toISOString().slice(0, 10)], random)
  if (/(^id|Id|_id)$/.test(name)) {
    const noun = name.replace(/_?id$/i, '') || 'id'
    return firstFitting(schema, [`${noun}_${1 + Math.floor(random() * 99)}`], random)
  }
  const words = samples.find(([called]) => called.test(name))?.[1]
  return firstFitting(schema, [...(words ? [picked(words, random)] : []), spelledOut(name)], random)
}

/** Writes a field's name as words: `deliveryNote` becomes `Delivery note`. */
function spelledOut(name: string): string {
  const words = name
    .replace(/[_-]+/g, ' ')
    .replace(/([a-z])([A-Z])/g, (_, last, next) => `${last} ${next.toLowerCase()}`)
  return words.charAt(0).toUpperCase() + words.slice(1)
}

function firstFitting(schema: DescribedSchema, texts: readonly string[], random: () => number): string {
  const fits = (text: string): boolean => !(schema['~standard'].validate(text) as { readonly issues?: unknown }).issues
  return texts.find(fits) ?? String(schemaValue(schema, random))
}

function numberOf(schema: DescribedSchema, name: string, random: () => number): number {
  const numbers = /(At|timestamp)Ms$|Ms$/.test(name) && /at/i.test(name) ? [Date.now()] : []
  const usual = [...numbers, 1 + Math.floor(random() * 20), Math.round(random() * 1000), 0]
  const fits = (value: number): boolean =>
    !(schema['~standard'].validate(value) as { readonly issues?: unknown }).issues
  return usual.find(fits) ?? Number(schemaValue(schema, random))
}
