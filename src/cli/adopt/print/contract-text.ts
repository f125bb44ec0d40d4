import type { ContractDraft, EventDraft, NamedDraft, SchemaDraft } from '../draft.js'
import { documentation, headingLines } from './comment-text.js'
import { constantNames, pascalCase } from './constant-name.js'
import { type BlockEntry, constantText, flatOf, layOut, type Piece } from './layout.js'
import { keyText, literalSource } from './literal-text.js'
import { type SchemaOrder, schemaOrder } from './schema-order.js'
import { note, noteOf, type Printing, schemaPiece } from './schema-piece.js'

/** What the module of a contract is called. */
export interface ContractNames {
  /** The name of the contract's constant. */
  readonly name: string
  /** The path of its namespace. */
  readonly path: string
}

/** A module that declares a contract, with the named schemas in it. */
export interface ContractText {
  readonly text: string
  readonly names: ReadonlyMap<NamedDraft, string>
}

/** Writes the module that declares a contract. */
export function contractText(draft: ContractDraft, { name, path }: ContractNames): ContractText {
  const events = [...draft.serverToClient, ...draft.clientToServer, ...draft.undecided]
  const carried = events.flatMap(({ payload, reply }) => [payload, reply].flatMap((each) => each ?? []))
  const order = schemaOrder(carried)
  const names = constantNames(order.drafts, [name, anythingName])
  const printing: Printing = { names, order, within: undefined, isLater: false }
  const schemas = [
    ...(carried.some(isAnything) ? [anythingText] : []),
    ...order.drafts.map((each) => schemaText(each, names, order)),
  ]
  const undecided = draft.undecided.length
    ? constantText('undecided', { kind: 'block', entries: eventEntries(draft.undecided, printing), isOpen: true }, [
        '// TODO(direction): move each to the end that sends it, and drop what is left over',
      ])
    : undefined
  const body = [...schemas, undecided, declaration(draft, name, path, printing)].filter(Boolean).join('\n')
  const types = typeExports(draft, name, names)
  const text = `${body}\n${types}`
  return { text: `${imports(text)}\n${text}`, names }
}

const anythingName = 'anything'
// a schema that takes whatever there is would guard nothing, so that `conformance` refuses it
const anythingText = `/** Whatever JSON carries, in the place of what is not known. */
const ${anythingName} = z.optional(
  z.union([z.string(), z.number(), z.boolean(), z.null(), z.array(z.unknown()), z.record(z.string(), z.unknown())]),
)
`

/** Returns whether nothing is known of what an event carries. */
function isAnything(draft: SchemaDraft): boolean {
  return (
    draft.kind === 'unknown' || ((draft.kind === 'optional' || draft.kind === 'nullable') && isAnything(draft.inner))
  )
}

function schemaText(named: NamedDraft, names: ReadonlyMap<NamedDraft, string>, order: SchemaOrder): string {
  const draft: SchemaDraft = named.draft ?? { kind: 'unknown' }
  const piece = schemaPiece(draft, { names, order, within: named, isLater: false })
  const labels = draft.kind === 'literal' ? draft.labels : undefined
  const said =
    labels && draft.kind === 'literal'
      ? `${labels.map((label, at) => `${label} is ${draft.values[at]}`).join(', ')}.`
      : undefined
  const comment = [named.comment, said].filter(Boolean).join('\n') || undefined
  return constantText(names.get(named) ?? '', piece, documentation(comment, 0), note(draft))
}

function declaration(draft: ContractDraft, name: string, path: string, printing: Printing): string {
  const spread: BlockEntry[] = draft.undecided.length ? [{ above: [], key: '...', value: 'undecided' }] : []
  const direction = (key: string, events: readonly EventDraft[]): BlockEntry => ({
    above: [],
    key: `${key}: `,
    value: { kind: 'block', entries: [...eventEntries(events, printing), ...spread], isOpen: true },
  })
  const value: Piece = {
    kind: 'call',
    callee: 'namespace',
    parts: [
      literalSource(path),
      {
        kind: 'block',
        entries: [
          { above: [], key: 'version: ', value: '1' },
          direction('serverToClient', draft.serverToClient),
          direction('clientToServer', draft.clientToServer),
        ],
        isOpen: true,
      },
    ],
  }
  return `export const ${name} = ${layOut(value, 0, 0)}\n`
}

function eventEntries(events: readonly EventDraft[], printing: Printing): BlockEntry[] {
  return events.map(({ name, comment, heading, payload, reply, remarks }, at) => {
    const parts = [
      ['payload', payload],
      ['reply', reply],
    ] as const
    const carried = parts.flatMap(([key, draft]) =>
      draft ? [{ key, value: isAnything(draft) ? anythingName : schemaPiece(draft, printing), note: note(draft) }] : [],
    )
    // what fits on the line of its event is noted there
    const isFlat = carried.every(({ value }) => flatOf(value) !== undefined)
    const entries = carried.map(
      ({ key, value, note: said }): BlockEntry => ({
        above: [],
        key: `${key}: `,
        value,
        beside: isFlat ? undefined : said,
      }),
    )
    const notes = [noteOf(remarks), ...(isFlat ? [note(payload, reply)] : [])].filter(Boolean).join(', ')
    return {
      above: [...headingLines(heading, at > 0), ...documentation(comment, 4)],
      key: `${keyText(name)}: `,
      value: { kind: 'call', callee: 'event', parts: [{ kind: 'block', entries, isOpen: !isFlat }] } as const,
      beside: notes === '' ? undefined : notes,
    }
  })
}

/** Writes types for both ends: the two maps, and what events carry under the names that types have today. */
function typeExports(draft: ContractDraft, name: string, names: ReadonlyMap<NamedDraft, string>): string {
  const contract = pascalCase(name)
  const lines = [
    `type ${contract} = typeof ${name}`,
    `export type ${contract}ServerToClientEvents = ServerToClientEvents<${contract}>`,
    `export type ${contract}ClientToServerEvents = ClientToServerEvents<${contract}>`,
  ]
  const used = new Set([
    contract,
    `${contract}ServerToClientEvents`,
    `${contract}ClientToServerEvents`,
    ...importedTypes,
  ])
  for (const direction of ['serverToClient', 'clientToServer'] as const)
    for (const each of draft[direction])
      for (const [part, of] of [
        ['payload', 'PayloadOf'],
        ['reply', 'ReplyOf'],
      ] as const) {
        const carried = each[part]
        if (carried?.kind !== 'reference' || !names.has(carried.named)) continue
        const type = pascalCase(carried.named.typeName)
        if (used.has(type)) continue
        used.add(type)
        lines.push(`export type ${type} = ${of}<${contract}, '${direction}', ${literalSource(each.name)}>`)
      }
  return `${lines.join('\n')}\n`
}

const importedTypes = ['ClientToServerEvents', 'PayloadOf', 'ReplyOf', 'ServerToClientEvents']

/** Writes the imports of what a text names. */
function imports(source: string): string {
  const text = source.replace(/'(?:[^'\\\n]|\\.)*'|"(?:[^"\\\n]|\\.)*"|\/\*[\s\S]*?\*\/|\/\/.*/g, "''")
  const uses = (word: string): boolean => new RegExp(`(?<![\\w.'/-])${word.replace('.', '\\.')}`).test(text)
  const named = [
    'type ClientToServerEvents',
    ...(uses('event\\(') ? ['event'] : []),
    'namespace',
    ...(uses('PayloadOf<') ? ['type PayloadOf'] : []),
    ...(uses('ReplyOf<') ? ['type ReplyOf'] : []),
    'type ServerToClientEvents',
  ]
  const line = `import { ${named.join(', ')} } from 'socket-canon'`
  return [
    line.length <= 120 ? line : `import {\n${named.map((each) => `  ${each},\n`).join('')}} from 'socket-canon'`,
    ...(/(?<![\w'])timestamp(?=[,)\n])/.test(text) ? ["import { timestamp } from 'socket-canon/fields'"] : []),
    ...(/(?<![\w'])z\./.test(text) ? ["import * as z from 'zod/mini'"] : []),
    '',
  ].join('\n')
}
