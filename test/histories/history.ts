import { speakersOf } from './calls.js'
import { type Violation, violationsIn } from './checker.js'
import { kits, letters } from './contracts.js'
import { owedIn } from './loss.js'
import { patiently, pause } from './patience.js'
import type { Plan, Step } from './plan.js'
import type { Entry } from './recorder.js'
import { rightsIn } from './rights.js'
import { statusFaults } from './status-check.js'
import { answered, notice, type Scene, take } from './steps.js'
import { world } from './world.js'

/** What came of a history. */
export interface Outcome {
  readonly plan: Plan
  readonly log: readonly Entry[]
  readonly violations: readonly Violation[]
}

// these are waited out by a history that broke a promise only; a machine under load needs them
const settleMs = 4000
const graceMs = 2000

/** Lets a plan happen over real sockets, waits until all is quiet, and judges what was seen. */
export async function happen(plan: Plan): Promise<Outcome> {
  const usesTwo = plan.setting.adapter !== 'memory'
  const scene: Scene = { plan, world: await world(plan.setting, usesTwo ? 2 : 1), actors: new Map(), begun: [] }
  const { recorder } = scene.world
  try {
    for (const step of plan.steps) {
      recorder.add({ kind: 'step', text: told(step) })
      await take(scene, step)
    }
    await quiet(scene)
  } finally {
    await end(scene)
  }
  return { plan, log: recorder.log, violations: violationsIn(recorder.log, plan) }
}

/** Writes a step in a line. */
export function told({ do: what, ...rest }: Step): string {
  const parts = Object.entries(rest).map(
    ([name, value]) => `${name} ${Array.isArray(value) ? value.join('+') || '-' : value}`,
  )
  return [what, ...parts].join(', ')
}

/** Mends everything, and waits until every client is where it belongs or was told that it is not. */
async function quiet(scene: Scene): Promise<void> {
  const { world, actors, begun } = scene
  const { recorder, app, nodes } = world
  recorder.add({ kind: 'step', text: '(heal)' })
  app.heal()
  recorder.add({ kind: 'healed' })
  for (const who of actors.values()) {
    who.network?.flow()
    notice(who)
  }
  // the server learns of the last half-open connections before anybody returns
  await pause(2)
  for (const who of actors.values()) if (who.isHeld) who.release()
  const receivers = [...actors.values()].flatMap((each) => each.receivers)
  const isSettled = (): boolean =>
    receivers.every(({ client, line, isClosed }) => {
      if (isClosed) return true
      const status =
        client?.status ?? (line.socket.connected ? 'connected' : line.socket.active ? 'connecting' : 'offline')
      return status === 'connected' || status === 'refused' || status === 'offline'
    })
  await recorder.until(() => isSettled(), settleMs)
  // whose time is over is let go a second later, and both may be a quarter of a second late
  const ends = recorder.log.map((entry) =>
    entry.kind === 'answered' && entry.lifetime !== undefined ? entry.ms + entry.lifetime + 1700 : 0,
  )
  const lastEnd = Math.max(0, ...ends)
  if (lastEnd > recorder.now()) await pause(lastEnd - recorder.now())
  await patiently(Promise.allSettled(begun), 1500)
  const lines = [...actors.values()].flatMap((each) => each.lines)
  const ping = (): Promise<unknown> => {
    const asked = Promise.all(lines.filter(({ socket }) => socket.connected).map(({ socket }) => answered(socket)))
    return patiently(asked, 1500)
  }
  await ping()
  // who was let in may have been turned away, or cut off, by then
  if (!isSettled()) await recorder.until(() => isSettled(), settleMs)
  const markers = (): void => {
    for (const of of letters) {
      for (const room of kits[of].rooms) nodes[nodes.length - 1]?.send(of, 'fact', [room])
      nodes[0]?.send(of, 'news', [])
    }
  }
  const isWhole = (): boolean =>
    owedIn(recorder.log, scene.plan).length === 0 && !isRefusedForNow(recorder.log, scene.plan)
  const isAtRest = (): boolean => isSettled() && isWhole()
  const comesToRest = async (ms: number): Promise<boolean> => {
    if (!(await recorder.until(isAtRest, ms))) return false
    // who is back just now is answered when it has what it missed
    await ping()
    return isAtRest()
  }
  recorder.add({ kind: 'step', text: '(markers)' })
  markers()
  await ping()
  if (await comesToRest(graceMs)) return
  // a client that found out by itself and came back is asked once more
  recorder.add({ kind: 'step', text: '(markers again)' })
  markers()
  await ping()
  if (await comesToRest(1000)) return
  if (!isSettled()) await recorder.until(() => isSettled(), settleMs)
  await comesToRest(1000)
}

/** Whether a client still waits to be let into a room that it was refused for the time being. */
function isRefusedForNow(log: readonly Entry[], plan: Plan): boolean {
  return statusFaults(log, rightsIn(log), plan).some(({ kind }) => kind === 'status/membership')
}

async function end({ world, actors, begun }: Scene): Promise<void> {
  const { recorder, nodes } = world
  recorder.add({ kind: 'step', text: '(end)' })
  for (const who of actors.values()) {
    for (const of of letters) for (const each of speakersOf(who, of)) each.client?.close()
    for (const { socket } of who.lines) socket.disconnect()
    for (const { manager } of who.lines) (manager as unknown as { _close(): void })._close()
  }
  void Promise.allSettled(begun)
  const held = () => nodes.flatMap((node) => node.held()).filter(({ count }) => count > 0)
  for (let turn = 0; turn < 400 && held().length; turn++) {
    if (turn === 40) for (const node of nodes) node.hangUp()
    await pause(5)
  }
  for (const { what, count } of held()) recorder.add({ kind: 'grown', what, count })
  for (const { network } of actors.values()) network?.close()
  await world.close()
  recorder.end()
}
