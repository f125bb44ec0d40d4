type Json = Readonly<Record<string, unknown>>

/** What is understood of an object here; one that says more stays as it is. */
const understood = new Set(['type', 'properties', 'required', 'additionalProperties'])

/** Writes several bare types of a choice as one list of types. */
export function compacted(json: Json): Json {
  const { anyOf, ...others } = json
  if (!Array.isArray(anyOf) || !anyOf.length || json['type'] !== undefined) return json
  if (!anyOf.every((option: Json) => Object.keys(option).join() === 'type')) return json
  const types = [...new Set(anyOf.flatMap(({ type }) => type as string | string[]))]
  return { ...others, type: types.length === 1 ? types[0] : types }
}

/** Writes objects that a value has to fit at once as one object: apart, two strict ones would refuse each other's fields. */
export function folded(members: readonly Json[]): Json {
  const choice = members.find((member) => choiceOf(member))
  const keyword = choice && choiceOf(choice)
  if (!choice || !keyword) return foldedObjects(members) ?? { allOf: members }
  const others = members.filter((member) => member !== choice)
  const branches = (choice[keyword] as Json[]).map((branch) => foldedObjects([...others, branch]))
  const isFolded = Object.keys(choice).length === 1 && branches.every(Boolean)
  return isFolded ? { [keyword]: branches } : { allOf: members }
}

function choiceOf(member: Json): 'anyOf' | 'oneOf' | undefined {
  return (['oneOf', 'anyOf'] as const).find((keyword) => Array.isArray(member[keyword]))
}

function foldedObjects(objects: readonly Json[]): Json | undefined {
  const isObject = ({ type, ...others }: Json): boolean =>
    type === 'object' && Object.keys(others).every((key) => understood.has(key))
  if (!objects.every(isObject)) return undefined
  const fieldsOf = (object: Json): Json => (object['properties'] ?? {}) as Json
  const keys = [...new Set(objects.flatMap((object) => Object.keys(fieldsOf(object))))]
  const properties = keys.map((key) => {
    const asked = objects.flatMap((object) =>
      Object.hasOwn(fieldsOf(object), key) ? [fieldsOf(object)[key] as Json] : othersIn(object),
    )
    const parts = distinct(asked)
    return [key, parts.length === 1 ? parts[0] : (foldedObjects(parts) ?? { allOf: parts })] as const
  })
  const required = [...new Set(objects.flatMap((object) => (object['required'] ?? []) as string[]))]
  return {
    type: 'object',
    properties: Object.fromEntries(properties),
    ...(required.length > 0 && { required }),
    ...undeclaredIn(objects),
  }
}

/** Writes down what becomes of fields that no object declares: refused where all refuse them. */
function undeclaredIn(objects: readonly Json[]): Json {
  if (objects.every((object) => object['additionalProperties'] === false)) return { additionalProperties: false }
  const asked = distinct(objects.flatMap(othersIn))
  if (!asked.length) return {}
  return { additionalProperties: asked.length === 1 ? asked[0] : { allOf: asked } }
}

/** Lists what an object asks of fields that it does not declare. */
function othersIn({ additionalProperties: asked }: Json): Json[] {
  return typeof asked === 'object' && asked !== null && Object.keys(asked).length ? [asked as Json] : []
}

function distinct(parts: readonly Json[]): readonly Json[] {
  return [...new Map(parts.map((part) => [JSON.stringify(part), part])).values()]
}
