import { wrapped } from '../../report/paint.js'
import type { ContractDraft, NamedDraft, Topic } from '../draft.js'
import type { ModuleGraph } from '../source/module-graph.js'
import { nameWords, spelledAlike, styleOf } from './event-words.js'
import { contractPlaces, eventsIn, type PlacedRemark, type Places } from './place.js'
import { suspicionOf } from './suspicious-field.js'

/** What a report is about. */
export interface Adoption {
  readonly draft: ContractDraft
  readonly names: ReadonlyMap<NamedDraft, string>
  readonly missing: ModuleGraph['missing']
  readonly out: string
  readonly path: string
  /** Whether somebody said the path. */
  readonly isPathGiven: boolean
}

interface Section {
  readonly title: string
  /** What to do about it. */
  readonly advice: string
  readonly lines: readonly string[]
}

const topics: readonly (readonly [Topic, string, string])[] = [
  ['direction', 'Direction', ''],
  ['type', 'Types that were not known', 'Any value is accepted there: declare what it is.'],
  [
    'arguments',
    'Arguments',
    'An event of a contract carries one payload: both ends have to change, or an alias row maps the old ones.',
  ],
  ['reply', 'Replies', 'A reply of a contract is one value.'],
  ['date', 'Instants', 'A Date is text once it arrived: senders may go on sending one, readers have to parse it.'],
  ['json', 'What JSON does not carry', 'It arrives as something else, or not at all.'],
]

/** Writes what was adopted, and all that could not be known. */
export function adoptionReport(adoption: Adoption, columns: number): string {
  const places = contractPlaces(adoption.draft, adoption.names)
  const sections = [
    directionSection(adoption),
    boundSection(places.remarks),
    unusedSection(adoption),
    ...topics.slice(1).map(([topic, title, advice]) => topicSection(places.remarks, topic, title, advice)),
    missingSection(adoption),
    leftOutSection(adoption),
    markSection(places),
    roomSection(adoption),
    nameSection(adoption),
    ...restSections(adoption, places),
  ].filter((section) => section !== undefined)
  return [headOf(adoption, columns), ...sections.map((section) => sectionText(section, columns))].join('\n\n')
}

function headOf({ draft, out }: Adoption, columns: number): string {
  const { serverToClient: down, clientToServer: up, undecided, found } = draft
  const unsure = undecided.length ? `, ${undecided.length} of which nobody knows who sends them` : ''
  return [
    ...wrapped(
      `Wrote ${out}: ${countOf(down.length, 'event')} from the server, ${up.length} from clients${unsure}.`,
      columns,
    ),
    ...wrapped(`Read from ${found.join(', ')}.`, columns),
  ].join('\n')
}

function sectionText({ title, advice, lines }: Section, columns: number): string {
  const body = lines.flatMap((line) => wrapped(line, columns - 4).map((part, at) => `${at ? '    ' : '  '}${part}`))
  return [title, ...(advice === '' ? [] : wrapped(advice, columns - 2).map((line) => `  ${line}`)), ...body].join('\n')
}

function countOf(count: number, word: string): string {
  return `${count} ${word}${count === 1 ? '' : 's'}`
}

function directionSection({ draft: { undecided } }: Adoption): Section | undefined {
  if (!undecided.length) return undefined
  return {
    title: `Directions (${undecided.length}), TODO(direction)`,
    advice:
      'Both ends may send these until somebody decides: say it with --server-to-client NAME and --client-to-server NAME, or move them.',
    lines: [undecided.map(({ name }) => name).join(', ')],
  }
}

function unusedSection({ draft: { unused } }: Adoption): Section | undefined {
  if (!unused.length) return undefined
  return {
    title: `Types beside the names (${unused.length})`,
    advice: 'They may be what these events carry; no file says which is of which.',
    lines: [unused.join(', ')],
  }
}

function boundSection(remarks: readonly PlacedRemark[]): Section | undefined {
  const unbounded = remarks.filter(({ topic }) => topic === 'bound')
  if (!unbounded.length) return undefined
  const kinds = ['text', 'number', 'list', 'record']
  return {
    title: `Bounds (${unbounded.length}), TODO(bound)`,
    advice:
      'Nothing bounds these. socket-canon/fields has id, text(max), integer(min, max), timestamp, boundedRecord; lists take .check(z.maxLength(max)).',
    lines: kinds.flatMap((kind) => {
      const places = unbounded.filter(({ words }) => words === kind).map(({ place }) => place)
      return places.length ? [`${countOf(places.length, kind)}: ${places.join(', ')}`] : []
    }),
  }
}

function topicSection(
  remarks: readonly PlacedRemark[],
  topic: Topic,
  title: string,
  advice: string,
): Section | undefined {
  const groups = new Map<string, string[]>()
  const mine = remarks.filter((each) => each.topic === topic)
  for (const { place, words } of mine) groups.set(words, [...(groups.get(words) ?? []), place])
  if (!mine.length) return undefined
  const lines = [...groups].map(([words, at]) => `${at.join(', ')}: ${words}`)
  return { title: `${title} (${mine.length}), TODO(${topic})`, advice, lines }
}

function missingSection({ missing }: Adoption): Section | undefined {
  const lines = [...missing].flatMap(([key, names]) => {
    const [file, specifier] = key.split('\n')
    return [`'${specifier}', which ${file} imports: ${[...names].join(', ')}`]
  })
  return lines.length ? { title: `Imports that were not found (${lines.length})`, advice: '', lines } : undefined
}

function leftOutSection({ draft: { leftOut } }: Adoption): Section | undefined {
  const lines = leftOut.map(({ name, why }) => `${name === '' ? "''" : name}: ${why}`)
  return lines.length ? { title: `Left out (${lines.length})`, advice: '', lines: [...new Set(lines)] } : undefined
}

function markSection({ fields }: Places): Section | undefined {
  const lines = (['phi', 'pii', 'secret'] as const).flatMap((kind) => {
    const found = fields.filter(({ name, isBare }) => isBare && suspicionOf(name) === kind).map(({ place }) => place)
    return found.length ? [`${kind}: ${found.join(', ')}`] : []
  })
  return lines.length
    ? {
        title: 'Marks (none was set)',
        advice: "By their names these may have to be sensitive('phi' | 'pii' | 'secret', ...):",
        lines,
      }
    : undefined
}

function roomSection({ draft }: Adoption): Section {
  const moving = draft.clientToServer
    .concat(draft.undecided)
    .filter(({ name }) =>
      nameWords(name).some((word) => /^(?:join|leave|enter|subscribe|unsubscribe|watch|unwatch)/.test(word)),
    )
  return {
    title: 'Rooms (none was declared)',
    advice:
      'No type says which rooms there are, who may enter them and which events go to them: without `to`, an event may go to everybody.',
    lines: moving.length ? [`These may enter or leave one: ${moving.map(({ name }) => name).join(', ')}`] : [],
  }
}

function nameSection({ draft }: Adoption): Section | undefined {
  const all = eventsIn(draft).map(({ name }) => name)
  const styles = new Map<string, string[]>()
  for (const name of new Set(all.filter((each) => styleOf(each) !== 'one word')))
    styles.set(styleOf(name), [...(styles.get(styleOf(name)) ?? []), name])
  const [common] = [...styles].sort(([, one], [, other]) => other.length - one.length)
  const others = [...styles].filter(([style]) => style !== common?.[0])
  const perDirection = [draft.serverToClient, draft.clientToServer].flatMap((events) =>
    spelledAlike(events.map(({ name }) => name)),
  )
  const lines = [
    ...perDirection.map(
      (group) => `${group.join(' and ')} are one name in several spellings: is one of them an alias?`,
    ),
    ...others.map(([style, names]) => `${style}: ${names.join(', ')}`),
  ]
  if (!lines.length) return undefined
  return {
    title: 'Names',
    advice: `No name was changed, and no alias declared. Most are ${common?.[0]}; those below might get a new one, with today's as an alias:`,
    lines,
  }
}

function restSections({ draft, path, isPathGiven }: Adoption, { fields }: Places): Section[] {
  const events = eventsIn(draft)
  const told = events.filter(({ comment }) => comment !== undefined).length
  const said = fields.filter(({ comment }) => comment !== undefined).length
  return [
    {
      title: 'Besides',
      advice: '',
      lines: [
        `Sentences: ${told} of ${countOf(events.length, 'event')} and ${said} of ${countOf(fields.length, 'field')} have one.`,
        'Identity: no type says what makes two deliveries the same fact.',
        'Examples: there are none.',
        ...(isPathGiven
          ? []
          : [
              `Path: ${path} follows the name. Clients of today connect to the path in their io(...), / where there is none.`,
            ]),
      ],
    },
  ]
}
