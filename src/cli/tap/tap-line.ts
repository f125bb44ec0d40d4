import { clockTime, payloadText, shortened } from '../mock/traffic-line.js'
import type { Paint } from '../report/paint.js'
import type { Tapped } from './tapped-packet.js'

const nameWidth = 20

/** Writes what passed in a line, and in one more for each thing that does not fit. */
export function tapLines(
  tapped: Tapped,
  { paint, columns }: { readonly paint: Paint; readonly columns: number },
  at: Date,
): string[] {
  const time = clockTime(at)
  const mark = { up: '>', down: '<' }[tapped.way]
  const line = (
    sign: string,
    name: string,
    rest: string,
    colour: (text: string) => string = (text) => text,
  ): string => {
    const head = `${sign} ${name.padEnd(nameWidth)}`
    const text = shortened(rest, Math.max(20, columns - time.length - head.length - 2))
    return `${paint.dim(time)} ${colour(head)} ${text}`.trimEnd()
  }
  switch (tapped.kind) {
    case 'connected':
      return [line('+', tapped.path, tapped.isDeclared ? 'connected' : 'connected, declares no contract', paint.green)]
    case 'disconnected':
      return [line('-', tapped.path, 'disconnected', paint.dim)]
    case 'refused':
      return [line('x', tapped.path, `refused: ${tapped.code}`, paint.red)]
    case 'unreadable':
      return [line('x', tapped.path, 'no packet of Socket.IO', paint.red)]
    default: {
      const { event, legacyName, payload, issues = [], code, isDuplicate } = tapped
      const name = legacyName === undefined ? event : `${legacyName} = ${event}`
      const shown = code ?? payloadText(payload)
      const notes = isDuplicate ? paint.yellow('twice ') : ''
      const sign = tapped.kind === 'reply' ? '=' : mark
      const colour =
        issues.length || code !== undefined ? paint.red : legacyName === undefined ? undefined : paint.yellow
      return [
        line(sign, name, notes ? `${notes}${shown}` : shown, colour),
        ...issues.map((issue) => `${' '.repeat(time.length)} ${paint.red('!')} ${issue}`),
      ]
    }
  }
}

/** Writes what passed as data. */
export function tapJson(tapped: Tapped, at: Date): string {
  return JSON.stringify({ at: at.toISOString(), ...tapped })
}
