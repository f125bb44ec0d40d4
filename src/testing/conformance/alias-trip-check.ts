import type { ReplyRow } from '../../contract/alias/alias.js'
import { shapeRow } from '../../contract/alias/alias-name.js'
import { toLegacy } from '../../guards/alias-payload.js'
import { normalize } from '../../guards/normalize.js'
import { differenceIn } from '../value-place.js'
import { legacyRows } from './alias-check.js'
import { type ConformanceCheck, failCheck, placeText } from './check.js'
import { type CheckedEvent, type CheckedPart, checkedParts } from './checked-event.js'
import { samplesOf, sentOver } from './sample.js'

const rounds = 200
const replyRounds = 50
const seed = 3

/** What is read of a payload that came under a legacy name, of a contract whose events are not known to types. */
type Read = { readonly ok: true; readonly name: string; readonly payload: unknown } | { readonly ok: false }

/** Makes the checks of what an event goes through under its legacy names. */
export function aliasTripChecks(checked: CheckedEvent): ConformanceCheck[] {
  const { where, event, key, direction, aliases } = checked
  const [payload, reply] = (['payload', 'reply'] as const).map((name) =>
    checkedParts(checked).find(({ part }) => part === name),
  )
  const rows = legacyRows(checked, direction).filter(([, { of }]) => of === key)
  const trips = rows.flatMap(([legacy, row]): ConformanceCheck[] =>
    row.emit === false || !payload
      ? []
      : [
          {
            title: `${where}: it goes down as ${legacy}, and up again to the same payload`,
            check: () => checkTrip(payload, legacy),
          },
        ],
  )
  const shaped = [[event.name, shapeRow(aliases, direction, key)] as const, ...rows]
  const replies = shaped.flatMap(([name, row]): ConformanceCheck[] =>
    row?.reply?.up && reply
      ? [
          {
            title: `${where}: its reply goes down as who sends ${name} reads it, and up again to the same`,
            check: () => checkReplyTrip(reply, payload, row.reply as ReplyRow),
          },
        ]
      : [],
  )
  return [...trips, ...replies]
}

function checkTrip(payload: CheckedPart, legacy: string): void {
  const { contract, aliases, direction, key } = payload
  const [, row] = legacyRows(payload, direction).find(([name]) => name === legacy) ?? []
  const where = `${payload.where} as ${legacy}`
  for (const value of samplesOf(payload, rounds, seed)) {
    if (!row || row.when?.(value) === false) continue
    const read = normalize(contract, aliases, direction, legacy, sentOver(toLegacy(row, value))) as Read
    if (!read.ok)
      failCheck(
        where,
        'its row goes down and its payload is not read again: give the row an `up` that undoes its `down`, or `emit: false`',
      )
    if (read.name !== key) failCheck(where, `it comes up as ${String(read.name)}: an alias has one event`)
    const lost = differenceIn(read.payload, sentOver(value))
    if (lost)
      failCheck(
        where,
        `its payload comes up with another ${placeText(lost)}: give the row an \`up\` that undoes its \`down\`, or \`emit: false\``,
      )
  }
}

function checkReplyTrip(reply: CheckedPart, payload: CheckedPart | undefined, { up, down }: ReplyRow): void {
  const payloads = payload ? samplesOf(payload, replyRounds, seed) : [undefined]
  for (const [index, value] of samplesOf(reply, replyRounds, seed).entries()) {
    const asked = payloads[index % payloads.length]
    const told = sentOver(down ? down(value, asked) : value)
    const read = reply.parse(up?.(told, asked))
    const lost = read.ok ? differenceIn(read.value, value) : []
    if (lost)
      failCheck(
        reply.where,
        `its reply comes up from its older form with another ${placeText(lost)}: give the row's \`reply\` an \`up\` that undoes its \`down\``,
      )
  }
}
