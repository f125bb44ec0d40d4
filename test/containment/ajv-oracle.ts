import { Ajv2020 } from 'ajv/dist/2020.js'

/** Parts `contains` from `prefixItems`: beside it, Ajv 8 lets the empty list pass. */
const toSafe = (schema: unknown): unknown => {
  if (Array.isArray(schema)) return schema.map(toSafe)
  if (typeof schema !== 'object' || schema === null) return schema
  const copy = Object.fromEntries(Object.entries(schema).map(([key, value]) => [key, toSafe(value)]))
  if (!('contains' in copy) || !('prefixItems' in copy)) return copy
  const { contains: within, minContains, maxContains, ...rest } = copy
  const counts = Object.entries({ minContains, maxContains }).filter(([, count]) => count !== undefined)
  const part = { contains: within, ...Object.fromEntries(counts) }
  return { ...rest, allOf: [...((rest['allOf'] as unknown[] | undefined) ?? []), part] }
}

/** Asks Ajv about values; gives nothing where Ajv can't compile the schema, or is known to stray from the draft. */
export const toOracle = (schema: unknown): ((value: unknown) => boolean | undefined) | undefined => {
  if (JSON.stringify(schema).includes('unevaluated')) return undefined
  try {
    const ajv = new Ajv2020({
      strict: false,
      logger: false,
      multipleOfPrecision: 9,
      validateSchema: false,
      validateFormats: false,
    })
    const check = ajv.compile(toSafe(schema) as object)
    return (value) => {
      try {
        return check(value) === true
      } catch {
        return undefined
      }
    }
  } catch {
    return undefined
  }
}
