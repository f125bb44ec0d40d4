import type { CheckName } from './catalogue.js'

/** What to change in a server written in Python, where the catalogue's own words are about one in Node. */
export const pythonAdvice: { readonly [Name in CheckName]?: string } = {
  'reach.websocket':
    'Let the proxy pass the headers `Upgrade` and `Connection`, and run an ASGI server with WebSocket support, as uvicorn with `websockets`.',
  'origin.own': 'Name the origin in `AsyncServer(cors_allowed_origins=[...])`.',
  'origin.foreign': "List the origins in `cors_allowed_origins=[...]`; '*' lets any page read the answers.",
  'namespace.canonical': 'Register it: `@sio.on("connect", namespace=path)`, or an `AsyncNamespace` of that path.',
  'namespace.legacy':
    'Register the handlers for the legacy path too. When the last old client is gone, check with `--no-legacy`.',
  'namespace.unknown': 'Register namespaces by name, and none for `"*"`: it lets any path in.',
  'auth.accepted': 'Read the token from the argument `auth` of the `connect` handler, with the same key on both paths.',
  'auth.missing':
    'Raise in the `connect` handler: `ConnectionRefusedError("Authentication is missing", { "error": { "code": "AUTH_MISSING", ... } })`.',
  'auth.bad':
    'Verify the token in the `connect` handler before trusting it, and raise `ConnectionRefusedError` with the code `AUTH_INVALID`.',
  'auth.forged':
    'Verify the signature with a fixed list, `jwt.decode(token, key, algorithms=[...])`, and never without.',
  'auth.expired': 'Catch `jwt.ExpiredSignatureError`, and raise `ConnectionRefusedError` with the code `AUTH_EXPIRED`.',
  'auth.before-connection':
    'Refuse in the `connect` handler by raising `ConnectionRefusedError`, with `always_connect=False`, instead of `disconnect` later.',
  'auth.query': 'Read the token from the argument `auth` only, never from `environ["QUERY_STRING"]`.',
  'auth.words': 'Begin the first argument of `ConnectionRefusedError` with `Authentication`.',
  'rooms.own': 'Join it in the `connect` handler: `await sio.enter_room(sid, room, namespace=path)`.',
  'rooms.join': "Return the contract's reply from the handler, after `await sio.enter_room(...)`.",
  'rooms.name': 'Build room names in one function, as the contract spells them, on every path.',
  'rooms.forbidden':
    'Ask before `enter_room` whether this user may, and return `{ "error": { "code": "ROOM_FORBIDDEN", ... } }`: silence means no.',
  'rooms.within':
    'Ask first whether the room is among `sio.rooms(sid, namespace=path)`, and return `{ "error": { "code": "ROOM_FORBIDDEN", ... } }`.',
  'rooms.leave': "Return the contract's reply from the handler, after `await sio.leave_room(...)`.",
  'rooms.left': 'Call `sio.leave_room(...)` with the very name and namespace that were joined.',
  'answers.bad-payload':
    'Validate the payload first, with the JSON Schema of `schemas/`, and return `{ "error": { "code": "PAYLOAD_INVALID", ... } }`.',
  'answers.unknown-event': 'Answer what has no handler: `@sio.on("*", namespace=path)`, with `EVENT_UNKNOWN`.',
  'answers.without-ack': 'Return the reply from the handler; python-socketio sends it only where it is asked for.',
  'answers.once': 'Return the answer from the handler; return it or emit `contract:refused`, never both.',
  'answers.acknowledged': 'Return from the handler: python-socketio acknowledges it.',
  'answers.requests': "Return the contract's reply from the handler, or a refusal.",
  'relay.others': 'Send it to the room: `await sio.emit(name, payload, room=room, namespace=path)`.',
  'relay.sender': 'Leave the sender out: `sio.emit(..., room=room, skip_sid=sid)`.',
  'relay.across': 'Emit it once for each namespace that is served.',
  'events.parse': 'Mend the fields named, or validate with the JSON Schema of `schemas/` before `sio.emit`.',
  'events.undeclared': 'Pick the fields to send one by one, or drop what the schema does not declare: it leaks.',
  'events.once': 'Emit from one place: who is in two rooms that `sio.emit` is called for hears it twice.',
  'aliases.live': 'Emit the legacy name beside the canonical one on the legacy path.',
  'aliases.told': 'Emit the event named in the table to the asker: `sio.emit(name, payload, to=sid)`.',
  'isolation.outsider': 'Emit with `room=`, never to the whole namespace, and let nobody into rooms of others.',
  'protocol.ping': 'Answer `contract:ping`: return `{ "at": int(time.time() * 1000) }` from its handler.',
  'protocol.welcome':
    'Greet who declares the contract with `contract:welcome`; where the digest differs, give both ends the same release.',
}
