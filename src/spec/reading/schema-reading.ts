import { type DescribedSchema, isDescribed } from '../../guards/described-schema.js'
import { interpret } from '../../guards/interpreter.js'
import { describedBy, lazyInner } from '../../guards/print/described.js'

/** The schemas by which a place in a value is read. */
export interface Reading {
  readonly fields: readonly DescribedSchema[]
  /** How many steps of the path lead to a choice: what is wrong below may be told there. */
  readonly choices: readonly number[]
  /** Whether no option of a choice on the way reads the value without this place. */
  readonly isSure: boolean
  /** Whether it is an entry of a record, which may be missing. */
  readonly isEntry: boolean
}

/** Finds the schemas by which a value is read at a place. */
export function readingAt(schema: DescribedSchema, value: unknown, path: readonly string[]): Reading {
  const choices: number[] = []
  let [fields, held]: [DescribedSchema[], unknown] = [[schema], value]
  let [isSure, isEntry] = [true, false]
  for (const [depth, step] of path.entries()) {
    const options = fields.flatMap((field) => optionsFor(field, held))
    if (fields.some(isChoice)) choices.push(depth)
    fields = options.flatMap((option) => heldBy(option, step))
    isEntry = options.some((option) => describedBy(option).type === 'record')
    isSure &&= fields.length >= options.length
    held = (held as Record<string, unknown>)[step]
  }
  return { fields, choices, isSure, isEntry }
}

/** Returns whether a value fits a schema, asked by itself. */
export function fitsAlone(schema: DescribedSchema, value: unknown): boolean {
  return !interpret(schema as never, value).issues
}

function isChoice(schema: DescribedSchema): boolean {
  const described = describedBy(schema)
  const { type, innerType } = described
  if (type === 'lazy') return isChoice(lazyInner(described))
  return type === 'union' || (innerType !== undefined && isDescribed(innerType) && isChoice(innerType))
}

/** Lists the schemas that a schema stands for where it reads a value, which tells the options of a choice apart. */
function optionsFor(schema: DescribedSchema, held: unknown): DescribedSchema[] {
  const described = describedBy(schema)
  const { type, innerType, options = [], discriminator } = described
  if (type === 'lazy') return optionsFor(lazyInner(described), held)
  if (innerType) return optionsFor(innerType, held)
  if (type !== 'union') return reads(type, held) ? [schema] : []
  if (discriminator === undefined) return options.flatMap((option) => optionsFor(option, held))
  const told = (held as Record<string, unknown>)[discriminator]
  return options
    .flatMap((option) => optionsFor(option, held))
    .filter((option) => {
      const field = describedBy(option).shape?.[discriminator]
      return field && fitsAlone(field, told)
    })
}

function reads(type: string, held: unknown): boolean {
  if (type === 'array' || type === 'tuple') return Array.isArray(held)
  return type === 'object' || type === 'record'
    ? !Array.isArray(held)
    : ['unknown', 'any', 'intersection', 'custom'].includes(type)
}

function heldBy(schema: DescribedSchema, step: string): DescribedSchema[] {
  const { type, shape = {}, element, items, rest, valueType, left, right } = describedBy(schema)
  if (type === 'intersection') return [left, right].flatMap((side) => (side ? heldBy(side, step) : []))
  const field =
    type === 'object'
      ? Object.hasOwn(shape, step) && shape[step]
      : type === 'tuple'
        ? (items?.[Number(step)] ?? rest)
        : type === 'array'
          ? element
          : valueType
  return field ? [field] : []
}

/** Returns whether a path of a declaration leads to a field, whichever the value. */
export function leadsTo(schema: DescribedSchema, path: readonly string[]): boolean {
  const [step, ...rest] = path
  if (step === undefined) return true
  const described = describedBy(schema)
  const { type, innerType, options } = described
  if (type === 'lazy') return leadsTo(lazyInner(described), path)
  if (innerType) return leadsTo(innerType, path)
  if (options) return options.some((option) => leadsTo(option, path))
  if (type === 'unknown' || type === 'any') return true
  return heldBy(schema, step).some((field) => leadsTo(field, rest))
}
