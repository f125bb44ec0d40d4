import { literalOf, python } from './literal.js'
import { chosenRoom, roomText } from './room-choice.js'
import { type NamedEvent, printable, type Snippet } from './snippet.js'

/** Shows the server's end of an event in Python, on python-socketio. */
export function pythonEnd(event: NamedEvent): Snippet {
  const code = event.direction === 'serverToClient' ? sending(event) : hearing(event)
  return { end: 'Python server', language: 'python', code: `${opening}\n\n${code}` }
}

const opening = ['import socketio', '', 'sio = socketio.AsyncServer(async_mode="asgi")', ''].join('\n')

function sending(event: NamedEvent): string {
  const { name, path, to, direct, payload, example } = event
  const chosen = chosenRoom(event, to, example)
  const room = chosen && python.text(roomText(chosen))
  const receiver = direct ? 'to=sid' : room === undefined ? undefined : `room=${room}`
  return [
    `async def send_${identifier(name)}(${direct ? 'sid' : ''}):`,
    '    await sio.emit(',
    `        ${python.text(name)},`,
    ...(payload ? [`        ${literalOf(example, python, 8)},`] : []),
    ...(receiver === undefined ? [] : [`        ${receiver},`]),
    `        namespace=${python.text(path)},`,
    '    )',
  ].join('\n')
}

function hearing(event: NamedEvent): string {
  const { name, path, payload, reply, replyExample } = event
  const field = printable(payload)
  return [
    `@sio.on(${python.text(name)}, namespace=${python.text(path)})`,
    `async def ${identifier(name)}(sid, ${payload ? 'payload' : '_nothing=None'}):`,
    field === undefined ? `    print(${python.text(`${name} came`)})` : `    print(payload[${python.text(field)}])`,
    ...moves(event),
    ...(reply ? [`    return ${literalOf(replyExample, python, 4)}`] : []),
  ].join('\n')
}

/** Shows the rooms an event enters and leaves, where they can be read from its payload. */
function moves({ joins, leaves, path, payload }: NamedEvent): string[] {
  const fields = Object.keys((payload?.['properties'] ?? {}) as object)
  const namespace = `namespace=${python.text(path)}`
  const move = (verb: string, patterns: readonly string[]): string[] => {
    if (patterns.length === 0) return []
    if (fields.includes('channels')) {
      return ['    for room in payload["channels"]:', `        await sio.${verb}(sid, room, ${namespace})`]
    }
    const room = fields.includes('room') ? 'payload["room"]' : format(patterns[0] ?? '')
    return [`    await sio.${verb}(sid, ${room}, ${namespace})`]
  }
  const entering = move('enter_room', joins)
  return [
    ...(entering.length > 0 ? ['    # ask first whether this user may enter'] : []),
    ...entering,
    ...move('leave_room', leaves),
  ]
}

function format(pattern: string): string {
  return `f"${pattern.replace(/\{(\w+)\}/g, "{payload['$1']}")}"`
}

const kept =
  /^(?:\d|(?:and|as|assert|async|await|break|class|continue|def|del|elif|else|except|finally|for|from|global|if|import|in|is|lambda|nonlocal|not|or|pass|raise|return|try|while|with|yield|print)$)/

function identifier(name: string): string {
  const spelled = name.replace(/\W+/g, '_') || '_'
  return kept.test(spelled) ? `on_${spelled}` : spelled
}
