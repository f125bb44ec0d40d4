import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { siteOf } from '../../src/reference/site.js'
import type { ContractJson } from '../../src/spec/contract-json.js'
import { ownContract } from './own-contract.js'

const ours = JSON.parse(readFileSync('contract.json', 'utf8')) as ContractJson
const sent = [ours, ownContract()].flatMap((contract) => {
  const { pages } = siteOf(contract)
  return Object.entries(contract.namespaces).flatMap(([path, { clientToServer, serverToClient }]) => {
    const body = pages.find((page) => page.path === `events${path}.html`)?.body ?? ''
    const factOf = (address: string): string =>
      /<dt>Permission<\/dt><dd>(.*?)<\/dd>/.exec(
        body.split(`<h3 id="${address}"`)[1]?.split('</section>')[0] ?? '',
      )?.[1] ?? ''
    return [...Object.entries(clientToServer), ...Object.entries(serverToClient)].map(([name, event]) => ({
      title: `${path} ${name} (${event.direction})`,
      event,
      words: factOf(event.address),
    }))
  })
})

test.each(sent.map((each) => [each.title, each] as const))(
  'the page says who may send or hear %s',
  (_, { event, words }) => {
    if (event.direction === 'serverToClient') expect(words !== '').toBe(event.everybody)
    else if (event.joins.length > 0) expect(words).toMatch(/mayJoin.*ROOM_FORBIDDEN/)
    else if (event.within?.length) expect(words).toMatch(/whoever is in .*ROOM_FORBIDDEN/)
    else expect(words).toContain('no room and no role')
  },
)

test('the page of rooms says who lets clients in', () => {
  const bodyOf = (path: string) => siteOf(ours).pages.find((page) => page.path === path)?.body ?? ''
  expect(bodyOf('events/patient-pharmacy.html')).toContain('to know the name of a room is no permission')
  expect(bodyOf('events/messaging.html')).toContain('no client asks to enter')
})
