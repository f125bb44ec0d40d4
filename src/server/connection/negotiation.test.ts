import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { RefusalError } from '../../contract/wire/refusal-error.js'
import { declaredIn, negotiate } from './negotiation.js'

const versions = fc.array(fc.integer({ min: 1, max: 40 }), { maxLength: 16 })

function refusalOf(attempt: () => unknown): RefusalError | undefined {
  try {
    attempt()
    return undefined
  } catch (error) {
    if (error instanceof RefusalError) return error
    throw error
  }
}

test('the result is the greatest version both sides know, or a refusal that lists both', () => {
  fc.assert(
    fc.property(versions, versions, (supported, requested) => {
      const common = supported.filter((version) => requested.includes(version))
      if (common.length) expect(negotiate(supported, requested)).toBe(common.toSorted((a, b) => b - a)[0])
      else
        expect(refusalOf(() => negotiate(supported, requested))).toMatchObject({
          code: 'CONTRACT_UNSUPPORTED',
          // a server that is older than the client may be replaced by one that is not
          retryable: requested.some((version) => supported.every((other) => version > other)),
          supported,
          requested,
        })
    }),
  )
})

test('order and duplicates change nothing', () => {
  const outcome = (supported: number[], requested: number[]) =>
    refusalOf(() => negotiate(supported, requested))?.code ?? negotiate(supported, requested)
  fc.assert(
    fc.property(versions, versions, fc.nat(), (supported, requested, seed) => {
      const shuffled = [...requested, ...requested].toSorted((a, b) => ((a * seed) % 7) - ((b * seed) % 7))
      expect(outcome([...supported].reverse(), shuffled)).toBe(outcome(supported, requested))
    }),
  )
})

test('a client that declares nothing comes from before the contract', () => {
  expect(declaredIn({})).toBeUndefined()
  expect(declaredIn({ token: 't', contract: undefined })).toBeUndefined()
  expect(declaredIn(Object.create({ contract: 7 }))).toBeUndefined()
})

test('what a client declares is read by path', () => {
  const paths = Object.fromEntries(Array.from({ length: 16 }, (_, index) => [`/${index}`, Array(16).fill(index + 1)]))
  expect(declaredIn({ contract: { package: '1.0.0', versions: paths } })?.get('/3')).toEqual(Array(16).fill(4))
})

describe('declarations that can not be read', () => {
  const declaring = (versions: unknown, rest: object = { package: '1' }) => ({ contract: { ...rest, versions } })
  const one = (version: unknown) => declaring({ '/a': [version] })
  const cases: [string, object][] = [
    ['null', { contract: null }],
    ['text', { contract: '1' }],
    ['a list', { contract: [] }],
    ['no package', declaring({}, {})],
    ['a package that is no text', declaring({}, { package: 1 })],
    ['a package of 129 characters', declaring({}, { package: 'x'.repeat(129) })],
    ['no versions', { contract: { package: '1' } }],
    ['a list of versions', declaring([1])],
    ['17 paths', declaring(Object.fromEntries(Array.from({ length: 17 }, (_, index) => [`/${index}`, [1]])))],
    ['17 versions', declaring({ '/a': Array(17).fill(1) })],
    ['a path of 129 characters', declaring({ [`/${'a'.repeat(128)}`]: [1] })],
    ['a version that is no list', declaring({ '/a': 1 })],
    ['an object for a list', declaring({ '/a': { 0: 1, length: 1 } })],
    ['zero', one(0)],
    ['a negative version', one(-1)],
    ['a fraction', one(1.5)],
    ['text for a version', one('1')],
    ['a huge version', one(1e15)],
    ['infinity', one(Number.POSITIVE_INFINITY)],
    ['not a number', one(Number.NaN)],
    ['null for a version', one(null)],
    ['a prototype for versions', JSON.parse('{"contract":{"package":"1","versions":{"__proto__":1}}}')],
  ]
  test.each(cases)('a declaration with %s is malformed, never absent', (_, auth) => {
    expect(refusalOf(() => declaredIn(auth))).toMatchObject({ code: 'CONTRACT_MALFORMED', retryable: false })
  })

  test('anything at all is read, absent or malformed, and no other error comes of it', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.json(),
          fc.json().map((text) => `{"package":"1","versions":${text}}`),
        ),
        (text) => {
          const code = refusalOf(() => declaredIn({ contract: JSON.parse(text) }))?.code
          expect([undefined, 'CONTRACT_MALFORMED']).toContain(code)
        },
      ),
    )
  })
})
