import type { CallCode, Code } from '../../code/code.js'
import type { EndpointValue, MethodValue } from '../../follow/value.js'

/** What a method of an end of Python's does. */
export interface PythonMethod {
  readonly does: 'emit' | 'on' | 'join' | 'leave' | 'connect' | 'receive'
  /** Its parameters, in order; all of them may be given by name, too. */
  readonly parameters: readonly string[]
}

type Table = Readonly<Record<string, PythonMethod>>

const shared: Table = {
  on: { does: 'on', parameters: ['event', 'handler', 'namespace'] },
  event: { does: 'on', parameters: ['handler', 'namespace'] },
}

const server: Table = {
  ...shared,
  emit: { does: 'emit', parameters: ['event', 'data', 'to', 'room', 'skip_sid', 'namespace', 'callback'] },
  call: { does: 'emit', parameters: ['event', 'data', 'to', 'sid', 'namespace', 'timeout'] },
  send: { does: 'emit', parameters: ['data', 'to', 'room', 'skip_sid', 'namespace', 'callback'] },
  enter_room: { does: 'join', parameters: ['sid', 'room', 'namespace'] },
  leave_room: { does: 'leave', parameters: ['sid', 'room', 'namespace'] },
  close_room: { does: 'leave', parameters: ['room', 'namespace'] },
}

const client: Table = {
  ...shared,
  emit: { does: 'emit', parameters: ['event', 'data', 'namespace', 'callback'] },
  call: { does: 'emit', parameters: ['event', 'data', 'namespace', 'timeout'] },
  send: { does: 'emit', parameters: ['data', 'namespace', 'callback'] },
  connect: { does: 'connect', parameters: ['url', 'headers', 'auth', 'transports', 'namespaces'] },
  receive: { does: 'receive', parameters: [] },
}

const flask: Table = {
  on: { does: 'on', parameters: ['event', 'namespace'] },
  on_event: { does: 'on', parameters: ['event', 'handler', 'namespace'] },
  event: shared['event'] as PythonMethod,
  // what follows the first is payload, too
  emit: { does: 'emit', parameters: ['event', 'data'] },
  call: { does: 'emit', parameters: ['event', 'data'] },
  send: { does: 'emit', parameters: ['data', 'json', 'namespace', 'to', 'callback'] },
  join_room: { does: 'join', parameters: ['room', 'sid', 'namespace'] },
  leave_room: { does: 'leave', parameters: ['room', 'sid', 'namespace'] },
  close_room: { does: 'leave', parameters: ['room', 'namespace'] },
}

/** Returns what a method does; nothing for one that does something else. */
export function pythonMethod({ of, name }: MethodValue): PythonMethod | undefined {
  const table = tableOf(of)
  return table && Object.hasOwn(table, name) ? table[name] : undefined
}

function tableOf({ dialect, end }: EndpointValue): Table | undefined {
  if (dialect === 'flask-socketio') return flask
  return dialect && (end === 'server' ? server : client)
}

/** The words by which calls are found that are worth following. */
export const pythonWords: ReadonlySet<string> = new Set([server, client, flask].flatMap((table) => Object.keys(table)))

/** Returns what a call gives for a parameter, by its place or its name. */
export function givenFor(call: CallCode, { parameters }: PythonMethod, ...names: readonly string[]): Code | undefined {
  for (const name of names) {
    const at = parameters.indexOf(name)
    const given = call.keywords?.get(name) ?? (at < 0 ? undefined : call.arguments[at])
    if (given) return given
  }
  return undefined
}
