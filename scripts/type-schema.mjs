// Writes the JSON Schema of an interface from its TypeScript type and comments, so that no shape is written twice.
import ts from 'typescript'
import { programOf } from './source-program.mjs'

/** Describes what interfaces of source files allow, each in JSON Schema 2020-12; one program reads them all. */
export function schemasOfTypes(types) {
  // what JSON holds is of the language itself: neither a browser's types are read nor Node's, which are most of the work
  const program = programOf(
    types.map(([file]) => file),
    { types: [], lib: ['lib.es2023.d.ts'] },
  )
  return types.map(([file, name]) => schemaOfType(program, file, name))
}

function schemaOfType(program, file, name) {
  const checker = program.getTypeChecker()
  const definitions = {}
  const sentence = (symbol) => {
    const text = symbol && ts.displayPartsToString(symbol.getDocumentationComment(checker)).replaceAll('\n', ' ')
    return text ? { description: text } : {}
  }
  const union = (types) => {
    const present = types.filter((type) => !(type.flags & ts.TypeFlags.Undefined))
    const held = present.filter((type) => !(type.flags & ts.TypeFlags.Null))
    if (held.length < present.length) return { anyOf: [union(held), { type: 'null' }] }
    if (present.every((type) => type.isStringLiteral())) return { enum: present.map(({ value }) => value).sort() }
    if (present.every((type) => type.flags & ts.TypeFlags.BooleanLiteral)) return { type: 'boolean' }
    if (present.length === 1) return schemaOf(present[0])
    const flags = present.filter((type) => type.flags & ts.TypeFlags.BooleanLiteral)
    // a flag that may be both is two types
    const others = flags.length > 1 ? present.filter((type) => !flags.includes(type)) : present
    return { anyOf: [...others.map(schemaOf), ...(flags.length > 1 ? [{ type: 'boolean' }] : [])] }
  }
  const object = (type) => {
    const [index] = checker.getIndexInfosOfType(type)
    if (index) return { type: 'object', additionalProperties: schemaOf(index.type) }
    const symbols = checker.getPropertiesOfType(type)
    return {
      type: 'object',
      properties: Object.fromEntries(
        symbols.map((symbol) => [
          symbol.getName(),
          { ...schemaOf(checker.getTypeOfSymbol(symbol)), ...sentence(symbol) },
        ]),
      ),
      required: symbols.filter(({ flags }) => !(flags & ts.SymbolFlags.Optional)).map((symbol) => symbol.getName()),
      additionalProperties: false,
    }
  }
  const schemaOf = (type) => {
    if (type.flags & ts.TypeFlags.Any) throw new Error(`${name} holds a type that is not known here`)
    // whatever JSON can say
    if (type.aliasSymbol?.name === 'JsonValue') return {}
    if (type.isUnion()) return union(type.types)
    if (type.isStringLiteral()) return { const: type.value }
    if (type.flags & ts.TypeFlags.String) return { type: 'string' }
    if (type.flags & ts.TypeFlags.BooleanLiteral) return { const: checker.typeToString(type) === 'true' }
    if (type.isNumberLiteral()) return { const: type.value }
    if (type.flags & ts.TypeFlags.Number) return { type: 'number' }
    if (type.flags & ts.TypeFlags.Unknown) return {}
    if (type.aliasSymbol?.name === 'JsonSchema') return { type: 'object' }
    if (checker.isArrayType(type)) return { type: 'array', items: schemaOf(checker.getTypeArguments(type)[0]) }
    if (!type.isClassOrInterface()) return object(type)
    const key = type.symbol.name
    if (!definitions[key]) {
      definitions[key] = {}
      definitions[key] = { ...object(type), ...sentence(type.symbol) }
    }
    return { $ref: `#/$defs/${key}` }
  }
  const declared = program.getSourceFile(file).statements.find((each) => each.name?.text === name)
  const { $ref } = schemaOf(checker.getTypeAtLocation(declared.name))
  return { $schema: 'https://json-schema.org/draft/2020-12/schema', title: name, $ref, $defs: definitions }
}
