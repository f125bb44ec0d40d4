import { literalOf, typescript } from './literal.js'
import { type NamedEvent, printable } from './snippet.js'

/** How wide code is shown beside the fields without a line to scroll. */
const width = 58

/** Writes an import from a module, broken over lines where it is wide. */
export function imported(module: string, names: readonly string[], keyword = 'import'): string[] {
  const from = `from ${quoted(module)}`
  const sorted = [...names].sort((one, other) => bare(one).localeCompare(bare(other), 'en'))
  const flat = `${keyword} { ${sorted.join(', ')} } ${from}`
  if (names.length === 1 || flat.length <= width) return [flat]
  return [`${keyword} {`, ...sorted.map((name) => `  ${name},`), `} ${from}`]
}

/** Writes a call with an event's name and, where it has one, its example payload. */
export function called(verb: string, { name, payload, example }: NamedEvent, column = 0): string {
  const start = `${verb}(${quoted(name)}`
  return payload ? `${start}, ${written(example, column, start.length + 3)})` : `${start})`
}

/** Writes a line that shows what came, by a field that may be shown. */
export function printingLine({ name, payload }: NamedEvent): string {
  const field = printable(payload)
  return field === undefined ? `console.log(${quoted(`${name} came`)})` : `console.log(payload.${field})`
}

/** Writes a line that shows what was answered. */
export function printedReply({ reply }: NamedEvent): string {
  const field = printable(reply)
  return field === undefined ? "console.log('done')" : `console.log(reply.${field})`
}

/** Declares a value of a generic type, its parameters on lines of their own. */
export function declared(name: string, type: string, parameters: readonly string[], value: string): string[] {
  const lines = parameters.map((parameter, index) => `  ${parameter}${index === parameters.length - 1 ? '' : ','}`)
  return [`const ${name}: ${type}<`, ...lines, `> = ${value}`]
}

export function written(value: unknown, column = 0, before = 0): string {
  return literalOf(value, typescript, column, width, before)
}

export function quoted(text: string): string {
  return typescript.text(text)
}

function bare(name: string): string {
  return name.replace(/^type /, '')
}
