import { namedUses } from './event-scope.js'
import type { ScanRule } from './rule.js'

/** Finds words that were to be gone, such as an old manager. */
export const retiredName: ScanRule = {
  id: 'retired-name',
  summary: 'A name that you called retired.',
  advice: 'Move to what takes its place, and delete it when nothing uses it any more.',
  find: (uses) =>
    uses.flatMap((use) =>
      use.kind === 'mention'
        ? [
            {
              rule: retiredName.id,
              place: use.place,
              name: use.word,
              message: `${use.word} is retired, and used here`,
              advice: retiredName.advice,
            },
          ]
        : [],
    ),
}

/** Finds clients that connect where older releases are served. */
export const legacyNamespace: ScanRule = {
  id: 'legacy-namespace',
  summary: 'A connection to the path where older releases are served.',
  advice: 'Connect to the path of the contract.',
  find: (uses, { namespaces }) =>
    uses.flatMap((use) => {
      if (use.kind !== 'handshake' || use.isTest || use.namespaces?.length !== 1) return []
      const [path = ''] = use.namespaces
      const moved = namespaces.filter(({ json }) => json.legacyPath?.path === path).map((each) => each.path)
      if (!moved.length || namespaces.some((each) => each.path === path)) return []
      const canonical = moved.join(' or ')
      return [
        {
          rule: legacyNamespace.id,
          place: use.place,
          name: path,
          canonical,
          message: `${path} is ${canonical} today`,
          advice: legacyNamespace.advice,
        },
      ]
    }),
}

/** Finds events that are on their way out. */
export const deprecatedEvent: ScanRule = {
  id: 'deprecated-event',
  summary: 'An event that its contract calls deprecated.',
  advice: 'Use what takes its place.',
  find: (uses, vocabulary) =>
    namedUses(uses, vocabulary).flatMap(({ use, name, events }) => {
      const [first] = events
      if (use.kind === 'off' || !first?.json.deprecated || !events.every(({ json }) => json.deprecated)) return []
      const { since, replacedBy: successor } = first.json.deprecated
      return [
        {
          rule: deprecatedEvent.id,
          place: use.place,
          name,
          canonical: successor,
          message: `${name} is deprecated${since === undefined ? '' : ` since ${since}`}${successor === undefined ? '' : `: ${successor} takes its place`}`,
          advice: deprecatedEvent.advice,
        },
      ]
    }),
}
