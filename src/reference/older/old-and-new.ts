import type { ShapeJson } from '../../spec/alias/alias-json.js'
import type { EventJson } from '../../spec/contract-json.js'
import { compared, lineCount } from '../html/compared.js'
import { block, code, escaped, wordList } from '../html/html.js'
import { type Alias, aliasFacts, isToday } from './alias-words.js'

/** Legacy names of one event of which the same is true. */
export interface AliasGroup {
  readonly names: readonly string[]
  readonly alias: Alias
}

/** Gathers the legacy names of an event that differ in nothing but the name. */
export function aliasGroups(aliases: readonly Alias[]): AliasGroup[] {
  const groups = new Map<string, { names: string[]; alias: Alias }>()
  for (const alias of aliases) {
    const { legacy, ...same } = alias
    const key = JSON.stringify(same)
    const group = groups.get(key)
    if (group) group.names.push(legacy)
    else groups.set(key, { names: [legacy], alias })
  }
  return [...groups.values()]
}

/** Shows what is known of legacy names: the facts, then the old JSON beside the new, open where it was not shown before. */
export function aliasTold({ names, alias }: AliasGroup, event: EventJson | undefined, shown?: Set<string>): string {
  const facts = aliasFacts(alias, event).map(
    ([question, answer]) => `<div><dt>${question}</dt><dd>${answer}</dd></div>`,
  )
  return block(
    `<dl class="facts" aria-label="Facts about ${escaped(wordList(names))}">${facts.join('')}</dl>`,
    ...pairsOf(alias, { event, old: wordList(names.map(code), 'or'), today: code(alias.of), shown }),
  )
}

/** What the sides of a comparison are called, and the event whose example they show. */
interface Named {
  readonly event: EventJson | undefined
  readonly old: string
  readonly today: string
  /** The old payloads that were shown before. */
  readonly shown?: Set<string> | undefined
}

/** Shows the payloads of older releases, each beside that of today; one that differs in nothing only where there is no other. */
export function pairsOf(shape: ShapeJson & { readonly direction?: Alias['direction'] }, named: Named): string[] {
  const { examples = [], direction } = shape
  const differing = examples.filter((example) => !isToday(example, named.event))
  const from = direction === 'clientToServer' ? 'clients' : 'servers'
  return (differing.length === 0 ? examples.slice(0, 1) : differing).map((example) => {
    const today = example.canonical ?? named.event?.example
    const title = example.sent ? `What ${from} send` : 'Accepted'
    const isShort = lineCount(example.payload) <= most && lineCount(today) <= most
    const text = JSON.stringify(example.payload)
    const isNew = !named.shown?.has(text)
    named.shown?.add(text)
    return block(
      `<details class="pair"${isShort && isNew ? ' open' : ''}><summary>${title}: old and new JSON</summary>`,
      compared(
        { title: `Old: ${named.old}`, value: example.payload },
        { title: `New: ${named.today}`, value: today },
        `${title}, beside the JSON of today`,
      ),
      isToday(example, named.event) ? '<p>The JSON is the same: only the name differs.</p>' : '',
      '</details>',
    )
  })
}

// what is longer is opened by who wants it
const most = 30
