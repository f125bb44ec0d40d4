import { expect, test } from 'vitest'
import * as z from 'zod'
import { openEnum } from '../../src/fields/index.js'
import { diff } from '../../src/spec/index.js'
import { wireSchema } from '../../src/spec/wire-schema.js'
import { findingsIn } from '../types/compiler.js'
import { carrying } from './contract-maker.js'

/** A change of a payload, and code that was written for the old one: what it reads, and what it sends. */
interface Change {
  readonly rule: string
  readonly what: string
  readonly old: string
  readonly next: string
  readonly reads: readonly string[]
  readonly sends: readonly string[]
}

const change = (
  rule: string,
  what: string,
  [old, next]: readonly [string, string],
  reads: readonly string[],
  ...sends: string[]
): Change => ({ rule, what, old: `z.object({ ${old} })`, next: `z.object({ ${next} })`, reads, sends })

const a = 'a: z.string()'
const [required, optional] = [`${a}, b: z.string()`, `${a}, b: z.string().optional()`]
const [nullable, defaulted] = [`${a}, b: z.string().nullable()`, `${a}, b: z.string().default('x')`]
const [one, both, withNull] = ["{ a: 'x' }", "{ a: 'x', b: 'y' }", "{ a: 'x', b: null }"]
const words = (...list: string[]): string => `a: z.enum([${list.map((word) => `'${word}'`).join(', ')}])`
const known = (...list: string[]): string => `a: openEnum([${list.map((word) => `'${word}'`).join(', ')}])`

const changes: readonly Change[] = [
  change('F01', 'an optional field', [a, optional], ['a'], one),
  change('F02', 'a required field', [a, required], ['a'], one),
  change('F03', 'a field with a default', [a, defaulted], ['a'], one),
  change('F04', 'an optional field removed', [optional, a], ['a', 'b'], one, both),
  change('F04', 'a field with a default removed', [defaulted, a], ['a', 'b'], one, both),
  change('F05', 'a required field removed', [required, a], ['a', 'b'], both),
  change('F06', 'required', [optional, required], ['a', 'b'], one, both),
  change('F07', 'optional', [required, optional], ['a', 'b'], both),
  change('F08', 'null', [required, nullable], ['a', 'b'], both),
  change('F09', 'no null', [nullable, required], ['a', 'b'], both, withNull),
  change('F10', 'null in place of absence', [optional, nullable], ['a', 'b'], one, both),
  change('F11', 'a default for an optional field', [optional, defaulted], ['a', 'b'], one, both),
  change('F11', 'a default for a required field', [required, defaulted], ['a', 'b'], both),
  change('F11', 'optional without its default', [defaulted, optional], ['a', 'b'], one, both),
  change('F11', 'required without its default', [defaulted, required], ['a', 'b'], one, both),
  change('F12', 'an optional field called otherwise', ['b: z.string().optional()', 'c: z.string().optional()'], ['b']),
  change('F13', 'another type', [a, 'a: z.number()'], ['a'], one),
  change('F14', 'another word', [words('x'), words('x', 'y')], ['a'], one),
  change('F15', 'a word less', [words('x', 'y'), words('x')], ['a'], one, "{ a: 'y' }"),
  change('F14', 'a longer text', ['a: z.string().max(5)', 'a: z.string().max(9)'], ['a'], one),
  change('F16', 'another word of an open list', [known('x'), known('x', 'y')], ['a'], one),
  change('F16', 'a word less of an open list', [known('x', 'y'), known('x')], ['a'], one),
  change('F17', 'a list that is open', [words('x'), known('x')], ['a'], one),
  change('F24', 'another default', [defaulted, `${a}, b: z.string().default('z')`], ['a', 'b'], one, both),
  {
    ...change('F20', 'keys kept', [a, a], ['a'], one),
    next: `z.looseObject({ ${a} })`,
  },
  {
    ...change('F20', 'keys dropped', [a, a], ['a', 'more'], one, "{ a: 'x', more: 1 }"),
    old: `z.looseObject({ ${a} })`,
  },
  {
    ...change('F01', 'an optional field, where undeclared keys are refused', [a, optional], ['a'], one),
    old: `z.strictObject({ ${a} })`,
    next: `z.strictObject({ ${optional} })`,
  },
]

const imports = "import * as z from 'zod'\nimport { openEnum } from '../../src/fields/index.js'"
/** Writes code for the old payload, held against the types of another. */
const codeFor = ({ old, reads, sends }: Change, against: string): string =>
  `
const old = ${old}
const now = ${against}
type Was = z.output<typeof old>
export const read = (payload: z.output<typeof now>): void => {
  ${reads.map((name) => `const ${name}: Was['${name}'] = payload.${name}; void ${name}`).join('\n  ')}
}
export const send = (out: (payload: z.input<typeof now>) => void): void => {
  ${sends.map((payload) => `out(${payload})`).join('\n  ')}
}
`.replaceAll('payload.more', "payload['more']")

const schemaOf = (text: string): object =>
  wireSchema(new Function('z', 'openEnum', `return ${text}`)(z, openEnum) as z.ZodType, 'payload')

const found = findingsIn(imports, [
  ...changes.map((each) => codeFor(each, each.old)),
  ...changes.map((each) => codeFor(each, each.next)),
])

test('code that uses the types of a payload compiles against the payload that it was written for', () => {
  expect(found.slice(0, changes.length).map((each) => each.map(({ message }) => message))).toEqual(
    changes.map(() => []),
  )
})

test.each(changes.map((each, index) => ({ ...each, errors: found[changes.length + index] ?? [] })))(
  'code that uses the types of a payload stops compiling where the diff says so: $rule $what',
  ({ rule, old, next, errors }) => {
    for (const direction of ['serverToClient', 'clientToServer'] as const) {
      const { findings } = diff(carrying(schemaOf(old), direction), carrying(schemaOf(next), direction))
      const own = findings.filter((finding) => finding.rule === rule)
      expect(own.map(({ breaks }) => breaks.includes('compile-time'))).toEqual([errors.length > 0])
    }
  },
)
