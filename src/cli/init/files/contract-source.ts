import { pascalCase } from '../../adopt/print/constant-name.js'
import type { ContractName } from '../contract-name.js'

const fromServer = `    /** An item was changed. */
    'item:changed': event({
      payload: z.object({
        /** The item's own id. */
        itemId: id,
        /** What it is called. */
        title: text(200),
        /** How many there are. */
        amount,
        /** When it was changed. */
        changedAt: timestamp,
      }),
      // two deliveries that agree in these tell one fact
      identity: ['itemId', 'changedAt'],
      to: [itemRoom],
      example: { itemId: 'tea', title: 'Tea', amount: 12, changedAt: '2026-01-02T03:04:05Z' },
    }),
`

const fromClients = `    /** Asks to hear of an item. */
    'item:join': event({
      payload: z.object({
        /** The item's own id. */
        itemId: id,
      }),
      joins: [itemRoom],
      example: { itemId: 'tea' },
    }),
    /** Counts an item anew. */
    'item:count': event({
      payload: z.object({
        /** The item's own id. */
        itemId: id,
        /** How many there are. */
        amount,
      }),
      reply: z.object({
        /** How many there were. */
        before: amount,
      }),
      within: [itemRoom],
      example: { itemId: 'tea', amount: 12 },
      replyExample: { before: 11 },
    }),
`

/** Writes a small contract that has one of each: a room, events both ways, a reply, bounds, and a name of old. */
export function contractSource({ word, constant }: ContractName): string {
  const type = pascalCase(constant)
  return `import { aliases, event, namespace, room } from 'socket-canon'
import { id, integer, text, timestamp } from 'socket-canon/fields'
import * as z from 'zod/mini'

const amount = integer(0, 1_000_000)

/** Gathers everybody who looks at an item. */
export const itemRoom = room('item:{itemId}')

/** What is said of items. */
export const ${constant} = namespace('/${word}', {
  version: 1,
  // where older clients are, which hear the names of old there; leave it out where there are none
  legacyPath: '/${word}',
  rooms: [itemRoom],
  serverToClient: {
${fromServer}  },
  clientToServer: {
${fromClients}  },
})

type ${type} = typeof ${constant}

/** What older releases call these events and their fields; leave it empty where there are none. */
export const ${constant}Aliases = aliases<${type}>()({
  removeIn: '2.0.0',
  serverToClient: {
    'item-update': { of: 'item:changed', rename: { id: 'itemId', name: 'title' } },
  },
  clientToServer: {},
})
`
}
