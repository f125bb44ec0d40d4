import type { JsonValue } from '../json.js'
import type { Literal } from '../schema/literal.js'
import { type ObjectDemands, type PropertyDemand, picksKey, picksUnnamed, readObjectDemands } from './object-demands.js'
import { findName, isNameAllowed, listNameClasses, type NameClass } from './object-names.js'
import { empty, firstOf, found, type Outcome, type Searcher, unknown } from './outcome.js'

const fillLimit = 20_000

/** A property that must stand: under a known key, or under a name still to be found in a class. */
type Property =
  | { readonly key: string; readonly value: readonly Literal[] }
  | { readonly in: NameClass; readonly name: readonly Literal[]; readonly value: readonly Literal[] }

/** A search through the ways in which the properties of an object can meet its demands. */
class ObjectSearch {
  #classes: NameClass[] | undefined

  constructor(
    readonly searcher: Searcher,
    readonly demands: ObjectDemands,
  ) {}

  search(): Outcome {
    const { present, absent } = this.demands
    const properties: Property[] = []
    for (const key of present) {
      if (absent.has(key)) return empty
      const property = this.#atKey(key)
      const allowed = isNameAllowed(this.searcher, this.demands, key)
      if (allowed.kind !== 'value') return allowed
      if (this.searcher.solve(property.value).kind === 'empty') return empty
      properties.push(property)
    }
    if (properties.length > this.demands.max || this.demands.min > this.demands.max) return empty
    const needsClasses = this.demands.some.length > 0 || properties.length < this.demands.min
    this.#classes = needsClasses ? listNameClasses(this.searcher, this.demands) : []
    if (!this.#classes) return unknown('there are too many patterns for property names')
    return this.#placeWish(properties, 0)
  }

  #atKey(key: string): Property & { key: string } {
    const value = this.demands.every
      .filter(({ selector }) => picksKey(selector, key, this.searcher.tick))
      .flatMap((entry) => entry.value)
    return { key, value }
  }

  #placeWish(properties: readonly Property[], index: number): Outcome {
    this.searcher.tick()
    const wish = this.demands.some[index]
    if (!wish) return this.#complete(properties)
    return firstOf(this.#placesFor(wish, properties, index))
  }

  *#placesFor(wish: PropertyDemand, properties: readonly Property[], index: number): Iterable<Outcome> {
    for (const [at, property] of properties.entries()) {
      const wished = this.#withWish(property, wish)
      if (wished)
        yield this.#tryWish(
          properties.map((old, place) => (place === at ? wished : old)),
          wished,
          index,
        )
    }
    const used = new Set(properties.map((property) => ('key' in property ? property.key : undefined)))
    for (const key of this.demands.keys) {
      if (used.has(key) || this.demands.absent.has(key)) continue
      const allowed = isNameAllowed(this.searcher, this.demands, key)
      const wished = this.#withWish(this.#atKey(key), wish)
      if (allowed.kind === 'unknown') yield allowed
      else if (wished && allowed.kind === 'value') yield this.#tryWish([...properties, wished], wished, index)
    }
    for (const group of this.#classes ?? []) {
      const wished = this.#withWish({ in: group, name: [], value: group.value }, wish)
      if (wished) yield this.#tryWish([...properties, wished], wished, index)
    }
  }

  #withWish(property: Property, wish: PropertyDemand): Property | undefined {
    const value = [...property.value, ...wish.value]
    if ('in' in property) {
      if (!picksUnnamed(wish.selector, property.in.matched)) return undefined
      return { ...property, name: [...property.name, ...wish.name], value }
    }
    if (!picksKey(wish.selector, property.key, this.searcher.tick)) return undefined
    const isRefused = wish.name.some((literal) => this.searcher.holds(literal, property.key) === false)
    return isRefused ? undefined : { ...property, value }
  }

  #tryWish(properties: readonly Property[], wished: Property, index: number): Outcome {
    if (properties.length > this.demands.max) return empty
    if (this.searcher.solve(wished.value).kind === 'empty') return empty
    if ('in' in wished && findName(this.searcher, this.#nameOf(wished), this.demands.keys).kind === 'empty')
      return empty
    return this.#placeWish(properties, index + 1)
  }

  #nameOf(property: Extract<Property, { in: NameClass }>): Literal[] {
    return [...property.in.name, ...property.name]
  }

  #complete(properties: readonly Property[]): Outcome {
    const entries = new Map<string, JsonValue>()
    const taken = new Set(this.demands.keys)
    let unnamed = 0
    for (const property of properties) {
      const value = this.searcher.solve(property.value)
      if (value.kind !== 'value') return value
      if ('key' in property) {
        entries.set(property.key, value.value)
        continue
      }
      const name = findName(this.searcher, this.#nameOf(property), taken)
      if (name.kind === 'empty') return unnamed > 0 ? unknown('property names could not be told apart') : empty
      if (name.kind === 'unknown') return name
      unnamed += 1
      taken.add(name.value as string)
      entries.set(name.value as string, value.value)
    }
    return this.#fillUp(entries, taken)
  }

  /** Adds properties that nothing asks for until there are enough of them. */
  #fillUp(entries: Map<string, JsonValue>, taken: Set<string>): Outcome {
    const { min } = this.demands
    if (min > fillLimit) return unknown('an object would have too many properties')
    let doubt: Outcome = empty
    for (const key of this.demands.keys) {
      if (entries.size >= min) break
      if (entries.has(key) || this.demands.absent.has(key)) continue
      const allowed = isNameAllowed(this.searcher, this.demands, key)
      const value = allowed.kind === 'value' ? this.searcher.solve(this.#atKey(key).value) : allowed
      if (value.kind === 'value') entries.set(key, value.value)
      else if (value.kind === 'unknown') doubt = value
    }
    for (const group of this.#classes ?? []) {
      if (entries.size >= min) break
      const value = this.searcher.solve(group.value)
      if (value.kind === 'unknown') doubt = value
      if (value.kind !== 'value') continue
      while (entries.size < min) {
        this.searcher.tick()
        const name = findName(this.searcher, group.name, taken)
        if (name.kind === 'unknown') doubt = name
        if (name.kind !== 'value') break
        taken.add(name.value as string)
        entries.set(name.value as string, value.value)
      }
    }
    return entries.size >= min ? found(Object.fromEntries(entries)) : doubt
  }
}

/** Searches for an object under demands on its properties, their names and their number. */
export function findObject(searcher: Searcher, atoms: readonly Literal[]): Outcome {
  return new ObjectSearch(searcher, readObjectDemands(searcher, atoms)).search()
}
