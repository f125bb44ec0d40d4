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

test('a token that stands in a finding all the same is not written', async () => {
  const finding = { id: 'auth.bad', kind: 'auth.bad', level: 'required', means: 'It holds.', change: 'Do.' }
  verify.mockResolvedValueOnce([{ ...finding, verdict: 'fail', seen: 'they said TOP-SECRET twice: TOP-SECRET' }])
  const { code, out } = await verifying('http://localhost:1', '--token', 'TOP-SECRET')
  expect(code).toBe(1)
  expect(out).toContain('they said [token] twice: [token]')
})
