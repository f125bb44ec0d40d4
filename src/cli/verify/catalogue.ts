import type { CheckKind } from './report/check.js'

const token = 'a token that is let in (`--token`)'
const trigger =
  'something that provokes the event while it listens (`--trigger`, or `--listen` where it happens anyway)'
const room = 'the name of a room of its family (`--chat`, `--room` or `--own-room`)'

/** Lists every kind of check: its level, its meaning, and what to change where it fails. The guide's table is made from it. */
export const catalogue = {
  'reach.http': {
    level: 'required',
    means: 'The HTTP path of Socket.IO answers a handshake.',
    change: 'Let the proxy pass /socket.io/ to the back end. A namespace is no part of the HTTP path.',
    needs: 'nothing',
  },
  'reach.websocket': {
    level: 'recommended',
    means: 'A WebSocket opens without polling first.',
    change:
      "Let the proxy pass the headers `Upgrade` and `Connection`, and list websocket in the server's `transports`.",
    needs: 'nothing',
  },
  'origin.own': {
    level: 'required',
    means: "The web application's own origin may read the answers.",
    change: "Name the origin in the server's option `cors: { origin: [...] }`.",
    needs: 'the origin of the web application (`--origin`)',
  },
  'origin.foreign': {
    level: 'recommended',
    means: "A foreign origin may not read the answers with the user's credentials.",
    change:
      'List the origins in `cors: { origin: [...] }` instead of reflecting whatever asks, or leave `credentials` off.',
    needs: "polling among the server's transports",
  },
  'namespace.canonical': {
    level: 'required',
    means: 'The canonical path is there.',
    change: 'Serve it: `serve(io, contract, ...)`, or `io.of(path).on("connection", ...)`.',
    needs: 'nothing',
  },
  'namespace.legacy': {
    level: 'required',
    means: 'The legacy path is there for as long as old clients are.',
    change:
      'Serve it beside the canonical one: `legacy: true`. When the last old client is gone, check with `--no-legacy`.',
    needs: 'nothing',
  },
  'namespace.unknown': {
    level: 'required',
    means: 'A namespace nobody declared is refused.',
    change: 'Narrow the pattern or function given to `io.of(...)`: it lets any path in.',
    needs: 'nothing',
  },
  'auth.accepted': {
    level: 'required',
    means: 'A good token is let in, on each path.',
    change: 'Read the token from `socket.handshake.auth.token` and check it with the same key on both paths.',
    needs: token,
  },
  'auth.missing': {
    level: 'required',
    means: 'A connection without a token is refused by `connect_error` with a code.',
    change:
      'Refuse it in `nsp.use(...)`: an error whose `data` is `{ error: { code: "AUTH_MISSING", ... } }`, on each path.',
    needs: 'nothing',
  },
  'auth.bad': {
    level: 'required',
    means: 'A token nobody signed is refused by `connect_error` with a code.',
    change: 'Verify the token before trusting it: an error whose `data` is `{ error: { code: "AUTH_INVALID", ... } }`.',
    needs: 'nothing',
  },
  'auth.forged': {
    level: 'required',
    means: 'A token whose signature was changed, or that says it has none, is refused.',
    change: 'Verify the signature with a fixed list of algorithms instead of decoding the token.',
    needs: 'a signed JSON Web Token (`--token`)',
  },
  'auth.expired': {
    level: 'required',
    means: 'An expired token is refused with `AUTH_EXPIRED`, on which clients ask for a new one.',
    change: 'Check the expiry, and refuse with `{ error: { code: "AUTH_EXPIRED", ... } }` as the error\'s `data`.',
    needs: 'an expired token (`--expired-token`)',
  },
  'auth.before-connection': {
    level: 'required',
    means: 'Who is refused never connects: the token is checked in middleware.',
    change: 'Move the check from the `connection` handler into `nsp.use(...)`, which alone makes a `connect_error`.',
    needs: 'a refused connection',
  },
  'auth.query': {
    level: 'required',
    means: 'A token in the query string, where it lands in logs, opens nothing.',
    change: 'Read `socket.handshake.auth.token` only, never `socket.handshake.query`.',
    needs: token,
  },
  'auth.words': {
    level: 'recommended',
    means: 'The message of a refused connection holds the word `Authentication`, which old clients look for.',
    change: "Begin the error's message with `Authentication`.",
    needs: 'a refused connection',
  },
  'rooms.own': {
    level: 'required',
    means: 'A signed-in user hears its own room without asking to join.',
    change: 'Join it on connection: `autoJoin`, or `socket.join(...)` in the `connection` handler.',
    needs: `${trigger}, and the user's own room (from the token's claims, or \`--own-room\`)`,
  },
  'rooms.join': {
    level: 'required',
    means: 'Entering a room one may enter is answered with the reply the contract declares.',
    change: 'Acknowledge the event after `socket.join(...)`, with the reply of the contract.',
    needs: room,
  },
  'rooms.name': {
    level: 'required',
    means: 'The reply spells the room the canonical way.',
    change: "Build room names with the package's room builders on every path, legacy names included.",
    needs: room,
  },
  'rooms.forbidden': {
    level: 'required',
    means: 'Entering a room of others is refused.',
    change: 'Ask before joining whether this user may (`mayJoin`), and refuse with `ROOM_FORBIDDEN`: silence means no.',
    needs: token,
  },
  'rooms.within': {
    level: 'required',
    means: 'An event that is taken from within a room only is refused to who is outside it.',
    change:
      'Ask before anything is done whether the sender is in the room (`socket.rooms.has(...)`), and refuse with `ROOM_FORBIDDEN`.',
    needs: `${token}; for events that may change data also \`--allow-writes\``,
  },
  'rooms.leave': {
    level: 'required',
    means: 'Leaving a room is answered with the reply the contract declares.',
    change: 'Acknowledge the event after `socket.leave(...)`, with the reply of the contract.',
    needs: room,
  },
  'rooms.left': {
    level: 'required',
    means: 'Who left a room hears it no longer.',
    change: 'Call `socket.leave(...)` with the very name that was joined, on each path.',
    needs: `${room}, and a relayed event (\`--peer-token\`) or ${trigger}`,
  },
  'answers.bad-payload': {
    level: 'required',
    means: 'A payload that does not fit is answered with a refusal.',
    change:
      'Parse the payload first (`safeParsePayload`), and acknowledge `{ error: { code: "PAYLOAD_INVALID", ... } }`.',
    needs: `${token}; for events that may change data also \`--allow-writes\``,
  },
  'answers.unknown-event': {
    level: 'required',
    means: 'An event nobody declared is answered with a refusal.',
    change: 'Answer what has no listener: `socket.onAny(...)` or `serve`, with `EVENT_UNKNOWN`.',
    needs: token,
  },
  'answers.without-ack': {
    level: 'required',
    means: 'An event sent without an acknowledgement does no harm.',
    change: 'Call the acknowledgement only where there is one: `ack?.(...)`.',
    needs: token,
  },
  'answers.once': {
    level: 'required',
    means: 'An event is answered once.',
    change: 'Return after the first answer; answer an acknowledgement or send `contract:refused`, never both.',
    needs: 'an answered event',
  },
  'answers.acknowledged': {
    level: 'recommended',
    means: 'An event without a reply is acknowledged where the client asks, as clients with `retries` do for each.',
    change: 'Call the acknowledgement, with no argument.',
    needs: room,
  },
  'answers.requests': {
    level: 'recommended',
    means: 'An event that may change data is answered by its reply or a refusal.',
    change: 'Acknowledge the event with the reply of the contract, or a refusal.',
    needs: `${token} and \`--allow-writes\``,
  },
  'errors.private': {
    level: 'required',
    means: 'No error shows a stack or a path of the server.',
    change: 'Answer with a code and a sentence of your own, never with the error that was caught.',
    needs: 'a refusal',
  },
  'errors.echo': {
    level: 'recommended',
    means: 'No error repeats what was sent.',
    change: "Say what was expected and where. What was received may be somebody's data.",
    needs: 'a refusal',
  },
  'relay.others': {
    level: 'required',
    means: 'A relayed event reaches the others in the room.',
    change: 'Send it to the room: `socket.to(room).emit(...)`.',
    needs: 'a room of its family (`--chat` or `--room`) and a second user in it (`--peer-token`)',
  },
  'relay.sender': {
    level: 'required',
    means: 'A relayed event does not come back to its sender.',
    change: 'Use `socket.to(room)`, which leaves the sender out, instead of `nsp.to(room)`.',
    needs: 'a room of its family (`--chat` or `--room`)',
  },
  'relay.across': {
    level: 'recommended',
    means: 'A relayed event also reaches clients on the legacy path.',
    change: 'Send it on both paths: `serve` with `legacy: true` does.',
    needs: 'a room of its family (`--chat` or `--room`) and a second user in it (`--peer-token`)',
  },
  'events.arrive': {
    level: 'required',
    means: 'The event arrives on the canonical path under its canonical name.',
    change: 'Emit the canonical name on the canonical path, to the rooms the contract addresses it to.',
    needs: trigger,
  },
  'events.parse': {
    level: 'required',
    means: 'What the event carries fits the contract.',
    change: 'Mend the fields named, or send through `serve`, which refuses what does not fit.',
    needs: trigger,
  },
  'events.undeclared': {
    level: 'required',
    means: 'The event carries no field the contract does not declare.',
    change: 'Pick the fields to send one by one, or send `parsePayload(...)`: what is not declared leaks.',
    needs: trigger,
  },
  'events.once': {
    level: 'required',
    means: 'The event arrives once.',
    change: 'Emit to all rooms in one call, `to([a, b])`, and from one place: who is in both hears it once.',
    needs: trigger,
  },
  'aliases.both': {
    level: 'required',
    means: 'The event arrives on the legacy path under its canonical name.',
    change: 'Emit the canonical name on the legacy path too, beside the legacy ones.',
    needs: trigger,
  },
  'aliases.live': {
    level: 'required',
    means: 'The legacy name arrives on the legacy path.',
    change:
      'Emit the legacy name beside the canonical one on the legacy path: `serve` with `aliases` and `legacy: true` does.',
    needs: trigger,
  },
  'aliases.parse': {
    level: 'required',
    means: 'What the legacy name carries can be read as the canonical event.',
    change: 'Send the payload older clients know, as the row of the alias table says.',
    needs: trigger,
  },
  'aliases.canonical-only': {
    level: 'required',
    means: 'No legacy name arrives on the canonical path.',
    change: 'Emit legacy names on the legacy path only: clients of both names would count a fact twice.',
    needs: trigger,
  },
  'aliases.told': {
    level: 'recommended',
    means: 'On the legacy path, who asks without an acknowledgement is told by an event of its own.',
    change: "Emit the event named in the table's `unacknowledged` to the asker.",
    needs: room,
  },
  'isolation.outsider': {
    level: 'required',
    means: 'An outsider hears nothing that is addressed to others.',
    change: 'Emit to rooms, never to the whole namespace, and let nobody into rooms of others.',
    needs: 'a user of elsewhere (`--outsider-token`), and a relayed or provoked event',
  },
  'protocol.ping': {
    level: 'recommended',
    means: "The probe `contract:ping` is answered with the server's clock.",
    change: 'Answer `contract:ping` with `{ at: Date.now() }`; `serve` does.',
    needs: token,
  },
  'protocol.welcome': {
    level: 'recommended',
    means: 'A client that declares this contract is greeted with the same state of it.',
    change: 'Serve the contract with `serve`; where the digest differs, give both ends the same release.',
    needs: token,
  },
  'latency.round-trip': {
    level: 'recommended',
    means: 'An event and its answer take less than 500 ms, in the middle of five.',
    change: "Look for what holds the process up, and for the way between: the migration's target is 500 ms.",
    needs: 'an answered event',
  },
} as const satisfies Readonly<Record<string, CheckKind>>

/** The name of a kind of check. */
export type CheckName = keyof typeof catalogue
