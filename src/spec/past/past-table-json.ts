import { type Direction, directions } from '../../contract/event/direction.js'
import type { EventContract } from '../../contract/event/event.js'
import type { NamespaceContract } from '../../contract/namespace.js'
import type { PastTable } from '../../contract/past/past.js'
import { pastVersions } from '../../contract/past/past-row.js'
import { shapeJson } from '../alias/shape-json.js'
import type { NamespaceProse } from '../prose.js'
import { pastExamples } from './past-examples.js'
import type { PastJson, PastTableJson, PastVersionJson } from './past-json.js'

type Notes = NonNullable<NamespaceProse['past']>

/**
 * Writes a table of earlier versions as data, as it was declared, with payloads in the shapes of those versions.
 * @throws DeclarationError where a row does not read what was written down for it
 */
export function pastTableJson(table: PastTable, contract: NamespaceContract, notes: Notes = {}): PastTableJson {
  return Object.fromEntries(
    pastVersions(table).map((version) => {
      const rows = directions.map((direction) => [direction, rowsJson(table, contract, { version, direction, notes })])
      return [String(version), Object.fromEntries(rows) as PastVersionJson]
    }),
  )
}

interface Place {
  readonly version: number
  readonly direction: Direction
  readonly notes: Notes
}

function rowsJson(
  table: PastTable,
  contract: NamespaceContract,
  { version, direction, notes }: Place,
): PastVersionJson[Direction] {
  const events = contract[direction] as Readonly<Record<string, EventContract>>
  const { [direction]: said, examples } = notes[version] ?? {}
  return Object.fromEntries(
    Object.entries(table[version]?.[direction] ?? {}).flatMap(([today, row]): [string, PastJson | false][] => {
      if (row === undefined) return []
      if (row === false) return [[today, false]]
      const event = Object.hasOwn(events, today) ? events[today] : undefined
      const made = event ? pastExamples(event, row, examples?.[direction]?.[today]) : []
      const shape = shapeJson(row, { notes: said?.[today], examples: made })
      return [[today, { ...(row.name !== undefined && { name: row.name }), ...shape }]]
    }),
  )
}
