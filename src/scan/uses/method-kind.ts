import type { EventUse } from '../model/use.js'

/** What a method of an endpoint does with events. */
export interface EventMethod {
  readonly kind: EventUse['kind']
  /** Whether it is about every event. */
  readonly isEvery: boolean
  /** Whether it waits for an acknowledgement by itself. */
  readonly isAwaiting: boolean
  /** Whether it adds a listener that stays until it is taken away. */
  readonly isLasting: boolean
}

function method(kind: EventUse['kind'], more: Partial<EventMethod> = {}): EventMethod {
  return { kind, isEvery: false, isAwaiting: false, isLasting: kind === 'on', ...more }
}

const eventMethods: Readonly<Record<string, EventMethod>> = {
  emit: method('emit'),
  emitWithAck: method('emit', { isAwaiting: true }),
  on: method('on'),
  once: method('on', { isLasting: false }),
  addListener: method('on'),
  prependListener: method('on'),
  fromEvent: method('on'),
  fromOneTimeEvent: method('on', { isLasting: false }),
  off: method('off'),
  removeListener: method('off'),
  removeAllListeners: method('off'),
  onAny: method('on', { isEvery: true }),
  prependAny: method('on', { isEvery: true }),
  disconnect: method('off', { isEvery: true }),
  close: method('off', { isEvery: true }),
}

/** Returns what a method of an endpoint does with events; nothing for one that does something else. */
export function eventMethod(name: string): EventMethod | undefined {
  return Object.hasOwn(eventMethods, name) ? eventMethods[name] : undefined
}

const roomMethods: Readonly<Record<string, 'join' | 'leave' | 'to'>> = {
  join: 'join',
  leave: 'leave',
  to: 'to',
  in: 'to',
  except: 'to',
  socketsJoin: 'join',
  socketsLeave: 'leave',
}

/** Returns what a method of an endpoint does with rooms; nothing for one that does something else. */
export function roomMethod(name: string): 'join' | 'leave' | 'to' | undefined {
  return Object.hasOwn(roomMethods, name) ? roomMethods[name] : undefined
}
