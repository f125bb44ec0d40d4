import { expect, test, vi } from 'vitest'
import { bridge, queryCache } from '../../src/cache/index.js'
import { RefusalError } from '../../src/index.js'
import { deferred, gathering, until } from '../ends/waiting.js'
import { boardRoom, type Card, ends } from './board.js'

const key = ['cards']
const first: Card = { id: 'c1', state: 'new' }
const second: Card = { id: 'c2', state: 'new' }

test('a patch is merged, a new item is inserted once, one that goes is removed, and a fact told twice changes nothing', async () => {
  const { client, queries, served, show } = await ends()
  const cards = show(key, async () => [first])
  bridge(client, queryCache(queries), {
    'card:new': { key, update: 'insert' },
    'card:moved': { key },
    'card:gone': { key, update: 'remove' },
  })
  await vi.waitFor(() => expect(queries.isFetching()).toBe(0))
  served.emit('card:new', second)
  served.emit('card:new', second)
  served.emit('card:moved', { id: 'c1', state: 'done' })
  await vi.waitFor(() => expect(cards()).toEqual([{ id: 'c1', state: 'done' }, second]))
  const before = cards()
  served.emit('card:moved', { id: 'c1', state: 'done' })
  served.emit('card:moved', { id: 'c9', state: 'done' })
  served.emit('card:gone', { id: 'c8' })
  served.emit('card:gone', { id: 'c2' })
  await vi.waitFor(() => expect(cards()).toEqual([{ id: 'c1', state: 'done' }]))
  expect(before).toEqual([{ id: 'c1', state: 'done' }, second])
})

test('what comes while a load is under way is not lost to an answer from before it', async () => {
  const { client, queries, served, show } = await ends()
  const answers = [deferred<Card[]>(), deferred<Card[]>()]
  let asked = 0
  const cards = show(key, () => (answers[asked++] as (typeof answers)[0]).promise)
  bridge(client, queryCache(queries), { 'card:new': { key, update: 'insert' }, 'card:moved': { key } })
  const heard = gathering<string>()
  client.on('card:moved', ({ id, state }) => heard.add(`${id} ${state}`))

  served.emit('card:moved', { id: 'c1', state: 'done' })
  await heard.have(1)
  answers[0]?.resolve([first])
  // bridging began with a load under way, and with a connection that recovered nothing
  await vi.waitFor(() => expect(asked).toBe(2))
  served.emit('card:new', second)
  served.emit('card:moved', { id: 'c1', state: 'sold' })
  await heard.have(2)
  expect(cards()).toEqual([{ id: 'c1', state: 'sold' }, second])
  answers[1]?.resolve([first])
  await vi.waitFor(() => expect(queries.isFetching()).toBe(0))
  expect(cards()).toEqual([{ id: 'c1', state: 'sold' }, second])
})

test('a load that is called off brings back what was held, with the facts that came meanwhile', async () => {
  const { client, queries, served, show } = await ends()
  const answers = [Promise.resolve([first]), deferred<Card[]>().promise]
  const cards = show(key, () => answers.shift() as Promise<Card[]>)
  await until(client, 'status', 'connected')
  await vi.waitFor(() => expect(cards()).toEqual([first]))
  bridge(client, queryCache(queries), { 'card:moved': { key } })
  void queries.refetchQueries({ queryKey: key })
  served.emit('card:moved', { id: 'c1', state: 'done' })
  await vi.waitFor(() => expect(cards()).toEqual([{ id: 'c1', state: 'done' }]))
  await queries.cancelQueries({ queryKey: key })
  expect(cards()).toEqual([{ id: 'c1', state: 'done' }])
})

test('an entry that is stale stays so when a fact changes it', async () => {
  const { client, queries, served } = await ends()
  await until(client, 'status', 'connected')
  queries.setQueryData(key, [first], { updatedAt: 1000 })
  bridge(client, queryCache(queries), { 'card:moved': { key } })
  await queries.invalidateQueries({ queryKey: key })
  served.emit('card:moved', { id: 'c1', state: 'done' })
  await vi.waitFor(() => expect(queries.getQueryData(key)).toEqual([{ id: 'c1', state: 'done' }]))
  expect(queries.getQueryState(key)).toMatchObject({ isInvalidated: true, dataUpdatedAt: 1000 })
})

test('a list under a longer key is patched where it has the item, and loaded again where it may have to show a new one', async () => {
  const { client, queries, served, show } = await ends()
  await until(client, 'status', 'connected')
  const loads = vi.fn(async () => [second])
  const own = show(key, async () => [first, second])
  const page = show([...key, { page: 2 }], loads)
  const count = show([...key, 'count'], async () => 2)
  const detail = show([...key, 'c1'], async () => first)
  await vi.waitFor(() => expect(queries.isFetching()).toBe(0))
  bridge(client, queryCache(queries), { 'card:new': { key, update: 'insert' }, 'card:moved': { key } })
  served.emit('card:moved', { id: 'c2', state: 'done' })
  const done = { id: 'c2', state: 'done' }
  await vi.waitFor(() => expect(page()).toEqual([done]))
  expect([own(), count(), detail(), loads.mock.calls.length]).toEqual([[first, done], 2, first, 1])
  served.emit('card:new', { id: 'c3', state: 'new' })
  await vi.waitFor(() => expect(own()).toHaveLength(3))
  await vi.waitFor(() => expect(loads).toHaveBeenCalledTimes(2))
})

test('a snapshot takes the place of what its own key holds, and of nothing else', async () => {
  const { client, queries, served, show } = await ends()
  await until(client, 'status', 'connected')
  const own = show(key, async () => [first])
  const page = show([...key, 2], async () => [second])
  await vi.waitFor(() => expect(queries.isFetching()).toBe(0))
  bridge(client, queryCache(queries), { 'board:shown': { key } })
  served.emit('board:shown', [second, first])
  await vi.waitFor(() => expect(own()).toEqual([second, first]))
  expect(page()).toEqual([second])
})

test('an event that says nothing of what is held has it loaded again, and many of them at most once more', async () => {
  const { client, queries, served, show } = await ends()
  await until(client, 'status', 'connected')
  const answers: ReturnType<typeof deferred<string>>[] = []
  const name = show(['board'], () => {
    const answer = deferred<string>()
    answers.push(answer)
    return answer.promise
  })
  answers[0]?.resolve('a')
  await vi.waitFor(() => expect(name()).toBe('a'))
  bridge(client, queryCache(queries), { 'board:renamed': { key: ['board'] } })
  const heard = gathering<string>()
  client.on('board:renamed', (now) => heard.add(now.name))
  for (const next of ['b', 'c', 'd']) served.emit('board:renamed', { name: next })
  await heard.have(3)
  expect(answers).toHaveLength(2)
  answers[1]?.resolve('b')
  await vi.waitFor(() => expect(answers).toHaveLength(3))
  answers[2]?.resolve('d')
  await vi.waitFor(() => expect(queries.isFetching()).toBe(0))
  expect([name(), answers.length]).toEqual(['d', 3])
})

test('a key of each fact changes that entry only, and all of them are stale after a connection that was not recovered', async () => {
  const { client, queries, served, socket, show } = await ends()
  await until(client, 'status', 'connected')
  const loads = vi.fn(async () => first)
  const one = show(['card', 'c1'], loads)
  const other = show(['card', 'c2'], async () => second)
  await vi.waitFor(() => expect(queries.isFetching()).toBe(0))
  bridge(client, queryCache(queries), { 'card:moved': { key: ({ id }) => ['card', id], all: ['card'] } })
  served.emit('card:moved', { id: 'c1', state: 'done' })
  await vi.waitFor(() => expect(one()).toEqual({ id: 'c1', state: 'done' }))
  expect(other()).toEqual(second)
  socket.io.engine.close()
  await vi.waitFor(() => expect(loads).toHaveBeenCalledTimes(2))
  await vi.waitFor(() => expect(one()).toEqual(first))
})

test('nothing is loaded again after a connection that was recovered', async () => {
  const { client, queries, served, socket, show } = await ends({ connectionStateRecovery: {} })
  await until(client, 'status', 'connected')
  const loads = vi.fn(async () => [first])
  const cards = show(key, loads)
  await vi.waitFor(() => expect(queries.isFetching()).toBe(0))
  bridge(client, queryCache(queries), { 'card:moved': { key } })
  served.emit('card:moved', { id: 'c1', state: 'done' })
  await vi.waitFor(() => expect(cards()).toEqual([{ id: 'c1', state: 'done' }]))
  socket.io.engine.close()
  served.emit('card:moved', { id: 'c1', state: 'sold' })
  await vi.waitFor(() => expect(cards()).toEqual([{ id: 'c1', state: 'sold' }]))
  expect([client.recovered, loads.mock.calls.length]).toEqual([true, 1])
})

test('what was loaded before a room was entered is loaded again, each time', async () => {
  const { client, queries, show, socket } = await ends()
  await until(client, 'status', 'connected')
  const loads = vi.fn(async () => [first])
  show(key, loads)
  await vi.waitFor(() => expect(queries.isFetching()).toBe(0))
  const stay = client.join(boardRoom('b1'))
  bridge(client, queryCache(queries), { 'card:moved': { key } }, { rooms: [stay] })
  await stay.joined
  await vi.waitFor(() => expect(loads).toHaveBeenCalledTimes(2))
  await vi.waitFor(() => expect(queries.isFetching()).toBe(0))
  socket.io.engine.close()
  // once for the connection, and once for the room that was entered after it
  await vi.waitFor(() => expect(loads.mock.calls.length).toBeGreaterThanOrEqual(4))
})

test('a change is shown at once, and only it is taken back when it is refused', async () => {
  const { answers, client, queries, served, show } = await ends()
  await until(client, 'status', 'connected')
  const loads = vi.fn(async () => [first, second])
  const cards = show(key, loads)
  await vi.waitFor(() => expect(queries.isFetching()).toBe(0))
  const bridged = bridge(client, queryCache(queries), { 'card:moved': { key } })
  const answer = deferred<object>()
  answers.move = () => answer.promise
  const asked = bridged.request('card:move', { id: 'c1', state: 'done' }, { key, update: moved('c1', 'done') })
  expect(cards()).toEqual([{ id: 'c1', state: 'done' }, second])
  served.emit('card:moved', { id: 'c2', state: 'sold' })
  served.emit('card:moved', { id: 'c1', state: 'lost' })
  await vi.waitFor(() =>
    expect(cards()).toEqual([
      { id: 'c1', state: 'done' },
      { id: 'c2', state: 'sold' },
    ]),
  )
  loads.mockImplementation(() => deferred<Card[]>().promise)
  answer.resolve({ error: { code: 'NOT_YOURS', message: 'not yours', retryable: false } })
  await expect(asked).rejects.toThrow(RefusalError)
  expect(cards()).toEqual([
    { id: 'c1', state: 'lost' },
    { id: 'c2', state: 'sold' },
  ])
  expect(loads).toHaveBeenCalledTimes(2)
})

test('a change is taken back whole, also after a load was called off that began under it', async () => {
  const { answers, client, queries, show } = await ends()
  await until(client, 'status', 'connected')
  const loads = vi.fn(async () => [first])
  const cards = show(key, loads)
  await vi.waitFor(() => expect(queries.isFetching()).toBe(0))
  const bridged = bridge(client, queryCache(queries), {})
  const answer = deferred<object>()
  answers.move = () => answer.promise
  const asked = bridged.request('card:move', { id: 'c1', state: 'done' }, { key, update: moved('c1', 'done') })
  loads.mockImplementation(() => deferred<Card[]>().promise)
  void queries.refetchQueries({ queryKey: key })
  await queries.cancelQueries({ queryKey: key })
  expect(cards()).toEqual([{ id: 'c1', state: 'done' }])
  answer.resolve({ error: { code: 'NOT_YOURS', message: 'not yours', retryable: false } })
  await expect(asked).rejects.toThrow(RefusalError)
  expect(cards()).toEqual([first])
})

test('a reply confirms a change: as it says, or by loading', async () => {
  const { answers, client, queries, show } = await ends()
  await until(client, 'status', 'connected')
  const loads = vi.fn(async () => [first])
  const cards = show(key, loads)
  await vi.waitFor(() => expect(queries.isFetching()).toBe(0))
  const bridged = bridge(client, queryCache(queries), {})
  answers.move = () => ({ state: 'sold' })
  const options = { key, update: moved('c1', 'done') }
  const payload = { id: 'c1', state: 'done' }
  const confirm = (held: readonly Card[], { state }: { state: string }) => moved('c1', state)(held)
  await bridged.request('card:move', payload, { ...options, confirm })
  expect([cards(), loads.mock.calls.length]).toEqual([[{ id: 'c1', state: 'sold' }], 1])
  loads.mockResolvedValue([{ id: 'c1', state: 'kept' }])
  await bridged.request('card:move', payload, options)
  await vi.waitFor(() => expect(cards()).toEqual([{ id: 'c1', state: 'kept' }]))
})

test('two changes under way are taken back one by one, whichever ends first', async () => {
  const { answers, client, queries, show } = await ends()
  await until(client, 'status', 'connected')
  const cards = show(key, async () => [first, second])
  await vi.waitFor(() => expect(queries.isFetching()).toBe(0))
  const bridged = bridge(client, queryCache(queries), {})
  const asked = [deferred<object>(), deferred<object>()]
  answers.move = ({ id }) => (asked[id === 'c1' ? 0 : 1] as (typeof asked)[0]).promise
  const confirm = (held: readonly Card[]) => moved('c2', 'done')(held)
  const one = bridged.request('card:move', { id: 'c1', state: 'done' }, { key, update: moved('c1', 'done') })
  const two = bridged.request('card:move', { id: 'c2', state: 'done' }, { key, update: moved('c2', 'done'), confirm })
  expect(cards()?.map(({ state }) => state)).toEqual(['done', 'done'])
  asked[0]?.resolve({ error: { code: 'NOT_YOURS', message: 'not yours', retryable: false } })
  await expect(one).rejects.toThrow(RefusalError)
  asked[1]?.resolve({ state: 'done' })
  await two
  expect(cards()?.map(({ state }) => state)).toEqual(['new', 'done'])
})

test('what is under way when a bridge is closed is still taken back', async () => {
  const { answers, client, queries, show } = await ends()
  await until(client, 'status', 'connected')
  const cards = show(key, async () => [first])
  await vi.waitFor(() => expect(queries.isFetching()).toBe(0))
  const bridged = bridge(client, queryCache(queries), { 'card:moved': { key } })
  const answer = deferred<object>()
  answers.move = () => answer.promise
  const asked = bridged.request('card:move', { id: 'c1', state: 'done' }, { key, update: moved('c1', 'done') })
  bridged.close()
  answer.resolve({ error: { code: 'NOT_YOURS', message: 'not yours', retryable: false } })
  await expect(asked).rejects.toThrow(RefusalError)
  expect(cards()).toEqual([first])
})

test('an update that throws, or can say nothing, has what it was given loaded again', async () => {
  const { client, queries, served, show } = await ends()
  await until(client, 'status', 'connected')
  const loads = vi.fn(async () => [first])
  show(key, loads)
  await vi.waitFor(() => expect(queries.isFetching()).toBe(0))
  const failures = gathering<unknown>()
  process.once('uncaughtException', failures.add)
  const update = (_: never, { state }: Card): undefined => {
    if (state === 'done') throw new Error('of the application')
  }
  bridge(client, queryCache(queries), { 'card:moved': { key, update } })
  served.emit('card:moved', { id: 'c1', state: 'sold' })
  await vi.waitFor(() => expect(loads).toHaveBeenCalledTimes(2))
  await vi.waitFor(() => expect(queries.isFetching()).toBe(0))
  served.emit('card:moved', { id: 'c1', state: 'done' })
  await vi.waitFor(() => expect(loads).toHaveBeenCalledTimes(3))
  expect(await failures.have(1)).toEqual([new Error('of the application')])
})

test('an event whose identity names no id inserts nothing, and says so at once', async () => {
  const { client, queries } = await ends()
  const rows = { 'board:renamed': { key, update: 'insert' } } as const
  expect(() => bridge(client, queryCache(queries), rows)).toThrow('names no id')
  expect(() => bridge(client, queryCache(queries), { 'card:mvoed': { key } } as object)).toThrow(
    'has no serverToClient event of this name',
  )
  expect(queries.getQueryCache().hasListeners()).toBe(false)
})

function moved(id: string, state: string): (held: readonly Card[]) => readonly Card[] {
  return (held) => held.map((card) => (card.id === id ? { ...card, state } : card))
}
