import { readdirSync } from 'node:fs'
import type { ZodMiniType } from 'zod/mini'
import { directions } from '../src/contract/event/direction.js'
import {
  type AliasTable,
  type Direction,
  type EventContract,
  isLegacyName,
  type NamespaceContract,
} from '../src/index.js'

/** Is one entry of the package that carries a namespace. */
export interface Entry {
  readonly name: string
  readonly contract: NamespaceContract
  readonly table: AliasTable
}

const isContract = (value: unknown): value is NamespaceContract =>
  typeof value === 'object' && value !== null && 'serverToClient' in value && 'path' in value
const isTable = (value: unknown): value is AliasTable =>
  typeof value === 'object' && value !== null && 'serverToClient' in value && !('path' in value)

const files = readdirSync('src').filter((file) => /^[a-z-]+\.ts$/.test(file))

/** Reads every namespace from the package's entries: a new one is walked without a new test. */
export const entries: readonly Entry[] = (
  await Promise.all(
    files.map(async (file): Promise<Entry[]> => {
      const name = file.slice(0, -'.ts'.length)
      const values: unknown[] = Object.values(await import(`../src/${name}.ts`))
      const contract = values.find(isContract)
      const table = values.find(isTable)
      return contract && table ? [{ name, contract, table }] : []
    }),
  )
).flat()

/** Is one event with its place, for titles of tests. */
export interface Placed {
  readonly title: string
  readonly entry: Entry
  readonly direction: Direction
  readonly event: EventContract
}

/** Lists every event of every namespace, in both directions. */
export const events: readonly Placed[] = entries.flatMap((entry) =>
  directions.flatMap((direction) =>
    Object.values(entry.contract[direction] as Record<string, EventContract>).map((event) => ({
      title: `${event.namespace} ${event.name} (${direction})`,
      entry,
      direction,
      event,
    })),
  ),
)

/** Lists the schemas of an event: what it carries and what comes back. */
export function schemasOf(
  event: EventContract,
): { part: 'payload' | 'reply'; schema: ZodMiniType; example: unknown }[] {
  const payload = { part: 'payload' as const, schema: event.payload as unknown as ZodMiniType, example: event.example }
  const reply = { part: 'reply' as const, schema: event.reply as unknown as ZodMiniType, example: event.replyExample }
  return [payload, reply].filter(({ schema }) => schema !== undefined)
}

/** Lists the legacy names of one direction. */
export function legacyRows(table: AliasTable, direction: Direction): string[] {
  return Object.keys(table[direction]).filter((name) => isLegacyName(table, direction, name))
}
