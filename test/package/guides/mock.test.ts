import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { packed } from '../project.js'
import { guideOf } from './guide.js'

const guide = guideOf('mock')
let close: (() => unknown) | undefined
afterAll(() => close?.())

test('the setup and the test that the guide shows run against the packed package, behind msw', async () => {
  const contract = JSON.parse(readFileSync(join(packed.repo, 'contract.json'), 'utf8'))
  const { mock, network, server } = guide.run('setup', { contract }) as {
    mock: { namespaces: readonly object[] }
    network: { close(): void }
    server: { close(): Promise<void> }
  }
  close = async () => {
    await server.close()
    network.close()
  }
  expect(mock.namespaces).toHaveLength(7)
  const { done } = guide.run('use', { mock }) as { done: Promise<void> }
  await done
  expect([...guide.left]).toEqual([])
})
