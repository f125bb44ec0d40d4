import type { Direction } from '../../contract/event/direction.js'
import type { AliasJson, LegacyExampleJson, ShapeJson } from '../../spec/alias/alias-json.js'
import type { EventJson, LegacyPathJson, NamespaceJson } from '../../spec/contract-json.js'
import { shapesOf } from '../fields/field-row.js'
import { code, escaped, prose, wordList } from '../html/html.js'

/** One legacy name with all that the table says of it. */
export interface Alias extends AliasJson {
  readonly legacy: string
  readonly direction: Direction
}

/** Lists the legacy names of a namespace, in both directions. */
export function aliasesOf({ aliases }: NamespaceJson): Alias[] {
  return (['serverToClient', 'clientToServer'] as const).flatMap((direction) =>
    Object.entries(aliases[direction]).map(([legacy, alias]) => ({ ...alias, legacy, direction })),
  )
}

/** A fact about a legacy name: what is asked, and the answer in HTML. */
export type AliasFact = readonly [question: string, answer: string]

/** Lists what whoever has code with a legacy name asks: is it sent, in which shape, which are accepted, and until when. */
export function aliasFacts(alias: Alias, event: EventJson | undefined): AliasFact[] {
  const { since, removeIn, reply, notes } = alias
  const down = alias.direction === 'serverToClient'
  const life = since === undefined ? '' : ` <small>a legacy name from ${escaped(since)} on</small>`
  const facts: (AliasFact | false)[] = [
    [down ? 'Do servers send it?' : 'Do clients send it?', sendingWords(alias)],
    ['In which shape?', alias.emit ? sentShape(alias, event) : 'None: it is not sent.'],
    ['Accepted shapes', acceptedShapes(alias, event)],
    reply && ['Reply', 'Has another shape under this name.'],
    notes !== undefined && ['In words', prose(notes)],
    ...valueFact(alias, event),
    ['Removed in', `${removeIn === undefined ? 'No release is named.' : escaped(removeIn)}${life}`],
  ]
  return facts.filter((fact) => fact !== false)
}

/** Writes how the values of enumerations are spelled; what a function changes, the words of its row say. */
function valueFact({ up, down }: Alias, event: EventJson | undefined): AliasFact[] {
  const fields = up || down || event?.payload === undefined ? [] : shapesOf(event.payload).flatMap(({ rows }) => rows)
  const told = fields.find(({ values }) => values.length > 1)
  if (told === undefined) return []
  return [
    [
      'Values',
      `Spelled as today, such as ${code(told.values[0] ?? '')} in ${code(told.path)}: no other spelling is read.`,
    ],
  ]
}

/** A path, and where older releases of its namespace are served. */
export interface PlacedNamespace {
  readonly path: string
  readonly legacyPath?: LegacyPathJson | undefined
}

/** Returns the HTML that says on which path a server sends legacy names; nothing where it sends none of them. */
export function sendingPlace(aliases: readonly Alias[], placed: PlacedNamespace | undefined): string {
  const sent = aliases.filter(({ emit, direction }) => emit && direction === 'serverToClient')
  if (sent.length === 0 || placed?.legacyPath === undefined) return ''
  const { path, legacyPath } = placed
  const elsewhere = legacyPath.path === path ? '' : ` On ${code(path)} nobody is sent old names.`
  return `<p>Old names are sent on ${code(legacyPath.path)}${elsewhere && ' only'}, beside the name of today.${elsewhere} Listen to one of the names: who listens to two hears a fact twice.</p>`
}

/** Returns whether a legacy name is sent, in a word or three. */
export function sendingBadge({ emit, when }: AliasJson): string {
  if (!emit) return 'only accepted'
  return when ? 'sent for some payloads' : 'sent'
}

function sendingWords({ emit, when, of, direction }: Alias): string {
  const often = when ? `some ${code(of)}, not every one` : `every ${code(of)}`
  if (direction === 'serverToClient')
    return emit
      ? `Yes, with ${often}: to clients that do not declare the contract, where the server has <code>legacy: true</code>.`
      : 'No. It only comes from servers of older releases.'
  return emit
    ? `Yes, for ${often}: to servers of older releases, where the client speaks to them with <code>speakLegacy()</code>.`
    : 'No. It only comes from clients of older releases.'
}

function sentShape(alias: Alias, event: EventJson | undefined): string {
  const { down, bare, rename, examples = [] } = alias
  const sent = examples.find((example) => example.sent)
  const isOlder = examples.some((example) => !isToday(example, event))
  const same = isOlder
    ? 'The new JSON, as on the right below, and not the old one.'
    : 'That of today: only the name differs.'
  if (sent !== undefined && isToday(sent, event)) return same
  if (down) return sent === undefined ? 'One of its own.' : 'The old one, as shown below.'
  if (bare !== undefined) return `The value of ${code(bare)} alone.`
  const spelled = spellings(rename)
  return spelled.length === 0 ? same : `That of today, with ${wordList(spelled)}.`
}

function acceptedShapes(alias: Alias, event: EventJson | undefined): string {
  const { takesToday, up, examples = [] } = alias
  const isShown = examples.some((example) => !isToday(example, event))
  const shapes = [
    ...(takesToday === false ? [] : ['that of today']),
    ...otherShapes(alias),
    ...(up ? [isShown ? 'the old one, as shown below' : 'an old one'] : []),
  ]
  return `${capital(wordList(shapes, 'or'))}.`
}

/** Returns whether a payload of an older release is the same as that of today. */
export function isToday({ payload, canonical }: LegacyExampleJson, event: EventJson | undefined): boolean {
  return JSON.stringify(payload) === JSON.stringify(canonical ?? event?.example)
}

/** Describes in HTML how older releases shape an event that is called as it was. */
export function shapeWords(shape: ShapeJson): string {
  const shapes = otherShapes(shape)
  const told = shapes.length === 0 ? '' : `Accepted too: ${wordList(shapes, 'or')}.`
  const reply = shape.reply ? 'Its reply has another shape there.' : ''
  return [told, reply, shape.notes === undefined ? '' : prose(shape.notes)].filter((part) => part !== '').join(' ')
}

function otherShapes({ rename, heard, bare }: ShapeJson): string[] {
  const spelled = spellings({ ...rename, ...heard })
  return [
    ...(spelled.length === 0 ? [] : [`one with ${wordList(spelled)}`]),
    ...(bare === undefined ? [] : [`the value of ${code(bare)} alone`]),
  ]
}

/** Lists fields with their other spellings: `orderId for id`. */
export function spellings(names: Readonly<Record<string, string>>): string[] {
  const fields = [...new Set(Object.values(names))]
  return fields.map((field) => {
    const others = Object.keys(names).filter((old) => names[old] === field)
    return `${wordList(others.map(code), 'or')} for ${code(field)}`
  })
}

function capital(html: string): string {
  return html.startsWith('<') ? html : html.charAt(0).toUpperCase() + html.slice(1)
}
