import type { Direction } from '../../../contract/event/direction.js'
import type { PastJson } from '../../past/past-json.js'

/** What a row has to say of a payload or a reply. */
export interface ShapeDraft {
  /** Fields that had another name, by the name they had. */
  readonly rename?: Readonly<Record<string, string>>
  /** Fields whose value no name makes right; an empty name stands for the whole. */
  readonly fields?: readonly string[]
  /** Fields that the other end refuses. */
  readonly without?: readonly string[]
}

/** What a row of `past` has to say of an event, as far as a comparison of schemas tells. */
export interface RowDraft extends ShapeDraft {
  readonly direction: Direction
  /** The name that the event has today. */
  readonly name: string
  /** The name that it had. */
  readonly oldName?: string
  readonly bare?: string
  readonly reply?: ShapeDraft
}

/** Puts together what several changes ask of the row of one event. */
export function mergedRow(one: RowDraft, other: RowDraft): RowDraft {
  const oldName = one.oldName ?? other.oldName
  const bare = one.bare ?? other.bare
  const reply = one.reply && other.reply ? mergedShape(one.reply, other.reply) : (one.reply ?? other.reply)
  return {
    direction: one.direction,
    name: one.name,
    ...(oldName !== undefined && { oldName }),
    ...(bare !== undefined && { bare }),
    ...mergedShape(one, other),
    ...(reply && { reply }),
  }
}

function mergedShape(one: ShapeDraft, other: ShapeDraft): ShapeDraft {
  const rename = { ...one.rename, ...other.rename }
  return {
    ...(Object.keys(rename).length && { rename }),
    fields: unique([...(one.fields ?? []), ...(other.fields ?? [])]),
    without: unique([...(one.without ?? []), ...(other.without ?? [])]),
  }
}

function unique(texts: readonly string[]): string[] {
  return [...new Set(texts)]
}

/** Writes rows as they are declared: `1: { serverToClient: { 'order:placed': { name: 'order:new' } } }`. */
export function rowsText(version: number, rows: readonly RowDraft[]): string {
  const directions = unique(rows.map(({ direction }) => direction))
    .sort()
    .reverse()
  const parts = directions.map((direction) => {
    const own = rows.filter((row) => row.direction === direction)
    return `${direction}: { ${own.map((row) => `${keyText(row.name)}: ${rowText(row)}`).join(', ')} }`
  })
  return parts.length ? `${version}: { ${parts.join(', ')} }` : `${version}: {}`
}

/** Makes a draft of a row that is there, to which more can be added. */
export function draftOfRow(direction: Direction, name: string, row: PastJson | undefined): RowDraft {
  return {
    direction,
    name,
    ...(row?.name !== undefined && { oldName: row.name }),
    ...(row && Object.keys(row.rename).length && { rename: row.rename }),
    ...(row?.bare !== undefined && { bare: row.bare }),
  }
}

function rowText({ direction, oldName, bare, reply, ...shape }: RowDraft): string {
  const way = direction === 'serverToClient' ? 'down' : 'up'
  const { rename } = shape
  const isShaped = hasFunction(shape)
  const parts = [
    ...(oldName === undefined ? [] : [`name: ${quoted(oldName)}`]),
    ...(bare === undefined ? [] : [`bare: ${quoted(bare)}`]),
    // a function that shapes what goes down names the fields as well
    ...(rename && !(way === 'down' && isShaped) ? [`rename: ${recordText(rename)}`] : []),
    ...(isShaped ? [`${way}: ${functionText(way, way === 'up' ? { ...shape, rename: {} } : shape)}`] : []),
    ...(reply ? [`reply: { ${replyText(direction, reply)} }`] : []),
  ]
  return parts.length ? `{ ${parts.join(', ')} }` : '{}'
}

function hasFunction({ fields = [], without = [] }: ShapeDraft): boolean {
  return fields.length + without.length > 0
}

function replyText(direction: Direction, reply: ShapeDraft): string {
  const way = direction === 'serverToClient' ? 'up' : 'down'
  return `${way}: ${functionText(way, reply)}`
}

/** Writes a function whose gaps are comments, so that nothing compiles before somebody filled them. */
function functionText(way: 'down' | 'up', { fields = [], without = [], rename = {} }: ShapeDraft): string {
  const [from, gap] = way === 'down' ? ['now', '/* what it had there */'] : ['old', '/* what stands for it */']
  if (fields.includes('')) return `(${from}) => ${gap}`
  const moved = Object.entries(rename).map(([old, today]) => (way === 'down' ? [today, old] : [old, today]))
  const taken = [
    ...moved.map(([key], at) => `${keyText(key ?? '')}: moved${at}`),
    ...without.map((key, at) => `${keyText(key)}: left${at}`),
  ]
  const given = [
    ...moved.map(([, key], at) => `${keyText(key ?? '')}: moved${at}`),
    ...fields.map((key) => `${keyText(key)}: ${gap}`),
  ]
  // what comes up is of no type, and may be anything
  const argument = taken.length ? `{ ${[...taken, `...${from}`].join(', ')} }${way === 'up' ? ': any' : ''}` : from
  const rest = way === 'up' && !taken.length ? `Object(${from})` : from
  return `(${argument}) => ${given.length ? `({ ${[`...${rest}`, ...given].join(', ')} })` : rest}`
}

function recordText(record: Readonly<Record<string, string>>): string {
  return `{ ${Object.entries(record)
    .map(([key, value]) => `${keyText(key)}: ${quoted(value)}`)
    .join(', ')} }`
}

function keyText(key: string): string {
  return /^[A-Za-z_$][\w$]*$/.test(key) ? key : quoted(key)
}

function quoted(text: string): string {
  return `'${text.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`
}
