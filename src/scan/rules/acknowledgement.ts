import { namedUses } from './event-scope.js'
import type { ScanRule } from './rule.js'

/** Finds clients that do not ask for the reply that an event has. */
export const acknowledgementForgotten: ScanRule = {
  id: 'acknowledgement-forgotten',
  summary: 'An event that has a reply, sent without asking for it.',
  advice: 'Send it with `emitWithAck`, or with a callback: a refusal comes by the same way.',
  find: (uses, vocabulary) =>
    namedUses(uses, vocabulary).flatMap(({ use, name, events }) => {
      const isForgotten = use.kind === 'emit' && use.end === 'client' && use.isAcknowledged === false
      if (!isForgotten || !events.length || !events.every(({ json }) => json.reply)) return []
      const isRefused = events.every(({ json }) => json.query)
      const message = isRefused
        ? `${name} is refused where no reply is asked for`
        : `${name} has a reply, and none is asked for`
      return [
        { rule: acknowledgementForgotten.id, place: use.place, name, message, advice: acknowledgementForgotten.advice },
      ]
    }),
}

/** Finds servers that never give the reply that an event has. */
export const acknowledgementMissing: ScanRule = {
  id: 'acknowledgement-missing',
  summary: 'A handler that takes no acknowledgement, of an event that has a reply.',
  advice: 'Take the callback as the last parameter and call it once, with the reply or a refusal.',
  find: (uses, vocabulary) =>
    namedUses(uses, vocabulary).flatMap(({ use, name, events }) => {
      const isMissing = use.kind === 'on' && use.end === 'server' && use.isAcknowledged === false
      // without a payload the callback comes first
      if (!isMissing || !events.length || !events.every(({ json }) => json.reply && json.payload)) return []
      return [
        {
          rule: acknowledgementMissing.id,
          place: use.place,
          name,
          message: `${name} has a reply, and its handler gives none`,
          advice: acknowledgementMissing.advice,
        },
      ]
    }),
}
