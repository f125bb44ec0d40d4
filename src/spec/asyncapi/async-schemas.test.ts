import { Parser } from '@asyncapi/parser'
import { expect, test } from 'vitest'
import * as z from 'zod/mini'
import { event } from '../../contract/event/event.js'
import { defineNamespace } from '../../contract/namespace.js'
import { id, text } from '../../fields/index.js'
import { systems } from '../systems.js'
import type { AsyncApiDocument } from './async-api.js'
import { toAsyncApi } from './to-async-api.js'

const comment = z.object({
  text: text(100),
  get answers() {
    return z.optional(z.array(comment))
  },
})
const forum = defineNamespace('/forum', {
  serverToClient: {
    comment: event({ payload: comment }),
    thread: event({ payload: z.object({ id, first: z.object({ by: id, comment }) }) }),
  },
  clientToServer: { thread: event({ payload: z.object({ id }), reply: z.object({ id }) }) },
})

/** Lists the references of a document that lead nowhere. */
function lost(document: AsyncApiDocument): string[] {
  const found = JSON.stringify(document).matchAll(/"\$ref":"([^"]+)"/g)
  return [...found].flatMap(([, path = '']) => {
    const steps = path.slice(2).split('/')
    const held = steps.reduce<unknown>((each, step) => (each as Record<string, unknown> | undefined)?.[step], document)
    return path.startsWith('#/') && held !== undefined ? [] : [path]
  })
}

test('payloads and replies stand in the document under the names of their types, and what they hold has titles', () => {
  const { components } = toAsyncApi([forum], { title: 'Forum', version: '1.0.0' })
  expect(components.messages['forum.thread']?.payload).toEqual({ $ref: '#/components/schemas/Thread' })
  expect(components.messages['forum.client-thread']?.payload).toEqual({ $ref: '#/components/schemas/ThreadInput' })
  expect(components.messages['forum.client-thread.reply']?.payload).toEqual({
    $ref: '#/components/schemas/ThreadReply',
  })
  expect(components.messages['refusal']?.payload).toEqual({ $ref: '#/components/schemas/Refusal' })
  expect(components.schemas['Thread']).toMatchObject({
    title: 'Thread',
    properties: { first: { title: 'ThreadFirst' } },
  })
})

test('the references of a schema that holds itself lead to it in the document, and the parser takes them', async () => {
  const document = toAsyncApi([forum], { title: 'Forum', version: '1.0.0' })
  expect(document.components.schemas['Comment']).toMatchObject({
    properties: { answers: { items: { $ref: '#/components/schemas/Comment' } } },
  })
  expect(document.components.schemas['Thread']).toMatchObject({
    properties: { first: { properties: { comment: { $ref: '#/components/schemas/ThreadFirstComment' } } } },
  })
  expect(document.components.schemas['ThreadFirstComment']).toMatchObject({
    title: 'ThreadFirstComment',
    properties: { answers: { items: { $ref: '#/components/schemas/ThreadFirstComment' } } },
  })
  expect(lost(document)).toEqual([])
  const { document: parsed, diagnostics } = await new Parser().parse(JSON.stringify(document))
  expect(parsed).toBeDefined()
  expect(diagnostics.filter(({ severity }) => severity < 2)).toEqual([])
})

test('one name stands for one schema: another one has the name of its contract before it', () => {
  const shop = defineNamespace('/shop', {
    serverToClient: { comment: event({ payload: z.object({ id }) }) },
    clientToServer: {},
  })
  const { components } = toAsyncApi([forum, shop], { title: 'Both', version: '1.0.0' })
  expect(components.messages['forum.comment']?.payload).toEqual({ $ref: '#/components/schemas/Comment' })
  expect(components.messages['shop.comment']?.payload).toEqual({ $ref: '#/components/schemas/ShopComment' })
  // what every contract carries is there once
  expect(Object.keys(components.schemas).filter((name) => name.startsWith('ContractPing'))).toEqual([
    'ContractPingReply',
  ])
})

test('no reference in the documents of our systems leads nowhere', () => {
  for (const { members, title } of systems) expect(lost(toAsyncApi(members, { title, version: '1.0.0' }))).toEqual([])
})
