import { idPattern, shortIdPattern } from '../../fields/pattern.js'
import type { DescribedSchema } from '../described-schema.js'
import { asksWhole, conditionOf, faultOfCheck } from './check.js'
import { all, type Condition, call, either, equal } from './condition.js'
import {
  checksIn,
  type Description,
  describedBy,
  enumValues,
  isExact,
  type PrintedCheck,
  templatePattern,
} from './described.js'
import { isByPattern, isRewriting } from './format.js'
import { valueLiteral } from './literal.js'
import type { Scope } from './scope.js'

/** Where a scalar is asked. */
export interface ScalarPlace {
  readonly scope: Scope
  readonly path: readonly string[]
}

/** Returns why a schema can't be written down, without looking into what it holds. */
export function faultOfChecks(schema: DescribedSchema): string | undefined {
  const { coerce } = describedBy(schema)
  if (coerce) return 'coercion'
  for (const check of checksIn(schema)) {
    const fault = faultOfCheck(check)
    if (fault) return fault
  }
  return undefined
}

/**
 * Prints what is asked of a value that is copied as it is; nothing, for a schema whose values are copied otherwise, or that
 * can't be written down.
 */
export function scalarConditions(
  schema: DescribedSchema,
  value: string,
  asked: ScalarPlace,
): readonly Condition[] | undefined {
  return isScalar(schema) ? conditionsOf(schema, value, asked, checksIn(schema)) : undefined
}

/** Prints what a schema and some of its checks ask of a value. */
export function conditionsOf(
  schema: DescribedSchema,
  value: string,
  asked: ScalarPlace,
  checks: readonly PrintedCheck[],
): readonly Condition[] | undefined {
  const described = describedBy(schema)
  const base = bases[described.type]?.(described, value, schema, { ...asked, checks })
  if (!base) return undefined
  const { taken = [], conditions, kind } = base
  const rest = checks.filter((check) => !taken.includes(check))
  const checked = { ...asked, schema, ...(kind && { kind }) }
  return [...conditions, ...rest.map((check) => conditionOf(check, value, checked))]
}

/** Returns whether the values of a schema are copied as they are, and whether all that it asks can be written down. */
function isScalar(schema: DescribedSchema): boolean {
  const described = describedBy(schema)
  const { type, innerType, options, discriminator, inclusive } = described
  if (!Object.hasOwn(bases, type) || faultOfChecks(schema) !== undefined) return false
  if (checksIn(schema).some(isRewriting)) return false
  if (type === 'union') return discriminator === undefined && inclusive !== false && (options?.every(isScalar) ?? false)
  if (wrappers.has(type)) return innerType !== undefined && isScalar(innerType)
  if (type !== 'enum' && type !== 'literal') return true
  return enumValues(described).every((value) => valueLiteral(value) !== undefined)
}

interface Base {
  readonly conditions: readonly Condition[]
  readonly kind?: 'string' | 'number'
  /** The checks that these conditions make too. */
  readonly taken?: readonly PrintedCheck[]
}

interface BasePlace extends ScalarPlace {
  readonly checks: readonly PrintedCheck[]
}

type PrintBase = (described: Description, value: string, schema: DescribedSchema, asked: BasePlace) => Base

const wrappers = new Set(['optional', 'nullable', 'nonoptional'])

const bases: Readonly<Record<string, PrintBase>> = {
  string: (_, value, __, { scope, checks }) => textBase(value, checks, scope),
  template_literal: (_, value, schema, { scope }) => ({
    conditions: [call(`${scope.helper('isText')}(${value}, ${scope.pattern(templatePattern(schema))})`)],
  }),
  number: (_, value, schema, asked) => numberBase(value, schema, asked),
  boolean: (_, value) => ({ conditions: [equal(`typeof ${value}`, '"boolean"')] }),
  null: (_, value) => ({ conditions: [equal(value, 'null')] }),
  undefined: (_, value) => ({ conditions: [equal(value, 'undefined')] }),
  void: (_, value) => ({ conditions: [equal(value, 'undefined')] }),
  never: () => ({ conditions: [{ fits: 'false', fails: 'true' }] }),
  unknown: () => ({ conditions: [] }),
  any: () => ({ conditions: [] }),
  enum: (described, value, _, { scope }) => oneOf(enumValues(described), value, scope),
  literal: ({ values = [] }, value, _, { scope }) => oneOf(values, value, scope),
  optional: ({ innerType }, value, schema, asked) =>
    unless(innerType, isExact(schema) ? undefined : 'undefined', value, asked),
  nonoptional: ({ innerType }, value, _, asked) => ({
    conditions: [
      { fits: `${value} !== undefined`, fails: `${value} === undefined` },
      ...((innerType && scalarConditions(innerType, value, asked)) ?? []),
    ],
  }),
  nullable: ({ innerType }, value, _, asked) => unless(innerType, 'null', value, asked),
  union: ({ options = [] }, value, _, asked) => ({
    conditions: [either(options.map((option) => all(scalarConditions(option, value, asked) ?? [])))],
  }),
}

/** Asks for text, by one call for that and for what most texts have to be. */
function textBase(value: string, checks: readonly PrintedCheck[], scope: Scope): Base {
  const kind = 'string'
  const most = checks.find(({ check }) => check === 'max_length')
  // before the patterns, of which some take long over long texts
  if (most) return { kind, taken: [most], conditions: [call(`${scope.helper('isShort')}(${value}, ${most.maximum})`)] }
  const plain = checks.find((check) => isByPattern(check) && !check.pattern?.global && !check.pattern?.sticky)
  if (!plain) return { kind, conditions: [equal(`typeof ${value}`, '"string"')] }
  // not the pattern itself: a build reads a contract beside a copy of the fields of its own
  const isId = [idPattern, shortIdPattern].some((each) => String(each) === String(plain.pattern))
  const text = isId
    ? `${scope.helper('isId')}(${value})`
    : `${scope.helper('isText')}(${value}, ${scope.pattern(plain.pattern as RegExp)})`
  return { kind, taken: [plain], conditions: [call(text)] }
}

/** Asks for a number, by one call where it is to be a whole one. */
function numberBase(value: string, schema: DescribedSchema, asked: BasePlace): Base {
  const kind = 'number'
  const whole = asked.checks.find((check) => asksWhole(check, schema))
  if (!whole) return { kind, conditions: [call(`Number.isFinite(${value})`)] }
  return { kind, taken: [whole], conditions: [conditionOf(whole, value, { ...asked, schema, kind })] }
}

function oneOf(values: readonly unknown[], value: string, scope: Scope): Base {
  const literals = values.map(valueLiteral)
  const [only] = literals
  if (literals.length === 1 && only !== 'NaN') return { conditions: [equal(value, only as string)] }
  return { conditions: [call(`${scope.constant(`new Set([${literals.join(', ')}])`)}.has(${value})`)] }
}

/** Asks a value of what one word may stand in place of. */
function unless(inner: DescribedSchema | undefined, word: string | undefined, value: string, asked: ScalarPlace): Base {
  const conditions = (inner && scalarConditions(inner, value, asked)) ?? []
  if (word === undefined || !conditions.length) return { conditions }
  return { conditions: [either([equal(value, word), all(conditions)])] }
}
