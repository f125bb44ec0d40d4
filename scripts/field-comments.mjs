// Puts the sentences of events and fields, which tsc drops from computed types, back into the declarations.
import { readFileSync, writeFileSync } from 'node:fs'
import ts from 'typescript'

/** Writes the comments of a program's sources into their declarations and answers the addresses that have none. */
export function putCommentsBack(program, sources, declarationOf) {
  const checker = program.getTypeChecker()
  return sources.flatMap((source) => {
    const file = declarationOf(source)
    const { edits, bare } = commentsFor(file, contractsIn(program.getSourceFile(source), checker), checker)
    let text = readFileSync(file, 'utf8')
    for (const [at, insert] of edits.sort((a, b) => b[0] - a[0])) text = text.slice(0, at) + insert + text.slice(at)
    writeFileSync(file, text)
    return bare.map((path) => `${source}: ${path}`)
  })
}

/** Finds the types of the constants that hold a contract as it was inferred, by name. */
function contractsIn(source, checker) {
  const constants = source.statements
    .filter(ts.isVariableStatement)
    .flatMap((one) => [...one.declarationList.declarations])
  return new Map(constants.map((constant) => [constant.name.getText(), checker.getTypeAtLocation(constant.name)]))
}

function commentsFor(file, contracts, checker) {
  const text = readFileSync(file, 'utf8')
  const tree = ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true)
  const edits = []
  const bare = []
  const parts = (type) => (type.isUnion() ? type.types : [type])
  const elements = (types) => types.flatMap((type) => parts(type.getNumberIndexType() ?? type))
  const entries = (types) =>
    types.flatMap((type) => checker.getIndexInfosOfType(type).flatMap((info) => parts(info.type)))

  const note = (member, symbols, path) => {
    const sentences = symbols.map((symbol) => ts.displayPartsToString(symbol.getDocumentationComment(checker)))
    const sentence = sentences.find(Boolean)
    if (!sentence) bare.push(path.join(' '))
    if (!sentence || ts.getJSDocCommentsAndTags(member).length) return
    const start = member.getStart()
    const indent = text.slice(text.lastIndexOf('\n', start) + 1, start)
    edits.push([start, `/** ${sentence.replaceAll('*/', '*\\/')} */\n${indent}`])
  }
  const visitMember = (member, types, path) => {
    if (ts.isIndexSignatureDeclaration(member)) return visit(member.type, entries(types), [...path, '*'])
    if (!ts.isPropertySignature(member)) return undefined
    const name = ts.isStringLiteral(member.name) ? member.name.text : member.name.getText()
    const symbols = types.flatMap((type) => checker.getPropertyOfType(type, name) ?? [])
    if (!symbols.length) return undefined
    note(member, symbols, [...path, name])
    return visit(
      member.type,
      symbols.flatMap((symbol) => parts(checker.getTypeOfSymbol(symbol))),
      [...path, name],
    )
  }
  const visit = (node, types, path) => {
    if (ts.isTypeLiteralNode(node)) for (const member of node.members) visitMember(member, types, path)
    else if (ts.isArrayTypeNode(node)) visit(node.elementType, elements(types), [...path, '[]'])
    else if (ts.isUnionTypeNode(node)) for (const one of node.types) visit(one, types, path)
    else if (ts.isParenthesizedTypeNode(node)) visit(node.type, types, path)
    else if (ts.isTypeReferenceNode(node) && node.typeName.getText() === 'Record')
      visit(node.typeArguments[1], entries(types), [...path, '*'])
    else if (ts.isImportTypeNode(node) || ts.isTypeReferenceNode(node))
      node.typeArguments?.forEach((argument, index) => {
        visit(
          argument,
          types.flatMap((type) => argumentOf(type, index)),
          path,
        )
      })
  }
  const argumentOf = (type, index) => {
    const argument = checker.getTypeArguments(type)[index]
    return argument ? parts(argument) : []
  }
  for (const statement of tree.statements.filter(ts.isVariableStatement))
    for (const { name, type } of statement.declarationList.declarations)
      if (type && ts.isImportTypeNode(type) && contracts.has(name.getText()))
        visit(type, [contracts.get(name.getText())], [])
  return { edits, bare }
}
