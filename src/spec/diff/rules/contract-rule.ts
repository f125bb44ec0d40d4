import type { Rule } from './rule-entry.js'

const oneArgument = 'an event of a contract carries one payload, never further arguments'
const functions =
  'contract.json says that a function shapes the payload and not what it does; test it on recorded payloads'

/** Holds the rules about events, namespaces, rooms, aliases, marks, sources and versions. */
export const contractRules = {
  E01: {
    change: 'event from the server added',
    advice: 'nothing on the wire; code whose types want a handler for every event needs one for it',
    mirror: 'E03',
    live: true,
  },
  E02: {
    change: 'event from a client added',
    advice: 'release servers first: old ones answer EVENT_UNKNOWN, or nothing',
    mirror: 'E04',
    live: true,
  },
  E03: {
    change: 'event from the server removed',
    advice: 'deprecate it first, with `removeIn`; if it has a successor, make the old name an alias of it',
    mirror: 'E01',
    live: true,
  },
  E04: {
    change: 'event from a client removed',
    advice: 'deprecate it first, with `removeIn`; if it has a successor, make the old name an alias of it',
    mirror: 'E02',
    live: true,
  },
  E05: {
    change: 'event renamed, the old name is an alias or a name in `past`',
    advice: 'release first who hears both names: clients of what servers send, servers of what clients send',
    mirror: 'E06',
    live: true,
  },
  E06: {
    change: 'event renamed without an alias',
    advice: 'declare the new name beside the old one until no old end is left, or make the old name an alias',
    mirror: 'E06',
    live: true,
  },
  E07: {
    change: 'event sent the other way',
    advice: 'declare the second direction beside the first, and remove the first a release later',
    mirror: 'E07',
    live: true,
  },
  E08: {
    change: 'name of a retired event used again, or missing from the retired names',
    advice: 'take another name: ends that were never updated still mean the old event by it',
    noMirror: 'taking the second use back is an ordinary removal (E03, E04)',
  },
  E09: {
    change: 'payload given or taken away',
    advice: 'add an event of another name, and keep this one as it is',
    beside: 'event',
    mirror: 'E09',
    live: true,
  },
  E10: { change: 'argument appended before an acknowledgement', inexpressible: oneArgument },
  E11: { change: 'optional argument appended', inexpressible: oneArgument },
  E12: { change: 'optional argument declared', inexpressible: oneArgument },
  E13: {
    change: 'promise changed: that it arrives, by what duplicates are recognised, whether it replaces or amends',
    advice: 'keep the promise until no old end is left, or make another one under another name',
    beside: 'event',
    mirror: 'E13',
    live: true,
  },
  E14: {
    change: 'rate limit changed',
    advice: 'measure first how often clients send it: who sends more is refused with RATE_LIMITED',
    mirror: 'E14',
    live: true,
  },
  E15: { change: 'stability level changed', inexpressible: 'events have no stability level, only a deprecation' },
  E16: {
    change: 'end that the server puts to a notice changed',
    advice: 'go on ending it by the same fields: clients that wait for them show it for ever',
    mirror: 'E16',
    live: true,
  },
  K01: {
    change: 'reply to a client added',
    advice:
      'add an event of another name that is answered: old servers give no answer, and new ones refuse with REPLY_REQUIRED whom of the same version waits for none',
    beside: 'event',
    mirror: 'K02',
    live: true,
  },
  K02: {
    change: 'reply to a client removed',
    advice: 'go on answering, for old clients wait for it; or add an event of another name that is not answered',
    beside: 'event',
    mirror: 'K01',
    live: true,
  },
  K03: {
    change: 'reply to the server added',
    advice: 'old clients never answer: give it a time limit, and ask no client of an older release',
    mirror: 'K04',
    live: true,
  },
  K04: {
    change: 'reply to the server removed',
    advice: 'release servers that do not wait before clients that do not answer',
    mirror: 'K03',
    live: true,
  },
  K05: {
    change: 'reply changed',
    advice: 'read the rule of the change itself: a reply is judged like a payload that goes the other way',
    mirror: 'K05',
    live: true,
  },
  K06: {
    change: 'convention of acknowledgements changed',
    advice:
      'clients that ask for no acknowledgement are refused with REPLY_REQUIRED: give them an event that answers, in `unacknowledged`',
    mirror: 'K06',
    live: true,
  },
  K07: {
    change: 'error code added or removed',
    advice: 'make sure that clients try again, or give up, as the code says now',
    mirror: 'K07',
  },
  K08: {
    change: 'declared time for an answer shortened',
    inexpressible: 'the time is an option of the binding, not of the contract',
  },
  N01: {
    change: 'namespace added, removed or renamed',
    advice: 'serve the old path until no old client connects there',
    mirror: 'N01',
  },
  N02: { change: 'pattern of dynamic namespaces changed', inexpressible: 'a namespace has one literal path' },
  N03: {
    change: 'event moved to another namespace',
    advice: 'declare it in both namespaces until no old client is left',
    mirror: 'N03',
  },
  N04: {
    change: 'handshake changed',
    advice: 'read the rule of the change itself: the handshake is judged like a payload from clients',
    mirror: 'N04',
  },
  N05: { change: 'transport option changed', inexpressible: 'the application makes the server, not the contract' },
  N06: {
    change: 'version of a contract changed',
    advice: 'serve the version before by `past` until no old client connects, and release servers first',
    mirror: 'N06',
    live: true,
  },
  R01: {
    change: 'room renamed',
    advice: 'stop the old server nodes before a new one starts: side by side they miss each other’s clients',
    mirror: 'R01',
  },
  R02: {
    change: 'name by which clients call a room changed',
    advice: 'leave the old name in `legacy`: clients that still say it are refused with ROOM_INVALID',
    mirror: 'R02',
  },
  R03: {
    change: 'sent to other rooms, or to more or fewer clients',
    advice: 'make sure that everybody there may see it, and that no old client misses it',
    mirror: 'R03',
  },
  R04: {
    change: 'room added or removed, or entered and left otherwise',
    advice: 'make sure that who is in it may hear what is said there, and that no old client misses it',
    mirror: 'R04',
  },
  R05: { change: 'event between servers changed', inexpressible: 'contracts declare no events between servers' },
  R06: {
    change: 'taken from within other rooms, or from everybody',
    advice: 'clients that are outside are refused with ROOM_FORBIDDEN: let them enter the room first',
    mirror: 'R06',
  },
  A01: { change: 'alias added', advice: 'keep it until nobody uses the old name any more', mirror: 'A02' },
  A02: {
    change: 'alias removed before its time',
    advice: 'put it back until the release it was to go with',
    mirror: 'A01',
  },
  A03: {
    change: 'alias removed in time',
    advice: 'make sure that nobody uses it any more',
    mirror: 'A01',
  },
  A04: {
    change: 'announced end of an alias, an event or a field changed, or passed',
    advice: 'tell the people who use it',
    mirror: 'A04',
  },
  A05: {
    change: 'alias stands for another event, or clashes',
    advice: 'let the old name stand for what it stood for, and give the other event a name of its own',
    mirror: 'A05',
  },
  A06: {
    change: 'login or opening of older ends added, removed or changed',
    advice: 'keep it until no end is left that waits for it: clients that log in so are told by nothing else',
    mirror: 'A06',
  },
  M01: { change: 'mapping of an alias does not cover its payloads', inexpressible: functions },
  M02: {
    change: 'what is sent under an alias does not fit its old event',
    advice: 'test the function on recorded payloads, and waive this with the name of the test',
    mirror: 'M02',
  },
  M03: {
    change: 'mapping of an alias changed',
    advice: 'keep the old spelling until the alias goes',
    mirror: 'M03',
  },
  M04: {
    change: 'mapping of an alias added or removed',
    advice: 'test the function on recorded payloads of old ends, and waive this with the name of the test',
    mirror: 'M04',
  },
  M05: {
    change: 'older shape of an event added, removed or changed',
    advice: 'test the function on recorded payloads of old ends, and waive this with the name of the test',
    mirror: 'M05',
  },
  S01: { change: 'marked as sensitive', advice: 'nothing: logs and documents do not show it', mirror: 'S02' },
  S02: {
    change: 'sensitive data shown to more',
    advice: 'leave it out, or have somebody approve that every client that gets it may see it',
    mirror: 'S01',
  },
  T01: {
    change: 'exported type renamed or removed',
    advice: 'export the old name as an alias of the new type, marked as deprecated',
    noMirror: 'an added type disturbs nobody',
  },
  T02: {
    change: 'value added that an exhaustive switch does not know',
    advice: 'tell users of the types: a `switch` over all values lacks one; over an open list (`openEnum`) none does',
    noMirror: 'a branch too many still compiles',
  },
  T03: {
    change: 'event added that an exhaustive map of handlers lacks',
    advice: 'tell users of the types: code whose types want a handler for every event needs one for it',
    noMirror: 'removal is E03',
  },
  T04: {
    change: 'description, example or deprecation changed',
    advice: 'nothing: what is sent is as it was',
    mirror: 'T04',
  },
  V01: {
    change: 'earlier version served that is not recorded',
    advice:
      'record it: `gate --record-versions` writes it from the last release, and with `--against TAG` from an older one; or take it out of `past`',
    noMirror: 'a version that is recorded and not served disturbs nobody',
  },
  V02: {
    change: 'what goes down to clients of an earlier version does not fit',
    advice: 'let the row in `past` make of it what that version reads',
    noMirror: 'a row that fits again is none to speak of',
    live: true,
  },
  V03: {
    change: 'what comes up from clients of an earlier version does not fit',
    advice: 'let the row in `past` make of it what servers read',
    noMirror: 'a row that fits again is none to speak of',
    live: true,
  },
  V04: {
    change: 'event of a served version that nobody speaks any more',
    advice: 'give the event that took its place its name in a row of `past`, or serve that version no longer',
    noMirror: 'an event that is spoken again is none to speak of',
    live: true,
  },
  V05: {
    change: 'earlier version served, or served no longer',
    advice: 'serve it until no client of it connects: the figures of connections by version tell',
    mirror: 'V05',
  },
  V06: {
    change: 'row of an earlier version changed',
    advice: 'nothing: what it makes of payloads is judged by what that version was',
    mirror: 'V06',
  },
  B01: {
    change: 'version or changeset below what the changes need, or below the last version',
    advice: 'declare the bump that the changes need; `gate --write` writes the changeset that is missing',
    noMirror: 'a bump too great breaks nobody',
  },
} as const satisfies Record<string, Rule>
