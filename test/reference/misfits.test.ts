import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import * as z from 'zod/mini'
import { text } from '../../src/fields/index.js'
import { safeParsePayload } from '../../src/guards/payload.js'
import { event, type NamespaceContract, namespace } from '../../src/index.js'
import { unescaped } from '../../src/reference/pages/page.js'
import { siteOf } from '../../src/reference/site.js'
import { serve } from '../../src/server/index.js'
import type { ContractJson, EventJson } from '../../src/spec/contract-json.js'
import { toContractJson } from '../../src/spec/index.js'
import { withBytes } from '../../src/spec/spelled-bytes.js'
import { entries, events } from '../contracts.js'
import { listening } from '../ends/server.js'
import { declaring, joined } from '../ends/sockets.js'
import { next } from '../ends/waiting.js'

const contract = JSON.parse(readFileSync('contract.json', 'utf8')) as ContractJson
const { pages } = siteOf(contract)

interface Shown {
  readonly words: string
  readonly payload: unknown
  readonly answer: unknown
}

/** Reads what the page of an event says of payloads that do not fit. */
function shownIn(path: string, { address, payload: schema = {} }: EventJson): Shown[] {
  const body = pages.find((page) => page.path === `events${path}.html`)?.body ?? ''
  const section = body.split(` id="${address}" `)[1]?.split('</section>')[0] ?? ''
  return section
    .split('<details class="misfit">')
    .slice(1)
    .map((part) => {
      const [payload, answer] = [...part.matchAll(/<code class="language-json">(.*?)<\/code>/gs)].map(([, html = '']) =>
        JSON.parse(textOf(html)),
      )
      const words = textOf(/<summary>(.*?)<\/summary>/s.exec(part)?.[1] ?? '')
      return { words, payload: withBytes(schema, payload), answer }
    })
}

function textOf(html: string): string {
  return unescaped(html.replace(/<[^>]+>/g, ''))
}

const placed = events.map((each) => {
  const { contract: declared } = each.entry
  const json = contract.namespaces[declared.path]?.[each.direction][each.event.name] as EventJson
  return [each.title, { ...each, json, shown: shownIn(declared.path, json) }] as const
})

test.each(placed)(
  '%s: what the page shows as misfit is refused by the guards, with the issues of the page',
  (_, one) => {
    const { event: declared, direction, shown } = one
    expect(shown.length).toBeGreaterThan(0)
    expect(shown.length).toBeLessThanOrEqual(3)
    expect(new Set(shown.map(({ payload }) => JSON.stringify(payload))).size).toBe(shown.length)
    for (const { payload, answer } of shown) {
      const result = safeParsePayload(declared, payload)
      const issues = result.ok ? 'it fits' : result.error.issues
      const { error } = (direction === 'clientToServer' ? answer : { error: answer }) as { error: object }
      expect(error).toMatchObject({ code: 'PAYLOAD_INVALID', issues })
    }
  },
)

test('an event with a payload of several fields has three', () => {
  const fewer = placed.filter(([, { json, shown }]) => Object.keys(Object(json.example)).length > 1 && shown.length < 3)
  expect(fewer.map(([title]) => title)).toEqual([])
})

test.each(entries.map(({ contract: declared, table }) => [declared.path, declared, table] as const))(
  '%s: a running server answers each with the refusal of the page, to the letter',
  async (path, declared, aliases) => {
    const { io, url } = await listening()
    const options = { aliases, authenticate: () => ({ id: 'u1' }), mayJoin: () => true }
    serve(io, declared as NamespaceContract, options as never)
    const own = placed.filter(
      ([, { entry, direction }]) => entry.contract.path === path && direction === 'clientToServer',
    )
    const socket = await joined(url, path, { auth: { token: 't', ...declaring([path, declared.version]) } })
    for (const [title, { event: declaredEvent, shown }] of own)
      for (const { payload, answer } of shown) {
        expect(await socket.timeout(5000).emitWithAck(declaredEvent.name, payload), title).toEqual(answer)
        const refused = next(socket, 'contract:refused')
        socket.emit(declaredEvent.name, payload)
        expect(await refused, title).toEqual({ event: declaredEvent.name, ...(answer as object) })
      }
  },
)

test('what is changed is told in words', () => {
  const chatJoin = contract.namespaces['/patient-pharmacy']?.clientToServer['chat:join'] as EventJson
  expect(shownIn('/patient-pharmacy', chatJoin).map(({ words }) => words)).toEqual([
    'Without roomId: expected text at roomId',
    'roomId is "two words": expected an id without white space at roomId',
    'roomId is 7: expected text at roomId',
  ])
})

const misfits = (payload: Parameters<typeof event>[0]['payload'], example: unknown) =>
  toContractJson([
    namespace('/x', { serverToClient: { told: event({ payload, example } as never) }, clientToServer: {} }),
  ]).namespaces['/x']?.serverToClient['told']?.misfits

test('one of them is beyond a bound, where a field has any', () => {
  const told = misfits(
    z.object({ id: z.string(), state: z.enum(['on', 'off']), at: z.iso.datetime(), name: text(5) }),
    {
      id: 'a',
      state: 'on',
      at: '2024-12-20T10:30:00Z',
      name: 'abc',
    },
  )
  expect(told).toHaveLength(3)
  expect(told?.at(-1)).toEqual({
    path: ['name'],
    value: 'xxxxxx',
    issues: [{ path: ['name'], expected: 'at most 5 characters' }],
  })
})

test('a payload that is no object, and one without an example, are told of as far as they can be', () => {
  expect(misfits(text(5), 'abc')).toEqual([
    { path: [], value: 7, issues: [{ path: [], expected: 'text' }] },
    { path: [], value: 'xxxxxx', issues: [{ path: [], expected: 'at most 5 characters' }] },
  ])
  expect(misfits(z.array(z.boolean()), [true])?.[0]).toEqual({
    path: [0],
    value: 'yes',
    issues: [{ path: [0], expected: 'true or false' }],
  })
  expect(misfits(z.object({ id: z.string() }), undefined)).toBeUndefined()
})
