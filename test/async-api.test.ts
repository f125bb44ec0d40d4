import { readFileSync } from 'node:fs'
import { Parser } from '@asyncapi/parser'
import { expect, test } from 'vitest'
import type { AsyncApiDocument } from '../src/spec/asyncapi/async-api.js'
import { toAsyncApi } from '../src/spec/asyncapi/to-async-api.js'
import { systems } from '../src/spec/systems.js'

const severe = ['error', 'warning']

async function complaints(text: string): Promise<string[]> {
  const { diagnostics, document } = await new Parser().parse(text)
  const found = diagnostics.map(
    ({ severity, message, path }) => `${severe[severity] ?? 'hint'}: ${path.join('.')}: ${message}`,
  )
  return [...(document ? [] : ['error: no document']), ...found.filter((each) => !each.startsWith('hint'))]
}

test.each(systems.map((system) => [system.name, system] as const))(
  'the parser finds nothing wrong with asyncapi/%s.json',
  async (name, { members }) => {
    const text = readFileSync(`asyncapi/${name}.json`, 'utf8')
    expect(await complaints(text)).toEqual([])
    const { operations, channels }: AsyncApiDocument = JSON.parse(text)
    expect(
      Object.values(channels)
        .map(({ address }) => address)
        .toSorted(),
    ).toEqual(members.map(({ contract }) => contract.path).toSorted())
    for (const { contract } of members)
      for (const [direction, action] of [
        ['serverToClient', 'send'],
        ['clientToServer', 'receive'],
      ] as const)
        for (const event of Object.keys(contract[direction]))
          expect(Object.values(operations)).toContainEqual(
            expect.objectContaining({
              action,
              title: event,
              channel: { $ref: `#/channels/${contract.path.slice(1)}` },
            }),
          )
  },
)

test('the parser finds what is wrong with a document', async () => {
  const document = toAsyncApi(systems[0]?.members ?? [], { title: 'Broken', version: '1.0.0' })
  expect(await complaints(JSON.stringify(document))).toEqual([])
  expect(await complaints(JSON.stringify({ ...document, channels: {} }))).not.toEqual([])
})
