import { DeclarationError } from '../../contract/declaration-error.js'
import { contextOf } from '../context.js'
import { callHandler } from '../inbound/handler.js'
import { replyOf } from '../inbound/reply.js'
import { isPromise } from '../outbound/publishing.js'
import type { Call } from '../service.js'
import type { AnyAround, AnyCall } from './any-call.js'
import { type Ending, endingOf, resultOf } from './ending.js'

/** How far one call got. */
interface Passage {
  readonly call: Call
  /** Goes one step further in. */
  readonly inner: () => unknown
  /** What the handler gave, once it was called. */
  ending: Ending | undefined
  isTwice: boolean
  isOver: boolean
}

/**
 * Calls the handler of an event inside what is around it, the outermost first; returns the reply, or a promise of it.
 * @throws whatever `around` or the handler throws, or DeclarationError where `next` was not called once
 */
export function aroundCall(arounds: readonly AnyAround[], call: Call, depth = 0): unknown {
  const around = arounds[depth] as AnyAround
  const inner = depth + 1 < arounds.length ? () => aroundCall(arounds, call, depth + 1) : () => repliedTo(call)
  const passage: Passage = { call, inner, ending: undefined, isTwice: false, isOver: false }
  let given: unknown
  try {
    given = around(calledWith(call), () => pass(passage))
  } catch (error) {
    passage.isOver = true
    throw error
  }
  if (!isPromise(given)) return leave(passage)
  return given.then(
    () => leave(passage),
    (error) => {
      passage.isOver = true
      throw error
    },
  )
}

function calledWith({ peer, admission, route, payload, carrier }: Call): AnyCall {
  const { mount, event, legacyName } = route
  const { user, socket, emit, to } = contextOf(peer, admission, mount)
  const { contract } = mount.service
  const path = mount.namespace.name
  const { version } = admission
  return { contract, event: event.name, payload, user, socket, path, legacyName, version, carrier, emit, to }
}

/** Calls the handler, and keeps what it gives: an `around` that catches it takes nothing back. */
function pass(passage: Passage): unknown {
  // who was refused since is told already
  if (passage.isOver) return undefined
  if (passage.ending) {
    passage.isTwice = true
    throw misuse(passage.call, 'called `next` twice: a handler runs once for each event, so call it once')
  }
  passage.ending = endingOf(passage.inner)
  return resultOf(passage.ending)
}

function repliedTo(call: Call): unknown {
  const value = callHandler(call)
  return isPromise(value) ? value.then((reply) => replyOf(call, reply)) : replyOf(call, value)
}

/**
 * Returns what the handler gave.
 * @throws DeclarationError where it was not called, or was to be called again
 */
function leave(passage: Passage): unknown {
  const { call, ending, isTwice } = passage
  passage.isOver = true
  if (isTwice) throw misuse(call, 'called `next` twice: a handler runs once for each event, so call it once')
  if (!ending)
    throw misuse(call, 'ended without a call of `next`: call it and wait for what it gives, or throw a RefusalError')
  return resultOf(ending)
}

function misuse({ route }: Call, words: string): DeclarationError {
  return new DeclarationError(`${route.event.namespace} ${route.event.name}: \`around\` ${words}`)
}
