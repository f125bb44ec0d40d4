import { fieldsOf } from '../event/fields.js'

/** A value of a template: a path, several of which the first that leads to something counts, fields, or what it is itself. */
export type ReplyValue = string | boolean | readonly string[] | ReplyTemplate

/**
 * What an object is made of, as data. A path begins with `reply`, or with `asked` for the payload of the event: `reply.message.id`.
 * A field whose path leads nowhere is left out; one that is called `...` stands for all fields of what its path leads to.
 */
export interface ReplyTemplate {
  readonly [field: string]: ReplyValue
}

/** What the paths of a template lead into. */
export interface ReplySources {
  readonly reply: unknown
  readonly asked: unknown
}

/** Makes the object that a template describes. */
export function filled(template: ReplyTemplate, sources: ReplySources): Record<string, unknown> {
  const entries = Object.entries(template).flatMap(([field, value]): [string, unknown][] => {
    const made = valueOf(value, sources)
    if (field === '...') return Object.entries(fieldsOf(made))
    return made === undefined ? [] : [[field, made]]
  })
  return Object.fromEntries(entries)
}

function valueOf(value: ReplyValue, sources: ReplySources): unknown {
  if (typeof value === 'string') return foundAt(value, sources)
  if (typeof value === 'boolean') return value
  if (!isList(value)) return filled(value, sources)
  return value.map((path) => foundAt(path, sources)).find((found) => found !== undefined && found !== null)
}

function foundAt(path: string, sources: ReplySources): unknown {
  return path.split('.').reduce<unknown>((held, step) => {
    const fields = fieldsOf(held)
    return Object.hasOwn(fields, step) ? fields[step] : undefined
  }, sources)
}

function isList(value: readonly string[] | ReplyTemplate): value is readonly string[] {
  return Array.isArray(value)
}
