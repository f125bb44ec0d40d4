import { literalOf, python } from './literal.js'
import { type NamedEvent, printable } from './snippet.js'

/** Writes a text as Python does. */
export function pythonText(text: string): string {
  return python.text(text)
}

/** Writes a value as Python does. */
export function pythonValue(value: unknown, column = 0): string {
  return literalOf(value, python, column)
}

/** Names a function after an event: `on_chat_message`. */
export function functionFor(name: string): string {
  return `on_${name.replace(/\W+/g, '_')}`
}

/** Writes a line that shows what came, by a field that may be shown. */
export function printedPayload({ name, payload }: NamedEvent): string {
  const field = printable(payload)
  return field === undefined ? `print(${pythonText(`${name} came`)})` : `print(payload[${pythonText(field)}])`
}

/** Writes a call over several lines: its arguments, each on one of its own. */
export function spread(call: string, args: readonly (string | undefined)[], column = 0): string[] {
  const pad = ' '.repeat(column)
  return [`${pad}${call}(`, ...args.flatMap((each) => (each === undefined ? [] : [`${pad}    ${each},`])), `${pad})`]
}
