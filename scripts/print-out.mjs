// Prints event maps and payload interfaces out in a declaration tsc wrote: consumers pay nothing for inference.
import { readFileSync, writeFileSync } from 'node:fs'
import ts from 'typescript'

const maps = {
  ServerToClientEvents: 'serverToClient',
  ClientToServerEvents: 'clientToServer',
}
const parts = { PayloadOf: 0, ReplyOf: 1 }

/** Prints one declaration file out. */
export function printOut(file) {
  const text = readFileSync(file, 'utf8')
  const tree = ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true)
  const cut = (node) => text.slice(node.getStart(), node.end)
  const events = eventsIn(tree, text)
  if (!events) return
  const edits = []
  const named = new Map()
  for (const { statement, base } of derivedInterfaces(tree)) {
    const part = parts[base.expression.getText()]
    if (part === undefined) continue
    const [, direction, event] = base.typeArguments.map((argument) => argument.literal?.text)
    const carried = events.get(`${direction} ${event}`)?.types[part]
    if (!carried || !ts.isTypeLiteralNode(carried)) continue
    const name = statement.name.text
    named.set(`${direction} ${event} ${part}`, name)
    edits.push([base.parent.getFullStart(), statement.end, ` ${cut(carried)}`], [carried.getStart(), carried.end, name])
  }
  for (const { statement, base } of derivedInterfaces(tree)) {
    const direction = maps[base.expression.getText()]
    if (!direction) continue
    const lines = [...events].flatMap(([key, { member, types, comment }]) => {
      if (!key.startsWith(`${direction} `)) return []
      const [payload, reply] = types.map((type, part) => named.get(`${key} ${part}`) ?? (type && cut(type)))
      const parameters = payload === 'void' ? [] : [`payload: ${payload}`]
      if (reply !== 'never') parameters.push(`ack: Ack<${reply}>`)
      return [`${comment}    ${cut(member.name)}: (${parameters.join(', ')}) => void;`]
    })
    const always = direction === 'serverToClient' ? 'ContractServerToClientEvents' : 'ContractClientToServerEvents'
    edits.push([base.parent.getFullStart(), statement.end, ` extends ${always} {\n${lines.join('\n')}\n}`])
  }
  const imported = tree.statements.find(ts.isImportDeclaration)
  const used =
    "import type { Ack, ContractClientToServerEvents, ContractServerToClientEvents } from '../contract/wire/protocol.js';"
  edits.push([imported.getStart(), imported.end, used])
  let out = text
  for (const [from, to, insert] of edits.sort((a, b) => b[0] - a[0])) out = out.slice(0, from) + insert + out.slice(to)
  writeFileSync(file, out.includes('PayloadOf<') || out.includes('ReplyOf<') ? `${cut(imported)}\n${out}` : out)
}

/** Finds the events of the contract's inferred type, by direction and name. */
function eventsIn(tree, text) {
  const contract = tree.statements
    .filter(ts.isVariableStatement)
    .flatMap((statement) => [...statement.declarationList.declarations])
    .find(({ type }) => type && ts.isImportTypeNode(type) && type.qualifier?.getText() === 'NamespaceContract')
  if (!contract) return undefined
  const [, ...directions] = contract.type.typeArguments
  const found = new Map()
  for (const [index, direction] of Object.values(maps).entries())
    for (const member of directions[index].members ?? []) {
      const comments = ts.getJSDocCommentsAndTags(member).map((one) => `    ${text.slice(one.getStart(), one.end)}\n`)
      const name = ts.isStringLiteral(member.name) ? member.name.text : member.name.getText()
      // an event that is marked, as one for everybody, is an intersection that begins with the event
      const { typeArguments } = ts.isIntersectionTypeNode(member.type) ? member.type.types[0] : member.type
      found.set(`${direction} ${name}`, { member, types: typeArguments, comment: comments.join('') })
    }
  return found
}

function derivedInterfaces(tree) {
  return tree.statements.filter(ts.isInterfaceDeclaration).flatMap((statement) => {
    const base = statement.members.length === 0 ? statement.heritageClauses?.[0]?.types[0] : undefined
    return base ? [{ statement, base }] : []
  })
}
