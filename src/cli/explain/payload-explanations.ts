import type { payloadRules } from '../../spec/diff/payload-rule.js'
import { type Explanation, explained } from './explanation.js'

const wider =
  'A receiver of the old release refuses what it does not know: an old client where servers send it, an old server where clients do.'
const narrower =
  'An old sender still sends what the new receiver refuses: an old client where clients send it, an old server where servers do.'
const both = 'Neither end takes what the other one sends: each old end breaks on each new one.'

/** The rules about payloads and replies, each with an example in zod. */
export const payloadExplanations: { readonly [Rule in keyof typeof payloadRules]: Explanation } = {
  F01: explained(
    'Nobody breaks: a receiver drops the keys it does not declare. A strict object refuses them, and a loose one may have taken another type under that name.',
    'z.object({ id: z.string() })',
    'z.object({ id: z.string(), note: z.optional(z.string()) })',
    'add it, and expect it to be missing',
  ),
  F02: explained(
    narrower,
    'z.object({ id: z.string() })',
    'z.object({ id: z.string(), day: z.string() })',
    'add it as optional, release, and require it once no old release is left',
  ),
  F03: explained(
    'Nobody breaks: the receiver fills the default in where an old sender leaves the field out.',
    'z.object({ id: z.string() })',
    "z.object({ id: z.string(), kind: z.string().default('plain') })",
    'make sure that the default is right for old senders',
  ),
  F04: explained(
    'Nobody breaks on the wire, but a receiver may count on it although it is optional, and code that names it stops compiling.',
    'z.object({ id: z.string(), note: z.optional(z.string()) })',
    'z.object({ id: z.string() })',
    'deprecate it first, and never use its name for anything else',
  ),
  F05: explained(
    'A receiver of the old release requires it, and refuses the whole payload without.',
    'z.object({ id: z.string(), total: z.number() })',
    'z.object({ id: z.string() })',
    'mark it as deprecated, and go on sending it until no reader of the old release is left',
  ),
  F06: explained(
    narrower,
    'z.object({ note: z.optional(z.string()) })',
    'z.object({ note: z.string() })',
    'require it once every sender sends it',
  ),
  F07: explained(
    'A receiver of the old release requires it, and a new sender may leave it out.',
    'z.object({ note: z.string() })',
    'z.object({ note: z.optional(z.string()) })',
    'release the receivers first, or go on sending it',
  ),
  F08: explained(
    wider,
    'z.object({ note: z.string() })',
    'z.object({ note: z.nullable(z.string()) })',
    'release the receivers first; null is not the same as a field left out',
  ),
  F09: explained(
    narrower,
    'z.object({ note: z.nullable(z.string()) })',
    'z.object({ note: z.string() })',
    'stop sending null a release earlier',
  ),
  F10: explained(
    `${both} A field left out and null are two things.`,
    'z.object({ note: z.optional(z.string()) })',
    'z.object({ note: z.nullable(z.string()) })',
    'allow both first (nullish), and drop the other one a release later',
  ),
  F11: explained(
    'Nobody breaks where what is sent is parsed first, as the bindings do: the default is there when it leaves.',
    'z.object({ kind: z.string() })',
    "z.object({ kind: z.string().default('plain') })",
    'make sure that every sender parses what it sends, or send the field',
  ),
  F12: explained(
    both,
    'z.object({ orderId: z.string() })',
    'z.object({ id: z.string() })',
    'keep the old name, or give the event a new one and let an alias rename the field',
  ),
  F13: explained(
    both,
    'z.object({ total: z.string() })',
    'z.object({ total: z.number() })',
    'add a second field of the new type, and retire this one',
  ),
  F14: explained(
    wider,
    "z.object({ status: z.enum(['open', 'done']) })",
    "z.object({ status: z.enum(['open', 'done', 'lost']) })",
    'release the receivers first; to open the list with openEnum breaks them once, and no word more does',
  ),
  F15: explained(
    narrower,
    'z.object({ content: z.string().max(10000) })',
    'z.object({ content: z.string().max(5000) })',
    'let senders keep the new limit a release before receivers ask for it',
  ),
  F16: explained(
    'Nobody breaks: readers of an open list have a branch for words they do not know.',
    "z.object({ carrier: openEnum(['ups']) })",
    "z.object({ carrier: openEnum(['ups', 'dhl']) })",
    'add it',
  ),
  F17: explained(
    `Opened, it is wider. ${wider} Closed, it is narrower.`,
    "z.object({ carrier: z.enum(['ups']) })",
    "z.object({ carrier: openEnum(['ups']) })",
    'open a list that will grow before it grows, and do not close it again',
  ),
  F18: explained(
    both,
    "z.object({ status: z.enum(['open', 'done']) })",
    "z.object({ status: z.enum(['open', 'closed']) })",
    'add the new word first, and remove the old one a release later',
  ),
  F19: explained(
    'Whether one pattern holds all of the other is computed; what neither holds of the other breaks both ends.',
    'z.object({ id: z.string().regex(/^a+$/) })',
    'z.object({ id: z.string().regex(/^b+$/) })',
    'take both patterns for a release, or add a second field',
  ),
  F20: explained(
    'A strict receiver refuses keys that it does not declare; a loose one may be sent anything.',
    'z.strictObject({ id: z.string() })',
    'z.object({ id: z.string() })',
    'strip undeclared keys, as objects do by default: fields can be added then',
  ),
  F21: explained(
    'Judged like any part that takes more or less.',
    'z.object({ list: z.array(z.string()).max(9) })',
    'z.object({ list: z.array(z.string()).max(3) })',
    'release the end first that takes more',
  ),
  F22: explained(
    'Several changes together break what none of them does alone, or the schemas can not be compared part by part.',
    'z.object({ a: z.union([z.string(), z.number()]) })',
    'z.object({ a: z.any() })',
    'split the change, and release its parts one by one',
  ),
  F23: explained(
    'Nobody breaks: the same values fit.',
    'z.object({ a: z.number().min(1).max(1) })',
    'z.object({ a: z.literal(1) })',
    'nothing',
  ),
  F24: explained(
    'Nobody breaks on the wire; who leaves the field out gets another behaviour.',
    "z.object({ kind: z.string().default('a') })",
    "z.object({ kind: z.string().default('b') })",
    'say so in the changeset',
  ),
  F25: explained(
    'A check that is a function is no data, so nobody can say what it refuses: unclear, and breaking until somebody answers for it.',
    "z.object({ a: z.string() }).meta({ checkId: 'one' })",
    "z.object({ a: z.string() }).meta({ checkId: 'two' })",
    'test both checks on recorded payloads, and waive it with the name of the test',
  ),
  F26: explained(
    `${both} Bytes travel beside JSON, and dates and maps do not survive it.`,
    'z.object({ file: z.string() })',
    'z.object({ file: bytes })',
    'add a second field or event for the bytes',
  ),
  F27: explained(
    'Nobody breaks: another release of zod writes another pattern for the same format.',
    "{ format: 'email', pattern: '^a+@a+$' }",
    "{ format: 'email', pattern: '^(?:a+@a+)$' }",
    'nothing',
  ),
  F28: explained(
    'Ends that never moved still read the old meaning.',
    'z.object({ id: z.string() }) // `note` was a text, and was retired',
    'z.object({ id: z.string(), note: z.optional(z.number()) })',
    'take another name',
  ),
}
