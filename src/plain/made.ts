import { type Check, type Definition, type Marks, PlainSchema, type Read, type Reason, schemaIssue } from './schema.js'

type Test = (value: unknown) => boolean

/** Makes a schema of values that are copied as they are, or as is said. */
export function made(
  definition: Definition,
  fits: Test,
  copied: Read = (value) => value,
  reason: Reason = { expected: definition.type },
): PlainSchema {
  return new PlainSchema(definition, (value, issues, checks) => {
    if (fits(value)) return copied(value, issues, checks)
    issues.push(schemaIssue(reason))
    return value
  })
}

/** Makes a schema of listed values. */
export function ofValues(type: string, values: readonly unknown[]): PlainSchema {
  return made({ type, values }, (value) => values.includes(value), undefined, { values })
}

/** Adds checks and marks to a copy of a schema. */
export function qualified(
  { '~plain': plain, copied }: PlainSchema,
  checks: readonly Check[],
  marks?: Marks,
): PlainSchema {
  const more = { checks: [...(plain.checks ?? []), ...checks], marks: { ...plain.marks, ...marks } }
  return new PlainSchema({ ...plain, ...more }, copied)
}
