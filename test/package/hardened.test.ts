import { expect, test } from 'vitest'
import { node, packed } from './project.js'

const code = `
  import { isPayload, safeParsePayload } from 'socket-canon/guards'
  import { patientPharmacy } from 'socket-canon/patient-pharmacy'
  const order = patientPharmacy.serverToClient['order:updated']
  const inherited = Object.create(order.example)
  const disguised = JSON.parse(JSON.stringify(order.example).replace('{', '{"__proto__":{},'))
  const { error } = safeParsePayload(order, { ...order.example, status: 7 })
  console.log(JSON.stringify([
    isPayload(order, order.example), isPayload(order, inherited), isPayload(order, disguised), error.issues[0].path,
  ]))`

const hardenings = [['--disable-proto=delete'], ['--disable-proto=throw'], ['--frozen-intrinsics', '--no-warnings']]

test.for(hardenings)('the guards judge the same under node %s', async (flags) => {
  const { output } = await node(packed.project, ...flags, '--input-type=module', '-e', code)
  expect(output).toBe('[true,false,false,["status"]]\n')
})
