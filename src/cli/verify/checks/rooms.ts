import type { EventContract } from '../../../contract/event/event.js'
import { fillPattern, parametersIn } from '../../../contract/room/room-pattern.js'
import { isPayload } from '../../../guards/payload.js'
import { isReply } from '../../../guards/reply.js'
import type { CheckName } from '../catalogue.js'
import { namesRooms } from '../plan.js'
import { type CheckContext, connectionFor } from '../target/check-context.js'
import type { ServerConnection } from '../target/connection.js'
import { payloadNaming, type RoomTarget, roomName } from '../target/room-target.js'
import { doubt, type EventAnswer, inWords, isDenial } from './answer.js'

/** Checks how rooms are entered, refused and left. */
export async function checkRooms(context: CheckContext): Promise<void> {
  const { model, results, options } = context
  if (!results.wants('rooms.join', 'rooms.name', 'rooms.forbidden', 'rooms.within', 'rooms.leave')) return
  for (const path of [model.path, model.legacyPath]) {
    const own = await connectionFor(context, path, options.tokens.own)
    if (!own) continue
    // before rooms of strangers are asked for, which a server may open
    for (const event of options.tokens.own === undefined ? [] : takenWithin(context))
      await checkForbidden(context, own, event, strangers(context, event.within ?? []), 'rooms.within')
    for (const event of model.joins) {
      for (const target of targetsOf(context, event.joins)) await move(context, own, event, target, 'rooms.join')
      await checkForbidden(context, own, event, options.tokens.own === undefined ? [] : strangers(context, event.joins))
    }
    for (const event of model.leaves)
      for (const target of targetsOf(context, event.leaves)) await move(context, own, event, target, 'rooms.leave')
    own.close()
    if (options.tokens.outsider === undefined) continue
    const outsider = await connectionFor(context, path, options.tokens.outsider)
    for (const event of outsider ? model.joins : [])
      await checkForbidden(context, outsider as ServerConnection, event, targetsOf(context, event.joins))
    outsider?.close()
  }
}

// a server would be right to refuse it, whatever the room
const lacksExample = 'its payload holds more than the room: it needs an `example` in the contract'

/** Lists the known rooms of some families. */
export function targetsOf({ targets }: CheckContext, families: EventContract['joins']): RoomTarget[] {
  return targets.filter(({ family }) => families.includes(family))
}

async function move(
  { results, options, reproduce, doubtful }: CheckContext,
  connection: ServerConnection,
  event: EventContract,
  target: RoomTarget,
  kind: CheckName,
): Promise<void> {
  const payload = payloadNaming(event, target.name, target.ids)
  if (!isPayload(event, payload)) return results.skip(kind, event.name, lacksExample)
  const answer = await connection.ask(event.name, payload)
  const steps = reproduce.emit(connection.path, event.name, shownPayload(event, target))
  const where = `${target.shown} on ${connection.path}`
  if (answer.kind !== 'reply')
    return results.fail(kind, event.name, `${where}: ${inWords(answer, options.timeoutMs)}`, steps)
  if (kind === 'rooms.join' && isDenial(answer.value)) {
    if (doubtful.has(connection.path)) return results.skip(kind, event.name, doubt)
    return results.fail(kind, event.name, `${where}: the answer grants no room, and is no refusal`, steps)
  }
  if (event.reply && !isReply(event, answer.value))
    return results.fail(kind, event.name, `${where}: the answer is neither the contract's reply nor a refusal`, steps)
  results.pass(kind, event.name)
  if (!namesRooms(event)) return
  const { room, channels } = Object(answer.value) as { room?: unknown; channels?: unknown[] }
  if (room === target.name || channels?.includes(target.name)) results.pass('rooms.name', event.name)
  else
    results.fail('rooms.name', event.name, `${where}: the reply does not name ${target.shown} in that spelling`, steps)
}

/** Writes a payload down, without what came out of a token. */
export function shownPayload(event: EventContract, target: RoomTarget): unknown {
  const ids = Object.fromEntries(Object.keys(target.ids).map((id) => [id, `YOUR_${id}`]))
  return target.name === target.shown
    ? payloadNaming(event, target.name, target.ids)
    : payloadNaming(
        event,
        fillPattern(target.shown, (parameter) => `YOUR_${parameter}`),
        ids,
      )
}

/** Makes up a room of each family that only some may enter. */
export function strangers({ options, marker }: CheckContext, families: EventContract['joins']): RoomTarget[] {
  return families
    .filter(({ pattern }) => !options.open.includes(pattern))
    .flatMap((family) => {
      const ids = Object.fromEntries(parametersIn(family.pattern).map((parameter) => [parameter, marker]))
      const name = roomName(family, ids)
      return name === undefined ? [] : [{ name, family, ids, shown: name, isOwn: false }]
    })
}

/** Lists the events to send from outside the room they name: where a server takes one, it may change data. */
function takenWithin({ model, options }: CheckContext): EventContract[] {
  return [...model.relays.map(({ up }) => up), ...(options.mayWrite ? model.requests : [])]
}

async function checkForbidden(
  { results, options, reproduce }: CheckContext,
  connection: ServerConnection,
  event: EventContract,
  rooms: readonly RoomTarget[],
  kind: CheckName = 'rooms.forbidden',
): Promise<void> {
  for (const target of rooms) {
    const payload = payloadNaming(event, target.name, target.ids)
    if (!isPayload(event, payload)) return results.skip(kind, event.name, lacksExample)
    const answer = await connection.ask(event.name, payload)
    const where = `${target.shown} on ${connection.path}`
    if (answer.kind === 'refusal') results.pass(kind, event.name)
    else if (answer.kind === 'reply' && isDenial(answer.value))
      results.skip(kind, event.name, `${where}: the answer grants no room, and is no refusal`)
    else if (answer.kind === 'silent' && !event.reply)
      results.skip(kind, event.name, `${where}: it was not answered, which tells nothing of an event without a reply`)
    else
      results.fail(
        kind,
        event.name,
        `${where}: ${grantedOr(answer, event, options.timeoutMs)}`,
        reproduce.emit(connection.path, event.name, shownPayload(event, target)),
      )
  }
}

function grantedOr(answer: EventAnswer, event: EventContract, timeoutMs: number): string {
  return answer.kind === 'reply' && event.reply && !isReply(event, answer.value)
    ? "the answer is neither the contract's reply nor a refusal"
    : inWords(answer, timeoutMs)
}
