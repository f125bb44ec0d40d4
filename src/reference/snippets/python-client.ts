import { functionFor, printedPayload, pythonText, pythonValue, spread } from './python-code.js'
import { type Scene, sceneOf, sceneToken } from './scene.js'
import { address, type NamedEvent, printable, type Snippet } from './snippet.js'

/** Shows the client's end of an event in Python, on python-socketio. */
export function pythonClient(event: NamedEvent): Snippet {
  const scene = sceneOf(event)
  const done = afterConnection(scene)
  const lines = [
    ...(event.direction === 'serverToClient' ? [...hearing(event), '', ''] : []),
    ...(done.length === 0
      ? []
      : ['@sio.on("connect", namespace=NAMESPACE)', 'async def on_connect():', ...done, '', '']),
    'asyncio.run(main())',
  ]
  return { end: 'Python client', language: 'python', setup: connected(event).join('\n'), code: lines.join('\n') }
}

function connected({ path }: NamedEvent): string[] {
  return [
    'import asyncio',
    '',
    'import socketio',
    '',
    'sio = socketio.AsyncClient()',
    `NAMESPACE = ${pythonText(path)}`,
    '',
    '',
    'async def main():',
    '    await sio.connect(',
    `        ${pythonText(address)},`,
    `        auth={"token": ${pythonText(sceneToken)}},  # yours`,
    '        namespaces=[NAMESPACE],',
    '    )',
    '    await sio.wait()',
    '',
  ]
}

function hearing(event: NamedEvent): string[] {
  const { name, payload } = event
  return [
    `@sio.on(${pythonText(name)}, namespace=NAMESPACE)`,
    `async def ${functionFor(name)}(${payload ? 'payload' : '_nothing=None'}):`,
    `    ${printedPayload(event)}`,
  ]
}

/** Writes what is done after each connection, for a new one is in no room. */
function afterConnection({ event, entry, asked }: Scene): string[] {
  const sent = event.direction === 'clientToServer' ? event : asked
  const entering = entry ? entered(entry.event) : []
  return [...entering, ...(sent ? said(sent) : [])]
}

function entered(event: NamedEvent): string[] {
  if (!event.reply) return asked('await sio.emit', event)
  return [
    ...asked('reply = await sio.call', event),
    '    if "error" in reply:',
    '        return print(reply["error"]["code"])',
  ]
}

function said(event: NamedEvent): string[] {
  if (!event.reply) return asked('await sio.emit', event)
  const field = printable(event.reply)
  return [
    ...asked('reply = await sio.call', event),
    '    if "error" in reply:',
    '        print(reply["error"]["code"])',
    '    else:',
    `        print(${field === undefined ? '"done"' : `reply[${pythonText(field)}]`})`,
  ]
}

function asked(call: string, { name, payload, example }: NamedEvent): string[] {
  return spread(call, [pythonText(name), payload ? pythonValue(example, 8) : undefined, 'namespace=NAMESPACE'], 4)
}
