// Reads with the TypeScript checker what the sources say of contracts in comments, and how they name types.
import { existsSync, readdirSync } from 'node:fs'
import ts from 'typescript'
import { programOf } from './source-program.mjs'

const directions = ['serverToClient', 'clientToServer']
const events = 'src/events'

/** Answers what the sources say, in the shape `toContractJson` takes. */
export function readProse() {
  const files = readdirSync(events).filter((file) => file.endsWith('.ts') && !file.includes('.test'))
  const beside = files
    .flatMap((file) => [`src/rooms/${file}`, `src/aliases/${file}`])
    .filter((file) => existsSync(file))
  const program = programOf([...files.map((file) => `${events}/${file}`), ...beside])
  const reader = proseReader(program.getTypeChecker())
  const prose = { namespaces: {} }
  for (const file of files) {
    const source = program.getSourceFile(`${events}/${file}`)
    const contract = reader.constant(source, 'contract')
    const path = contract && reader.literal(contract, 'path')
    const alone = reader.constant(source, 'protocol')
    if (path)
      prose.namespaces[path] = {
        ...reader.namespace(source, contract),
        rooms: reader.rooms(program.getSourceFile(`src/rooms/${file}`)),
        aliases: reader.aliases(program.getSourceFile(`src/aliases/${file}`)),
      }
    if (alone)
      Object.assign(prose, {
        protocol: reader.events(alone, new Map()),
        handshake: reader.fields(reader.carried(reader.constant(source, 'handshakeAuth'))),
        refusal: reader.fields(reader.carried(reader.constant(source, 'refusal'))),
      })
  }
  return prose
}

function proseReader(checker) {
  const sentence = (symbol) =>
    ts.displayPartsToString(symbol.getDocumentationComment(checker)).replaceAll('\n', ' ') || undefined
  const nameOf = (member) => (ts.isStringLiteral(member.name) ? member.name.text : member.name.getText())
  const parts = (type) => (type.isUnion() ? type.types : [type])
  const declarations = (source) =>
    source.statements.filter(ts.isVariableStatement).flatMap((one) => [...one.declarationList.declarations])
  const constant = (source, name) => {
    const found = declarations(source).find((each) => each.name.getText() === name)
    return found && checker.getTypeAtLocation(found.name)
  }
  const property = (type, name) => {
    const symbol = checker.getPropertyOfType(type, name)
    return symbol && checker.getTypeOfSymbol(symbol)
  }
  const literal = (type, name) => {
    const held = property(type, name)
    return held?.isStringLiteral() ? held.value : undefined
  }
  const carried = (type) => checker.getTypeArguments(type)[0] ?? type.aliasTypeArguments?.[0] ?? validated(type)
  // an interface that extends the standard schema says in its property what it holds
  const validated = (type) => {
    const types = property(property(type, '~standard'), 'types')
    return property(checker.getNonNullableType(types), 'output')
  }

  /** Maps the path of every field below a type to its sentence. */
  const fields = (type) => {
    const found = {}
    const isOpen = (one) => one.flags & (ts.TypeFlags.Object | ts.TypeFlags.Union | ts.TypeFlags.Intersection)
    const visit = (held, path) => {
      for (const one of parts(checker.getNonNullableType(held))) {
        if (!isOpen(one)) continue
        if (checker.isArrayType(one)) visit(checker.getTypeArguments(one)[0], [...path, '[]'])
        else if (!one.getCallSignatures().length && one.flags & ts.TypeFlags.Object) {
          for (const info of checker.getIndexInfosOfType(one)) visit(info.type, [...path, '*'])
          for (const symbol of checker.getPropertiesOfType(one)) {
            const at = [...path, symbol.getName()]
            found[at.join('.')] ??= sentence(symbol)
            visit(checker.getTypeOfSymbol(symbol), at)
          }
        }
      }
    }
    visit(type, [])
    return found
  }

  /** Finds the sentence on the identity of an event that is declared in place. */
  const identity = (symbol) => {
    const call = symbol.valueDeclaration?.initializer
    const given = call && ts.isCallExpression(call) ? call.arguments[0] : undefined
    const member = given?.properties?.find((each) => each.name?.getText() === 'identity')
    return member && sentence(checker.getSymbolAtLocation(member.name))
  }

  const eventsOf = (contract, types) =>
    Object.fromEntries(
      directions.map((direction) => [
        direction,
        Object.fromEntries(
          checker.getPropertiesOfType(property(contract, direction)).map((symbol) => {
            const name = symbol.getName()
            const type = checker.getTypeOfSymbol(symbol)
            // an event that is marked, as one for everybody, is an intersection that begins with the event
            const [payload, reply] = checker.getTypeArguments(type.isIntersection() ? type.types[0] : type)
            return [
              name,
              {
                summary: sentence(symbol),
                identity: identity(symbol),
                payload: fields(payload),
                reply: fields(reply),
                types: types.get(`${direction} ${name}`) ?? {},
              },
            ]
          }),
        ),
      ]),
    )

  /** Maps direction and name of an event to the names of its types. */
  const typeNames = (source) => {
    const found = new Map()
    for (const statement of source.statements) {
      const named = ts.isInterfaceDeclaration(statement)
        ? statement.heritageClauses?.[0]?.types[0]
        : ts.isTypeAliasDeclaration(statement) && ts.isTypeReferenceNode(statement.type)
          ? statement.type
          : undefined
      const part = { PayloadOf: 'payload', ReplyOf: 'reply' }[(named?.expression ?? named?.typeName)?.getText()]
      if (!part) continue
      const [, direction, event] = named.typeArguments.map((argument) => argument.literal?.text)
      const key = `${direction} ${event}`
      found.set(key, { ...found.get(key), [part]: statement.name.text })
    }
    return found
  }

  /** Reads the exported types that are sets of words. */
  const enumerations = (source) =>
    Object.fromEntries(
      source.statements.filter(ts.isTypeAliasDeclaration).flatMap((statement) => {
        const isExported = statement.modifiers?.some(({ kind }) => kind === ts.SyntaxKind.ExportKeyword)
        const options = parts(checker.getTypeAtLocation(statement.name))
        const values = options.filter((one) => one.isStringLiteral()).map(({ value }) => value)
        const open = options.some((one) => one.isIntersection())
        if (!isExported || !values.length || values.length + Number(open) !== options.length) return []
        return [[statement.name.text, { summary: sentence(checker.getSymbolAtLocation(statement.name)), values, open }]]
      }),
    )

  const namespace = (source, contract) => {
    const whole = source.statements.find(
      (each) => ts.isInterfaceDeclaration(each) && each.heritageClauses?.[0]?.types[0]?.getText() === 'Contract',
    )
    return {
      summary: whole && sentence(checker.getSymbolAtLocation(whole.name)),
      ...eventsOf(contract, typeNames(source)),
      enumerations: enumerations(source),
    }
  }

  const rooms = (source) => {
    if (!source) return {}
    const families = checker.getExportsOfModule(checker.getSymbolAtLocation(source)).flatMap((symbol) => {
      const declared = symbol.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(symbol) : symbol
      const pattern = literal(checker.getTypeOfSymbol(declared), 'pattern')
      return pattern ? [[pattern, sentence(declared)]] : []
    })
    return Object.fromEntries(families)
  }

  /** Finds what is said of each row of an alias table: above the row, or above what the row is made of. */
  const aliases = (source) => {
    if (!source) return {}
    const functions = source.statements.filter(ts.isFunctionDeclaration)
    const made = new Map([...declarations(source), ...functions].map((each) => [each.name.getText(), each]))
    const table = declarations(source)
      .map(({ initializer }) => initializer)
      .find((call) => call && ts.isCallExpression(call) && call.expression.getText().startsWith('defineAliases<'))
    const partOf = (whole, name) => whole?.properties.find((each) => each.name.getText() === name)?.initializer
    const held = (name) => partOf(table?.arguments[0], name)
    const makerOf = (value) => {
      const names = ts.isIdentifier(value)
        ? [value.text]
        : ts.isCallExpression(value)
          ? [value.expression.getText()]
          : (value.properties ?? []).filter(ts.isSpreadAssignment).map(({ expression }) => expression.getText())
      return names.map((name) => made.get(name)).find(Boolean)
    }
    const notes = (member) => {
      const base = makerOf(member.initializer)
      return (
        sentence(checker.getSymbolAtLocation(member.name)) ?? (base && sentence(checker.getSymbolAtLocation(base.name)))
      )
    }
    const rows = (part) => Object.fromEntries((part?.properties ?? []).map((member) => [nameOf(member), notes(member)]))
    return {
      ...Object.fromEntries([...directions, 'unacknowledged', 'login'].map((name) => [name, rows(held(name))])),
      shapes: Object.fromEntries(directions.map((name) => [name, rows(partOf(held('shapes'), name))])),
    }
  }

  return { constant, literal, carried, fields, events: eventsOf, namespace, rooms, aliases }
}
