import { expect, test } from 'vitest'
import * as z from 'zod/mini'
import { event } from '../contract/event/event.js'
import { defineNamespace } from '../contract/namespace.js'
import { bytes, text } from '../fields/index.js'
import { diff } from './diff/diff.js'
import { spelledBytes, withBytes } from './spelled-bytes.js'
import { toContractJson } from './to-contract-json.js'
import { wireSchema } from './wire-schema.js'

const schema = z.object({
  file: bytes(300),
  name: text(9),
  list: z.array(bytes(4)),
  either: z.nullable(z.union([bytes(2), z.number()])),
  by: z.record(text(3), z.tuple([bytes(2), text(2)])),
  some: z.optional(z.intersection(z.object({ a: bytes(2) }), z.object({ b: text(2) }))),
})
interface Tree {
  readonly leaf?: Uint8Array | undefined
  readonly below: readonly Tree[]
}
const tree: z.ZodMiniType<Tree> = z.object({
  leaf: z.optional(bytes(4)),
  get below() {
    return z.array(tree)
  },
})
const all = Uint8Array.from({ length: 256 }, (_, index) => index)
const value = {
  file: all,
  name: 'é\u0000',
  list: [Uint8Array.of(1, 255), new Uint8Array(0)],
  either: Uint8Array.of(7),
  by: { x: [Uint8Array.of(200), 'ab'] },
  some: { a: Uint8Array.of(1), b: 'b' },
}

test('bytes are text in JSON, and bytes again by the schema, wherever they stand', () => {
  const spelled = JSON.parse(JSON.stringify(spelledBytes(value)))
  expect(spelled.list).toEqual(['\u0001\u00ff', ''])
  expect(spelled.file).toHaveLength(256)
  expect(withBytes(wireSchema(schema as never, 'a file'), spelled)).toEqual(value)
  const grown = { below: [{ leaf: Uint8Array.of(1), below: [{ leaf: Uint8Array.of(2), below: [] }] }] }
  for (const each of [tree, z.object({ of: tree })]) {
    const held = each === tree ? grown : { of: grown }
    expect(withBytes(wireSchema(each as never, 'a tree'), spelledBytes(held))).toEqual(held)
  }
  expect(spelledBytes({ file: Uint8Array.of(65).buffer, none: null })).toEqual({ file: 'A', none: null })
})

const contractOf = (file: z.ZodMiniType, said: object = {}) => {
  const put = event({ payload: z.object({ file }), ...said } as never)
  return toContractJson([
    { contract: defineNamespace('/files', { version: 1, serverToClient: {}, clientToServer: { put } }) },
  ])
}

test('contract.json shows examples of bytes as their schema has them', () => {
  const example = { file: Uint8Array.of(72, 255) }
  const said = { reply: z.object({ file: bytes(4) }), example, replyExample: example }
  const { put } = contractOf(bytes(4), said).namespaces['/files']?.clientToServer ?? {}
  expect(put?.payload).toMatchObject({
    properties: { file: { type: 'string', format: 'binary', contentEncoding: 'binary', maxLength: 4 } },
  })
  expect([put?.example, put?.replyExample]).toEqual([{ file: 'H\u00ff' }, { file: 'H\u00ff' }])
})

test.each<[string, z.ZodMiniType, z.ZodMiniType, object]>([
  ['more bytes', bytes(4), bytes(5), { rule: 'F14', breaks: ['old-server-new-client'], unknown: [] }],
  ['fewer bytes', bytes(5), bytes(4), { rule: 'F15', breaks: ['new-server-old-client'], unknown: [] }],
  ['text in the place of bytes', bytes(4), text(4), { rule: 'F26', unknown: [] }],
  ['bytes in the place of text', text(4), bytes(4), { rule: 'F26', unknown: [] }],
  ['text that spells bytes', bytes(4), z.base64().check(z.maxLength(4)), { rule: 'F26', unknown: [] }],
  ['a list in the place of bytes', bytes(4), z.array(z.number()), { rule: 'F13', unknown: [] }],
])('%s are found', (_, old, next, finding) => {
  const [before, after] = [contractOf(old), contractOf(next)]
  expect(diff(before, after).findings).toMatchObject([finding])
  expect(diff(before, before).findings).toEqual([])
})
