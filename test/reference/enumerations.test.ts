import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import * as z from 'zod/mini'
import { nextStates, openEnum } from '../../src/fields/index.js'
import { event, namespace } from '../../src/index.js'
import { statePicture } from '../../src/reference/fields/state-picture.js'
import { brokenIn } from '../../src/reference/links.js'
import { siteOf } from '../../src/reference/site.js'
import { type ContractJson, toContractJson } from '../../src/spec/index.js'

const status = nextStates({ paid: ['sent'], sent: [] }, z.enum(['paid', 'sent']))
const shop = namespace('/shop', {
  serverToClient: {
    'order:moved': event({
      payload: z.object({ status, kind: z.enum(['a', 'b']), by: z.optional(z.array(openEnum(['bike', 'van']))) }),
    }),
    'parcel:moved': event({ payload: z.object({ status: z.enum(['paid', 'sent']) }) }),
  },
  clientToServer: { ask: event({ reply: z.object({ status }) }) },
})
const paid = { paid: 'The money is there; a parcel has `ParcelStatus.sent`.' }
const contract = toContractJson([shop], {
  prose: {
    namespaces: {
      '/shop': {
        serverToClient: {
          'order:moved': { meanings: { payload: { status: paid, 'by.[]': { van: 'A `van` with `Doors.open`.' } } } },
          'parcel:moved': { meanings: { payload: { status: { sent: 'On its way, unlike `OrderStatus.paid`.' } } } },
        },
        clientToServer: { ask: { meanings: { reply: { status: paid } } } },
        enumerations: {
          OrderStatus: {
            summary: 'Where an order stands; a parcel has `ParcelStatus`.',
            values: ['paid', 'sent'],
            open: false,
            meanings: paid,
            next: { paid: ['sent'], sent: [] },
          },
          ParcelStatus: {
            values: ['paid', 'sent'],
            open: false,
            meanings: { sent: 'On its way, unlike `OrderStatus.paid`.' },
          },
        },
      },
    },
  },
})

const pageOf = (json: ContractJson, path: string) => siteOf(json).pages.find((page) => page.path === path)?.body ?? ''
const rowOf = (body: string, id: string) => body.split(`<tr role="row" id="${id}">`)[1]?.split('</tr>')[0] ?? ''
const body = pageOf(contract, 'events/shop.html')

test('the page of a namespace says what each value means and what usually follows', () => {
  expect(body).toContain('<h3 id="enum-OrderStatus"')
  expect(rowOf(body, 'enum-OrderStatus.paid')).toContain('The money is there; ')
  expect(rowOf(body, 'enum-OrderStatus.paid')).toContain('<a href="#enum-OrderStatus.sent"><code>sent</code></a>')
  expect(rowOf(body, 'enum-OrderStatus.sent')).toContain('nothing: it ends here')
  expect(body).toContain('Nothing checks it: be ready for any value.')
  expect(body.split('<h3 id="enum-ParcelStatus"')[1]?.split('</table>')[0]).not.toContain('Next')
})

test('a value that a sentence names leads to where it is told, both ways, and nothing else does', () => {
  expect(rowOf(body, 'enum-OrderStatus.paid')).toContain(
    '<a href="#enum-ParcelStatus.sent"><code>ParcelStatus.sent</code>',
  )
  expect(body).toContain('a parcel has <a href="#enum-ParcelStatus"><code>ParcelStatus</code></a>.')
  expect(rowOf(body, 'enum-ParcelStatus.sent')).toContain(
    '<a href="#enum-OrderStatus.paid"><code>OrderStatus.paid</code>',
  )
  expect(rowOf(body, 'enum-order-moved.payload.by.~5b~5d.van')).toContain(
    'A <code>van</code> with <code>Doors.open</code>.',
  )
})

test('a field leads to its own enumeration, of a payload and of a reply, also in a list', () => {
  expect(rowOf(body, 'order-moved.status')).toContain('<a href="#enum-OrderStatus.paid"><code>paid</code></a>')
  expect(rowOf(body, 'parcel-moved.status')).toContain('<a href="#enum-ParcelStatus.paid"><code>paid</code></a>')
  expect(rowOf(body, 'client-ask-reply.status')).toContain('<a href="#enum-OrderStatus">what each value means</a>')
  expect(rowOf(body, 'order-moved.by')).toContain('#enum-order-moved.payload.by.~5b~5d.van')
  expect(rowOf(body, 'order-moved.kind')).not.toContain('#enum-')
})

test('enumerations of which nothing more is said stand in one table', () => {
  expect(body.split('Other enumerations</caption>')[1]).toContain('<code>a</code>, <code>b</code>')
})

test('every link of such a site leads somewhere', () => {
  expect(brokenIn(siteOf(contract), new Set())).toEqual([])
})

test('our own two ways to spell a cancellation lead to one another', () => {
  const own = pageOf(JSON.parse(readFileSync('contract.json', 'utf8')), 'events/patient-pharmacy.html')
  expect(rowOf(own, 'enum-OrderStatus.CANCELLED')).toContain('href="#enum-DispatchStatus.CANCELED"')
  expect(rowOf(own, 'enum-DispatchStatus.CANCELED')).toContain('href="#enum-OrderStatus.CANCELLED"')
})

test('a picture shows which value follows which, and says so to who sees none', () => {
  const picture = body.split('<h3 id="enum-OrderStatus"')[1]?.split('<table')[0] ?? ''
  expect(picture.match(/<rect /g)).toHaveLength(2)
  expect(picture.match(/class="step/g)).toHaveLength(1)
  expect(picture).toContain('after paid comes sent; sent is an end')
  expect(body.match(/class="states"/g)).toHaveLength(1)
})

test.each([
  ['a circle', { a: ['b'], b: ['c'], c: ['a'] }, 3],
  ['a value that follows itself', { a: ['a', 'b'], b: [], c: [] }, 1],
  ['two that follow one another', { a: ['b', 'c'], b: ['a'], c: [] }, 3],
  ['a step past others', { a: ['b', 'c'], b: ['c'], c: [] }, 3],
])('a picture holds every step of %s within its frame', (_, next, steps) => {
  const picture = statePicture('X', ['a', 'b', 'c'], next, 'x')
  const [, width = 0, height = 0] = /viewBox="0 0 (\d+) (\d+)"/.exec(picture)?.map(Number) ?? []
  expect(picture.match(/class="step/g)).toHaveLength(steps)
  for (const [, x = 0, y = 0] of picture.matchAll(/[ML](-?[\d.]+) (-?[\d.]+)/g)) {
    expect(Number(x)).toBeGreaterThanOrEqual(0)
    expect(Number(x)).toBeLessThanOrEqual(width)
    expect(Number(y)).toBeLessThanOrEqual(height)
  }
})

test('values are drawn nowhere twice in one place, and never as HTML', () => {
  const values = ['<b>', 'two', 'three', 'end', 'other end']
  const next = { '<b>': ['two', 'end', 'other end'], two: ['three', 'end'], three: ['end', 'other end', '<b>'] }
  const picture = statePicture('X', values, next, 'x')
  const corners = [...picture.matchAll(/<rect [^>]*x="([\d.]+)" y="([\d.]+)"/g)].map(([, x, y]) => `${x} ${y}`)
  expect(new Set(corners).size).toBe(values.length)
  expect(picture).toContain('&lt;b&gt;</text>')
  expect(picture).not.toContain('<b>')
})

test('where nothing follows, or nobody could read it, there is no picture', () => {
  expect(statePicture('X', ['a', 'b'], { a: [], b: [] }, 'x')).toBe('')
  const many = Array.from({ length: 30 }, (_, index) => `s${index}`)
  expect(statePicture('X', many, { s0: many }, 'x')).toBe('')
})
