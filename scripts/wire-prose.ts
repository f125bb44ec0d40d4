import { readdirSync, readFileSync } from 'node:fs'
import type { Node, TSSignature } from 'oxc-parser'
import { literalText, typeReference } from '../src/build/prose/type-names.js'
import { keyOf, sentenceBefore, sourceModule, walk } from '../src/build/source-module.js'
import type { EventProse, FieldSentences, Prose } from '../src/spec/prose.js'

/** The interfaces of the wire, by name, and what is said of their members. */
interface Wire {
  readonly interfaces: Map<string, Node>
  readonly sentences: Map<Node, string>
}

const folder = 'src/contract/wire'

/** Reads what is said of the events that every namespace has, of the handshake and of refusals: their types say it. */
export async function wireProse(): Promise<Prose> {
  const wire: Wire = { interfaces: new Map(), sentences: new Map() }
  for (const file of readdirSync(folder)) {
    const module = await sourceModule(file, readFileSync(`${folder}/${file}`, 'utf8'))
    walk(module.program, (node) => {
      if (node.type === 'TSInterfaceDeclaration') wire.interfaces.set(node.id.name, node.body)
      const sentence = node.type === 'TSPropertySignature' ? sentenceBefore(module, node.start) : undefined
      if (sentence !== undefined) wire.sentences.set(node, sentence)
    })
  }
  return {
    protocol: {
      serverToClient: eventsOf(wire.interfaces.get('ContractServerToClientEvents'), wire),
      clientToServer: eventsOf(wire.interfaces.get('ContractClientToServerEvents'), wire),
    },
    handshake: fieldsOf(wire.interfaces.get('HandshakeAuth'), wire),
    refusal: fieldsOf(wire.interfaces.get('Refusal'), wire),
  }
}

function eventsOf(map: Node | undefined, wire: Wire): { readonly [name: string]: EventProse } {
  return Object.fromEntries(
    membersOf(map, wire).map((member): [string, EventProse] => {
      const listener = typeOf(member)
      const carried = listener?.type === 'TSFunctionType' ? listener.params.map(typeOf) : []
      const reply = carried.find((type) => type && typeReference(type)?.name === 'Ack')
      const summary = wire.sentences.get(member)
      return [
        nameOf(member),
        {
          ...(summary !== undefined && { summary }),
          payload: fieldsOf(
            carried.find((type) => type !== reply),
            wire,
          ),
          reply: fieldsOf(reply && typeReference(reply)?.parameters[0], wire),
        },
      ]
    }),
  )
}

/** Maps the path of every field below a type to its sentence. */
function fieldsOf(whole: Node | undefined, wire: Wire): FieldSentences {
  const found: Record<string, string> = {}
  visit(whole, [])
  return found

  function visit(type: Node | undefined, path: readonly string[]): void {
    if (type?.type === 'TSUnionType') for (const option of type.types) visit(option, path)
    else if (type?.type === 'TSTypeOperator') visit(type.typeAnnotation, path)
    else if (type?.type === 'TSArrayType') visit(type.elementType, [...path, '[]'])
    else
      for (const member of membersOf(type, wire)) {
        const at = [...path, nameOf(member)]
        const sentence = wire.sentences.get(member)
        if (sentence !== undefined) found[at.join('.')] ??= sentence
        visit(typeOf(member), at)
      }
  }
}

/** Lists the members of a type: those of the interface that it names, or its own. */
function membersOf(type: Node | undefined, wire: Wire): readonly TSSignature[] {
  if (type?.type === 'TSInterfaceBody') return type.body
  if (type?.type === 'TSTypeLiteral') return type.members
  if (type?.type === 'TSIndexedAccessType') {
    const key = literalText(type.indexType)
    const held = membersOf(type.objectType, wire).find((member) => nameOf(member) === key)
    return held ? membersOf(typeOf(held), wire) : []
  }
  const named = type && typeReference(type)
  return named ? membersOf(wire.interfaces.get(named.name), wire) : []
}

function nameOf(member: TSSignature): string {
  return (member.type === 'TSPropertySignature' && keyOf(member.key)) || '*'
}

function typeOf(node: Node): Node | undefined {
  return (
    ('typeAnnotation' in node &&
      node.typeAnnotation?.type === 'TSTypeAnnotation' &&
      node.typeAnnotation.typeAnnotation) ||
    undefined
  )
}
