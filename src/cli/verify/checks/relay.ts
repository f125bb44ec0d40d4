import type { EventContract } from '../../../contract/event/event.js'
import { type CheckContext, connectionFor, quietMs } from '../target/check-context.js'
import type { Heard, ServerConnection } from '../target/connection.js'
import type { Relay } from '../target/model.js'
import { payloadNaming, type RoomTarget } from '../target/room-target.js'
import { checkPayload } from './payload-check.js'
import { shownPayload, targetsOf } from './rooms.js'

/** Checks what a client sends and the others in its room get. */
export async function checkRelays(context: CheckContext): Promise<void> {
  const { model, results } = context
  if (!results.wants('relay.others', 'relay.sender', 'relay.across', 'rooms.left', 'isolation.outsider')) return
  for (const relay of model.relays)
    for (const target of targetsOf(context, relay.down.to).slice(0, 1)) await checkRelay(context, relay, target)
}

interface Participants {
  readonly sender: ServerConnection
  readonly peer: ServerConnection | undefined
  readonly across: ServerConnection | undefined
  readonly outsiders: readonly ServerConnection[]
}

async function checkRelay(context: CheckContext, relay: Relay, target: RoomTarget): Promise<void> {
  const { model, options } = context
  const { own, peer: peerToken, outsider } = options.tokens
  const sender = await connectionFor(context, model.path, own)
  if (!sender) return
  const others = peerToken === undefined ? [] : [model.path, model.legacyPath]
  const [peer, across] = await Promise.all(others.map((path) => connectionFor(context, path, peerToken)))
  const strangers = outsider === undefined ? [] : [model.path, model.legacyPath]
  const outsiders = (await Promise.all(strangers.map((path) => connectionFor(context, path, outsider)))).filter(isThere)
  await Promise.all([sender, peer, across, ...outsiders].map((connection) => move(connection, model.joins, target)))
  await listen(context, relay, target, { sender, peer, across, outsiders })
  if (peer && context.results.wants('rooms.left')) await checkLeft(context, relay, target, peer, sender)
  for (const connection of [sender, peer, across, ...outsiders]) connection?.close()
}

function isThere(connection: ServerConnection | undefined): connection is ServerConnection {
  return connection !== undefined
}

/** Enters or leaves a room by every event that may, whatever is answered: that has checks of its own. */
export async function move(
  connection: ServerConnection | undefined,
  events: readonly EventContract[],
  target: RoomTarget,
): Promise<void> {
  for (const event of connection ? events : [])
    if ([...event.joins, ...event.leaves].includes(target.family))
      await connection?.ask(event.name, payloadNaming(event, target.name, target.ids))
}

async function listen(
  context: CheckContext,
  { up, down }: Relay,
  target: RoomTarget,
  participants: Participants,
): Promise<void> {
  const { results, options, reproduce } = context
  const { sender, peer, across, outsiders } = participants
  const payload = payloadNaming(up, target.name, target.ids)
  const steps = reproduce.emit(sender.path, up.name, shownPayload(up, target))
  const isRelayed = ({ name }: Heard): boolean => name === down.name
  sender.tell(up.name, payload)
  const waits = [peer, across].map((connection) => connection?.hears(isRelayed, options.timeoutMs))
  const [isHeard, isHeardAcross] = await Promise.all(waits)
  // what should not come gets as long as what did, and a little more
  await sender.hears(isRelayed, quietMs)
  if (isHeard) results.pass('relay.others', up.name)
  else if (peer)
    results.fail(
      'relay.others',
      up.name,
      `the other in ${target.shown} heard nothing within ${options.timeoutMs} ms`,
      steps,
    )
  if (isHeardAcross) results.pass('relay.across', up.name)
  else if (across) results.fail('relay.across', up.name, `a client on ${across.path} heard nothing`, steps)
  if (sender.heard.some(isRelayed))
    results.fail('relay.sender', up.name, 'it came back to the connection that sent it', steps)
  else results.pass('relay.sender', up.name)
  for (const connection of [peer, across])
    for (const heard of connection?.heard.filter(isRelayed) ?? []) checkPayload(context, down, heard, steps)
  judgeOutsiders(context, outsiders, isRelayed, (isHeard || isHeardAcross) === true, steps)
  sender.tell(up.name, endedPayload(payload))
}

function judgeOutsiders(
  { results }: CheckContext,
  outsiders: readonly ServerConnection[],
  isRelayed: (heard: Heard) => boolean,
  wasHeard: boolean,
  steps: readonly string[],
): void {
  for (const connection of outsiders) {
    const [leak] = connection.heard.filter(isRelayed)
    if (leak)
      results.fail('isolation.outsider', undefined, `${leak.name} reached an outsider on ${connection.path}`, steps)
    else if (wasHeard) results.pass('isolation.outsider')
  }
}

/** Turns a payload that says something began into one that says it ended. */
export function endedPayload(payload: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(payload).map(([field, value]) => [field, value === true ? false : value]))
}

async function checkLeft(
  { results, model, options, reproduce }: CheckContext,
  { up, down }: Relay,
  target: RoomTarget,
  peer: ServerConnection,
  sender: ServerConnection,
): Promise<void> {
  const leaving = model.leaves.filter(({ leaves }) => leaves.includes(target.family))
  // the notice that typing ended may be under way
  await peer.hears(() => false, quietMs)
  if (!peer.heard.some(({ name }) => name === down.name)) return
  await move(peer, leaving, target)
  const last = peer.heard.at(-1)?.order ?? -1
  const isAfter = ({ name, order }: Heard): boolean => name === down.name && order > last
  sender.tell(up.name, payloadNaming(up, target.name, target.ids))
  const isHeard = await peer.hears(isAfter, Math.min(options.timeoutMs, 2 * quietMs))
  sender.tell(up.name, endedPayload(payloadNaming(up, target.name, target.ids)))
  for (const event of leaving) {
    const seen = `who left ${target.shown} still heard ${down.name}`
    const steps = reproduce.emit(peer.path, event.name, shownPayload(event, target), 'PEER_TOKEN')
    if (isHeard) results.fail('rooms.left', event.name, seen, steps)
    else results.pass('rooms.left', event.name)
  }
}
