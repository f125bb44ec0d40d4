import type { AliasJson } from '../../spec/alias/alias-json.js'
import type { FieldUse } from '../model/use.js'
import type { KnownAlias, Vocabulary } from '../vocabulary/vocabulary.js'
import { type NamedUse, namedUses } from './event-scope.js'
import { renameField } from './field-rewrite.js'
import { isReached } from './release-order.js'
import type { Rewrite, ScanFinding, ScanRule } from './rule.js'

/** Finds names that older releases have. */
export const legacyEvent: ScanRule = {
  id: 'legacy-event',
  summary: 'A name of an older release.',
  advice: 'Use the name of today; the old one goes with the release that its alias names.',
  find: (uses, vocabulary) => legacyUses(namedUses(uses, vocabulary), vocabulary, false),
}

/** Finds legacy names in the release, or after it, that drops them. */
export const goneEvent: ScanRule = {
  id: 'gone-event',
  summary: 'A legacy name that the release you read for does not have any more.',
  advice: 'Use the name of today: nobody sends or hears this one any more.',
  find: (uses, vocabulary) => legacyUses(namedUses(uses, vocabulary), vocabulary, true),
}

function legacyUses(named: readonly NamedUse[], vocabulary: Vocabulary, isGone: boolean): ScanFinding[] {
  return named.flatMap((each) => {
    const { aliases, events, name, use } = each
    const [first] = aliases
    if (events.length || !first) return []
    if (aliases.every(({ alias }) => isReached(alias.removeIn, vocabulary.release)) !== isGone) return []
    const canonical = [...new Set(aliases.map(({ alias }) => alias.of))]
    const fix = canonical.length === 1 && !isTwice(each, named, canonical[0] ?? '') ? rewrites(each, first) : undefined
    const rule = isGone ? goneEvent : legacyEvent
    return [
      {
        rule: rule.id,
        place: use.place,
        name,
        canonical: canonical.join(' or '),
        message: `${name} is ${canonical.join(' or ')} today${when(first.alias, isGone)}`,
        advice: rule.advice,
        fix,
      },
    ]
  })
}

function when({ removeIn }: AliasJson, isGone: boolean): string {
  if (removeIn === undefined) return ''
  return isGone ? `, and gone since ${removeIn}` : `, and gone from ${removeIn} on`
}

/** Returns whether a file speaks both names already: to rename one of them would send or hear the event twice. */
function isTwice({ use }: NamedUse, named: readonly NamedUse[], canonical: string): boolean {
  return named.some(
    (other) =>
      other.use !== use &&
      other.use.place.file === use.place.file &&
      other.use.kind === use.kind &&
      other.use.end === use.end &&
      (other.name === canonical ||
        (other.name !== use.name?.parts[0] && other.aliases.some(({ alias }) => alias.of === canonical))),
  )
}

/** Returns how a use is written with the name of today; nothing where the payload may differ in what is not seen. */
function rewrites({ use, name }: NamedUse, { alias }: KnownAlias): Rewrite[] | undefined {
  const { literal } = use.name ?? {}
  if (literal?.start !== use.place.start || literal.file !== use.place.file) return undefined
  const renamed: Rewrite = { place: literal, was: name, becomes: alias.of, isQuoted: true }
  // who listens gets the payload as it is sent under the old name, who sends may write it as the old ends did
  if (use.kind !== 'emit') return isSentAlike(alias) ? [renamed] : undefined
  if (alias.up || alias.when || alias.reply || alias.bare !== undefined) return undefined
  const names = { ...alias.heard, ...alias.rename }
  if (!Object.keys(names).length) return [renamed]
  // the shape differs: every field has to be in sight
  if (!use.payload?.isWhole) return undefined
  const others = use.payload.fields.flatMap((field: FieldUse) => {
    const today = Object.hasOwn(names, field.key) ? names[field.key] : undefined
    return today === undefined ? [] : [renameField(field, today)]
  })
  return [renamed, ...others]
}

/** Returns whether the payload under an old name is that of today. */
function isSentAlike({ down, bare, reply, rename }: AliasJson): boolean {
  return !down && bare === undefined && !reply && !Object.keys(rename).length
}
