import { expect, test, vi } from 'vitest'
import { verifying } from './running.js'

const { verify } = vi.hoisted(() => ({ verify: vi.fn() }))
vi.mock('../../src/cli/verify/verify.js', () => ({ verify }))

test.each([
  [new TypeError('what the server said: SECRET'), 'TypeError'],
  ['SECRET', 'unknown'],
])('a fault of its own is told of in a line that repeats nothing', async (fault, name) => {
  verify.mockRejectedValueOnce(fault)
  expect(await verifying('http://localhost:1')).toEqual({
    code: 2,
    out: '',
    err: `socket-canon verify: failed itself (${name}); nothing was judged`,
  })
})

test('a token that stands in a check all the same is not written', async () => {
  const check = { id: 'auth.bad', kind: 'auth.bad', level: 'required', means: 'It holds.', change: 'Do.' }
  verify.mockResolvedValueOnce([{ ...check, verdict: 'fail', seen: 'they said TOP-SECRET twice: TOP-SECRET' }])
  const { code, out } = await verifying('http://localhost:1', '--token', 'TOP-SECRET')
  expect(code).toBe(1)
  expect(out).toContain('they said [token] twice: [token]')
})

test('a short token is not written where it stands alone, and a part of a word is no token', async () => {
  const check = { id: 'auth.bad', kind: 'auth.bad', level: 'required', means: 'It holds.', change: 'Do.' }
  verify.mockResolvedValueOnce([{ ...check, verdict: 'fail', seen: 'they said a.1: a.12, (a.1) and ax1' }])
  const { out } = await verifying('http://localhost:1', '--token', 'a.1')
  expect(out).toContain('they said [token]: a.12, ([token]) and ax1')
})

test('a token that holds another is replaced as a whole, and a short one spoils no report', async () => {
  const check = { id: 'auth.bad', kind: 'auth.bad', level: 'required', means: 'It holds.', change: 'Do.' }
  verify.mockResolvedValueOnce([{ ...check, verdict: 'fail', seen: 'TOP-SECRET-2 is not TOP-SECRET' }])
  const tokens = ['--token', 'TOP-SECRET', '--peer-token', 'TOP-SECRET-2', '--outsider-token', 't']
  const { out } = await verifying('http://localhost:1', ...tokens)
  expect(out).toContain('[token] is not [token]')
  expect(out).toContain('It holds.')
})
