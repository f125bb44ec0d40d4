import { expect, test } from 'vitest'
import { checkAnswers } from '../../src/cli/verify/checks/answers.js'
import { refused, type Script, scriptedContext, seenIn } from './scripted-context.js'

const kinds = ['answers.unknown-event', 'answers.bad-payload', 'answers.acknowledged', 'answers.requests']
const judged = async (script: Script, ...args: string[]): Promise<string[]> => {
  const context = scriptedContext({ ...script, args: ['--token', 'x', '--room', 'table:1', ...args] })
  await checkAnswers(context)
  return seenIn(context, ...kinds)
}

test('who refuses what is unknown or does not fit passes, whether or not it may be asked for more', async () => {
  const answer = () => refused('PAYLOAD_INVALID')
  expect(await judged({ answer })).toEqual([
    'answers.bad-payload[table:sit] pass',
    'answers.bad-payload[table:rise] pass',
    'answers.unknown-event pass',
    'answers.acknowledged[waiter:near] pass',
  ])
  expect(await judged({ answer }, '--allow-writes')).toEqual([
    'answers.bad-payload[table:sit] pass',
    'answers.bad-payload[table:rise] pass',
    'answers.bad-payload[bill:ask] pass',
    'answers.unknown-event pass',
    'answers.acknowledged[waiter:near] pass',
    'answers.requests[bill:ask] pass',
    'answers.requests[menu:ask] pass',
  ])
})

test('who grants what is unknown or does not fit fails, and every fault is told of', async () => {
  const seen = await judged({ answer: () => ({ room: 'table:1' }) })
  expect(seen).toContain('answers.unknown-event fail: /inn: the answer is no refusal; /: the answer is no refusal')
  expect(seen[0]).toBe(
    'answers.bad-payload[table:sit] fail: /inn, null: it was granted; /inn, text instead of fields: it was granted; /inn, `room` of another type: it was granted',
  )
})

test('an answer that is neither a reply nor a refusal is called so', async () => {
  const seen = await judged({ answer: () => ({ ok: true }) }, '--allow-writes')
  expect(seen[0]).toContain("null: the answer is neither the contract's reply nor a refusal")
  expect(seen.at(-1)).toBe(
    "answers.requests[menu:ask] warning: the answer is neither the contract's reply nor a refusal",
  )
})

test('a reply of the contract answers a request, and no payload goes along where none is declared', async () => {
  const asked: (readonly [string, unknown])[] = []
  const answer = (event: string, payload: unknown) => {
    asked.push([event, payload])
    return event === 'menu:ask' ? { dishes: [] } : { sum: 1 }
  }
  expect((await judged({ answer }, '--allow-writes')).slice(-2)).toEqual([
    'answers.requests[bill:ask] pass',
    'answers.requests[menu:ask] pass',
  ])
  expect(asked.filter(([event]) => event === 'menu:ask')).toEqual([['menu:ask', undefined]])
  expect(asked.some(([event]) => event === 'bell:ring')).toBe(false)
})

test('silence is told of everywhere, and one silence about an event is enough', async () => {
  let sits = 0
  const answer = (event: string) => {
    if (event === 'table:sit') sits++
    return 'silent'
  }
  const seen = await judged({ answer }, '--allow-writes')
  expect(seen).toHaveLength(7)
  for (const line of seen) expect(line).toContain('it was not answered within 5000 ms')
  // once on each of both paths
  expect(sits).toBe(2)
})

test('without a room, nobody can be asked to acknowledge what is relayed in it', async () => {
  const context = scriptedContext({ answer: () => 'silent' })
  await checkAnswers(context)
  expect(seenIn(context, 'answers.acknowledged')).toEqual([])
})
