/** A version of JSON Schema that is read. */
export type Dialect = '2020-12' | '2019-09' | 'draft-07' | 'draft-06' | 'draft-04'

const order: readonly Dialect[] = ['draft-04', 'draft-06', 'draft-07', '2019-09', '2020-12']

const asserted: Readonly<Record<Dialect, readonly string[]>> = {
  'draft-04': [
    '$ref',
    'additionalItems',
    'additionalProperties',
    'allOf',
    'anyOf',
    'dependencies',
    'enum',
    'exclusiveMaximum',
    'exclusiveMinimum',
    'format',
    'items',
    'maxItems',
    'maxLength',
    'maxProperties',
    'maximum',
    'minItems',
    'minLength',
    'minProperties',
    'minimum',
    'multipleOf',
    'not',
    'oneOf',
    'pattern',
    'patternProperties',
    'properties',
    'required',
    'type',
    'uniqueItems',
  ],
  'draft-06': ['const', 'contains', 'propertyNames'],
  'draft-07': ['if', 'then', 'else'],
  '2019-09': [
    'dependentRequired',
    'dependentSchemas',
    'maxContains',
    'minContains',
    'unevaluatedItems',
    'unevaluatedProperties',
  ],
  '2020-12': ['prefixItems'],
}

const annotations = new Set([
  '$anchor',
  '$comment',
  '$defs',
  '$dynamicAnchor',
  '$id',
  '$recursiveAnchor',
  '$schema',
  'contentEncoding',
  'contentMediaType',
  'contentSchema',
  'default',
  'definitions',
  'deprecated',
  'description',
  'example',
  'examples',
  'id',
  'readOnly',
  'title',
  'writeOnly',
])

/** Names the keyword of ours that holds the flags a pattern is read with. */
export const flagsKeyword = 'x-flags'

/** One schema object with its keywords renamed to those of 2020-12, and the place each came from. */
export interface KeywordView {
  readonly keywords: ReadonlyMap<string, unknown>
  readonly origins: ReadonlyMap<string, string>
  readonly unknown: readonly string[]
}

/** Returns whether a keyword asserts something in some dialect, and so may in one that does not know it. */
export function isAssertedElsewhere(keyword: string): boolean {
  return keyword.startsWith('$') || order.some((dialect) => asserted[dialect].includes(keyword))
}

/** Recognises the dialect that a `$schema` address names. */
export function toDialect(address: unknown): Dialect | undefined {
  return typeof address === 'string' ? order.find((dialect) => address.includes(`/${dialect}/schema`)) : undefined
}

function keywordsOf(dialect: Dialect): ReadonlySet<string> {
  const known = new Set(order.slice(0, order.indexOf(dialect) + 1).flatMap((candidate) => asserted[candidate]))
  if (dialect === '2020-12') known.delete('additionalItems')
  return known
}

const known: Readonly<Record<Dialect, ReadonlySet<string>>> = {
  'draft-04': keywordsOf('draft-04'),
  'draft-06': keywordsOf('draft-06'),
  'draft-07': keywordsOf('draft-07'),
  '2019-09': keywordsOf('2019-09'),
  '2020-12': keywordsOf('2020-12'),
}

function mapTuple(found: Map<string, unknown>, origins: Map<string, string>): void {
  const items = found.get('items')
  const additional = found.get('additionalItems')
  found.delete('additionalItems')
  if (!Array.isArray(items)) return
  found.delete('items')
  found.set('prefixItems', items)
  origins.set('prefixItems', 'items')
  if (additional === undefined) return
  found.set('items', additional)
  origins.set('items', 'additionalItems')
}

function mapBooleanBound(found: Map<string, unknown>, plain: string, exclusive: string): void {
  const flag = found.get(exclusive)
  if (typeof flag !== 'boolean') return
  found.delete(exclusive)
  if (!flag || !found.has(plain)) return
  found.set(exclusive, found.get(plain))
  found.delete(plain)
}

/** Returns whether a dialect has `$ref` stand alone, which many validators do not follow. */
export function isRefAlone(dialect: Dialect): boolean {
  return order.indexOf(dialect) < order.indexOf('2019-09')
}

/** Returns whether a schema says something beside a `$ref`. */
export function hasRefSiblings(schema: Readonly<Record<string, unknown>>): boolean {
  return (
    typeof schema['$ref'] === 'string' &&
    Object.keys(schema).some((keyword) => keyword !== '$ref' && !annotations.has(keyword) && !keyword.startsWith('x-'))
  )
}

const noKeywords: ReadonlySet<string> = new Set()

/** Reads the keywords of one schema object in the words of 2020-12, with or without what stands beside a `$ref`. */
export function readKeywords(
  schema: Readonly<Record<string, unknown>>,
  dialect: Dialect,
  dropsRefSiblings: boolean,
  declared: ReadonlySet<string> = noKeywords,
): KeywordView {
  const found = new Map<string, unknown>()
  const origins = new Map<string, string>()
  const unknown: string[] = []
  const refAlone = dropsRefSiblings && typeof schema['$ref'] === 'string'
  for (const keyword of Object.keys(schema)) {
    const value = schema[keyword]
    if (keyword === flagsKeyword && typeof schema['pattern'] === 'string' && !refAlone) found.set(keyword, value)
    if (value === undefined || annotations.has(keyword) || keyword.startsWith('x-')) continue
    if (refAlone && keyword !== '$ref') continue
    if (known[dialect].has(keyword)) found.set(keyword, value)
    else if (!declared.has(keyword)) unknown.push(keyword)
  }
  if (dialect !== '2020-12') mapTuple(found, origins)
  if (dialect === 'draft-04') {
    mapBooleanBound(found, 'minimum', 'exclusiveMinimum')
    mapBooleanBound(found, 'maximum', 'exclusiveMaximum')
  }
  return { keywords: found, origins, unknown }
}
