import { expect, test } from 'vitest'
import { referenceServer } from '../verify/reference-server.js'
import { checksIn, everything, verifying } from '../verify/running.js'

const times = 20

test.each(['websocket', 'polling'])('the reference server passes 20 times of 20 over %s', async (transport) => {
  let passed = 0
  for (let time = 0; time < times; time++) {
    const server = await referenceServer()
    const run = await verifying(server.url, ...everything(server.trigger), '--transport', transport, '--json')
    await server.close()
    expect(checksIn(run).filter(({ verdict }) => verdict !== 'pass')).toEqual([])
    if (run.code === 0) passed++
  }
  console.log(`verify passed the reference server ${passed} times of ${times} over ${transport}`)
  expect(passed).toBe(times)
})
