import type { AliasRow, AliasTable, ShapeRow } from '../../contract/alias/alias.js'
import { aliasRow } from '../../contract/alias/alias-name.js'
import type { LoginRows } from '../../contract/alias/login-row.js'
import { type Direction, directions } from '../../contract/event/direction.js'
import type { EventContract } from '../../contract/event/event.js'
import type { NamespaceContract } from '../../contract/namespace.js'
import type { EventJson } from '../contract-json.js'
import type { NamespaceProse } from '../prose.js'
import type { AliasJson, AliasTableJson, LoginTableJson, ShapeJson } from './alias-json.js'
import { type ExampleSource, legacyExamples, takesToday } from './legacy-examples.js'
import { shapeJson } from './shape-json.js'

/** What is known of a table besides its rows. */
export interface AliasContext {
  /** The events of its contract, as data. */
  readonly events: Readonly<Record<Direction, Readonly<Record<string, EventJson>>>>
  /** What is said of the rows. */
  readonly notes?: NamespaceProse['aliases']
}

const none: AliasTable = { serverToClient: {}, clientToServer: {} }

/** Writes a table of aliases as data, with payloads in the shapes of older releases. */
export function aliasesJson(
  table: AliasTable = none,
  contract: NamespaceContract,
  { events, notes = {} }: AliasContext,
): AliasTableJson {
  const [down, up] = directions.map((direction) =>
    Object.fromEntries(
      Object.keys(table[direction]).map((name) => {
        const row = aliasRow(table, direction, name) as AliasRow
        const { [direction]: said, examples } = notes
        return [name, aliasJson(table, sourceOf(direction, row.of, row, examples?.[direction]?.[name]), said?.[name])]
      }),
    ),
  )
  const answers = Object.entries(table.unacknowledged ?? {}).flatMap(([name, row]) => {
    if (!row || !Object.hasOwn(contract.clientToServer, name)) return []
    const words = notes.unacknowledged?.[name]
    return [
      [
        name,
        { event: row.event, ...(row.form && { form: row.form }), ...(words !== undefined && { notes: words }) },
      ] as const,
    ]
  })
  const shapes = { serverToClient: shapesJson('serverToClient'), clientToServer: shapesJson('clientToServer') }
  return {
    serverToClient: down ?? {},
    clientToServer: up ?? {},
    unacknowledged: Object.fromEntries(answers),
    ...(directions.some((direction) => Object.keys(shapes[direction]).length) && { shapes }),
    ...(table.opening && { opening: openingJson(table.opening) }),
    ...(table.login && { login: loginJson(table.login, notes.login) }),
  }

  function shapesJson(direction: Direction): Record<string, ShapeJson> {
    return Object.fromEntries(
      Object.entries(table.shapes?.[direction] ?? {}).flatMap(([name, row]) =>
        row ? [[name, shapeOf(shapeSource(direction, name, row), notes.shapes?.[direction]?.[name])] as const] : [],
      ),
    )
  }

  function shapeSource(direction: Direction, name: string, row: ShapeRow): RowSource {
    return { ...sourceOf(direction, name, row, notes.examples?.shapes?.[direction]?.[name]), isNamed: false }
  }

  function sourceOf<Row extends ShapeRow>(
    direction: Direction,
    of: string,
    row: Row,
    written: readonly unknown[] = [],
  ): RowSource<Row> {
    const declared = contract[direction] as Readonly<Record<string, EventContract>>
    const [event, json] = Object.hasOwn(declared, of) ? [declared[of], events[direction][of]] : []
    return { event, json, row, isNamed: true, written }
  }
}

/** A row, and its event where the contract has one. */
interface RowSource<Row extends ShapeRow = ShapeRow> extends Omit<ExampleSource, 'event' | 'json' | 'row'> {
  readonly event: EventContract | undefined
  readonly json: EventJson | undefined
  readonly row: Row
}

function aliasJson(table: AliasTable, source: RowSource<AliasRow>, notes: string | undefined): AliasJson {
  const { row, event, json } = source
  const since = row.since ?? table.since
  const removeIn = row.removeIn ?? table.removeIn
  const takes = event && json && event.example !== undefined && takesToday({ ...source, event, json })
  return {
    of: row.of,
    ...shapeOf(source, notes),
    when: row.when !== undefined,
    emit: row.emit !== false,
    ...(takes !== undefined && { takesToday: takes }),
    ...(since !== undefined && { since }),
    ...(removeIn !== undefined && { removeIn }),
  }
}

function shapeOf(source: RowSource, notes: string | undefined): ShapeJson {
  const { row, event, json } = source
  return shapeJson(row, { notes, examples: event && json ? legacyExamples({ ...source, event, json }) : [] })
}

function openingJson(rows: NonNullable<AliasTable['opening']>): NonNullable<AliasTableJson['opening']> {
  // an event without a payload has none in JSON, too
  return Object.fromEntries(Object.entries(rows).map(([name, payload]) => [name, payload ?? null]))
}

function loginJson(rows: LoginRows, notes: NonNullable<NamespaceProse['aliases']>['login']): LoginTableJson {
  return Object.fromEntries(
    (['query', 'event'] as const).flatMap((way) => {
      const [row, words] = [rows[way], notes?.[way]]
      if (!row) return []
      const events = { success: row.success.event, ...(row.failure && { failure: row.failure.event }) }
      return [[way, { ...events, ...(words !== undefined && { notes: words }) }] as const]
    }),
  )
}
