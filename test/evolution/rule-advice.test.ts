import { describe, expect, it } from 'vitest'
import { type ContractJson, diff, type Rule, rules } from '../../src/spec/index.js'
import { carrying } from './contract-maker.js'

const catalogue: readonly (readonly [id: string, rule: Rule])[] = Object.entries(rules)

it('every rule that two contracts can show says what to do, and no other', () => {
  for (const [id, { advice, inexpressible }] of catalogue)
    expect((advice?.length ?? 0) > 0, id).toBe(inexpressible === undefined)
})

describe('a finding that breaks somebody says what to do', () => {
  const text = { type: 'string' }
  const of = (field: object, more: object = {}): ContractJson =>
    carrying({ type: 'object', properties: { a: field }, required: ['a'], ...more })
  const strict = { additionalProperties: false }
  const added = { properties: { a: text, b: text } }
  const needed = { ...added, required: ['a', 'b'] }
  const email = { format: 'email' }

  it.each([
    ['F01', 'once no old reader is left that refuses them', of(text, strict), of(text, { ...strict, ...added })],
    ['F12', 'send both `a` and `b`', of(text), of(text, { properties: { b: text }, required: ['b'] })],
    ['F13', 'add a second field', of(text), of({ type: 'integer' })],
    ['F13', 'add an event of another name', carrying(text), carrying({ type: 'integer' })],
    ['F21', 'such lists first', of({ type: 'array', minItems: 1 }), of({ type: 'array' })],
    ['F05', 'go on sending it until no old reader is left', of(text, needed), of(text)],
    ['F07', 'go on sending it until no old reader is left', of(text), of(text, { required: [] })],
    ['F08', 'take null first', of(text), of({ anyOf: [text, { type: 'null' }] })],
    ['F14', 'teach every reader', of({ ...text, maxLength: 5 }), of(text)],
    ['F19', 'fits either of them', of({ ...text, pattern: '^a' }), of({ ...text, pattern: 'b$' })],
    ['F19', 'add a second field', of({ ...text, pattern: '^a+$' }), of({ ...text, pattern: '^b+$' })],
    ['F19', 'add a second field', of({ ...text, format: 'date' }), of({ ...text, format: 'date-time' })],
    ['F19', 'if nothing does', of({ ...text, format: 'date' }), of({ ...text, format: 'tea-time' })],
    ['F14', 'teach every reader', of({ ...text, ...email }), of(text)],
  ])('%s: %s', (rule, advice, old, next) => {
    const [finding] = diff(old, next).findings
    expect(finding).toMatchObject({ rule, bump: 'major', advice: expect.stringContaining(advice) as string })
  })

  it('F15: in the order of release where that is enough, and otherwise by the rule', () => {
    const narrowed = (direction: 'serverToClient' | 'clientToServer') =>
      diff(carrying(text, direction), carrying({ ...text, maxLength: 5 }, direction)).findings[0]
    expect(narrowed('serverToClient')).toMatchObject({ bump: 'minor', advice: 'release servers before clients' })
    expect(narrowed('clientToServer')).toMatchObject({ rule: 'F15', bump: 'major' })
    expect(narrowed('clientToServer')?.advice).toContain('let every sender keep to it first')
  })

  it('F12, F01: by who sends it, and by who breaks', () => {
    const adviceFor = (old: object, next: object, direction: 'serverToClient' | 'clientToServer') =>
      diff(carrying(old, direction), carrying(next, direction)).findings[0]?.advice
    const [a, b] = ['a', 'b'].map((name) => ({ type: 'object', properties: { [name]: text }, required: [name] }))
    expect(adviceFor(a ?? {}, b ?? {}, 'clientToServer')).toContain('take either of `a` and `b`')
    const loose = { type: 'object', properties: {}, 'x-unknown': 'loose' }
    expect(adviceFor(loose, { ...loose, properties: { a: text } }, 'clientToServer')).toContain(
      'may send anything by this name',
    )
  })

  it('and one that breaks nobody asks for nothing', () => {
    expect(diff(of(text), of(text, added)).findings[0]?.advice).toBe('nothing: old and new ends understand each other')
  })
})
