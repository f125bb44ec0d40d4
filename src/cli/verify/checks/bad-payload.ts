import type { EventContract } from '../../../contract/event/event.js'
import { isPayload } from '../../../guards/payload.js'
import { fieldsIn } from '../target/model.js'

/** A payload that does not fit, and what is wrong with it. */
export interface BadPayload {
  readonly fault: string
  readonly payload: unknown
}

/** Derives payloads that do not fit an event: nothing, text, a field of another type, a field missing. */
export function badPayloads(event: EventContract, marker: string): BadPayload[] {
  const example = { ...(Object(event.example) as Record<string, unknown>) }
  const fields = Object.keys(fieldsIn(event))
  const candidates: BadPayload[] = [
    { fault: 'null', payload: null },
    { fault: 'text instead of fields', payload: marker },
    ...fields.flatMap((field): BadPayload[] => {
      const { [field]: _, ...without } = example
      return [
        { fault: `\`${field}\` of another type`, payload: { ...example, [field]: { is: marker } } },
        { fault: `no \`${field}\``, payload: without },
      ]
    }),
  ]
  return candidates.filter(({ payload }) => !isPayload(event, payload))
}
