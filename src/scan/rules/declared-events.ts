import type { DeclarationUse, Use } from '../model/use.js'
import { type KnownAlias, namespacesOf, type Vocabulary } from '../vocabulary/vocabulary.js'
import { directionOf, type NamedUse } from './event-scope.js'
import type { Rewrite } from './rule.js'

/** A legacy name that a type of a socket declares. */
export interface DeclaredAlias {
  readonly use: DeclarationUse
  readonly aliases: readonly KnownAlias[]
}

/** Returns what tells an event that types declare from others. */
export function declarationKey(use: DeclarationUse): string {
  return `${directionOf({ kind: use.does, end: use.end })} ${use.name}`
}

/** Returns the same of an event that is used. */
export function usedKey({ direction, name }: Pick<NamedUse, 'direction' | 'name'>): string {
  return `${direction} ${name}`
}

/** Lists the declarations of legacy names. */
export function declaredAliases(uses: readonly Use[], vocabulary: Vocabulary): DeclaredAlias[] {
  return uses.flatMap((use) => {
    if (use.kind !== 'declaration') return []
    const direction = directionOf({ kind: use.does, end: use.end })
    const paths = namespacesOf(vocabulary, use.namespaces).map(({ path }) => path)
    const isHere = (each: { readonly path: string; readonly direction: string }): boolean =>
      each.direction === direction && paths.includes(each.path)
    const aliases = (vocabulary.aliases.get(use.name) ?? []).filter(isHere)
    const isToday = vocabulary.events.get(use.name)?.some(isHere)
    return aliases.length && !isToday ? [{ use, aliases }] : []
  })
}

/** Lists all events that types of sockets declare. */
export function declaredKeys(uses: readonly Use[]): Set<string> {
  return new Set(uses.flatMap((use) => (use.kind === 'declaration' ? [declarationKey(use)] : [])))
}

/** Returns how a declaration is written with the name of today: the key of a type. */
export function declarationRewrite({ place, name }: DeclarationUse, today: string): Rewrite {
  const isBare = place.end - place.start === name.length
  const becomes = isBare && !/^[A-Za-z_$][\w$]*$/.test(today) ? `'${today}'` : today
  return { place, was: name, becomes, isQuoted: !isBare }
}

/**
 * Lists the declared names that are not renamed in a type: one of their uses can't be written anew, their fields change too, or
 * the same line of a type stands for something that keeps its name.
 */
export function heldNames(
  declared: readonly DeclaredAlias[],
  uses: readonly Use[],
  unfixed: ReadonlySet<string>,
): Set<string> {
  const loose = new Set(uses.flatMap((use) => (use.kind === 'loose' ? [use.name] : [])))
  const known = declaredKeys(uses)
  const held = new Set(unfixed)
  const todays = new Map<string, Set<string>>()
  for (const { use, aliases } of declared) {
    const [first] = aliases
    const names = new Set(aliases.map(({ alias }) => alias.of))
    const fields = Object.keys(first?.alias.rename ?? {})
    const isTwice = aliases.some(({ alias, direction }) => known.has(`${direction} ${alias.of}`))
    if (names.size !== 1 || fields.length || isTwice || loose.has(use.name)) held.add(declarationKey(use))
    todays.set(placeKey(use), new Set([...(todays.get(placeKey(use)) ?? []), ...names]))
  }
  const isRenamed = (use: DeclarationUse): boolean => declared.some((each) => each.use === use)
  // one line of a type may stand for both ways
  for (const use of uses) {
    if (use.kind !== 'declaration') continue
    const today = todays.get(placeKey(use))
    if (today && (today.size > 1 || !isRenamed(use)))
      for (const each of declared) if (placeKey(each.use) === placeKey(use)) held.add(declarationKey(each.use))
  }
  return held
}

function placeKey({ place }: DeclarationUse): string {
  return `${place.file} ${place.start}`
}
