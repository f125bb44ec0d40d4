import { wholeText } from '../model/use.js'
import { managerNames, reservedNames } from './event-scope.js'
import type { ScanRule } from './rule.js'

/** Finds names that sockets keep for themselves. */
export const reservedEvent: ScanRule = {
  id: 'reserved-event',
  summary: 'A name that sockets keep for themselves, sent as an event.',
  advice: 'Give the event another name: sockets refuse to send this one.',
  find: (uses) =>
    uses.flatMap((use) => {
      const name = use.kind === 'emit' && !use.isManager ? use.name && wholeText(use.name) : undefined
      if (name === undefined || !reservedNames.has(name)) return []
      return [
        {
          rule: reservedEvent.id,
          place: use.place,
          name,
          message: `${name} can't be sent: sockets keep the name for themselves`,
          advice: reservedEvent.advice,
        },
      ]
    }),
}

/** Finds listeners for what a socket never tells since version 3 of Socket.IO. */
export const reconnectOnSocket: ScanRule = {
  id: 'reconnect-on-socket',
  summary: 'A listener on a socket for what only its manager tells.',
  advice: 'Listen on `socket.io`, the manager, or to `connect`, which comes again after each reconnection.',
  find: (uses) =>
    uses.flatMap((use) => {
      const name =
        use.kind === 'on' && use.end === 'client' && !use.isManager && !use.isBound
          ? use.name && wholeText(use.name)
          : undefined
      if (name === undefined || !managerNames.has(name)) return []
      return [
        {
          rule: reconnectOnSocket.id,
          place: use.place,
          name,
          message: `a socket never tells ${name}: its manager does, \`socket.io\``,
          advice: reconnectOnSocket.advice,
        },
      ]
    }),
}
