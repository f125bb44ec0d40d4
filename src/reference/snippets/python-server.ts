import { functionFor, printedPayload, pythonText, pythonValue, spread } from './python-code.js'
import { parametersOf, roomText } from './room-choice.js'
import { type Scene, type StartRoom, sceneOf, sceneToken } from './scene.js'
import type { NamedEvent, Snippet } from './snippet.js'

/** Shows the server's end of an event in Python, on python-socketio. */
export function pythonServer(event: NamedEvent): Snippet {
  const scene = sceneOf(event)
  const isSent = event.direction === 'serverToClient' && !event.direct
  const lines = isSent ? sending(scene) : event.direct ? answering(scene) : handler(event, [printedPayload(event)])
  return {
    end: 'Python server',
    language: 'python',
    setup: served(scene, isSent).join('\n'),
    code: [...lines, '', '', 'web.run_app(app, port=3000)'].join('\n'),
  }
}

function served(scene: Scene, isSent: boolean): string[] {
  const { event, entry } = scene
  const isGreeting = event.direct && scene.asked === undefined
  return [
    'import socketio',
    'from aiohttp import web',
    '',
    'sio = socketio.AsyncServer(async_mode="aiohttp")',
    'app = web.Application()',
    'sio.attach(app)',
    `NAMESPACE = ${pythonText(event.path)}`,
    '',
    '',
    ...rules(scene),
    '',
    '',
    'def refusal(code):',
    '    return {"error": {"code": code, "message": code, "retryable": False}}',
    '',
    '',
    'async def done(moved):',
    '    # newer releases of python-socketio have to be waited for, older ones not',
    '    if moved is not None:',
    '        await moved',
    '',
    '',
    ...connection(scene, isGreeting),
    ...(entry ? ['', '', ...handler(entry.event, [])] : []),
    ...(isSent ? ['', '', ...again] : []),
    '',
  ]
}

function rules({ userId, granted }: Scene): string[] {
  const rooms = granted.map(pythonText)
  const words = granted.length === 0 ? '' : ', and may they enter that room'
  return [
    `# yours: who shows this token${words}?`,
    'async def verify(token):',
    `    return {"id": ${pythonText(userId)}} if token == ${pythonText(sceneToken)} else None`,
    ...(granted.length === 0
      ? []
      : [
          '',
          '',
          'async def may_enter(user_id, room):',
          `    return user_id == ${pythonText(userId)} and room in [${rooms.join(', ')}]`,
        ]),
  ]
}

function connection({ start }: Scene, isGreeting: boolean): string[] {
  return [
    '@sio.on("connect", namespace=NAMESPACE)',
    'async def on_connect(sid, environ, auth):',
    '    user = await verify((auth or {}).get("token"))',
    '    if user is None:',
    '        raise socketio.exceptions.ConnectionRefusedError(',
    '            "AUTH_INVALID", refusal("AUTH_INVALID")',
    '        )',
    '    await sio.save_session(sid, {"user": user}, namespace=NAMESPACE)',
    ...start.map((room) => `    await done(sio.enter_room(sid, ${started(room)}, namespace=NAMESPACE))`),
    ...(isGreeting ? ['    sio.start_background_task(send, sid)'] : []),
  ]
}

function started(room: StartRoom): string {
  return room.isOwn ? `f${pythonText(room.pattern.replace(/\{\w+\}/, "{user['id']}"))}` : pythonText(roomText(room))
}

const again = [
  '# a try: call send() where it happens',
  'async def send_again():',
  '    while True:',
  '        await sio.sleep(1)',
  '        await send()',
  '',
  '',
  'async def begin(_app):',
  '    sio.start_background_task(send_again)',
  '',
  '',
  'app.on_startup.append(begin)',
] as const

function sending({ event, room }: Scene): string[] {
  return ['async def send():', ...emitted(event, room && `room=${pythonText(roomText(room))}`)]
}

function answering({ event, asked }: Scene): string[] {
  if (asked === undefined) return ['async def send(sid):', ...emitted(event, 'to=sid')]
  return handler(
    asked,
    emitted(event, 'to=sid').map((line) => line.slice(4)),
  )
}

function emitted({ name, payload, example }: NamedEvent, receiver: string | undefined): string[] {
  const said = payload ? pythonValue(example, 8) : undefined
  return spread('await sio.emit', [pythonText(name), said, receiver, 'namespace=NAMESPACE'], 4)
}

/** Writes the handler of an event from a client: whether the client may, what is done, and the reply. */
function handler(event: NamedEvent, done: readonly string[]): string[] {
  const { name, payload, reply } = event
  const lines = [...checked(event), ...moves(event), ...done]
  return [
    `@sio.on(${pythonText(name)}, namespace=NAMESPACE)`,
    `async def ${functionFor(name)}(sid, ${payload ? 'payload' : '_nothing=None'}):`,
    ...lines.map((line) => `    ${line}`),
    ...(reply ? [`    return ${pythonValue(event.replyExample, 4)}`] : []),
    ...(lines.length === 0 && !reply ? ['    pass'] : []),
  ]
}

/** Refuses what only somebody in the room may say. */
function checked(event: NamedEvent): string[] {
  const [pattern] = event.within ?? []
  const room = pattern === undefined ? undefined : roomIn(event, pattern)
  if (room === undefined) return []
  return [`within = ${room}`, 'if within not in sio.rooms(sid, namespace=NAMESPACE):', refused(event)]
}

/** Writes how the rooms of an event are entered and left, read from its payload. */
function moves(event: NamedEvent): string[] {
  const { joins, leaves } = event
  const [entered, left] = [joins[0] && roomIn(event, joins[0]), leaves[0] && roomIn(event, leaves[0])]
  const enter = [
    'if not await may_enter(session["user"]["id"], room):',
    refused(event),
    'await done(sio.enter_room(sid, room, namespace=NAMESPACE))',
  ]
  const leave = ['await done(sio.leave_room(sid, room, namespace=NAMESPACE))']
  return [
    ...(entered ? ['session = await sio.get_session(sid, namespace=NAMESPACE)', ...each(entered, enter)] : []),
    ...(left ? each(left, leave) : []),
  ]
}

function each(room: string, lines: readonly string[]): string[] {
  if (room !== 'payload["channels"]') return [`room = ${room}`, ...lines]
  return ['for room in payload["channels"]:', ...lines.map((line) => `    ${line}`)]
}

function refused({ reply }: NamedEvent): string {
  return reply ? '    return refusal("ROOM_FORBIDDEN")' : '    return'
}

/** Writes the room that a payload names; nothing where it does not say it in a known way. */
function roomIn({ payload }: NamedEvent, pattern: string): string | undefined {
  const fields = Object.keys((payload?.['properties'] ?? {}) as object)
  const whole = ['room', 'channels'].find((name) => fields.includes(name))
  if (whole !== undefined) return `payload[${pythonText(whole)}]`
  if (!parametersOf(pattern).every((parameter) => fields.includes(parameter))) return undefined
  return `f${pythonText(pattern.replace(/\{(\w+)\}/g, "{payload['$1']}"))}`
}
