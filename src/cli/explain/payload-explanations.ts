import type { payloadRules } from '../../spec/diff/rules/payload-rule.js'
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
  ),
  F02: explained(narrower, 'z.object({ id: z.string() })', 'z.object({ id: z.string(), day: z.string() })'),
  F03: explained(
    'Nobody breaks: the receiver fills the default in where an old sender leaves the field out.',
    'z.object({ id: z.string() })',
    "z.object({ id: z.string(), kind: z.string().default('plain') })",
  ),
  F04: explained(
    'Nobody breaks on the wire, but a receiver may count on it although it is optional, and code that names it stops compiling.',
    'z.object({ id: z.string(), note: z.optional(z.string()) })',
    'z.object({ id: z.string() })',
  ),
  F05: explained(
    'A receiver of the old release requires it, and refuses the whole payload without.',
    'z.object({ id: z.string(), total: z.number() })',
    'z.object({ id: z.string() })',
  ),
  F06: explained(narrower, 'z.object({ note: z.optional(z.string()) })', 'z.object({ note: z.string() })'),
  F07: explained(
    'A receiver of the old release requires it, and a new sender may leave it out.',
    'z.object({ note: z.string() })',
    'z.object({ note: z.optional(z.string()) })',
  ),
  F08: explained(wider, 'z.object({ note: z.string() })', 'z.object({ note: z.nullable(z.string()) })'),
  F09: explained(narrower, 'z.object({ note: z.nullable(z.string()) })', 'z.object({ note: z.string() })'),
  F10: explained(
    `${both} A field left out and null are two things.`,
    'z.object({ note: z.optional(z.string()) })',
    'z.object({ note: z.nullable(z.string()) })',
  ),
  F11: explained(
    'Nobody breaks where what is sent is parsed first, as the bindings do: the default is there when it leaves.',
    'z.object({ kind: z.string() })',
    "z.object({ kind: z.string().default('plain') })",
  ),
  F12: explained(both, 'z.object({ orderId: z.string() })', 'z.object({ id: z.string() })'),
  F13: explained(both, 'z.object({ total: z.string() })', 'z.object({ total: z.number() })'),
  F14: explained(
    wider,
    "z.object({ status: z.enum(['open', 'done']) })",
    "z.object({ status: z.enum(['open', 'done', 'lost']) })",
  ),
  F15: explained(
    narrower,
    'z.object({ content: z.string().max(10000) })',
    'z.object({ content: z.string().max(5000) })',
  ),
  F16: explained(
    'Nobody breaks: whoever reads one has a branch for words they do not know.',
    "z.object({ carrier: openEnum(['ups']) })",
    "z.object({ carrier: openEnum(['ups', 'dhl']) })",
  ),
  F17: explained(
    `Opened, it is wider. ${wider} Closed, it is narrower.`,
    "z.object({ carrier: z.enum(['ups']) })",
    "z.object({ carrier: openEnum(['ups']) })",
  ),
  F18: explained(
    both,
    "z.object({ status: z.enum(['open', 'done']) })",
    "z.object({ status: z.enum(['open', 'closed']) })",
  ),
  F19: explained(
    'Whether one pattern holds all of the other is computed; what neither holds of the other breaks both ends.',
    'z.object({ id: z.string().regex(/^a+$/) })',
    'z.object({ id: z.string().regex(/^b+$/) })',
  ),
  F20: explained(
    'A strict receiver refuses keys that it does not declare; a loose one may be sent anything.',
    'z.strictObject({ id: z.string() })',
    'z.object({ id: z.string() })',
  ),
  F21: explained(
    'Judged like any part that takes more or less.',
    'z.object({ list: z.array(z.string()).max(9) })',
    'z.object({ list: z.array(z.string()).max(3) })',
  ),
  F22: explained(
    'Several changes together break what none of them does alone, or the schemas can not be compared part by part.',
    'z.object({ a: z.union([z.string(), z.number()]) })',
    'z.object({ a: z.any() })',
  ),
  F23: explained(
    'Nobody breaks: neither end can tell the two apart.',
    'z.object({ a: z.number().min(1).max(1) })',
    'z.object({ a: z.literal(1) })',
  ),
  F24: explained(
    'Nobody breaks on the wire; an end that counted on the old default is given another one.',
    "z.object({ kind: z.string().default('a') })",
    "z.object({ kind: z.string().default('b') })",
  ),
  F25: explained(
    'A check that is a function is no data, so nobody can say what it refuses: unclear, and breaking until somebody answers for it.',
    "z.object({ a: z.string() }).meta({ checkId: 'one' })",
    "z.object({ a: z.string() }).meta({ checkId: 'two' })",
  ),
  F26: explained(
    `${both} Bytes travel beside JSON, and dates and maps do not survive it.`,
    'z.object({ file: z.string() })',
    'z.object({ file: bytes })',
  ),
  F27: explained(
    'Nobody breaks: another release of zod writes another pattern for the same format.',
    "{ format: 'email', pattern: '^a+@a+$' }",
    "{ format: 'email', pattern: '^(?:a+@a+)$' }",
  ),
  F28: explained(
    'An end that was never updated takes the new values for what the name stood for before.',
    'z.object({ id: z.string() }) // `note` was a text, and was retired',
    'z.object({ id: z.string(), note: z.optional(z.number()) })',
  ),
}
