import { type EventUse, type Use, wholeText } from '../model/use.js'
import { directionOf, managerNames, namedUses, reservedNames } from './event-scope.js'
import type { ScanFinding, ScanRule } from './rule.js'

/** Finds events that are sent, and listened to in none of the files that were read. */
export const unheardEvent: ScanRule = {
  id: 'unheard-event',
  summary: 'An event that is sent and that nobody listens to, in all that was read.',
  advice: 'Listen to it, send it no longer, or read the other end too.',
  find: (uses, vocabulary) => lonely(uses, vocabulary, 'emit'),
}

/** Finds events that are listened to, and sent in none of the files that were read. */
export const unsentEvent: ScanRule = {
  id: 'unsent-event',
  summary: 'An event that is listened to and that nobody sends, in all that was read.',
  advice: 'Send it, stop to listen, or read the other end too.',
  find: (uses, vocabulary) => lonely(uses, vocabulary, 'on'),
}

function lonely(uses: readonly Use[], vocabulary: Parameters<ScanRule['find']>[1], kind: 'emit' | 'on'): ScanFinding[] {
  const events = uses.filter(
    (use): use is EventUse => use.kind === (kind === 'emit' ? 'on' : 'emit') && !use.isManager && !use.isTest,
  )
  const named = namedUses(uses, vocabulary).filter(({ use }) => use.kind === kind && !use.isTest)
  const rule = kind === 'emit' ? unheardEvent : unsentEvent
  // what could not be followed may send or hear it
  const loose = new Set(uses.flatMap((use) => (use.kind === 'loose' && !use.isTest ? [use.name] : [])))
  return named.flatMap(({ use, name, aliases }) => {
    const others = events.filter((each) => each.end !== use.end && meet(each, use))
    // one end alone, or an end that may use any name, says nothing
    if (!others.some(isOfContract) || others.some((each) => each.name === undefined && !isLogging(each))) return []
    const isMet = (each: EventUse): boolean => {
      const other = each.name && wholeText(each.name)
      // an old name and that of today are one event where the package's own ends translate
      return other === name || aliases.some(({ alias }) => alias.of === other)
    }
    if (loose.has(name) || others.some(isMet)) return []
    const way = directionOf(use) === 'serverToClient' ? 'client' : 'server'
    const other = kind === 'emit' ? `no ${way} listens to it` : `no ${way === 'client' ? 'server' : 'client'} sends it`
    return [
      {
        rule: rule.id,
        place: use.place,
        name,
        message: `${name} is ${kind === 'emit' ? 'sent' : 'listened to'} here, and ${other}`,
        advice: rule.advice,
      },
    ]
  })
}

function meet(one: EventUse, other: EventUse): boolean {
  if (!one.namespaces || !other.namespaces) return true
  return one.namespaces.some((path) => other.namespaces?.includes(path))
}

function isOfContract({ name }: EventUse): boolean {
  const text = name && wholeText(name)
  return text !== undefined && !reservedNames.has(text) && !managerNames.has(text) && text !== 'connection'
}

/** Returns whether a use hears all events at once: that is a log, and no listener. */
function isLogging({ isEvery, kind }: EventUse): boolean {
  return isEvery && kind === 'emit'
}
