import type { EventJson } from '../../spec/contract-json.js'
import { block, code, escaped, prose } from '../html/html.js'
import { isToday, spellings } from './alias-words.js'
import { pairsOf } from './old-and-new.js'
import { type EarlierSpeech, versionWords } from './past-words.js'

/** Shows how earlier versions spoke of an event: the facts, then the JSON of each beside that of today. */
export function pastPart(name: string, event: EventJson, speeches: readonly EarlierSpeech[]): string[] {
  return speeches.map(({ versions, row }) => {
    const words = versionWords(versions)
    const facts = row === false ? absence(event, versions) : speechFacts(name, event, row)
    return block(
      '<div class="legacy">',
      `<p class="legacy-names">${capital(words)}</p>`,
      `<dl class="facts" aria-label="How ${escaped(words)} spoke of ${escaped(name)}">${facts
        .map(([question, answer]) => `<div><dt>${question}</dt><dd>${answer}</dd></div>`)
        .join('')}</dl>`,
      ...(row === false
        ? []
        : pairsOf({ ...row, direction: event.direction }, { event, old: code(row.name ?? name), today: code(name) })),
      '</div>',
    )
  })
}

type Facts = readonly (readonly [question: string, answer: string])[]

function absence({ direction }: EventJson, versions: readonly number[]): Facts {
  const whose = versions.length === 1 ? 'that version' : 'those versions'
  const answer =
    direction === 'serverToClient'
      ? `No: clients of ${whose} are not sent it.`
      : `No: clients of ${whose} do not send it.`
  return [['Is it there?', answer]]
}

type Row = Exclude<EarlierSpeech['row'], false>

function speechFacts(name: string, event: EventJson, row: Row): Facts {
  const facts: (readonly [string, string] | false)[] = [
    ['What is it called?', code(row.name ?? name)],
    ['In which shape?', shapeOf(event, row)],
    row.reply && ['Reply', 'Has another shape for clients of that version.'],
    row.notes !== undefined && ['In words', prose(row.notes)],
  ]
  return facts.filter((fact) => fact !== false)
}

function shapeOf(event: EventJson, { rename, heard, bare, up, down, examples = [] }: Row): string {
  const isSent = event.direction === 'serverToClient'
  if (isSent ? down : up)
    return examples.some((example) => !isToday(example, event)) ? 'The old one, as shown below.' : 'One of its own.'
  if (bare !== undefined) return `The value of ${code(bare)} alone.`
  const spelled = spellings(isSent ? rename : { ...rename, ...heard })
  return spelled.length === 0 ? 'That of today.' : `That of today, with ${spelled.join(', ')}.`
}

function capital(words: string): string {
  return words.charAt(0).toUpperCase() + words.slice(1)
}
