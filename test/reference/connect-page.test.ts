import { expect, test } from 'vitest'
import { siteOf } from '../../src/reference/site.js'
import type { ContractJson } from '../../src/spec/index.js'
import { contracts } from './pairs/ends.js'

/** Reads the page for people without TypeScript, as its words. */
function connectPageOf(contract: ContractJson): string {
  const body = siteOf(contract).pages.find(({ path }) => path === 'connect.html')?.body ?? ''
  return body.replace(/<[^>]+>/g, '').replaceAll('&quot;', '"')
}

test.each(contracts)('people without TypeScript read how to connect: contract %#', (contract) => {
  const page = connectPageOf(contract)
  const named = Object.entries(contract.namespaces).flatMap(([path, { rooms, clientToServer }]) => [
    path,
    ...Object.keys(rooms),
    ...Object.entries(clientToServer).flatMap(([name, { joins }]) => (joins.length > 0 ? [name] : [])),
  ])
  const words = [
    ...['io.socket:socket.io-client', 'socket.io-client-swift', 'python-socketio', 'socket_io_client'],
    ...['AUTH_MISSING', 'AUTH_INVALID', 'ROOM_FORBIDDEN', 'connect_error', 'contract:refused', 'recovered'],
    ...['data.error.code', 'AUTH_EXPIRED', 'EVENT_CONNECT_ERROR', 'optJSONObject', 'maxHttpBufferSize'],
    ...['After a reconnection', 'Dates, null and other values', 'Acknowledgements', 'isNull'],
    ...[
      'mutableMapOf',
      'auth["token"] = newToken()',
      'OffsetDateTime.parse',
      '.withFractionalSeconds',
      'fromisoformat',
    ],
  ]
  expect([...named, ...words].filter((word) => !page.includes(word))).toEqual([])
})

test('an event that goes both ways is named once among those that come late', () => {
  const [contract] = contracts as [ContractJson]
  const late = /Notices that come too late.*?: (.*?)\./.exec(connectPageOf(contract))?.[1] ?? ''
  const names = late.split(/, | and /)
  expect(names.length).toBeGreaterThan(1)
  expect(new Set(names).size).toBe(names.length)
})

test('a contract without rooms, events or namespaces has the page all the same', () => {
  const [contract] = contracts as [ContractJson]
  const page = connectPageOf({ ...contract, systems: {}, namespaces: {} })
  expect(page).toContain('After a reconnection')
  expect(page).not.toContain('Enter rooms')
})
