import type { ContractDelivery } from '../../contract/wire/protocol.js'
import type { Refusal } from '../../contract/wire/refusal.js'
import { RefusalError } from '../../contract/wire/refusal-error.js'
import { admissionTo } from '../connection/peer.js'
import { notice } from '../notice.js'
import type { Acknowledge, Endpoint, Peer, Route } from '../service.js'
import { ackIn, replyRequired } from './acknowledgement.js'
import { type DeliveryMemory, deliveryMemory } from './delivery-memory.js'
import { hasListener, heardName } from './guard-listener.js'
import { routesFor } from './past-routes.js'
import { sendRefusal } from './refusal.js'
import { type DeliveryAnswer, type DeliveryOutcome, handleOnce, type SharedDelivery } from './shared-delivery.js'
import { refusalOf } from './wire-refusal.js'

/** Takes an event in by the way of all events. */
type Receive = (endpoint: Endpoint, peer: Peer, packet: unknown[], next: () => void) => void

const longest = { id: 128, event: 160 }

/**
 * Takes the event of a `contract:deliver` in as if it had come by itself, but once; returns whether a contract of the path declares it.
 * A repeat gets the answer to the first sending, also while that is under way.
 */
export function handleDelivery(
  endpoint: Endpoint,
  peer: Peer,
  packet: unknown[],
  next: () => void,
  receive: Receive,
): boolean {
  const ack = ackIn(packet)
  const given = deliveryIn(packet, ack)
  const route = given && routesFor(endpoint, peer).get(given.event)
  if (given && !isDelivered(route)) return false
  if (!ack || !given || !route) sendRefusal(peer, 'contract:deliver', ack, ack ? unfit() : replyRequired())
  else if (!isHandled(peer, route, given.event)) sendRefusal(peer, 'contract:deliver', ack, unhandled())
  else void answerTo(peer, route, given, run).then(ack)
  return true

  function run(): Promise<DeliveryOutcome> {
    return new Promise((resolve) => {
      const { id, event, payload } = given as ContractDelivery
      let isBegun = false
      const answer: Acknowledge = (reply) =>
        resolve({ isBegun, answer: 'error' in Object(reply) ? (reply as Refusal) : { id } })
      answer.begin = () => {
        isBegun = true
      }
      // in place, since socket.io hands this very list to the application's listeners
      packet.splice(0, packet.length, event, ...(payload === undefined ? [] : [payload]), answer)
      receive(endpoint, peer, packet, () => {
        packet.pop()
        // socket.io lets no listener hear what comes by a connection that is gone
        if (!peer.socket.connected) return answer({ error: refusalOf(disconnected()) })
        isBegun = true
        next()
        // a listener of the application's own answers nothing: it has run by then
        setImmediate(answer)
      })
    })
  }
}

// by the server, since its paths share their users, and a contract may be served anew
const memories = new WeakMap<object, DeliveryMemory>()

function memoryOf({ socket }: Peer): DeliveryMemory {
  const { server } = socket.nsp
  const memory = memories.get(server) ?? deliveryMemory()
  memories.set(server, memory)
  return memory
}

/** What is known of a delivery in this process. */
interface Attempt extends DeliveryOutcome {
  /** Whether the connection that it came by was gone before anything was begun: that of a repeat may be there. */
  readonly isGone: boolean
}

/** Finds the answer to a delivery, or begins it. */
async function answerTo(
  peer: Peer,
  route: Route,
  delivery: ContractDelivery,
  run: () => Promise<DeliveryOutcome>,
): Promise<DeliveryAnswer> {
  const { id, event } = delivery
  const { contract } = route.mount.service
  const admission = admissionTo(peer.admissions, contract.path)
  // who may send nothing leaves nothing behind
  if (!admission || admission.refusal) return (await run()).answer
  // an id that nobody guesses is enough where nobody is known
  const name = [contract.path, admission.userId ?? null, event, id] as const
  const sender = JSON.stringify(name.slice(0, 2))
  const key = JSON.stringify(name)
  const memory = memoryOf(peer)
  const known = memory.find(sender, key) as Promise<Attempt> | undefined
  if (known) {
    const { answer, isGone } = await known
    return isGone && peer.socket.connected ? answerTo(peer, route, delivery, run) : answer
  }
  const attempt = attempted(peer, route, name, run).then((outcome) => {
    if (!outcome.isBegun) memory.forget(sender, key)
    return { ...outcome, isGone: !outcome.isBegun && !peer.socket.connected }
  })
  memory.keep(sender, key, attempt)
  return (await attempt).answer
}

/** Handles a delivery that this process knows nothing of. */
async function attempted(
  peer: Peer,
  { mount }: Route,
  name: SharedDelivery['name'],
  run: () => Promise<DeliveryOutcome>,
): Promise<DeliveryOutcome> {
  const { deliveries, handlerTimeoutMs: timeoutMs } = mount.service
  try {
    return await (deliveries ? handleOnce(deliveries, { name, timeoutMs, run, failed }) : run())
  } catch (error) {
    failed(error)
    return { isBegun: false, answer: { error: refusalOf(error) } }
  }

  function failed(cause: unknown): void {
    notice(mount, peer.socket, { kind: 'failed', part: 'deliveries', cause })
  }
}

/** Returns whether an event may be delivered: one that is not answered, or was not by an earlier version. */
function isDelivered(route: Route | undefined): boolean {
  return route !== undefined && route.legacyName === undefined && (!route.event.reply || route.past !== undefined)
}

/** Returns whether anything happens with an event that nobody answers. */
function isHandled(peer: Peer, route: Route, name: string): boolean {
  const { mount, event } = route
  return (
    mount.service.handlers.has(event.name) ||
    hasListener(peer, heardName(peer, route, name)) ||
    event.joins.length + event.leaves.length > 0
  )
}

function deliveryIn(packet: readonly unknown[], ack: Acknowledge | undefined): ContractDelivery | undefined {
  const [given, ...others] = packet.slice(1, ack ? -1 : undefined)
  const { id, event } = Object(given) as Partial<ContractDelivery>
  const isWhole = others.length === 0 && isText(id, longest.id) && isText(event, longest.event)
  return isWhole ? (given as ContractDelivery) : undefined
}

function isText(value: unknown, most: number): boolean {
  return typeof value === 'string' && value.length > 0 && value.length <= most
}

function unfit(): RefusalError {
  return new RefusalError('PAYLOAD_INVALID', 'the payload does not fit', {
    issues: [{ path: [], expected: 'an `id`, the name of an `event`, and its `payload` if it has one' }],
  })
}

function unhandled(): RefusalError {
  return new RefusalError('HANDLER_FAILED', 'nothing on the server handles this event')
}

function disconnected(): RefusalError {
  return new RefusalError('DISCONNECTED', 'the connection is gone', { retryable: true })
}
