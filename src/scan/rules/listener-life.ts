import { type EventUse, type Use, wholeText } from '../model/use.js'
import { managerNames } from './event-scope.js'
import type { ScanRule } from './rule.js'

/** Finds listeners that are added again with each component, and never taken away. */
export const listenerWithoutOff: ScanRule = {
  id: 'listener-without-off',
  summary: 'A listener that an effect adds, and that nothing takes away.',
  advice: 'Return a function from the effect that calls `off` with the same name and listener.',
  find: (uses) => {
    const offs = uses.filter((use): use is EventUse => use.kind === 'off' && use.end === 'client')
    return uses.flatMap((use) => {
      if (use.kind !== 'on' || use.repeats !== 'effect' || use.isBound) return []
      const name = use.name && wholeText(use.name)
      if (name === undefined || isTakenAway(use, name, offs)) return []
      const { place } = use
      return [
        {
          rule: listenerWithoutOff.id,
          place,
          name,
          message: `the listener for ${name} is added with each mount, and never taken away`,
          advice: listenerWithoutOff.advice,
        },
      ]
    })
  },
}

function isTakenAway({ place, isManager }: EventUse, name: string, offs: readonly EventUse[]): boolean {
  return offs.some(
    (off) =>
      off.place.file === place.file &&
      (off.isEvery || off.name === undefined || (wholeText(off.name) === name && off.isManager === isManager)),
  )
}

/** Finds listeners that are added once more with each connection. */
export const listenerInConnect: ScanRule = {
  id: 'listener-in-connect',
  summary: 'A listener that is added inside a listener for `connect`.',
  advice: 'Add it once, beside the listener for `connect`: that one is called again with every reconnection.',
  find: (uses) =>
    uses.flatMap((use) => {
      const name = isAgain(use) && use.name ? wholeText(use.name) : undefined
      if (name === undefined || managerNames.has(name)) return []
      return [
        {
          rule: listenerInConnect.id,
          place: use.place,
          name,
          message: `the listener for ${name} is added once more with each connection`,
          advice: listenerInConnect.advice,
        },
      ]
    }),
}

function isAgain(use: Use): use is EventUse {
  return use.kind === 'on' && use.end === 'client' && use.repeats === 'connection' && !use.isTest
}
