import type { AliasJson } from '../../spec/alias/alias-json.js'
import { type QuoteUse, type Use, wholeText } from '../model/use.js'
import type { KnownAlias, Vocabulary } from '../vocabulary/vocabulary.js'
import { isReached } from './release-order.js'
import type { Rewrite, ScanFinding } from './rule.js'

/** Finds legacy names that stand by themselves, where they can mean nothing else. */
export function quotedNames(
  uses: readonly Use[],
  vocabulary: Vocabulary,
  isGone: boolean,
): Omit<ScanFinding, 'rule' | 'advice'>[] {
  return uses.flatMap((use) => {
    if (use.kind !== 'quote') return []
    const { name, place, beside } = use
    const aliases = vocabulary.aliases.get(name) ?? []
    const [first] = aliases
    if (!first || vocabulary.events.has(name) || !isUnmistakable(name)) return []
    if (aliases.every(({ alias }) => isReached(alias.removeIn, vocabulary.release)) !== isGone) return []
    const canonical = [...new Set(aliases.map(({ alias }) => alias.of))]
    // who writes both names tells of the change
    if (canonical.some((each) => beside.includes(each))) return []
    const [only = ''] = canonical
    const isCertain = use.isRewritable && canonical.length === 1 && !isSpokenOf(uses, use, only, vocabulary)
    return [
      {
        place,
        name,
        canonical: canonical.join(' or '),
        message: `${name} is ${canonical.join(' or ')} today${untilWhen(first.alias, isGone)}`,
        fix: isCertain ? rewritten(use, only) : undefined,
      },
    ]
  })
}

/** Returns in words when a legacy name goes. */
export function untilWhen({ removeIn }: AliasJson, isGone: boolean): string {
  if (removeIn === undefined) return ''
  return isGone ? `, and gone since ${removeIn}` : `, and gone from ${removeIn} on`
}

/** Returns whether a name is a word of no language: several words, put together as names of events are. */
function isUnmistakable(name: string): boolean {
  return /^\w+(?:[:./-]\w+)+$/.test(name) || /^[A-Z\d]+(?:_[A-Z\d]+)+$/.test(name)
}

/** Returns whether a file speaks of the event by another name, too: it may tell the names apart. */
function isSpokenOf(
  uses: readonly Use[],
  { place, name }: QuoteUse,
  canonical: string,
  vocabulary: Vocabulary,
): boolean {
  return uses.some((other) => {
    if (other.place.file !== place.file) return false
    const text =
      other.kind === 'quote'
        ? other.name
        : 'name' in other && typeof other.name === 'object'
          ? wholeText(other.name)
          : undefined
    if (text === undefined || text === name) return false
    return text === canonical || isOf(vocabulary.aliases.get(text), canonical)
  })
}

function isOf(aliases: readonly KnownAlias[] | undefined, canonical: string): boolean {
  return aliases?.some(({ alias }) => alias.of === canonical) ?? false
}

function rewritten({ place, name, isQuoted }: QuoteUse, canonical: string): Rewrite[] {
  return [{ place, was: name, becomes: canonical, isQuoted }]
}
