import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { aliases, event, namespace } from '../src/index.js'
import { siteOf } from '../src/reference/site.js'
import type { ContractJson } from '../src/spec/index.js'
import { toContractJson } from '../src/spec/index.js'

const library = namespace('/library', {
  version: 1,
  serverToClient: {},
  clientToServer: { 'book:lend': event({ example: undefined }) },
})
const table = aliases<typeof library>()({
  serverToClient: {},
  clientToServer: {},
  opening: { enter: { hall: 'reading' }, hello: undefined },
  login: {
    query: { success: { event: 'IN', down: (login) => login } },
    event: {
      success: { event: 'auth:in', down: (login) => login },
      failure: { event: 'auth:out', down: (failure) => failure },
    },
  },
})
const contract = JSON.parse(readFileSync('contract.json', 'utf8')) as ContractJson
const { pages } = siteOf(contract)
const textOf = (path: string) => pages.find((page) => page.path === path)?.body.replace(/<[^>]+>/g, '') ?? ''

test('what clients of old wait for that log in, and what servers of old want first, stand in contract.json', () => {
  const notes = { event: 'Carries the hall.' }
  const made = toContractJson([{ contract: library, aliases: table }], {
    prose: { namespaces: { '/library': { aliases: { login: notes } } } },
  }).namespaces['/library']?.aliases
  expect(made?.opening).toEqual({ enter: { hall: 'reading' }, hello: null })
  expect(made?.login).toEqual({
    query: { success: 'IN' },
    event: { success: 'auth:in', failure: 'auth:out', notes: 'Carries the hall.' },
  })
  expect(toContractJson([library]).namespaces['/library']?.aliases).toEqual({
    serverToClient: {},
    clientToServer: {},
    unacknowledged: {},
  })
})

test('the committed contract.json says of each login what its events carry', () => {
  const logins = Object.values(contract.namespaces).flatMap(({ aliases: { login = {} } }) => Object.values(login))
  expect(logins.map(({ success }) => success).sort()).toEqual([
    'CONNECTION_SUCCESS',
    'auth:success',
    'auth:success',
    'notification:connected',
  ])
  for (const { notes, success } of logins) expect(notes).toContain(`\`${success}\` carries `)
  expect(contract.namespaces['/workflow']?.aliases.opening).toEqual({ join: 'workflow' })
})

test('the reference tells of logins, openings and older shapes, beside the old names', () => {
  const legacy = textOf('legacy-names.html')
  for (const [path, { aliases }] of Object.entries(contract.namespaces)) {
    for (const [way, { success, failure = '' }] of Object.entries(aliases.login ?? {}))
      for (const part of [path, success, failure, way === 'query' ? 'query' : 'authenticate'])
        expect(legacy).toContain(part)
    for (const [name, payload] of Object.entries(aliases.opening ?? {}))
      expect(legacy).toMatch(new RegExp(`${path}\\s*${name}\\s*&quot;${payload}&quot;`))
    for (const shapes of Object.values(aliases.shapes ?? {}))
      for (const name of Object.keys(shapes))
        expect(textOf(`events${path}.html`).includes('Older shape'), `${path} ${name}`).toBe(true)
  }
  expect(textOf('events/simulation.html').includes('or the value of sessionId alone')).toBe(true)
})
