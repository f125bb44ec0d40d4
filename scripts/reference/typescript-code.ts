import { literal, typescript } from './literal.js'
import { type NamedEvent, printable } from './snippet.js'
import { entryName } from './typescript-name.js'

/** How wide code is shown beside the fields without a line to scroll. */
const width = 58

/** Writes an import from a namespace's entry, broken over lines where it is wide. */
export function imported(path: string, names: readonly string[], keyword = 'import'): string[] {
  const from = `from 'socket-canon/${entryName(path)}'`
  const flat = `${keyword} { ${names.join(', ')} } ${from}`
  return flat.length <= width ? [flat] : [`${keyword} {`, ...names.map((name) => `  ${name},`), `} ${from}`]
}

/** Writes a call with an event's name and, where it has one, its example payload. */
export function called(verb: string, { name, payload, example }: NamedEvent, column: number): string {
  return `${verb}(${quoted(name)}${payload ? `, ${written(example, column)}` : ''})`
}

/** Writes a line that shows what came, by a field that may be shown. */
export function printed({ name, payload }: NamedEvent): string {
  const field = printable(payload)
  return field === undefined ? `console.log(${quoted(`${name} came`)})` : `console.log(payload.${field})`
}

/** Writes a line that shows what was answered. */
export function printedReply({ reply }: NamedEvent): string {
  const field = printable(reply)
  return field === undefined ? "console.log('done')" : `console.log(reply.${field})`
}

export function written(value: unknown, column: number): string {
  return literal(value, typescript, column, width)
}

export function quoted(text: string): string {
  return typescript.text(text)
}
