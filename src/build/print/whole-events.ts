import type MagicString from 'magic-string'
import type { Node } from 'oxc-parser'
import type { EventContract } from '../../contract/event/event.js'
import { printedKeys, type RecordedPlace, unreadKeys } from '../instrument.js'
import { isEvent } from '../is-event.js'
import type { LoadedModule } from '../load.js'
import { keyOf } from '../source-module.js'
import type { BuiltPart, PlacedSchema } from './built-parts.js'
import { onlyValue, parserText, type Variant } from './module-edits.js'

type Modules = ReadonlyMap<string, LoadedModule>

/** An event that a function made, which is printed as data in the place where it stands in a contract. */
export interface WholeEvent {
  readonly place: RecordedPlace
  readonly schemas: readonly { readonly key: 'payload' | 'reply'; readonly schema: unknown }[]
  /** What else it holds, as source, and apart from that what browsers do without. */
  readonly rest: readonly string[]
  readonly unread: readonly string[]
}

/** Lists the schemas that stand in a place of their own, where they are printed. */
export function ownSchemas(modules: Modules): ReadonlySet<unknown> {
  return new Set(
    [...modules.values()].flatMap((module) =>
      module.places.flatMap(({ key }, index) => (printedKeys.has(key) ? [onlyValue(module, index)] : [])),
    ),
  )
}

/** Finds the events of a module whose schemas stand in no place of their own, as those that one function makes for several events. */
export function wholeEvents(
  module: LoadedModule,
  modules: Modules,
  { placed, own }: { placed: ReadonlyMap<unknown, PlacedSchema>; own: ReadonlySet<unknown> },
): WholeEvent[] {
  const names = namesIn(module, modules)
  return module.places.flatMap((place, index) => {
    const event = onlyValue(module, index)
    if (!isEvent(event)) return []
    const schemas = (['payload', 'reply'] as const).flatMap((key) =>
      event[key] === undefined ? [] : [{ key, schema: event[key] }],
    )
    const isOpen = schemas.some(({ schema }) => !own.has(schema)) && schemas.every(({ schema }) => placed.has(schema))
    const texts = isOpen ? textsOf(event, names) : undefined
    return texts ? [{ place, schemas, ...texts }] : []
  })
}

/** Puts events as data in the place of the calls that made them; returns where. */
export function putEvents(
  text: MagicString,
  events: readonly WholeEvent[],
  { of, built, variant }: { of: ReadonlyMap<unknown, BuiltPart>; built: string; variant: Variant },
): readonly Node[] {
  return events.flatMap(({ place, schemas, rest, unread }) => {
    if (!schemas.every(({ schema }) => of.has(schema))) return []
    const parts = schemas.map(({ key, schema }) => {
      const part = of.get(schema) as BuiltPart
      return `${key}: ${built}.${part.schema}${parserText(key, part, { built, variant })}`
    })
    const { value } = place.property
    const fields = [...parts, ...rest, ...(variant === 'node' ? unread : [])]
    text.overwrite(value.start, value.end, `{ ${fields.join(', ')} }`)
    return [place.property as Node]
  })
}

const given = new Set(['name', 'direction', 'namespace', 'payload', 'reply'])
const roomKeys = new Set(['to', 'joins', 'leaves', 'within'])

/** Writes what an event holds besides its schemas; nothing where source can't say it. */
function textsOf(
  event: EventContract,
  names: ReadonlyMap<unknown, string>,
): Pick<WholeEvent, 'rest' | 'unread'> | undefined {
  const [rest, unread]: [string[], string[]] = [[], []]
  for (const [key, value] of Object.entries(event)) {
    if (given.has(key) || value === undefined) continue
    const rooms = roomKeys.has(key) ? (value as readonly unknown[]).map((room) => names.get(room)) : undefined
    if (rooms?.includes(undefined) || (!rooms && !isData(value))) return undefined
    const said = `${key}: ${rooms ? `[${rooms.join(', ')}]` : JSON.stringify(value)}`
    if (unreadKeys.has(key)) unread.push(said)
    else rest.push(said)
  }
  return { rest, unread }
}

function isData(value: unknown): boolean {
  if (typeof value !== 'object' || value === null)
    return ['string', 'number', 'boolean'].includes(typeof value) || value === null
  if (Array.isArray(value)) return value.every(isData)
  return (
    Object.getPrototypeOf(value) === Object.prototype &&
    Object.values(value).every((each) => each === undefined || isData(each))
  )
}

/** Maps what a module declares or imports by name to how it is called there. */
function namesIn(module: LoadedModule, modules: Modules): Map<unknown, string> {
  const found = new Map(Object.entries(module.names).map(([name, value]) => [value, name] as const))
  for (const statement of module.source.program.body) {
    if (statement.type !== 'ImportDeclaration' || statement.importKind === 'type') continue
    const other = modules.get(module.imports.get(statement.source.value) ?? '')
    for (const specifier of statement.specifiers) {
      if (specifier.type !== 'ImportSpecifier' || specifier.importKind === 'type') continue
      const value = other?.names[keyOf(specifier.imported as Node) ?? '']
      if (value !== undefined) found.set(value, specifier.local.name)
    }
  }
  return found
}
