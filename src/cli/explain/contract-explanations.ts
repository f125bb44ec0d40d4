import type { contractRules } from '../../spec/diff/contract-rule.js'
import { type Explanation, explained } from './explanation.js'

const old = "'order:new': event({ payload: order })"
const answered = "'order:cancel': event({ payload: order, reply: refund })"
const unanswered = "'order:cancel': event({ payload: order })"
const alias = "'order:new': { of: 'order:placed', since: '1.3.0', removeIn: '2.0.0' }"
const nothing = '// not there'

/** The rules about all but payloads that two contracts can show, each with an example. */
export const contractExplanations: { readonly [Rule in keyof typeof contractRules]?: Explanation } = {
  E01: explained('Nobody breaks: an old client does not hear it.', nothing, old, 'add it'),
  E02: explained(
    'An old server does not know it: it answers EVENT_UNKNOWN, or nothing.',
    nothing,
    unanswered,
    'release servers first',
  ),
  E03: explained(
    'Old clients wait for it in vain.',
    old,
    nothing,
    'deprecate it first, with `removeIn`; give a renamed one an alias',
  ),
  E04: explained(
    'Old clients send it, and get EVENT_UNKNOWN or no answer.',
    unanswered,
    nothing,
    'deprecate it first, with `removeIn`; give a renamed one an alias',
  ),
  E05: explained(
    'Servers hear the old name, and send it at the legacy path alone, to clients that declare no contract; old servers do not know the new one.',
    old,
    `'order:placed': event({ payload: order })\n${alias}`,
    'release servers first where clients send it, and clients first where servers do',
  ),
  E06: explained(
    'Each end waits for a name the other one does not know.',
    old,
    "'order:placed': event({ payload: order })",
    'make the old name an alias of the new one',
  ),
  E07: explained(
    'Each end sends what the other one sends too.',
    `serverToClient: { ${old} }`,
    `clientToServer: { ${old} }`,
    'declare the second direction beside the first, and remove the first a release later',
  ),
  E08: explained(
    'Ends that never moved still mean the old event by the name.',
    '// order:new was retired',
    old,
    'take another name',
  ),
  E09: explained(
    'A receiver that wants a payload refuses none, and the other way round.',
    "'bell': event()",
    "'bell': event({ payload: order })",
    'add an event of another name',
  ),
  E13: explained(
    'A receiver counts on what was promised: that it arrives, and by which fields duplicates are recognised.',
    "'order:new': event({ payload: order, identity: ['id'] })",
    old,
    'keep the promise, or make an event of another name',
  ),
  E14: explained(
    'Old clients send it as often as they were allowed to, and are refused.',
    'limit: { count: 100, perMs: 10_000 }',
    'limit: { count: 10, perMs: 10_000 }',
    'measure first how often clients send it',
  ),
  E16: explained(
    'Old clients wait for an end that no longer comes, and show the notice for ever.',
    'endsAfter: { ms: 5_000, by: { typing: false } }',
    nothing,
    'go on ending it by the same fields',
  ),
  K01: explained(
    'A new client waits for an answer that no old server gives.',
    unanswered,
    answered,
    'release servers first',
  ),
  K02: explained(
    'Old clients wait for the answer.',
    answered,
    unanswered,
    'go on answering until no old client is left',
  ),
  K03: explained(
    'The server waits for an answer that no old client gives.',
    unanswered,
    answered,
    'give it a time limit, and ask no client of an older release',
  ),
  K04: explained(
    'An old server waits for an answer that no new client gives.',
    answered,
    unanswered,
    'release servers first',
  ),
  K05: explained(
    'A reply is a payload that goes the other way.',
    'reply: z.object({ refund: z.number() })',
    'reply: z.object({ refund: z.string() })',
    'look at the rule of the change itself',
  ),
  K07: explained(
    'Who waits for a code that was removed waits in vain; who gets one it does not know shows its message.',
    'errorCodes: { OUT_OF_STOCK }',
    nothing,
    'go on sending it',
  ),
  N01: explained(
    'A client that connects where nobody serves is refused, and does not try again.',
    "namespace('/shop')",
    "namespace('/store')",
    'declare `legacyPath`, and servers go on serving the old path',
  ),
  N03: explained(
    'Each end speaks where the other one does not listen.',
    `/shop: ${old}`,
    `/store: ${old}`,
    'declare it in both namespaces until no old client is left',
  ),
  N04: explained(
    'A client whose handshake is refused never connects.',
    'auth: z.object({ token: z.string() })',
    'auth: z.object({ ticket: z.string() })',
    'take both for a release',
  ),
  N06: explained(
    'A server refuses the clients of any version but its own, with CONTRACT_UNSUPPORTED: no order spares everybody.',
    "namespace('/shop', { version: 1 })",
    "namespace('/shop', { version: 2 })",
    'declare the changed contract at a path of its own, and serve both until no old client connects',
  ),
  R01: explained(
    'Old and new server nodes send to their own names through one adapter, and miss each other’s clients.',
    "room('counter:{shopId}')",
    "room('till:{shopId}', { legacy: ['counter:{shopId}'] })",
    'stop the old server nodes before a new one starts',
  ),
  R02: explained(
    'Clients that name a room as it may no longer be called are refused with ROOM_INVALID.',
    "room('till:{id}', { legacy: ['counter:{id}'] })",
    "room('till:{id}')",
    'leave the old name in `legacy` until no old client is left',
  ),
  R03: explained(
    'Old clients hear nothing there and are not told; who is new there hears more.',
    'to: [counter, kitchen]',
    'to: [counter]',
    'send it to both until no old client is left, and look at what newcomers see',
  ),
  R04: explained(
    'Who is no longer in a room hears nothing; who is newly in it hears all that is said there.',
    'joins: [counter]',
    'joins: []',
    'give new clients an event of their own',
  ),
  A01: explained('Nobody breaks.', nothing, alias, 'announce its end with `removeIn`'),
  A02: explained(
    'People planned for the announced release: who still uses the name breaks.',
    alias,
    nothing,
    'put it back until the release it was to go with',
  ),
  A03: explained('Stragglers break, as was announced.', alias, nothing, 'make sure that nobody uses it any more'),
  A04: explained(
    'An end that comes sooner breaks nobody yet, and takes away the time to move.',
    alias,
    "'order:new': { of: 'order:placed', removeIn: '1.9.0' }",
    'let it end later than announced, never sooner',
  ),
  A05: explained(
    'An old name means another event to those who never moved.',
    alias,
    "'order:new': { of: 'order:paid' }",
    'let the old name stand for what it stood for, and give the other event a name of its own',
  ),
  M02: explained(
    'A function shapes what old clients get, and data can not show what it makes.',
    alias,
    "'order:new': { of: 'order:placed', down }",
    'test it on recorded payloads, and waive it with the name of the test',
  ),
  M03: explained(
    'Old clients read or send the old spelling of a field.',
    "rename: { orderId: 'id' }",
    'rename: {}',
    'keep the spelling until the alias goes',
  ),
  M04: explained(
    'What a function makes of a payload can not be read off the data: unclear.',
    "{ of: 'order:new' }",
    "{ of: 'order:new', up }",
    'test it on recorded payloads, and waive it with the name of the test',
  ),
  S01: explained(
    'Nobody breaks: logs and documents hide it from now on.',
    'phone: text(20)',
    "phone: sensitive('pii', text(20))",
    'nothing',
  ),
  S02: explained(
    'Nobody breaks, which is how data leaks: clients get what they did not get before.',
    'z.object({ id })',
    "z.object({ id, phone: sensitive('pii', text(20)) })",
    'leave it out, or have somebody put a name under it in contract.gate.json',
  ),
  T01: explained(
    'Code that names the type stops compiling.',
    "types: { payload: 'OrderNew' }",
    "types: { payload: 'NewOrder' }",
    'export the old name beside the new one, marked as deprecated',
  ),
  T02: explained(
    'A switch that covers all words stops compiling.',
    "z.enum(['open'])",
    "z.enum(['open', 'lost'])",
    'open the list with openEnum: its types make readers write the branch',
  ),
  T03: explained('A map of handlers that has to be complete lacks the new one.', nothing, old, 'add the handler'),
  T04: explained(
    'Nobody breaks: only words changed.',
    "summary: 'An order.'",
    "summary: 'An order that was placed.'",
    'release it as a patch',
  ),
  B01: explained(
    'Users read the version: what it does not say hits them unprepared.',
    '"version": "1.2.0" // nothing declared',
    'a field was removed',
    'add the changeset that the gate prints, or let `gate --write` write it',
  ),
}
