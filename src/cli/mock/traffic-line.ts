import type { Observation } from '../../contract/observation.js'
import type { Paint } from '../report/paint.js'

/** How lines are written. */
export interface LineStyle {
  readonly paint: Paint
  readonly columns: number
}

const nameWidth = 20

/** Writes what passed in a line; nothing of what nobody wants to read. */
export function trafficLine(observation: Observation, { paint, columns }: LineStyle, at: Date): string | undefined {
  const { kind, path } = observation
  const time = clockTime(at)
  const line = (
    mark: string,
    what: string,
    rest: string,
    colour: (text: string) => string = (text) => text,
  ): string => {
    const head = `${time} ${mark} ${what.padEnd(nameWidth)} `
    const text = shortened(rest, Math.max(20, columns - head.length))
    return `${paint.dim(time)} ${colour(`${mark} ${what.padEnd(nameWidth)}`)} ${text}`
  }
  switch (kind) {
    case 'received':
      return line('>', named(observation), payloadText(observation.payload()), paint.bold)
    case 'sent':
      return line('<', named(observation), payloadText(observation.payload()))
    case 'refused': {
      const { code, message, issues = [] } = observation.error
      const where = issues.map(({ path: way, expected }) => `${way.join('.') || 'payload'}: ${expected}`).join(', ')
      return line('x', observation.event ?? 'refused', `${code} ${where || message}`, paint.red)
    }
    case 'failed':
      return line('x', observation.event ?? observation.part, 'failed', paint.red)
    case 'joined':
    case 'left':
    case 'denied':
      return line(' ', kind, observation.room, kind === 'denied' ? paint.red : paint.dim)
    case 'connection-made':
      return line('+', 'connected', `${path}${observation.declared ? '' : ', declares no contract'}`, paint.green)
    case 'connection-lost':
      return line('-', 'disconnected', `${path}, ${observation.reason ?? 'no reason told'}`, paint.dim)
    default:
      return undefined
  }
}

/** Writes what passed as data; payloads are redacted. */
export function trafficJson(observation: Observation, at: Date): string {
  const { cause: _, ...told } = observation as Observation & { readonly cause?: unknown }
  const payload = 'payload' in observation ? { payload: observation.payload() } : {}
  return JSON.stringify({ at: at.toISOString(), ...told, ...payload })
}

function named({ event, legacyName }: { readonly event: string; readonly legacyName?: string | undefined }): string {
  return legacyName === undefined ? event : `${legacyName} = ${event}`
}

/** Writes a payload that was redacted. */
export function payloadText(payload: unknown): string {
  return payload === undefined ? '' : JSON.stringify(payload)
}

/** Cuts a text where it would fill more than its line. */
export function shortened(text: string, width: number): string {
  return text.length <= width ? text : `${text.slice(0, width - 1)}…`
}

/** Writes the time of the day, to the second. */
export function clockTime(at: Date): string {
  return at.toTimeString().slice(0, 8)
}
