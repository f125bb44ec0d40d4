import type { DescribedSchema } from '../../guards/described-schema.js'
import { circlesIn, enumValues, isExact, lazyInner } from '../../guards/print/described.js'
import type { FieldMeanings, FieldSentences } from '../prose.js'
import { described, type TypeDescription } from './description.js'
import { arrayType, intersectionType, tupleType } from './list-type.js'
import { objectType } from './object-type.js'
import { recordType } from './record-type.js'
import { capitalWords } from './type-name.js'
import { type PrintType, type TypePlace, typeIn, unionType } from './type-place.js'
import { type NamedType, TypeScope } from './type-scope.js'
import { literalType, templateType, textType } from './word-type.js'

/** How deep is gone: a schema that makes a new one whenever it is asked has no end. */
const mostDepth = 100

/** What a type is printed with. */
export interface TypeOptions {
  /** The sentence of each field, by its path. */
  readonly sentences?: FieldSentences
  /** What the values of enumerations mean, by the path of the field. */
  readonly meanings?: FieldMeanings
  /** What the lines of the type begin with. */
  readonly indent?: string
  /** What it shares with other types: names, and what can't be said. */
  readonly scope?: TypeScope
  /** The name under which the type will stand, by which a type that holds itself is called. */
  readonly name?: string
}

/**
 * Prints the type that TypeScript infers of a schema's output, from what the schema says of itself. What it holds that holds
 * itself stands in the scope, under a name of its own, and so does what no type can be printed of. Two things are not
 * known to a schema and so to nobody here: a brand, without which the type is printed, and the name of an `enum`, in whose
 * place its values are.
 */
export function printedType(schema: DescribedSchema, options: TypeOptions = {}): string {
  const { sentences = {}, meanings = {}, indent = '', scope = new TypeScope(), name = 'Value' } = options
  const circles = circlesIn(schema)
  const place = {
    scope,
    path: [],
    sentences,
    meanings,
    indent,
    circles,
    name,
    isReadonly: false,
    depth: 0,
    print: printMembers,
  }
  // what has this name is being declared here
  return scope.nameOf(schema) === name ? unionType(printKind(schema, place)) : typeIn(schema, place)
}

/** Prints a named type: an interface where it can be one. */
export function namedType(name: string, type: string): Pick<NamedType, 'name' | 'text'> {
  const isObject = type.startsWith('{\n') && type.indexOf('\n}') === type.length - 2
  return { name, text: isObject ? `interface ${name} ${type}` : `type ${name} = ${type};` }
}

function printMembers(schema: DescribedSchema, place: TypePlace): readonly string[] {
  const { scope, circles } = place
  if (place.depth > mostDepth) return unsaid('a schema that has no end', { ...place, path: place.path.slice(0, 1) })
  const deeper = { ...place, depth: place.depth + 1 }
  if (!circles.has(schema)) return printKind(schema, deeper)
  const known = scope.nameOf(schema)
  if (known === undefined) return [declared(schema, deeper)]
  return [place.isReadonly ? `Readonly<${known}>` : known]
}

/** Declares the type of a schema that holds itself, and returns its name. */
function declared(schema: DescribedSchema, place: TypePlace): string {
  const { scope, path } = place
  const last = path.findLast((step) => step !== '[]' && step !== '*')
  const name = scope.reserve(path.length ? `${place.name}${capitalWords(last ?? 'Item')}` : place.name)
  scope.name(schema, name)
  const type = unionType(printKind(schema, { ...place, indent: '', isReadonly: false }))
  scope.declarations.push(namedType(name, type))
  return place.isReadonly ? `Readonly<${name}>` : name
}

function printKind(schema: DescribedSchema, place: TypePlace): readonly string[] {
  const { type } = described(schema)
  const kind = Object.hasOwn(kinds, type) ? kinds[type] : undefined
  return kind ? kind(schema, place) : unsaid(`the kind ${type}`, place)
}

function unsaid(reason: string, { scope, path }: TypePlace): readonly string[] {
  scope.unprintable.push({ path, reason })
  return ['unknown']
}

function plainly(type: string): PrintType {
  return () => [type]
}

function of(print: (described: TypeDescription, place: TypePlace) => readonly string[]): PrintType {
  return (schema, place) => print(described(schema), place)
}

const kinds: Readonly<Record<string, PrintType>> = {
  string: textType,
  bytes: plainly('Uint8Array'),
  number: plainly('number'),
  int: plainly('number'),
  boolean: plainly('boolean'),
  null: plainly('null'),
  undefined: plainly('undefined'),
  void: plainly('void'),
  any: plainly('any'),
  never: plainly('never'),
  unknown: (_, { isReadonly }) => [isReadonly ? 'Readonly<unknown>' : 'unknown'],
  enum: of((words) => enumValues(words).map(literalType)),
  literal: of(({ values = [] }) => values.map(literalType)),
  template_literal: of(templateType),
  optional: (schema, place) => {
    const inner = place.print(described(schema).innerType as DescribedSchema, place)
    return isExact(schema) ? inner : [...inner, 'undefined']
  },
  nullable: of(({ innerType }, place) => [...place.print(innerType as DescribedSchema, place), 'null']),
  nonoptional: of(({ innerType }, place) => [`Exclude<${typeIn(innerType, place)}, undefined>`]),
  readonly: of(({ innerType }, place) => place.print(innerType as DescribedSchema, { ...place, isReadonly: true })),
  lazy: of((lazy, place) => place.print(lazyInner(lazy), place)),
  pipe: of(({ out }, place) => place.print(out as DescribedSchema, place)),
  union: of(({ options = [] }, place) => options.flatMap((option) => place.print(option, place))),
  intersection: of(intersectionType),
  object: of(objectType),
  array: of(arrayType),
  tuple: of(tupleType),
  record: of(recordType),
}
