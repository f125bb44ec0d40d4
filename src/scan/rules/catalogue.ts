import type { Use } from '../model/use.js'
import type { Vocabulary } from '../vocabulary/vocabulary.js'
import { acknowledgementForgotten, acknowledgementMissing } from './acknowledgement.js'
import { goneEvent, legacyEvent } from './legacy-event.js'
import { listenerInConnect, listenerWithoutOff } from './listener-life.js'
import { unheardEvent, unsentEvent } from './lonely-event.js'
import { deprecatedEvent, legacyNamespace, retiredName } from './old-ways.js'
import { legacyField, missingField, unknownField } from './payload-fields.js'
import { reconnectOnSocket, reservedEvent } from './reserved-event.js'
import { legacyRoom, roomByHand, unknownRoom } from './room-names.js'
import type { ScanFinding, ScanRule } from './rule.js'
import { markedFieldLogged, tokenInQuery } from './secrets.js'
import { undeclaredEvent, wrongDirection, wrongNamespace } from './unknown-event.js'

/** Every rule, in the order in which findings are shown. */
export const scanRules: readonly ScanRule[] = [
  goneEvent,
  legacyEvent,
  legacyField,
  legacyRoom,
  legacyNamespace,
  retiredName,
  deprecatedEvent,
  undeclaredEvent,
  wrongDirection,
  wrongNamespace,
  unheardEvent,
  unsentEvent,
  reservedEvent,
  reconnectOnSocket,
  unknownField,
  missingField,
  roomByHand,
  unknownRoom,
  listenerWithoutOff,
  listenerInConnect,
  acknowledgementForgotten,
  acknowledgementMissing,
  tokenInQuery,
  markedFieldLogged,
]

/** Lists all that the rules find in uses, by rule and then by place. */
export function judgeUses(
  uses: readonly Use[],
  vocabulary: Vocabulary,
  rules: readonly ScanRule[] = scanRules,
): ScanFinding[] {
  return rules.flatMap((rule) => once(rule.find(uses, vocabulary)).sort(byPlace))
}

/** Keeps each finding once: a place may listen and stop to listen, or be reached in two ways. */
function once(findings: readonly ScanFinding[]): ScanFinding[] {
  const known = new Map<string, ScanFinding>()
  for (const each of findings) {
    const key = `${each.place.file} ${each.place.start} ${each.name} ${each.message}`
    if (!known.has(key)) known.set(key, each)
  }
  return [...known.values()]
}

function byPlace({ place: one }: ScanFinding, { place: other }: ScanFinding): number {
  if (one.file !== other.file) return one.file < other.file ? -1 : 1
  return one.start - other.start
}
