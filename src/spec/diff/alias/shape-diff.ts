import { type Direction, directions } from '../../../contract/event/direction.js'
import type { ShapeJson } from '../../alias/alias-json.js'
import type { NamespaceJson } from '../../contract-json.js'
import type { Comparison } from '../comparison.js'
import { entryOf } from '../record-entry.js'
import type { FindingDraft, Place, Sufferer } from '../report/finding.js'
import { rules } from '../rules/rule.js'
import { holdsAll, spellingWords } from './alias-mapping-diff.js'

type ShapePlace = Place & { readonly direction: Direction }

const spelled = ['rename', 'heard', 'bare'] as const
const functions = ['up', 'down', 'reply'] as const
const none: ShapeJson = { rename: {}, heard: {}, up: false, down: false, reply: false }

/** Compares how older releases shape the events that both contracts have, under the names they have. */
export function diffShapes(old: NamespaceJson, next: NamespaceJson, path: string, { add }: Comparison): void {
  for (const direction of directions) {
    const [were, are] = [old.aliases.shapes?.[direction] ?? {}, next.aliases.shapes?.[direction] ?? {}]
    for (const name of new Set([...Object.keys(were), ...Object.keys(are)])) {
      const before = entryOf(were, name)
      // the name of an event that was renamed is read by its alias
      const alias = before && entryOf(next.aliases[direction], name)
      // what came or went with its event is told of there
      if (!Object.hasOwn(old[direction], name) || !(alias || Object.hasOwn(next[direction], name))) continue
      const after = alias ?? entryOf(are, name)
      const place: ShapePlace = { namespace: path, direction, name }
      const isSpoken = direction === 'clientToServer' && !hasOldName(old, name)
      if (hasChanged(before, after)) add(changed(before, after, place, isSpoken))
      if (before && after && before.notes !== after.notes)
        add({ rule: 'T04', place, words: 'the description of its older shape changed', bump: 'patch' })
    }
  }
}

// to a server of old a client sends an event by its older name, where it has one
function hasOldName({ aliases }: NamespaceJson, name: string): boolean {
  return Object.values(aliases.clientToServer).some(({ of, emit }) => of === name && emit)
}

function hasChanged(before: ShapeJson = none, after: ShapeJson = none): boolean {
  return changedParts(before, after).length > 0 || functions.some((key) => before[key] !== after[key])
}

function changedParts(before: ShapeJson, after: ShapeJson): (typeof spelled)[number][] {
  return spelled.filter((key) => JSON.stringify(before[key] ?? null) !== JSON.stringify(after[key] ?? null))
}

/** Reports another shape: servers read it of old clients, clients of servers of old, and clients send it to those. */
function changed(
  before: ShapeJson | undefined,
  after: ShapeJson | undefined,
  place: ShapePlace,
  isSpoken: boolean,
): FindingDraft {
  const [was, is] = [before ?? none, after ?? none]
  const readers: Sufferer = place.direction === 'clientToServer' ? 'new-server-old-client' : 'old-server-new-client'
  const parts = changedParts(was, is)
  const certain: Sufferer[] = [
    ...(readsLess(was, is) || (was.up && !after) ? [readers] : []),
    ...(isSpoken && before && (parts.includes('rename') || parts.includes('bare')) && sendsOther(was)
      ? (['old-server-new-client'] as const)
      : []),
  ]
  const doubted: Sufferer[] = [
    ...(before && after && was.up !== is.up && (was.up || reads(was)) ? [readers] : []),
    ...(isSpoken && before && was.down !== is.down ? (['old-server-new-client'] as const) : []),
    ...(was.reply && !is.reply ? (['old-server-new-client', 'new-server-old-client'] as const) : []),
  ]
  const breaks = [...new Set([...certain, ...doubted])]
  const isUnclear = doubted.some((each) => !certain.includes(each))
  return {
    rule: 'M05',
    place,
    words: shapeChange(before, after),
    breaks,
    ...(isUnclear && {
      certain,
      unknown: ["what a function makes of a payload or a reply can't be read off the data"],
    }),
    advice: isUnclear ? rules.M05.advice : adviceFor(breaks),
    detail: [before ?? null, after ?? null].map((each) => each && { ...each, notes: null }),
  }
}

function readsLess(was: ShapeJson, is: ShapeJson): boolean {
  const isBareLost = was.bare !== undefined && was.bare !== is.bare
  return isBareLost || !holdsAll({ ...was.heard, ...was.rename }, { ...is.heard, ...is.rename })
}

function reads({ rename, heard, bare }: ShapeJson): boolean {
  return bare !== undefined || Object.keys({ ...rename, ...heard }).length > 0
}

// by a function it is sent as that has it
function sendsOther({ rename, bare, down }: ShapeJson): boolean {
  return !down && (bare !== undefined || Object.keys(rename).length > 0)
}

function adviceFor(breaks: readonly Sufferer[]): string {
  if (!breaks.length) return ''
  if (!breaks.includes('new-server-old-client'))
    return 'servers from before the contract know that shape alone: keep it until none is left'
  return breaks.length > 1
    ? 'keep it until no end is left that knows that shape alone'
    : 'old clients send that shape: keep it until none is left'
}

function shapeChange(before: ShapeJson | undefined, after: ShapeJson | undefined): string {
  if (!before) return `has an older shape now: ${partsOf(after ?? none)}`
  if (!after) return `has no older shape any more, which had ${partsOf(before)}`
  const spellings = changedParts(before, after).map(
    (key) => `\`${key}\` has ${spellingWords(after[key])} now, it had ${spellingWords(before[key])}`,
  )
  const moved = functions
    .filter((key) => before[key] !== after[key])
    .map((key) => `its function \`${key}\` was ${after[key] ? 'added' : 'removed'}`)
  return `has another older shape: ${[...spellings, ...moved].join('; ')}`
}

function partsOf(shape: ShapeJson): string {
  const spellings = spelled
    .filter((key) => (key === 'bare' ? shape.bare !== undefined : Object.keys(shape[key]).length))
    .map((key) => `\`${key}\` with ${spellingWords(shape[key])}`)
  const shaping = functions.filter((key) => shape[key]).map((key) => `a function \`${key}\``)
  return [...spellings, ...shaping].join(', ')
}
