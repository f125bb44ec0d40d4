import { expect, test } from 'vitest'
import { checkProtocol } from '../../src/cli/verify/checks/protocol.js'
import { refused, type Script, scriptedContext, seenIn } from './scripted-context.js'

const judged = async (script: Script): Promise<string[]> => {
  const context = scriptedContext({ args: ['--token', 'x', '--room', 'table:1'], ...script })
  await checkProtocol(context)
  return seenIn(context, 'protocol.ping', 'protocol.welcome', 'latency.round-trip')
}
const pong = { at: 1_734_690_600_000 }
const welcome = (contract: string, digest: string) => [['contract:welcome', { contract, version: 1, digest }]] as const

test('a server that answers the ping and greets in the state of the contract passes', async () => {
  expect(await judged({ answer: () => pong, hears: welcome('/inn', 'd1') })).toEqual([
    'protocol.ping pass',
    'protocol.welcome pass',
    'latency.round-trip pass: 1 ms',
  ])
})

test.each([
  [{ at: 'now' }, "the answer is not the contract's"],
  [refused('EVENT_UNKNOWN'), 'it was refused with EVENT_UNKNOWN'],
  [refused('E42'), 'it was refused with a code of its own'],
  ['silent', 'it was not answered within 5000 ms'],
  ['lost', 'the connection was lost over it'],
])('a ping that %j answers fails in words', async (answer, words) => {
  const [ping] = await judged({ answer: () => answer })
  expect(ping).toMatch(/^protocol\.ping (fail|warning): /)
  expect(ping).toContain(words)
})

test('where no ping is answered, the time of an entry into a room is taken', async () => {
  const asked: string[] = []
  const seen = await judged({
    ms: 12,
    answer: (event) => {
      asked.push(event)
      return event === 'contract:ping' ? 'silent' : { room: 'table:1' }
    },
  })
  expect(seen).toContain('latency.round-trip pass: 12 ms')
  expect(asked).toEqual(['contract:ping', ...Array(5).fill('table:sit')])
})

test('no time is told where nothing is answered, or there is nothing to ask', async () => {
  const silent = await judged({ answer: () => 'silent' })
  const alone = await judged({ answer: () => 'silent', args: ['--token', 'x'] })
  expect([...silent, ...alone].filter((line) => line.startsWith('latency'))).toEqual([])
})

test('half a second for an answer is too long', async () => {
  const seen = await judged({ answer: () => pong, ms: 500 })
  expect(seen.at(-1)).toMatch(/^latency\.round-trip (fail|warning): 500 ms$/)
})

test.each([
  ['nothing', [], 'it is not greeted'],
  ['the greeting of another contract', welcome('/other', 'd1'), 'it is not greeted'],
  ['the greeting of another state', welcome('/inn', 'd2'), 'the server has another state of this contract'],
])('a client that hears %s was not welcomed', async (_, hears, words) => {
  expect((await judged({ answer: () => pong, hears }))[1]).toContain(words)
})

test('a server that turns away who declares a version is told of, and one that lets nobody in is not judged', async () => {
  const away = { kind: 'refused', message: 'no', data: undefined } as const
  const picky = await judged({ answer: () => pong, admit: (_, { auth }) => (auth?.['contract'] ? away : 'in') })
  expect(picky[1]).toContain('a client that declares version 1 is not let in')
  expect(await judged({ admit: () => away })).toEqual([])
})
