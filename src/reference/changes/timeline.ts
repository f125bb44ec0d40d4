import { directions } from '../../contract/event/direction.js'
import type { ContractJson } from '../../spec/contract-json.js'
import { block, code, escaped, wordList } from '../html/html.js'
import { aliasesOf } from '../older/alias-words.js'
import { changeText, firstSentence, lineText } from './change-text.js'
import type { Change, ReleaseNotes } from './changelog.js'
import { byVersion } from './milestone.js'

/** Shows every release that the contract or its changelog names, the latest first; what no release has yet stands above that of today. */
export function timeline(contract: ContractJson, notes: readonly ReleaseNotes[]): string {
  const current = contract.package?.version
  const facts = factsByRelease(contract)
  const versions = new Set([
    ...facts.keys(),
    ...notes.flatMap(({ version }) => version ?? []),
    ...(current ? [current] : []),
  ])
  const points = [...versions]
    .sort((one, other) => byVersion(other, one))
    .map((version) => {
      const told = notes.find((each) => each.version === version)
      const isAhead = current !== undefined && told === undefined && byVersion(version, current) > 0
      return { version, told, isAhead }
    })
  const next = notes.filter(({ version }) => version === undefined).flatMap(({ changes }) => changes)
  const items = [
    ...points.filter(({ isAhead }) => isAhead),
    ...(next.length === 0 ? [] : [{ version: undefined, told: { changes: next }, isAhead: true }]),
    ...points.filter(({ isAhead }) => !isAhead),
  ]
  return `<ol class="timeline">${items
    .map(({ version, told, isAhead }) => {
      const state = isAhead ? 'planned' : version === current ? 'version of today' : undefined
      return point(version, { notes: told, facts: facts.get(version ?? '') ?? [], state })
    })
    .join('\n')}</ol>`
}

interface PointView {
  readonly notes: ReleaseNotes | undefined
  readonly facts: readonly string[]
  readonly state: string | undefined
}

function point(version: string | undefined, { notes, facts, state }: PointView): string {
  const { date, changes = [] } = notes ?? {}
  const when =
    date === undefined
      ? state === 'planned'
        ? 'no day is named'
        : ''
      : `<time datetime="${escaped(date)}">${escaped(date)}</time>`
  const beside = [state ?? '', when].filter((part) => part !== '').join(', ')
  const kinds = [...new Set(changes.map(({ kind }) => kind))]
  return block(
    '<li>',
    `<p class="release"><strong>${version === undefined ? 'Next release' : escaped(version)}</strong>${beside === '' ? '' : ` <small>${beside}</small>`}</p>`,
    facts.length === 0 ? '' : `<ul>${facts.map((fact) => `<li>${fact}</li>`).join('')}</ul>`,
    ...kinds.sort(byWeight).map((kind) =>
      kindPart(
        kind,
        changes.filter((change) => change.kind === kind),
      ),
    ),
    facts.length + changes.length === 0
      ? `<p>${version === '0.0.0' ? 'Nothing was released yet.' : 'Nothing is written down.'}</p>`
      : '',
    '</li>',
  )
}

function kindPart(kind: string, changes: readonly Change[]): string {
  const rows = changes.map(({ text }) => {
    const [sentence, rest] = firstSentence(text)
    const more = rest === '' ? '' : `<details class="more"><summary>more</summary>${changeText(rest)}</details>`
    return `<li>${lineText(sentence.replace(/\s+/g, ' '))}${more}</li>`
  })
  const title = `${kind === '' ? 'Changes' : escaped(kind)} (${changes.length})`
  const isOpen = changes.length <= most ? ' open' : ''
  return `<details class="changes"${isOpen}><summary>${title}</summary><ul>${rows.join('\n')}</ul></details>`
}

// a longer list is opened by who wants it
const most = 12

function byWeight(one: string, other: string): number {
  const weight = (kind: string): number => (/^(?:major|breaking|removed|security)/i.test(kind) ? 0 : 1)
  return weight(one) - weight(other)
}

/** Gathers what the contract itself says of releases: what came, what became legacy or deprecated, and what goes. */
function factsByRelease({ namespaces }: ContractJson): Map<string, string[]> {
  const counted = new Map<string, Map<string, string[]>>()
  const note = (version: string | undefined, kind: string, name: string): void => {
    if (version === undefined) return
    const kinds = counted.get(version) ?? new Map<string, string[]>()
    counted.set(version, kinds.set(kind, [...(kinds.get(kind) ?? []), name]))
  }
  for (const namespace of Object.values(namespaces)) {
    for (const direction of directions)
      for (const [name, { since, deprecated }] of Object.entries(namespace[direction])) {
        note(since, 'comes', name)
        note(deprecated?.since, 'is deprecated', name)
        note(deprecated?.removeIn, 'goes', name)
      }
    for (const { legacy, since, removeIn } of aliasesOf(namespace)) {
      note(since, 'becomes a legacy name', legacy)
      note(removeIn, 'goes', legacy)
    }
  }
  return new Map(
    [...counted].map(([version, kinds]) => [version, [...kinds].map(([kind, names]) => factWords(kind, names))]),
  )
}

const plural: Readonly<Record<string, string>> = {
  comes: 'come',
  'is deprecated': 'are deprecated',
  goes: 'go',
  'becomes a legacy name': 'become legacy names',
}

function factWords(kind: string, names: readonly string[]): string {
  if (names.length === 1) return `${code(names[0] ?? '')} ${kind}.`
  if (names.length <= few) return `${wordList(names.map(code))} ${plural[kind]}.`
  return `${names.length} names ${plural[kind]}.`
}

const few = 6
