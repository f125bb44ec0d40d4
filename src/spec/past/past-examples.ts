import type { EventContract } from '../../contract/event/event.js'
import type { PastRow } from '../../contract/past/past.js'
import { toLegacy } from '../../guards/alias-payload.js'
import type { LegacyExampleJson } from '../alias/alias-json.js'
import { attempt, heardOf, readBy, unread } from '../alias/legacy-examples.js'
import { printed } from '../sorted.js'
import { spelledBytes } from '../spelled-bytes.js'

/**
 * Lists payloads of an event in the shape of an earlier version: the one that its example is made into, the one in the spellings that are
 * heard only, and those that were written down. What a client sends has to be read by the row, so that no example misleads.
 * @throws DeclarationError where the row does not read what was written down
 */
export function pastExamples(
  event: EventContract,
  row: PastRow,
  written: readonly unknown[] = [],
): LegacyExampleJson[] {
  const { example, direction } = event
  const isHeard = direction === 'clientToServer'
  // who reads by a function alone says nothing of what was sent
  const made =
    example === undefined || (isHeard && row.up && !row.down) ? undefined : attempt(() => toLegacy(row, example))
  const known = new Set(example === undefined ? [] : [printed(example)])
  const heard = example === undefined ? [] : [{ payload: heardOf(row, example), isSent: false }]
  return [
    ...(made === undefined ? [] : [{ payload: made, isSent: true }]),
    ...heard,
    ...written.map((payload) => ({ payload, isSent: isHeard })),
  ].flatMap(({ payload, isSent }): LegacyExampleJson[] => {
    const text = printed(payload)
    const isMade = payload === made && !isHeard
    const read = isMade ? example : readBy(event, row, payload)
    if (!isMade && known.has(text)) return []
    if (read === undefined && written.includes(payload)) throw unread(event, `a row of \`past\``)
    if (read === undefined) return []
    known.add(text)
    const isExample = printed(read) === printed(example ?? null)
    return [{ payload: spelledBytes(payload), sent: isSent, ...(!isExample && { canonical: spelledBytes(read) }) }]
  })
}
