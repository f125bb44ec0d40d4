import { nearMiss } from '../vocabulary/near-name.js'
import { namespacesOf, type Vocabulary } from '../vocabulary/vocabulary.js'
import { type NamedUse, namedUses } from './event-scope.js'
import type { ScanFinding, ScanRule } from './rule.js'

const differences = {
  case: 'only upper and lower case differ',
  separator: 'only what stands between the words differs',
  tense: 'only the tense differs',
  number: 'only singular and plural differ',
  order: 'only the order of the words differs',
  spelling: 'it is spelt otherwise',
}

/** Finds names that no contract declares. */
export const undeclaredEvent: ScanRule = {
  id: 'unknown-event',
  summary: 'A name that no contract declares.',
  advice: 'Declare it in the contract, or use the name that was meant.',
  find: (uses, vocabulary) => {
    const scopes: KnownScopes = new Map()
    return namedUses(uses, vocabulary).flatMap((each) => unknownUse(each, vocabulary, scopes))
  },
}

function unknownUse(each: NamedUse, vocabulary: Vocabulary, scopes: KnownScopes): ScanFinding[] {
  const { use, name, events, aliases } = each
  if (use.kind === 'off' || events.length || aliases.length || isKnownElsewhere(each, vocabulary)) return []
  const near = nearMiss(name, namesInScope(each, scopes))
  const today = near && todayOf(each, near.name)
  const meant =
    near &&
    `: ${near.name} was probably meant, ${differences[near.by]}${today === near.name ? '' : `, and is ${today} today`}`
  return [
    {
      rule: undeclaredEvent.id,
      place: use.place,
      name,
      canonical: today,
      message: `no contract has an event ${name}${meant ?? ''}`,
      advice: today !== undefined ? `Write ${today}, or declare ${name} in the contract.` : undeclaredEvent.advice,
    },
  ]
}

function todayOf({ namespaces, direction }: NamedUse, name: string): string {
  const rows = namespaces.flatMap(({ json }) =>
    Object.hasOwn(json[direction], name) ? [] : (json.aliases[direction][name] ?? []),
  )
  return rows[0]?.of ?? name
}

/** Returns whether another rule has to say something of the name: it has another direction or namespace, or is of an older login. */
function isKnownElsewhere({ name }: NamedUse, { events, aliases, others }: Vocabulary): boolean {
  return events.has(name) || aliases.has(name) || others.has(name)
}

/** The names that may be meant, once for the uses that may be of the same namespaces. */
type KnownScopes = Map<string, readonly string[]>

function namesInScope({ namespaces, direction }: NamedUse, scopes: KnownScopes): readonly string[] {
  const key = `${direction} ${namespaces.map(({ path }) => path).join()}`
  const known = scopes.get(key)
  if (known) return known
  const found = new Set(
    namespaces.flatMap(({ json }) => [...Object.keys(json[direction]), ...Object.keys(json.aliases[direction])]),
  )
  const names = [...found]
  scopes.set(key, names)
  return names
}

/** Finds names that are declared for the other direction only. */
export const wrongDirection: ScanRule = {
  id: 'wrong-direction',
  summary: 'An event that only the other end sends.',
  advice: 'Send what this end may send, or listen to what it hears; the contract says which.',
  find: (uses, vocabulary) =>
    namedUses(uses, vocabulary).flatMap(({ use, name, events, aliases, direction, namespaces }) => {
      if (use.kind === 'off' || events.length || aliases.length) return []
      const paths = namespaces.map(({ path }) => path)
      const other = [...(vocabulary.events.get(name) ?? []), ...(vocabulary.aliases.get(name) ?? [])]
      if (!other.length || !other.every((each) => each.direction !== direction && paths.includes(each.path))) return []
      const sender = direction === 'serverToClient' ? 'clients' : 'servers'
      return [
        {
          rule: wrongDirection.id,
          place: use.place,
          name,
          message: `${name} is sent by ${sender} only, and ${use.kind === 'emit' ? 'sent' : 'listened to'} at a ${use.end} here`,
          advice: wrongDirection.advice,
        },
      ]
    }),
}

/** Finds names that are declared for another namespace only. */
export const wrongNamespace: ScanRule = {
  id: 'wrong-namespace',
  summary: 'An event of another namespace.',
  advice: 'Use a socket of the namespace that declares it.',
  find: (uses, vocabulary) =>
    namedUses(uses, vocabulary).flatMap(({ use, name, events, aliases, direction }) => {
      if (use.kind === 'off' || events.length || aliases.length || !use.namespaces) return []
      const elsewhere = [...(vocabulary.events.get(name) ?? []), ...(vocabulary.aliases.get(name) ?? [])]
      const paths = [...new Set(elsewhere.flatMap((each) => (each.direction === direction ? [each.path] : [])))]
      const here = namespacesOf(vocabulary, use.namespaces).map(({ path }) => path)
      if (!paths.length || elsewhere.some(({ path }) => here.includes(path))) return []
      return [
        {
          rule: wrongNamespace.id,
          place: use.place,
          name,
          canonical: name,
          message: `${name} is an event of ${paths.join(' and ')}, and used on ${use.namespaces.join(' and ')} here`,
          advice: wrongNamespace.advice,
        },
      ]
    }),
}
