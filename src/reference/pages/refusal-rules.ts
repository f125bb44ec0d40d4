import type { ErrorCodeJson, EventJson } from '../../spec/contract-json.js'

/** Which events a server of the package may answer with a code; a code without a rule is given by none in particular. */
const rules: Readonly<Record<string, (event: EventJson) => boolean>> = {
  PAYLOAD_INVALID: () => true,
  HANDLER_FAILED: () => true,
  HANDLER_TIMEOUT: () => true,
  REPLY_INVALID: ({ reply }) => reply !== undefined,
  REPLY_REQUIRED: ({ reply }) => reply !== undefined,
  RATE_LIMITED: ({ limit, joins }) => limit !== undefined || joins.length > 0,
  ROOM_FORBIDDEN: ({ joins, within = [] }) => joins.length > 0 || within.length > 0,
  ROOM_INVALID: ({ joins, leaves }) => joins.length > 0 || leaves.length > 0,
}

/** Returns whether events of their own are known to be refused with a code. */
export function isGivenByEvents(code: string): boolean {
  return Object.hasOwn(rules, code)
}

/** Returns whether a server of the package may refuse an event with a code. */
export function mayBeRefusedWith(code: string, event: EventJson): boolean {
  return isGivenByEvents(code) && rules[code]?.(event) === true
}

/** Lists the codes with which a server of the package may refuse an event from a client. */
export function refusalCodesOf(event: EventJson, errorCodes: Readonly<Record<string, ErrorCodeJson>>): string[] {
  if (event.direction !== 'clientToServer') return []
  return Object.entries(errorCodes)
    .filter(([code, { travels = [] }]) => travels.includes('reply') && mayBeRefusedWith(code, event))
    .map(([code]) => code)
}
