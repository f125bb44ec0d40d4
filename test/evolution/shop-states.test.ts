import { expect, test } from 'vitest'
import { type ContractJson, declaredBy, diff, judge } from '../../src/spec/index.js'
import { stateA, stateB, stateBWithCustomers, stateC, stateD } from './shop-states.js'

type Explained = readonly [finding: string, because: string]

const findings = (old: ContractJson, next: ContractJson): string[] =>
  diff(old, next).findings.map(
    ({ rule, place, words, bump }) => `${rule} ${place.name}${place.path ? ` ${place.path}` : ''}: ${words} (${bump})`,
  )

const expectExplained = (old: ContractJson, next: ContractJson, explained: readonly Explained[]): void => {
  expect(findings(old, next)).toEqual(explained.map(([finding]) => finding))
  for (const [, because] of explained) expect(because).toMatch(/^[A-Z].+\.$/)
}

const exposed = (list: string): string =>
  `is part of an event that is new there, and shows clients \`${list}customer.user.email\` (not marked, looks like pii), ` +
  `\`${list}customer.phone\` (not marked, looks like pii), \`${list}customer.token\` (not marked, looks like secret) (minor)`

test('A to B: from raw envelopes to Socket.IO', () => {
  expectExplained(stateA, stateB, [
    [
      'E03 board_update: was removed, and was never deprecated (major)',
      'Boards of A wait for columns that no longer come.',
    ],
    [
      'E07 card_move: is sent by clients now, before by the server (major)',
      'A server told clients of moves; now clients tell the server, and clients of A hear of none.',
    ],
    [
      'E06 pending_count: was removed while `pending_count_updated`, of the same shape, was added: it looks renamed (major)',
      'The count goes on under another name, which clients of A don’t listen to; one alias would have saved them.',
    ],
    [
      'E03 today_appointments: was removed, and was never deprecated (major)',
      'The list goes on too, but as a bare list: other name, other shape, so nothing suggests that it was renamed.',
    ],
    ['E01 appointment_created: was added (minor)', 'Clients of A don’t hear it and lose nothing.'],
    ['E01 today_appointments_updated: was added (minor)', 'This is the list under its new name.'],
  ])
})

test('B to C: the second Socket.IO release', () => {
  expectExplained(stateB, stateC, [
    [
      `S02 dashboard_schedule_updated [].customer: ${exposed('[].')}`,
      'Each appointment has a customer nested into it, and with the customer the token that signs in as that customer.',
    ],
    [
      'E04 card_move: was removed, and was never deprecated (major)',
      'Cards moved by clients of B stay where they are.',
    ],
    [
      'E03 appointment_created: was removed, and was never deprecated (major)',
      'Clients of B hear of no new appointment.',
    ],
    [
      'E03 pending_count_updated: was removed, and was never deprecated (major)',
      'The badge of clients of B stands still.',
    ],
    [
      'E03 today_appointments_updated: was removed, and was never deprecated (major)',
      'The list goes on under another name, with customers in it, so its shape is another too.',
    ],
    ['E02 comment_update: was added (minor)', 'Servers of B don’t know it: they go first.'],
    ['E02 label_update: was added (minor)', 'Servers of B don’t know it either.'],
    ['E01 dashboard_schedule_updated: was added (minor)', 'Clients of B don’t hear it.'],
  ])
})

test('C to D: raw envelopes again', () => {
  expectExplained(stateC, stateD, [
    [
      `S02 appointments_list appointments: ${exposed('appointments[].')}`,
      'The list has a new name and still carries the tokens.',
    ],
    ['E04 comment_update: was removed, and was never deprecated (major)', 'Comments written by clients of C are lost.'],
    ['E04 label_update: was removed, and was never deprecated (major)', 'So are their labels.'],
    [
      'E03 dashboard_schedule_updated: was removed, and was never deprecated (major)',
      'The dashboards of C stay empty: the list is in an object now, under another name.',
    ],
    ['E02 appointment_update: was added (minor)', 'Servers of C don’t know it.'],
    ['E02 card_moved: was added (minor)', 'Servers of C don’t know it either.'],
    ['E01 appointments_list: was added (minor)', 'Clients of C don’t hear it.'],
    ['E01 workflow_update: was added (minor)', 'Nor this one.'],
  ])
})

test('the addition that leaked every token breaks nobody, needs no more than a minor release, and is refused all the same', () => {
  const report = diff(stateB, stateBWithCustomers)
  expect(report.findings.map(({ rule, place, breaks }) => [rule, place.path, breaks])).toEqual([
    ['S02', '[].customer', []],
    ['F01', '[].customer', []],
  ])
  const verdict = judge(report, declaredBy(report))
  expect(verdict).toMatchObject({ passes: false, declared: 'minor', beyond: [], forbidden: [] })
  expect(verdict.unapproved.map(({ rule }) => rule)).toEqual(['S02'])
})
