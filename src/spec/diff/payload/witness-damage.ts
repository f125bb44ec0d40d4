import { isJsonObject, type JsonObject, type JsonValue, toCanonicalText } from '../../containment/json.js'
import { formatBounds } from '../../containment/schema/format.js'
import { pathWith } from '../schema/field-path.js'
import { brief, kinds, listed, schemaTypesOf, sized } from '../schema/value-words.js'

/** The place where a value does not fit: what stands there, and what is taken instead. */
export interface Damage {
  /** Its place in the value, such as `services[2].urgency`; empty for the value as a whole. */
  readonly path: string
  /** What is sent, in short: `` `content` of 10,000 characters ``. */
  readonly sent: string
  /** What the receiver does about it: `takes at most 5,000`. */
  readonly expected: string
}

/**
 * Finds a place where a value does not fit a schema, at or below `at` where there is one; nothing where no keyword known
 * here refuses it.
 */
export function damageIn(schema: unknown, value: JsonValue, at = ''): Damage | undefined {
  if (!isJsonObject(schema)) return undefined
  const definitions = isJsonObject(schema['$defs']) ? schema['$defs'] : {}
  const found = new Search(definitions).damagesOf(schema, value, '', 0)
  return found.find(({ path }) => `${plain(path)}.`.startsWith(`${plain(at)}.`)) ?? found[0]
}

/** Spells a path without the places in lists and the names of alternatives. */
function plain(path: string): string {
  return path.replaceAll(/\[\d*\]/g, '[]').replaceAll(/\([^)]*\)/g, '')
}

const deepest = 60

class Search {
  constructor(readonly definitions: JsonObject) {}

  damagesOf(part: JsonObject, value: JsonValue | undefined, path: string, depth: number): Damage[] {
    if (depth > deepest || value === undefined) return []
    const target = this.#resolved(part)
    const own = valueDamage(target, value, path)
    return [...this.#within(target, value, path, depth), ...(own ? [own] : []), ...this.#of(target, value, path, depth)]
  }

  #resolved(part: JsonObject): JsonObject {
    const reference = part['$ref']
    const name = typeof reference === 'string' ? reference.replace(/^#\/\$defs\//, '') : undefined
    const target = name === undefined ? undefined : this.definitions[name]
    return isJsonObject(target) ? target : part
  }

  /** Looks into the fields and items of a value. */
  #within(part: JsonObject, value: JsonValue, path: string, depth: number): Damage[] {
    const { items } = part
    if (Array.isArray(value) && isJsonObject(items))
      return value.flatMap((item, index) => this.damagesOf(items, item, `${path}[${index}]`, depth + 1))
    if (!isJsonObject(value)) return []
    const missing = requiredOf(part).filter((name) => !Object.hasOwn(value, name))
    return [
      ...missing
        .map((name) => pathWith(path, name))
        .map((at) => ({ path: at, sent: `no \`${at}\``, expected: 'requires it' })),
      ...Object.entries(value).flatMap(([name, each]) => this.#entry(part, name, each, pathWith(path, name), depth)),
    ]
  }

  #entry(part: JsonObject, name: string, value: JsonValue, path: string, depth: number): Damage[] {
    const fields = isJsonObject(part['properties']) ? part['properties'] : {}
    const field = Object.hasOwn(fields, name) ? fields[name] : part['additionalProperties']
    if (isJsonObject(field)) return this.damagesOf(field, value, path, depth + 1)
    const isRefused = field === false || (field === undefined && part['x-unknown'] === 'strict')
    return isRefused ? [{ path, sent: `\`${path}\``, expected: 'refuses undeclared keys' }] : []
  }

  /** Looks into alternatives: where one of them is damaged within only, it is the one that was meant. */
  #of(part: JsonObject, value: JsonValue, path: string, depth: number): Damage[] {
    return ['allOf', 'anyOf', 'oneOf'].flatMap((key): Damage[] => {
      const arms = part[key]
      if (!Array.isArray(arms)) return []
      const found = arms.filter(isJsonObject).map((arm) => this.damagesOf(arm, value, path, depth + 1))
      if (key === 'allOf') return found.flat()
      if (found.some((damages) => !damages.length)) return []
      const within = found.filter((damages) => damages.every((each) => each.path !== path))
      // of several, the one whose word is there, as that of a field which tells alternatives apart
      const [meant, ...others] = within.length > 1 ? within.filter((damages) => !damages.some(isOtherWord)) : within
      if (meant && !others.length) return meant
      return [{ path, sent: sentAt(path, brief(value)), expected: 'takes none of that kind' }]
    })
  }
}

function isOtherWord({ expected }: Damage): boolean {
  return expected.startsWith('takes only')
}

function requiredOf(part: JsonObject): string[] {
  return Array.isArray(part['required']) ? part['required'].filter((name) => typeof name === 'string') : []
}

function sentAt(path: string, said: string): string {
  return path ? `\`${path}\` ${said}` : said
}

/** Compares a value with what a part says of it as a whole. */
function valueDamage(part: JsonObject, value: JsonValue, path: string): Damage | undefined {
  const types = [part['type']].flat().filter((type): type is string => typeof type === 'string')
  const damage = (sent: string, expected: string): Damage => ({ path, sent: sentAt(path, sent), expected })
  if (types.length && !types.some((type) => schemaTypesOf(value).includes(type)))
    return damage(brief(value), `takes ${kinds(types)}`)
  if (part['const'] !== undefined && !isEqual(part['const'], value))
    return damage(brief(value), `takes only ${brief(part['const'])}`)
  const words = part['enum']
  if (Array.isArray(words) && !words.some((word) => isEqual(word, value)))
    return damage(brief(value), `knows only ${listed(words)}`)
  for (const [keyword, size, refuses, limitWords] of sized(value)) {
    const limit = part[keyword]
    if (typeof limit === 'number' && refuses(limit)) return damage(size, limitWords(limit))
  }
  return patternDamage(part, value, damage)
}

function patternDamage(
  part: JsonObject,
  value: JsonValue,
  damage: (sent: string, expected: string) => Damage,
): Damage | undefined {
  if (typeof value !== 'string' || value.length > 1000) return undefined
  const format = part['format'] ?? part['x-format']
  // where no pattern stands beside it, what no reading of a format takes is refused for certain
  const bound = typeof format === 'string' ? formatBounds(format)?.outer : undefined
  const pattern = part['pattern'] ?? bound
  if (typeof pattern !== 'string' || isMatched(pattern, value)) return undefined
  const isOfFormat = typeof format !== 'string' || (bound !== undefined && isMatched(bound, value))
  const shown = pattern.length > longest ? `${pattern.slice(0, longest)} ...` : pattern
  return damage(brief(value), isOfFormat ? `takes \`${shown}\`` : `takes the format ${format}`)
}

const longest = 80

/** Returns whether a text matches a pattern; one that can't be read refuses nothing. */
function isMatched(pattern: string, value: string): boolean {
  try {
    return new RegExp(pattern, 'u').test(value)
  } catch {
    return true
  }
}

function isEqual(one: JsonValue, other: JsonValue): boolean {
  return toCanonicalText(one) === toCanonicalText(other)
}
