import { ask, join, leave, speakersOf } from './calls.js'
import { type Actor, actor, type Line } from './clients.js'
import { lettersOn } from './contracts.js'
import { patiently, pause } from './patience.js'
import type { Plan, Step } from './plan.js'
import type { World } from './world.js'

/** What the steps of a history act on. */
export interface Scene {
  readonly plan: Plan
  readonly world: World
  readonly actors: Map<number, Actor>
  /** What was begun and is not waited for. */
  readonly begun: Promise<unknown>[]
}

/** How long a step waits for what it should bring about; what does not come is for the checker to judge. */
const patienceMs = 1500

/** Takes one step, and waits until what it does can be seen. */
export async function take(scene: Scene, step: Step): Promise<void> {
  const { world, actors, begun } = scene
  const { recorder, app, nodes } = world
  const who = 'client' in step ? actors.get(step.client) : undefined
  const node = 'server' in step ? (nodes[step.server % nodes.length] as World['nodes'][number]) : undefined
  switch (step.do) {
    case 'connect':
      if (who) return
      return connectActor(scene, step)
    case 'declare': {
      if (!who) return
      who.declares = step.declares
      if (who.kind !== 'bound') return
      for (const receiver of who.receivers)
        if (!receiver.isClosed && !step.declares.includes(receiver.of as never)) {
          receiver.isClosed = true
          recorder.add({ kind: 'closed', receiver: receiver.number })
          receiver.client?.close()
        }
      for (const of of step.declares) {
        const line = who.lines.find(({ path }) => lettersOn(path).includes(of))
        if (line && speakersOf(who, of).length === 0) who.bind(of, line)
      }
      return
    }
    case 'become':
      if (who) who.user = step.user
      return
    case 'join':
    case 'leave':
    case 'ask': {
      const receiver = who && speakersOf(who, step.of)[0]
      if (!who || !receiver) return
      const done =
        step.do === 'join'
          ? join(world, who, receiver, step.of, step.room)
          : step.do === 'leave'
            ? leave(world, receiver, step.of, step.room)
            : ask(world, who, receiver, step.of, step.event, step.how)
      begun.push(done)
      if (step.wait && !who.isHeld) await patiently(done, patienceMs)
      return
    }
    case 'send':
      return node?.send(step.of, step.kind, step.rooms)
    case 'news':
      return node?.send(step.of, 'news', [])
    case 'authenticate':
      return void app.authentication.set(`${step.of} ${step.user}`, step.answer)
    case 'mayJoin':
      return void app.permission.set(`${step.of} ${step.user} ${step.room}`, step.answer)
    case 'autoJoin':
      return void app.places.set(`${step.of} ${step.user}`, step)
    case 'welcome':
      return void app.welcomes.set(`${step.of} ${step.user}`, step.answer)
    case 'limiter':
      return void app.limits.set(step.of, step.answer)
    case 'expire':
      return void app.lifetimes.set(`${step.of} ${step.user}`, step.afterMs)
    case 'heal':
      for (const [key, answer] of app.authentication)
        if (key.startsWith(step.of) && answer !== 'no') app.authentication.delete(key)
      return
    case 'cut':
      if (who) await cut(scene, who, step.how)
      return
    case 'back': {
      if (!who?.isHeld) return
      if (node) who.network?.lead(node.port)
      const { length } = recorder.log
      const isAsked = (): boolean => recorder.log.slice(length).some(({ kind }) => kind === 'asked')
      who.release()
      if (step.wait === 'asked') await recorder.until(isAsked, patienceMs)
      else if (step.wait !== false) await patiently(settled(scene, who), patienceMs)
      return
    }
    case 'notice':
      if (who) notice(who)
      return pause(3)
    case 'stall':
      return who?.network?.stall()
    case 'flow':
      return who?.network?.flow()
    case 'steal': {
      const thief = who?.lines[0]
      const victim = actors.get(step.from)?.lines.find(({ path }) => path === thief?.path)
      if (!who || !thief || !victim || thief === victim) return
      await cut(scene, who, 'client')
      stealSession(thief.socket, victim.socket)
      who.release()
      await patiently(settled(scene, who), patienceMs)
      return
    }
    case 'move': {
      const [receiver] = who?.receivers ?? []
      if (who?.kind !== 'handover' || !receiver || receiver.isClosed || receiver.line.path === step.path) return
      const line = who.open(step.path, true)
      const before = receiver.line
      const { moveTo } = receiver.client as unknown as { moveTo(socket: unknown, options: object): Promise<void> }
      const moved = moveTo(line.socket, { legacy: lettersOn(step.path).length > 0 && !isOwnPath(step.path) }).then(
        () => {
          receiver.line = line
          recorder.add({
            kind: 'told',
            receiver: receiver.number,
            attempt: line.attempt,
            connected: receiver.client?.status === 'connected',
            recovered: receiver.client?.recovered ?? false,
            status: `moved to ${step.path}`,
          })
        },
        () => {
          receiver.line = before
        },
      )
      begun.push(moved)
      await patiently(moved, 1000)
      return
    }
    case 'restart':
      if (node && world.setting.adapter === 'memory') await node.restart()
      return
    case 'serve':
      return node?.serve(step.of)
    case 'pass':
      return pause(step.ms)
    case 'close':
      if (!who) return
      for (const receiver of who.receivers) {
        if (receiver.isClosed) continue
        receiver.isClosed = true
        recorder.add({ kind: 'closed', receiver: receiver.number })
        receiver.client?.close()
      }
      for (const { socket } of who.lines) socket.disconnect()
  }
}

const isOwnPath = (path: string): boolean => path === '/alpha' || path === '/beta' || path === '/gamma'

async function connectActor(scene: Scene, step: Step & { do: 'connect' }): Promise<void> {
  const { world, actors, plan } = scene
  const needsNetwork =
    world.nodes.length > 1 ||
    plan.steps.some(
      (each) => (each.do === 'cut' && each.how === 'unnoticed') || each.do === 'stall' || each.do === 'restart',
    )
  const who = await actor(world, step.kind, step.user, step.declares, needsNetwork)
  actors.set(step.client, who)
  const lines = step.paths.map((path) => who.open(path))
  const bound = step.kind === 'handover' ? step.declares.slice(0, 1) : step.declares
  if (step.kind === 'bound' || step.kind === 'handover')
    for (const of of bound) {
      const line = lines.find(({ path }) => lettersOn(path).includes(of))
      if (line) who.bind(of, line)
    }
  else for (const { socket } of lines) socket.connect()
  await patiently(settled(scene, who), patienceMs)
}

/** Waits until a client's sockets are connected and checked, or turned away. */
export async function settled({ world: { recorder } }: Scene, who: Actor): Promise<void> {
  const isSettled = ({ socket }: Line): boolean => socket.connected || !socket.active
  await recorder.until(() => who.lines.every(isSettled), patienceMs)
  // what a connection is told last comes before the answer to what it asks now
  const asked = who.lines.filter(({ socket }) => socket.connected)
  await Promise.all(asked.map(({ socket }) => answered(socket)))
}

/** Waits for the answer to a ping, or for the end of the connection. */
export function answered(socket: Line['socket']): Promise<void> {
  return new Promise((resolve) => {
    const end = (): void => {
      socket.off('disconnect', end)
      resolve()
    }
    socket.emit('contract:ping', end)
    socket.once('disconnect', end)
  })
}

/** Lets the server learn of the connections that were cut unnoticed. */
export function notice({ network, orphans }: Actor): void {
  network?.notice()
  for (const end of orphans) end()
  orphans.clear()
}

/** Makes a client come back by another's session; afterwards it goes on from what it heard itself, as one that never stole. */
function stealSession(thief: Line['socket'], victim: Line['socket']): void {
  const own = sessionOf(thief)._lastOffset
  const { _pid, _lastOffset } = sessionOf(victim)
  // its own, which was stolen from it before: only who lies of what it heard would go back in it
  if (_pid === sessionOf(thief)._pid) return
  Object.assign(sessionOf(thief), { _pid, _lastOffset })
  thief.once('connect', () => {
    const session = sessionOf(thief)
    if (!thief.recovered && session._lastOffset === _lastOffset) session._lastOffset = own
  })
}

/** What a client of socket.io comes back by, which its types keep for themselves. */
interface Session {
  _pid?: string
  _lastOffset?: string | undefined
}

const sessionOf = (socket: Line['socket']): Session => socket as unknown as Session

/** A server's end of a connection of engine.io's, which ends it so whether or not it is being closed. */
interface Carrier {
  onClose(reason: string): void
}

/** Lists the servers' ends of a client's connections, of those too over which its sockets are not connected yet. */
function carriersOf({ nodes }: World, { lines }: Actor): Carrier[] {
  return lines.flatMap(({ manager }) => {
    const { id = '' } = (manager.engine as { id?: string } | undefined) ?? {}
    return nodes.flatMap(({ io }) => (io.engine as unknown as { clients: Record<string, Carrier> }).clients[id] ?? [])
  })
}

async function cut({ world }: Scene, who: Actor, how: 'server' | 'client' | 'unnoticed'): Promise<void> {
  const { recorder, nodes } = world
  who.isHeld = true
  const lines = who.lines.filter(({ socket }) => socket.connected)
  const ends = lines.flatMap(({ path, socket }) =>
    nodes.flatMap(({ io }) => io.of(path).sockets.get(socket.id as string) ?? []),
  )
  const isNoticed = how !== 'unnoticed' || !who.network
  const gone = isNoticed
    ? ends.map(
        (end) => new Promise<void>((resolve) => (end.connected ? end.once('disconnect', () => resolve()) : resolve())),
      )
    : []
  // a poll that never comes again is nothing that a network could tell: a ping that is not answered ends it
  if (world.setting.transport === 'polling')
    for (const end of carriersOf(world, who)) who.orphans.add(() => end.onClose('ping timeout'))
  if (how === 'unnoticed' && who.network) who.network.sever()
  else if (how === 'server') for (const { conn } of ends) conn.close()
  else for (const { manager } of lines) (manager.engine as { close(): void } | undefined)?.close()
  await patiently(
    Promise.all([...gone, recorder.until(() => lines.every(({ socket }) => !socket.connected), patienceMs)]),
    patienceMs,
  )
}
