type Json = Readonly<Record<string, unknown>>

const numeric = { integer: '^-?\\d+$', number: '^-?\\d+(?:\\.\\d+)?$' } as const

/** Writes down what is asked of the keys of a record: they are text on the wire, also where they are numbers. */
export function keyNames(json: Json): Json {
  const choice = (['anyOf', 'oneOf'] as const).find((keyword) => Array.isArray(json[keyword]))
  if (choice) return { ...json, [choice]: (json[choice] as Json[]).map(keyNames) }
  const types = [json['type']].flat()
  const isNumeric = !types.includes('string') && types.some((type) => type === 'number' || type === 'integer')
  const values = (json['enum'] ?? (json['const'] === undefined ? undefined : [json['const']])) as unknown[] | undefined
  if (!isNumeric && !values?.some((value) => typeof value === 'number')) return json
  const { minimum, maximum, exclusiveMinimum, exclusiveMaximum, multipleOf, format, ...others } = json
  const texts = values?.map((value) => (typeof value === 'number' ? String(value) : value))
  return {
    ...others,
    ...(others['enum'] !== undefined && { enum: texts }),
    ...(others['enum'] === undefined && texts && { const: texts[0] }),
    ...(isNumeric && { type: 'string' }),
    ...(isNumeric && !values && { pattern: numeric[types.includes('number') ? 'number' : 'integer'] }),
  }
}
