import type { AliasJson } from '../../spec/alias/alias-json.js'
import type { CodePlace, FieldUse, Use } from '../model/use.js'
import type { KnownAlias, Vocabulary } from '../vocabulary/vocabulary.js'
import { declarationKey, declarationRewrite, declaredAliases, heldNames, usedKey } from './declared-events.js'
import { type NamedUse, namedUses } from './event-scope.js'
import { renameField } from './field-rewrite.js'
import { quotedNames, untilWhen } from './quoted-name.js'
import { isReached } from './release-order.js'
import type { Rewrite, ScanFinding, ScanRule } from './rule.js'

/** Finds names that older releases have. */
export const legacyEvent: ScanRule = {
  id: 'legacy-event',
  summary: 'A name of an older release.',
  advice: 'Use the name of today; the old one goes with the release that its alias names.',
  find: (uses, vocabulary) => [
    ...legacyFindings(uses, vocabulary, false),
    ...quotedNames(uses, vocabulary, false).map((each) => ({
      ...each,
      rule: legacyEvent.id,
      advice: legacyEvent.advice,
    })),
  ],
}

/** Finds legacy names in the release, or after it, that drops them. */
export const goneEvent: ScanRule = {
  id: 'gone-event',
  summary: 'A legacy name that the release you read for does not have any more.',
  advice: 'Use the name of today: nobody sends or hears this one any more.',
  find: (uses, vocabulary) => [
    ...legacyFindings(uses, vocabulary, true),
    ...quotedNames(uses, vocabulary, true).map((each) => ({ ...each, rule: goneEvent.id, advice: goneEvent.advice })),
  ],
}

/** Lists uses and declarations of legacy names. Where types declare a name, it is rewritten there and everywhere, or nowhere. */
function legacyFindings(uses: readonly Use[], vocabulary: Vocabulary, isGone: boolean): ScanFinding[] {
  const isOf = (aliases: readonly KnownAlias[]): boolean =>
    aliases.length > 0 && aliases.every(({ alias }) => isReached(alias.removeIn, vocabulary.release)) === isGone
  const named = namedUses(uses, vocabulary)
  const used = named
    .filter(({ events, aliases }) => !events.length && isOf(aliases))
    .map((each) => ({ key: usedKey(each), finding: legacyFinding(each.use.place, each, isGone, fixOf(each, named)) }))
  const declared = declaredAliases(uses, vocabulary).filter(({ aliases }) => isOf(aliases))
  const names = new Set(declared.map(({ use }) => declarationKey(use)))
  const unfixed = used.filter(({ key, finding }) => names.has(key) && finding.fix?.length !== 1).map(({ key }) => key)
  const held = heldNames(declared, uses, new Set(unfixed))
  return [
    ...used.map(({ key, finding }) => (names.has(key) && held.has(key) ? { ...finding, fix: undefined } : finding)),
    ...declared.map(({ use, aliases }) => {
      const fix = held.has(declarationKey(use)) ? undefined : [declarationRewrite(use, aliases[0]?.alias.of ?? '')]
      return legacyFinding(use.place, { name: use.name, aliases }, isGone, fix)
    }),
  ]
}

function legacyFinding(
  place: CodePlace,
  { name, aliases }: Pick<NamedUse, 'name' | 'aliases'>,
  isGone: boolean,
  fix: ScanFinding['fix'],
): ScanFinding {
  const canonical = canonicalNames(aliases).join(' or ')
  const { id, advice } = isGone ? goneEvent : legacyEvent
  const [first] = aliases
  const message = `${name} is ${canonical} today${first ? untilWhen(first.alias, isGone) : ''}`
  return { rule: id, place, name, canonical, message, advice, fix }
}

function canonicalNames(aliases: readonly KnownAlias[]): string[] {
  return [...new Set(aliases.map(({ alias }) => alias.of))]
}

function fixOf(each: NamedUse, named: readonly NamedUse[]): ScanFinding['fix'] {
  const [first] = each.aliases
  const [canonical, other] = canonicalNames(each.aliases)
  if (!first || canonical === undefined || other !== undefined) return undefined
  return isTwice(each, named, canonical) ? undefined : rewrites(each, first)
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
  if (!use.payload?.isWhole || use.payload.isTyped) return undefined
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
