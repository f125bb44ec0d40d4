import type { contractRules } from '../../spec/diff/rules/contract-rule.js'
import { type Explanation, explained } from './explanation.js'

const old = "'order:new': event({ payload: order })"
const answered = "'order:cancel': event({ payload: order, reply: refund })"
const unanswered = "'order:cancel': event({ payload: order })"
const alias = "'order:new': { of: 'order:placed', since: '1.3.0', removeIn: '2.0.0' }"
const nothing = '// not there'

/** The rules about all but payloads that two contracts can show, each with an example. */
export const contractExplanations: { readonly [Rule in keyof typeof contractRules]?: Explanation } = {
  E01: explained('Nobody breaks: an old client does not hear it.', nothing, old),
  E02: explained('A new client sends it, and gets a refusal or silence.', nothing, unanswered),
  E03: explained('Old clients wait for it in vain.', old, nothing),
  E04: explained('Old clients send it, and get EVENT_UNKNOWN or no answer.', unanswered, nothing),
  E05: explained(
    'By an alias servers hear the old name, and send it at the legacy path alone, to clients that declare no contract; by a row of `past` they speak it to clients of that version. Old servers do not know the new one.',
    old,
    `'order:placed': event({ payload: order })\n${alias}`,
  ),
  E06: explained(
    'Each end waits for a name the other one does not know.',
    old,
    "'order:placed': event({ payload: order })",
  ),
  E07: explained(
    'Each end sends what the other one sends too.',
    `serverToClient: { ${old} }`,
    `clientToServer: { ${old} }`,
  ),
  E08: explained(
    'An end that was never updated takes it for the event that the name stood for before.',
    '// order:new was retired',
    old,
  ),
  E09: explained(
    'A receiver that wants a payload refuses none, and the other way round.',
    "'bell': event()",
    "'bell': event({ payload: order })",
  ),
  E13: explained(
    'A receiver counts on what was promised: that it arrives, and by which fields duplicates are recognised.',
    "'order:new': event({ payload: order, identity: ['id'] })",
    old,
  ),
  E14: explained(
    'Old clients send it as often as they were allowed to, and are refused.',
    'limit: { count: 100, perMs: 10_000 }',
    'limit: { count: 10, perMs: 10_000 }',
  ),
  E16: explained(
    'Old clients wait for an end that no longer comes, and show the notice for ever.',
    'endsAfter: { ms: 5_000, by: { typing: false } }',
    nothing,
  ),
  K01: explained(
    'A new client waits for an answer, and an old server gives none; an old client asks for no acknowledgement, and a new server refuses it.',
    unanswered,
    answered,
  ),
  K02: explained('An old client waits until its time is up, and takes that for a failure.', answered, unanswered),
  K03: explained('The server waits for an answer that no old client gives.', unanswered, answered),
  K04: explained('An old server waits for an answer that no new client gives.', answered, unanswered),
  K05: explained(
    'Who asked reads the reply: so it breaks the other end than the same change of a payload does.',
    'reply: z.object({ refund: z.number() })',
    'reply: z.object({ refund: z.string() })',
  ),
  K06: explained(
    'A client that declares no contract and asks for no acknowledgement is refused, where it was done what it asked.',
    answered,
    "'order:cancel': event({ payload: order, reply: refund, query: true })",
  ),
  K07: explained(
    'An end that gets a code it does not know shows its message; code that names one that is gone no longer compiles.',
    'errorCodes: { OUT_OF_STOCK }',
    nothing,
  ),
  N01: explained(
    'A client that connects where nobody serves is refused, and does not try again.',
    "namespace('/shop')",
    "namespace('/store')",
  ),
  N03: explained('Each end speaks where the other one does not listen.', `/shop: ${old}`, `/store: ${old}`),
  N04: explained(
    'A client whose handshake is refused never connects.',
    'auth: z.object({ token: z.string() })',
    'auth: z.object({ ticket: z.string() })',
  ),
  N06: explained(
    'A server refuses the clients of versions that neither it is at nor its `past` has, with CONTRACT_UNSUPPORTED; those of a later one try again.',
    "namespace('/shop', { version: 1 })",
    "namespace('/shop', { version: 2 })",
  ),
  R01: explained(
    'Old and new server nodes send to their own names through one adapter, and reach only the clients that entered by these.',
    "room('counter:{shopId}')",
    "room('till:{shopId}', { legacy: ['counter:{shopId}'] })",
  ),
  R02: explained(
    'A client that says a name which is read no more enters no room.',
    "room('till:{id}', { legacy: ['counter:{id}'] })",
    "room('till:{id}')",
  ),
  R03: explained(
    'Old clients hear nothing there and are not told; who is new there hears more.',
    'to: [counter, kitchen]',
    'to: [counter]',
  ),
  R04: explained(
    'Who is no longer in a room hears nothing; who is newly in it hears all that is said there.',
    'joins: [counter]',
    'joins: []',
  ),
  R06: explained(
    'Who is outside the room sends it as before, and is refused; where the rule goes, strangers are heard.',
    "'chat:typing': event({ payload: typing })",
    "'chat:typing': event({ payload: typing, within: [chat] })",
  ),
  A01: explained('Nobody breaks.', nothing, alias),
  A02: explained('People planned for the announced release: who still uses the name breaks.', alias, nothing),
  A03: explained('Stragglers break, as was announced.', alias, nothing),
  A04: explained(
    'An end that comes sooner breaks nobody yet, and takes away the time to move.',
    alias,
    "'order:new': { of: 'order:placed', removeIn: '1.9.0' }",
  ),
  A05: explained(
    'An old name means another event to those who never moved.',
    alias,
    "'order:new': { of: 'order:paid' }",
  ),
  A06: explained(
    'An old client that logs in waits for an event that no longer comes, or an old server for one that is no longer sent first.',
    "login: { event: { success: { event: 'auth:success', down } } }",
    nothing,
  ),
  M02: explained(
    'A function shapes what old clients get, and data can not show what it makes.',
    alias,
    "'order:new': { of: 'order:placed', down }",
  ),
  M03: explained('Old clients read or send the old spelling of a field.', "rename: { orderId: 'id' }", 'rename: {}'),
  M04: explained(
    'What a function makes of a payload can not be read off the data: unclear.',
    "{ of: 'order:new' }",
    "{ of: 'order:new', up }",
  ),
  M05: explained(
    'Old ends still send the shape under the name of today: it is refused, or withheld.',
    "shapes: { clientToServer: { 'order:place': { heard: { orderId: 'id' } } } }",
    nothing,
  ),
  S01: explained(
    'Nobody breaks: logs and documents hide it from now on.',
    'phone: text(20)',
    "phone: sensitive('pii', text(20))",
  ),
  S02: explained(
    'Nobody breaks, which is how data leaks: clients get what they did not get before.',
    'z.object({ id })',
    "z.object({ id, phone: sensitive('pii', text(20)) })",
  ),
  T01: explained(
    'Code that names the type stops compiling.',
    "types: { payload: 'OrderNew' }",
    "types: { payload: 'NewOrder' }",
  ),
  T02: explained('A switch that covers all words stops compiling.', "z.enum(['open'])", "z.enum(['open', 'lost'])"),
  T03: explained('A map of handlers that has to be complete lacks the new one.', nothing, old),
  T04: explained('Nobody breaks: only words changed.', "summary: 'An order.'", "summary: 'An order that was placed.'"),
  V01: explained(
    'Nobody can say whether a client of that version is spoken to as it was.',
    'contract.versions/1.json',
    'past<Shop>()({ 1: {} }) // and no such file',
  ),
  V02: explained(
    'An old client refuses it: the row that shapes it leaves out what its release requires, or gives another type.',
    "1: { serverToClient: { 'order:placed': { down: (order) => ({ ...order, price: order.total }) } } }",
    "1: { serverToClient: { 'order:placed': { down: ({ total, ...order }) => order } } }",
  ),
  V03: explained(
    'A server refuses it: the row that shapes it leaves out what the contract requires, or gives another type.',
    "1: { clientToServer: { 'order:place': { up: (old) => ({ ...Object(old), currency: 'USD' }) } } }",
    "1: { clientToServer: { 'order:place': {} } }",
  ),
  V04: explained(
    'An old client waits for an event that never comes, or sends one that is answered with EVENT_UNKNOWN.',
    "1: { serverToClient: { 'order:placed': { name: 'order:new' } } }",
    '1: {}',
  ),
  V05: explained(
    'A version that is served no longer has its clients refused with CONTRACT_UNSUPPORTED.',
    'past<Shop>()({ 1: {}, 2: {} })',
    'past<Shop>()({ 2: {} })',
  ),
  V06: explained(
    'Nobody breaks: whether it fits is judged anew, whatever the row says.',
    "1: { serverToClient: { 'order:placed': { rename: { nr: 'id' } } } }",
    "1: { serverToClient: { 'order:placed': { down } } }",
  ),
  B01: explained(
    'Users read the version: what it does not say hits them unprepared.',
    '"version": "1.2.0" // nothing declared',
    'a field was removed',
  ),
}
