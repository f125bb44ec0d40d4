import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import { onTestFinished } from 'vitest'

/** The contract of a small shop, as somebody writes it who has the package from npm. */
export const shop = `import { aliases, event, namespace, type PayloadOf, room } from 'socket-canon'
import { id, sensitive, text, timestamp } from 'socket-canon/fields'
import * as z from 'zod'

/** Gathers who follows one order. */
export const orderRoom = room('order:{orderId}', { legacy: ['order_{orderId}'] })

const status = z.enum(['placed', 'paid', 'sent'])
const line = z.object({
  /** What was bought. */
  article: text(80),
  /** How often. */
  count: z.int().min(1).max(99),
})

/** Orders, as they are placed and sent. */
export const shop = namespace('/shop', {
  rooms: [orderRoom],
  serverToClient: {
    /** An order is somewhere else than before. */
    'order:updated': event({
      payload: z.object({
        /** The order's own id. */
        orderId: id,
        /** Where it stands. */
        status,
        /** What it holds. */
        lines: z.array(line).max(50),
        /** Where it goes. */
        address: z.optional(sensitive('pii', text(200))),
        /** When that was. */
        updatedAt: timestamp,
      }),
      identity: ['orderId', 'updatedAt'],
      to: [orderRoom],
      example: {
        orderId: 'o1',
        status: 'paid',
        lines: [{ article: 'tea', count: 2 }],
        updatedAt: '2026-01-02T03:04:05Z',
      },
    }),
  },
  clientToServer: {
    /** Follows an order. */
    'order:join': event({
      payload: z.object({
        /** The order's own id. */
        orderId: id,
      }),
      reply: z.object({
        /** The room that was entered. */
        room: text(160),
      }),
      joins: [orderRoom],
      example: { orderId: 'o1' },
      replyExample: { room: 'order:o1' },
    }),
  },
})

/** What older releases say. */
export const shopAliases = aliases<typeof shop>()({
  serverToClient: {
    /** The name of the first year. */
    orderChanged: 'order:updated',
  },
  clientToServer: {},
})

/** What \`order:updated\` carries. */
export interface OrderUpdated extends PayloadOf<typeof shop, 'serverToClient', 'order:updated'> {}
/** Where an order stands. */
export type OrderStatus = OrderUpdated['status']
/** How many lines an order has at most. */
export const mostLines = 50
`

/** Makes a folder of a package with these files, in which this project's own packages can be imported. */
export function ownPackage(files: Readonly<Record<string, string>>): string {
  const folder = mkdtempSync(join(tmpdir(), 'socket-canon-own-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  for (const [file, text] of Object.entries({ 'package.json': '{ "name": "own", "type": "module" }\n', ...files })) {
    mkdirSync(dirname(join(folder, file)), { recursive: true })
    writeFileSync(join(folder, file), text)
  }
  mkdirSync(join(folder, 'node_modules'))
  symlinkSync(resolve('.'), join(folder, 'node_modules/socket-canon'))
  symlinkSync(resolve('node_modules/zod'), join(folder, 'node_modules/zod'))
  return folder
}
